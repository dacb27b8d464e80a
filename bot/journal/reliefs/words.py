"""Reliefs in words."""

from collections.abc import Iterable, Mapping

from bot.journal.reliefs.rules import Relief
from bot.journal.triggers.rules import name_key
from bot.texts import Translator


def usual_codes(translators: Iterable[Translator]) -> Mapping[str, str]:
    """The usual reliefs' names in these languages, as they are looked up, to their codes."""
    speaking = tuple(translators)
    return {name_key(relief_words(t, each, {})): each.value for t in speaking for each in Relief}


def relief_words(t: Translator, code: str, own: Mapping[str, str]) -> str:
    """The person's own name for it (`own` maps codes to those), or the usual one."""
    words: dict[str, str] = {
        Relief.LID: t("touching the upper lid"),
        Relief.MASSAGE: t("face massage"),
        Relief.HUMMING: t("humming, singing"),
        Relief.YAWNING: t("yawning"),
        Relief.GUM: t("chewing gum"),
        Relief.TALKING: t("talking"),
        Relief.COVERING: t("covering an eye"),
        Relief.GLASSES: t("dark glasses"),
        Relief.DROPS: t("eye drops"),
        Relief.WARMTH: t("warm compress"),
        Relief.REST: t("rest"),
    }
    return own.get(code) or words.get(code) or t("something of your own")
