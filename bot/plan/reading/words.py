"""The words of a language that quick add understands; another language is another file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict

from bot.plan.reading.tokens import tokenize
from bot.plan.rules import Kind
from bot.vocabulary import expanded

WEEKDAY_GROUPS = {"workdays": (0, 1, 2, 3, 4), "weekend": (5, 6)}


@dataclass(frozen=True, slots=True)
class Unit:
    """How an amount's unit is written for one and for many.

    `dosed` tells that it measures medicine, `counted` that it counts whole things.
    """

    one: str
    many: str
    dosed: bool = True
    counted: bool = True


def phrases(line: str) -> frozenset[str]:
    """The phrases of a line as the reader sees them: tokens with one space between."""
    return frozenset(
        " ".join(token.word for token in tokenize(phrase)) for phrase in expanded(line)
    )


def by_meaning(table: Mapping[str, str]) -> dict[str, str]:
    """Lines by what they mean, turned round: each phrase to its meaning."""
    return {phrase: meaning for meaning, line in table.items() for phrase in phrases(line)}


def from_one(lines: Iterable[str]) -> dict[str, int]:
    return {phrase: at for at, line in enumerate(lines, start=1) for phrase in phrases(line)}


def from_nought(lines: Iterable[str]) -> dict[str, int]:
    return {phrase: at for at, line in enumerate(lines) for phrase in phrases(line)}


def _groups(table: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    return {phrase: WEEKDAY_GROUPS[name] for phrase, name in by_meaning(table).items()}


def _units(table: Mapping[str, Iterable[tuple[str, str, str]]]) -> dict[str, Unit]:
    """Units by what they do; each is its name for one, for many, and what else is typed."""
    traits = {
        "measures": (True, False),
        "counts": (True, True),
        "volumes": (False, False),
        "servings": (False, True),
    }
    return {
        phrase: Unit(one, many, *traits[what])
        for what, units in table.items()
        for one, many, more in units
        for phrase in phrases(f"{one}|{many}|{more}")
    }


Phrases = Annotated[frozenset[str], BeforeValidator(phrases)]
"""Folded words, those of a phrase with one space between tokens: `as needed`, `24 / 7`."""
Counted = Annotated[Mapping[str, int], BeforeValidator(by_meaning)]
Moments = Annotated[Mapping[str, time], BeforeValidator(by_meaning)]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the recognisers look words up in. Weekdays count from Monday, 0.

    `not_english`: what means something else in English, and is not read as English beside it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    not_english: Phrases
    numbers: Annotated[Mapping[str, int], BeforeValidator(from_one)]
    ordinals: Counted
    fractions: Annotated[Mapping[str, str], BeforeValidator(by_meaning)]
    and_a_half: Phrases
    units: Annotated[Mapping[str, Unit], BeforeValidator(_units)]
    hours: Phrases
    hourly: Phrases
    hour_marks: Phrases
    minutes: Phrases
    days: Phrases
    weeks: Phrases
    months: Phrases
    weekday_names: Annotated[Mapping[str, int], BeforeValidator(from_nought)]
    weekday_groups: Annotated[Mapping[str, tuple[int, ...]], BeforeValidator(_groups)]
    month_names: Annotated[Mapping[str, int], BeforeValidator(from_one)]
    ordinal_endings: Phrases
    relative_days: Counted
    clock_names: Moments
    am: Phrases
    pm: Phrases
    o_clock: Phrases
    past: Counted
    past_after: Counted
    morning: Phrases
    evening: Phrases
    waking: Phrases
    bedtime: Phrases
    at: Phrases
    joins: Phrases
    to: Phrases
    start: Phrases
    until: Phrases
    between: Phrases
    lasting: Phrases
    within: Phrases
    next_: Phrases
    of: Phrases
    every: Phrases
    every_other_day: Phrases
    except_: Phrases
    daily: Phrases
    weekly: Phrases
    monthly: Phrases
    half_hour: Phrases
    on: Phrases
    off: Phrases
    on_before: Phrases
    off_before: Phrases
    multiplied: Phrases
    times_a_day: Counted
    count_words: Counted
    a: Phrases
    as_needed: Phrases
    after_last: Phrases
    at_least: Phrases
    apart: Phrases
    at_most: Phrases
    a_day: Phrases
    a_week: Phrases
    round_the_clock: Phrases
    while_awake: Phrases
    none: Phrases
    notes: Phrases
    note_begins: Phrases
    fillers: Phrases
    openings: Phrases
    may_begin_names: Phrases
    kinds: Mapping[Kind, Phrases]
    medicine_words: Phrases
    medicine_endings: Annotated[tuple[str, ...], BeforeValidator(lambda line: tuple(line.split()))]
