"""What names something in each language: words, and signs."""

import re
from functools import cache

from bot.texts import SOURCE_LANGUAGE
from bot.vocabulary import languages, section

_SIGNS = re.compile("[💊💉🩺🧠🙆🤸🧘🏥🦷🧴👁😵🩹🌬🧍]\N{VARIATION SELECTOR-16}?")
NEUTRAL_SIGN = "▫️"
AMOUNT = re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|μg|мг|мкг)\b", re.IGNORECASE)
"""How much of something, whatever it is."""


@cache
def telling(language: str) -> re.Pattern[str]:
    """Finds whatever names something: in this language, or in English."""
    codes = {language, SOURCE_LANGUAGE}.intersection(languages())
    words = {word for code in codes for word in words_of(code)}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, sorted(words)))})(?!\w)", re.IGNORECASE)


def words_of(language: str) -> tuple[str, ...]:
    """As they stand in the vocabulary: `spasm*`, `*arzt*`, where a star is any ending."""
    return tuple(str(section(language, "discreet")["telling"]).split("|"))


def without_signs(text: str) -> str:
    """With one sign in the place of all that tell what a thing is."""
    return _SIGNS.sub(NEUTRAL_SIGN, text)


def _pattern(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*")
