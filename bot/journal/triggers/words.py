"""Triggers in words, and the words that people type for them."""

from collections.abc import Iterable, Mapping

from bot.journal.triggers.rules import Known, Usual, name_key
from bot.texts import Translator

TYPED: Mapping[Usual, str] = {
    Usual.STRESS: "stress, stressed, stressful, pressure",
    Usual.FATIGUE: "fatigue, tired, tiredness, exhausted, exhaustion",
    Usual.POOR_SLEEP: "poor sleep, bad sleep, slept badly, little sleep, lack of sleep",
    Usual.SCREENS: "eye strain, eyestrain, screen, screens, screen time, computer",
    Usual.CAFFEINE: "caffeine, coffee, espresso",
    Usual.LIGHT: "bright light, light, sun, sunlight, glare",
    Usual.ANXIETY: "anxiety, anxious, worry, worried, nervous",
    Usual.TALKING: "talking, chewing, talking or chewing, talking / chewing, speaking, eating",
    Usual.ALCOHOL: "alcohol, wine, beer",
    Usual.READING: "reading",
    Usual.DRIVING: "driving",
    Usual.WIND: "wind, windy",
    Usual.COLD: "cold",
    Usual.CROWDS: "crowd, crowds",
    Usual.DRY_EYE: "dry eye, dry eyes",
    Usual.MISSED_MEDICINE: "missed medicine, missed medication, missed dose, missed pill",
}
"""What people type in English, whatever language the bot speaks to them."""


def usual_words(t: Translator, code: Usual) -> str:
    words = {
        Usual.STRESS: t("Stress"),
        Usual.FATIGUE: t("Fatigue"),
        Usual.POOR_SLEEP: t("Poor sleep"),
        Usual.SCREENS: t("Screens, eye strain"),
        Usual.CAFFEINE: t("Caffeine"),
        Usual.LIGHT: t("Bright light"),
        Usual.ANXIETY: t("Anxiety"),
        Usual.TALKING: t("Talking, chewing"),
        Usual.ALCOHOL: t("Alcohol"),
        Usual.READING: t("Reading"),
        Usual.DRIVING: t("Driving"),
        Usual.WIND: t("Wind"),
        Usual.COLD: t("Cold"),
        Usual.CROWDS: t("Crowds"),
        Usual.DRY_EYE: t("Dry eye"),
        Usual.MISSED_MEDICINE: t("Missed medicine"),
    }
    return words[code]


def trigger_name(t: Translator, trigger: Known) -> str:
    """The person's own name for it, or the usual one in their language."""
    if trigger.name is not None:
        return trigger.name
    assert trigger.code is not None
    return usual_words(t, trigger.code)


def phrases(
    triggers: Iterable[Known], translators: Iterable[Translator], own: Mapping[str, int]
) -> dict[str, int]:
    """Every phrase that means a trigger, as it is looked up, to the trigger's id.

    `own` are the names that the person gave, also of triggers merged away; they come first.
    """
    by_code = {one.code: one.id for one in triggers if one.code is not None}
    speaking = tuple(translators)
    found: dict[str, int] = {}
    for code, id_ in by_code.items():
        typed = [*TYPED[code].split(", "), *(usual_words(t, code) for t in speaking)]
        found.update({name_key(phrase): id_ for phrase in typed})
    return found | dict(own)
