"""What is said of commands and answers in each language, beside the English ways."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, ConfigDict, TypeAdapter

from bot.texts import SOURCE_LANGUAGE
from bot.vocabulary import expanded, languages, section

GAP = "..."
"""Stands in a phrase for whatever is said in between: `trage ... ein`."""


class Act(StrEnum):
    """What can be said and is no command: the answers, and what a setting switches."""

    TAKEN = "taken"
    SKIP = "skip"
    LATER = "later"
    UNDO = "undo"
    STOP = "stop"
    READ_WEEK = "read_week"
    SPEAK_ON = "speak_on"
    SPEAK_OFF = "speak_off"
    EASY_ON = "easy_on"
    EASY_OFF = "easy_off"


def _by_phrase(table: Mapping[str, str]) -> dict[str, str]:
    return {phrase: meaning for meaning, line in table.items() for phrase in expanded(line)}


def _from_nought(lines: Iterable[str]) -> dict[str, int]:
    return {phrase: at for at, line in enumerate(lines) for phrase in expanded(line)}


def _by_number(table: Mapping[str, str]) -> dict[str, int]:
    return {phrase: int(number) for number, line in table.items() for phrase in expanded(line)}


Phrases = Annotated[frozenset[str], BeforeValidator(expanded)]


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """Phrases in lower case with single spaces, each to what it means."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    polite: Phrases
    openings: Phrases
    numbers: Annotated[Mapping[str, int], BeforeValidator(_from_nought)]
    more_numbers: Annotated[Mapping[str, int], BeforeValidator(_by_number)]
    objects: Phrases
    joins: Phrases
    minutes: Phrases
    hours: Phrases
    half_hour: Phrases
    days: Phrases
    weeks: Phrases
    glasses: Phrases
    commands: Annotated[Mapping[str, str], BeforeValidator(_by_phrase)]
    """Each phrase to a command's name."""
    acts: Annotated[Mapping[str, Act], BeforeValidator(_by_phrase)]


@cache
def spoken_words(language: str) -> tuple[SpokenWords, ...]:
    """The language's own words, and after them the English ones."""
    known = language if language in languages() else SOURCE_LANGUAGE
    return tuple(_own(code) for code in dict.fromkeys((known, SOURCE_LANGUAGE)))


@cache
def _own(language: str) -> SpokenWords:
    """ValidationError for a file of another shape."""
    found: Any = TypeAdapter(SpokenWords).validate_python(section(language, "spoken"))
    assert isinstance(found, SpokenWords)
    return found
