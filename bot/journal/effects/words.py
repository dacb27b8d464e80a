"""Side effects in words."""

from collections.abc import Mapping

from bot.journal.effects.rules import MOST_STRENGTH, DayEffects, Effect
from bot.texts import Translator


def effect_words(t: Translator, effect: Effect) -> str:
    words = {
        Effect.DRY_MOUTH: t("Dry mouth"),
        Effect.BLURRED: t("Blurred vision"),
        Effect.CONSTIPATION: t("Constipation"),
        Effect.DIZZINESS: t("Dizziness"),
        Effect.CONFUSION: t("Confusion"),
        Effect.MEMORY: t("Memory trouble"),
        Effect.URINATION: t("Hard to urinate"),
        Effect.EYE_PAIN: t("Eye pain, pressure"),
        Effect.DROWSINESS: t("Drowsiness"),
        Effect.UNSTEADY: t("Unsteadiness"),
        Effect.RASH: t("Rash"),
        Effect.MOOD: t("Change of mood"),
        Effect.WEAKNESS: t("Weak muscles"),
        Effect.SWALLOWING: t("Trouble swallowing"),
        Effect.LID_DROOP: t("Drooping lid"),
        Effect.DOUBLE_VISION: t("Double vision"),
        Effect.DRY_EYE: t("Dry eye"),
    }
    return words[effect]


def effects_words(t: Translator, day: DayEffects | None) -> str:
    """What was there; unanswered is not "no"."""
    if day is not None and day.present:
        names = ", ".join(effect_words(t, each) for each in Effect if each in day.present)
        return t("Side effects: {names}", names=names)
    if day is not None and day.is_answered:
        return t("None of the side effects asked.")
    return t("Side effects: not answered")


def strengths_words(t: Translator, known: Mapping[Effect, int]) -> str:
    """`Drowsiness 2 of 3, Rash 1 of 3`: what was there in a week, and how strong."""
    named = [strong(t, one, known[one]) for one in Effect if known.get(one)]
    return ", ".join(named) or t("none of them")


def strong(t: Translator, effect: Effect, strength: int) -> str:
    """`Drowsiness 2 of 3`."""
    name = effect_words(t, effect)
    return t("{name} {n} of {most}", name=name, n=strength, most=MOST_STRENGTH)
