"""Twelve weeks of one made-up person, day by day: the same seed tells the same. Pure.

An injection in the second week eases the face for some weeks. Stress goes with worse days; coffee,
screens, bright light and wind come and go by themselves, for whoever looks for patterns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from random import Random

from bot.journal.effects.rules import Effect
from bot.journal.episodes.rules import FaceZone, Movement
from bot.journal.reliefs.rules import Relief
from bot.journal.triggers.rules import Usual
from bot.plan.rules import Kind
from bot.summary.goals.rules import What

DAYS = 84
SEED = 7
HOME, AWAY = "Europe/Berlin", "America/New_York"
INJECTION, INJECTED_AT = 10, time(10, 30)
PAUSE, PAUSED_DAYS = 38, 2
DEPARTURE, RETURN = 50, 57
OUTAGE, BACK_AT = 66, time(15)
GOALS: Mapping[int, tuple[What, int]] = {
    7: (What.STRETCH, 6), 14: (What.STRETCH, 4), 28: (What.CHECKIN, 6), 42: (What.WATER, 5),
    63: (What.STRETCH, 4), 70: (What.WATER, 5), 77: (What.CHECKIN, 5),
}  # fmt: skip
"""By the day on which each is chosen: what, and on how many days."""
OWN_GOAL, OWN_WORDS = 35, "a walk with a friend"
_WORST, _EASED = 2.3, 0.6
"""How much of a day the face takes, before and with the injection at work."""
_ONSET, _LASTS, _DRY = 2, 54, 15
"""Days since the injection: until it begins to work, to wane, and for which an eye may be dry."""
_ZONES = (
    (FaceZone.LOWER_LID,), (FaceZone.CHEEK,), (FaceZone.LOWER_LID, FaceZone.CHEEK),
    (FaceZone.CHEEK, FaceZone.MOUTH),
)  # fmt: skip
_CHANCES = {Usual.CAFFEINE: 0.55, Usual.SCREENS: 0.4, Usual.LIGHT: 0.25, Usual.WIND: 0.15}
_HELPS = {Relief.HUMMING: 0.8, Relief.LID: 0.65, Relief.REST: 0.5, Relief.WARMTH: 0.35}
_NOTES = ("after a long call", "on the bus", "while reading to the children", "before the meeting")
WORKDAYS = 5


@dataclass(frozen=True, slots=True)
class Spasm:
    """One episode as the person logs it. `lasts` in minutes, where they say so."""

    at: time
    severity: int
    zones: tuple[FaceZone, ...] = ()
    movement: Movement | None = None
    burst: tuple[int, ...] = ()
    trigger: Usual | None = None
    relief: Relief | None = None
    helped: bool = False
    note: str = ""
    lasts: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """What happens on a day and what of it the person says; None: unanswered."""

    spasms: tuple[Spasm, ...]
    rating: int | None
    present: tuple[Usual, ...]
    effects: tuple[Effect, ...]
    check: int | None
    """How the weekly questions are answered, 0 well to 4; None: left alone."""
    mood: int
    minutes: int | None
    quality: int
    glasses: tuple[time, ...]
    """Glasses of water besides those that were reminded of."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How reminders of a kind are answered: chances, in this order; the rest is not answered."""

    done: float = 1.0
    late: float = 0.0
    skipped: float = 0.0


_HABITS: Mapping[Kind, Habit] = {
    Kind.MEDICATION: Habit(0.88, late=0.07, skipped=0.02),
    Kind.STRETCHING: Habit(0.65, skipped=0.1),
    Kind.SLEEP: Habit(0.6, skipped=0.1),
    Kind.HYDRATION: Habit(0.75),
}
_LATE = 35
"""Minutes: after two of a medicine's repeats."""


def burden(number: int) -> float:
    """How much of the day the face takes, 0-4, by the days since the injection."""
    since = number - INJECTION
    easing = _WORST - max(since - _ONSET, 0) * 0.17
    returning = _EASED + (since - _LASTS) * 0.08
    return min(_WORST, max(_EASED, easing, returning))


def day_of(seed: int, number: int, weekday: int) -> Day:
    """The day of that number since the beginning; `weekday` 0 for Monday."""
    draw = Random(f"{seed} day {number}")  # noqa: S311  a story, not a secret
    stress = _happens(draw, 0.45 if weekday < WORKDAYS else 0.15)
    by_chance = [one for one, chance in _CHANCES.items() if _happens(draw, chance)]
    present = (Usual.STRESS, *by_chance) if stress else tuple(by_chance)
    bad = burden(number) * 0.7 + 1.5 * stress + draw.gauss(0, 0.5)
    minutes = round(draw.gauss(430, 40) / 30) * 30
    return Day(
        spasms=_spasms(draw, number, bad, present),
        rating=_whole(bad) if _happens(draw, 0.9) else None,
        present=present,
        effects=_effects(draw, number),
        check=_whole(burden(number) + draw.gauss(0, 0.6)) if _happens(draw, 0.8) else None,
        mood=_whole(3.4 - burden(number) * 0.8 + draw.gauss(0, 0.5)),
        minutes=minutes if _happens(draw, 0.85) else None,
        quality=_whole(minutes / 120 - 1 + draw.gauss(0, 0.6)),
        glasses=tuple(time(hour, 10) for hour in (10, 14, 18) if _happens(draw, 0.4)),
    )


def answer_to(seed: int, number: int, kind: Kind, at: time) -> tuple[int, bool] | None:
    """Minutes until a reminder is answered, and whether it was done; None: it is not answered."""
    draw = Random(f"{seed} {kind} {number} {at}")  # noqa: S311  a story, not a secret
    habit, chance, minutes = _HABITS.get(kind, Habit()), draw.random(), draw.randint(2, 20)
    if chance < habit.done:
        return minutes, True
    if chance < habit.done + habit.late:
        return _LATE, True
    return (minutes, False) if chance < habit.done + habit.late + habit.skipped else None


def _spasms(draw: Random, number: int, bad: float, present: tuple[Usual, ...]) -> tuple[Spasm, ...]:
    hours = sorted(draw.sample(range(9, 21), _whole(bad + draw.gauss(0, 0.6))))
    made = [_spasm(draw, time(hour, draw.randrange(60)), bad, present) for hour in hours]
    return tuple(one for one in made if number != OUTAGE or one.at > BACK_AT)


def _spasm(draw: Random, at: time, bad: float, present: tuple[Usual, ...]) -> Spasm:
    relief = draw.choice(tuple(_HELPS)) if _happens(draw, 0.45) else None
    return Spasm(
        at,
        severity=max(_whole(bad + draw.gauss(0, 0.7)), 1),
        zones=draw.choice(_ZONES),
        movement=draw.choice((Movement.FLUTTER, Movement.PULL, Movement.SQUEEZE)),
        burst=draw.choice(((), (), (5,), (10, 5))),
        trigger=draw.choice(present) if present and _happens(draw, 0.5) else None,
        relief=relief,
        helped=relief is not None and _happens(draw, _HELPS[relief]),
        note=draw.choice(_NOTES) if _happens(draw, 0.15) else "",
        lasts=draw.choice((20, 45, 90)) if _happens(draw, 0.2) else None,
    )


def _effects(draw: Random, number: int) -> tuple[Effect, ...]:
    """Drowsy now and then; a dry eye in the two weeks after the injection."""
    chances = {Effect.DROWSINESS: 0.2, Effect.DRY_EYE: 0.4 * (0 < number - INJECTION < _DRY)}
    return tuple(one for one, chance in chances.items() if _happens(draw, chance))


def _happens(draw: Random, chance: float) -> bool:
    return draw.random() < chance


def _whole(value: float) -> int:
    """On the scale from 0 to 4."""
    return min(max(round(value), 0), 4)
