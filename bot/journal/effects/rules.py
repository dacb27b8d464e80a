"""Rules of side effects: which a medicine can have, which an evening asks, what was counted. Pure.

The effects by class are those of the doctors' checks that the bot stands on; an effect here says
nothing of its cause, and no class says that somebody will have one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from bot.people.rules import unknown_button
from bot.plan.medicines import MedicineClass

MOST_STRENGTH = 3
"""Of a week: 0 not there, 1 a little, 2 clearly, 3 strong."""
MOST_ASKED = 8
"""Side effects on one screen."""


class Effect(StrEnum):
    """The value is what the database keeps."""

    DRY_MOUTH = "dry_mouth"
    BLURRED = "blurred"
    CONSTIPATION = "constipation"
    DIZZINESS = "dizziness"
    CONFUSION = "confusion"
    MEMORY = "memory"
    URINATION = "urination"
    EYE_PAIN = "eye_pain"
    DROWSINESS = "drowsiness"
    UNSTEADY = "unsteady"
    RASH = "rash"
    MOOD = "mood"
    WEAKNESS = "weakness"
    SWALLOWING = "swallowing"
    LID_DROOP = "lid_droop"
    DOUBLE_VISION = "double_vision"
    DRY_EYE = "dry_eye"


BY_CLASS: Mapping[MedicineClass, tuple[Effect, ...]] = {
    MedicineClass.ANTICHOLINERGIC: (
        Effect.DRY_MOUTH,
        Effect.BLURRED,
        Effect.CONSTIPATION,
        Effect.DIZZINESS,
        Effect.CONFUSION,
        Effect.MEMORY,
        Effect.URINATION,
        Effect.EYE_PAIN,
    ),
    MedicineClass.BENZODIAZEPINE: (Effect.DROWSINESS, Effect.UNSTEADY),
    MedicineClass.ANTICONVULSANT: (
        Effect.DIZZINESS,
        Effect.RASH,
        Effect.UNSTEADY,
        Effect.MOOD,
    ),
    MedicineClass.MUSCLE_RELAXANT: (Effect.DROWSINESS, Effect.DIZZINESS, Effect.WEAKNESS),
    MedicineClass.BOTULINUM_TOXIN: (
        Effect.SWALLOWING,
        Effect.LID_DROOP,
        Effect.DOUBLE_VISION,
        Effect.DRY_EYE,
    ),
    MedicineClass.OTHER: (),
}
ALARMING = frozenset(
    {Effect.RASH, Effect.SWALLOWING, Effect.EYE_PAIN, Effect.LID_DROOP, Effect.DOUBLE_VISION}
)
"""What the urgent card speaks of: a tap on one of these brings the card at once."""
SLEEPY = frozenset({Effect.DROWSINESS, Effect.DIZZINESS, Effect.UNSTEADY})


@dataclass(frozen=True, slots=True)
class DayEffects:
    """What is known of one day. What was asked and is not present is a no, once answered."""

    asked: tuple[Effect, ...] = ()
    present: frozenset[Effect] = frozenset()
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class EffectCount:
    """On how many days a side effect was there, of those on which that is known."""

    effect: Effect
    days: int
    of: int


@dataclass(frozen=True, slots=True)
class EffectTrend:
    """How strong a side effect was in the weeks that were answered, the oldest first."""

    effect: Effect
    strengths: tuple[int, ...]


def check_strength(strength: int) -> int:
    """UserError for what no button of ours says."""
    if not 0 <= strength <= MOST_STRENGTH:
        raise unknown_button()
    return strength


def by_class(
    classes: Collection[MedicineClass],
) -> tuple[tuple[MedicineClass, tuple[Effect, ...]], ...]:
    """What a week asks, a class at a time; what two classes share is asked with the first."""
    asked: set[Effect] = set()
    pages = []
    for each in MedicineClass:
        left = tuple(one for one in BY_CLASS[each] if each in classes and one not in asked)
        if left:
            pages.append((each, left))
            asked.update(left)
    return tuple(pages)


def offered(classes: Collection[MedicineClass], uses: Mapping[Effect, int]) -> tuple[Effect, ...]:
    """All that medicines of these classes can have, the person's own most frequent first.

    What was never there keeps the classes' order, one of each in turn: a class with many effects
    must not crowd out the first of another.
    """
    columns = [BY_CLASS[each] for each in MedicineClass if each in classes]
    in_turn = [effect for row in zip_longest(*columns) for effect in row if effect is not None]
    return tuple(sorted(dict.fromkeys(in_turn), key=lambda one: -uses.get(one, 0)))


def page_of(effects: tuple[Effect, ...], page: int) -> tuple[tuple[Effect, ...], bool, int]:
    """A page of the effects, whether there is another, and the page that it is."""
    last = max(0, (len(effects) - 1) // MOST_ASKED)
    page = min(max(page, 0), last)
    return effects[page * MOST_ASKED : (page + 1) * MOST_ASKED], page < last, page


def asked_on(effects: tuple[Effect, ...], present: Collection[Effect]) -> tuple[Effect, ...]:
    """What Done answers for: those on the first screen, and those that were found besides."""
    first = effects[:MOST_ASKED]
    return (*first, *(one for one in Effect if one in present and one not in first))


def counted(days: Iterable[DayEffects]) -> tuple[EffectCount, ...]:
    """Those that were there or asked for, the most frequent first. Unanswered is not no."""
    there: Counter[Effect] = Counter()
    known: Counter[Effect] = Counter()
    for day in days:
        there.update(day.present)
        known.update(day.present | set(day.asked if day.is_answered else ()))
    found = [EffectCount(each, there[each], known[each]) for each in Effect if known[each]]
    return tuple(sorted(found, key=lambda one: -one.days))
