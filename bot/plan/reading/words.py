"""The words of a language that quick add understands; another language is another `Words`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from bot.plan.rules import Kind

Phrases = frozenset[str]
"""Folded words, those of a phrase with one space between tokens: `as needed`, `24 / 7`."""


def phrases(text: str) -> Phrases:
    """The phrases between the bars of a line."""
    return frozenset(phrase.strip() for phrase in text.split("|"))


def each_word(text: str) -> tuple[str, ...]:
    """The words of a line."""
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Unit:
    """How an amount's unit is written for one and for many.

    `dosed` tells that it measures medicine, `counted` that it counts whole things.
    """

    one: str
    many: str
    dosed: bool = True
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the recognisers look words up in. Weekdays count from Monday, 0."""

    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    fractions: Mapping[str, str]
    and_a_half: Phrases
    units: Mapping[str, Unit]
    hours: Phrases
    minutes: Phrases
    days: Phrases
    weeks: Phrases
    months: Phrases
    weekday_names: Mapping[str, int]
    weekday_groups: Mapping[str, tuple[int, ...]]
    month_names: Mapping[str, int]
    ordinal_endings: Phrases
    relative_days: Mapping[str, int]
    clock_names: Mapping[str, time]
    am: Phrases
    pm: Phrases
    o_clock: Phrases
    past: Mapping[str, int]
    morning: Phrases
    evening: Phrases
    tonight: Phrases
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
    except_: Phrases
    daily: Phrases
    weekly: Phrases
    monthly: Phrases
    half_hour: Phrases
    on: Phrases
    off: Phrases
    multiplied: Phrases
    times_a_day: Mapping[str, int]
    count_words: Mapping[str, int]
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
    notes: Phrases
    note_begins: Phrases
    fillers: Phrases
    openings: Phrases
    may_begin_names: Phrases
    kinds: tuple[tuple[Kind, Phrases], ...]
    medicine_words: Phrases
    medicine_endings: tuple[str, ...]
