"""Whether a message sounds like the urgent card: phrases in reviewed files, one a language.

The card is only ever shown for it. A phrase that does not match says nothing about anybody.
"""

import re
import tomllib
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from bot.people.zone_names import normalised

_BETWEEN = r"(?: \S+){0,4}?"
"""What `..` stands for: up to four other words."""


class Alarm(StrEnum):
    """Which part of the card a message sounds like; the gravest first."""

    CRISIS = "crisis"
    EMERGENCY = "emergency"
    TODAY = "today"


def alarm_in(text: str) -> Alarm | None:
    """The gravest alarm of a message in any language, whatever its accents and punctuation."""
    plain = normalised(text)
    if not plain:
        return None
    return next((alarm for alarm, found in _patterns() if found.search(plain)), None)


def phrases_of(language: str) -> dict[Alarm, tuple[str, ...]]:
    """The phrases of a language's file, as they stand there."""
    file = files(__name__) / f"{language}.toml"
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    return {alarm: tuple(content[alarm]["phrases"]) for alarm in Alarm}


def languages() -> tuple[str, ...]:
    every = (file.name for file in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in every if name.endswith(".toml")))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Alarm, re.Pattern[str]], ...]:
    """One pattern an alarm, of all languages: people write in more than the one they chose."""
    read = [phrases_of(language) for language in languages()]
    return tuple(
        (alarm, re.compile("|".join(_pattern(phrase) for of in read for phrase in of[alarm])))
        for alarm in Alarm
    )


def _pattern(phrase: str) -> str:
    """`can't|cannot lift .. arm*` as a pattern of whole words of normalised text."""
    built = ""
    for word in phrase.split():
        if word == "..":
            built += _BETWEEN
        else:
            built += (" " if built else "") + _word(word)
    return rf"(?<!\S){built}(?!\S)"


def _word(word: str) -> str:
    forms = (normalised(one) + (r"\S*" if one.endswith("*") else "") for one in word.split("|"))
    return f"(?:{'|'.join(forms)})"
