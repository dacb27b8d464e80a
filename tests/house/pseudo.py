"""A language nobody speaks: every text is 40% longer, and runs from right to left.

The English stays inside, so that a story finds its buttons; nothing of it is shipped.
"""

import re
from gettext import NullTranslations

from bot.texts import Texts, Translator

GROWTH = 0.4
_PATTERN = re.compile(r"[EdMyL ,./-]+")
"""CLDR's patterns of dates are texts too, but no prose."""


def grown(text: str) -> str:
    if _PATTERN.fullmatch(text) or not any(map(str.isalpha, text)):
        return text
    more = max(1, round(len(text) * GROWTH) - 1)
    return "שלום עולם " * (more // 10) + "א" * (more % 10) + " " + text


class Pseudo(NullTranslations):
    def gettext(self, message: str) -> str:
        return grown(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return grown(msgid1 if n == 1 else msgid2)


class PseudoTexts(Texts):
    """Hebrew by its rules, for dates and directions; what it says is nonsense."""

    @property
    def languages(self) -> tuple[str, ...]:
        return ("he",)

    def translator(
        self, language: str | None, *, hushed: bool = False, discreet: bool = False
    ) -> Translator:
        del language
        return Translator("he", Pseudo(), is_hushed=hushed, is_discreet=discreet)
