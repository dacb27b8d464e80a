"""Labels of what is chosen, on or off: a sign for the eye, and always the word beside it."""

from bot.texts import Translator


def marked(t: Translator, label: str, *, is_chosen: bool) -> str:
    """One of several: `🔘 Sunday: on`."""
    return t("🔘 {name}: on", name=label) if is_chosen else label


def ticked(t: Translator, label: str, *, is_on: bool) -> str:
    """Any of several: `☑ Stress: on`."""
    return t("☑ {name}: on", name=label) if is_on else label


def switched(t: Translator, label: str, *, is_on: bool) -> str:
    """What is there or left out: `☑ Water: on`, `☐ Water: off`."""
    return t("☑ {name}: on", name=label) if is_on else t("☐ {name}: off", name=label)
