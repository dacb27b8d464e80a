"""Rules of the report: the time it covers, its sections, its paper, its numbers. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bot.errors import UserError
from bot.people.zone_names import countries

USUAL_WEEKS = 12
MOST_WEEKS = 104
OFFERED_WEEKS = (4, 12, 26, 52)
SINCE_INJECTION = 0
"""In place of a number of weeks: since the last injection."""
MOST_CYCLES = 3
LONGEST_CYCLE = 26
"""Weeks; what follows is no longer one cycle's story."""
WORSE = 2
"""Days rated so or worse are counted apart."""
NO_CONTROL: Mapping[date, int] = {}
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_LETTER = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())  # noqa: SIM905  reads better
"""Countries (ISO 3166) where office paper is US Letter, as CLDR lists them; elsewhere it is A4."""


class Section(StrEnum):
    """What a person may leave out; the value is what the database keeps."""

    NAME = "name"
    """A line to write one's name on: the bot knows none."""
    CONDITION = "condition"
    TREND = "trend"
    CYCLE = "cycle"
    BESIDES = "besides"
    """The goal, injections, visits and people of the plan's page."""
    CHANGES = "changes"
    EFFECTS = "effects"
    RELIEFS = "reliefs"
    TRIGGERS = "triggers"
    SELF_CHECK = "check"
    QUESTIONS = "questions"


OFF_AT_FIRST = frozenset({Section.NAME})


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True, slots=True)
class Span:
    """Local dates, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last

    def weeks(self) -> tuple["Span", ...]:
        """Seven days each, counted back from the last day; the first may be shorter."""
        found: list[Span] = []
        last = self.last
        while last >= self.first:
            found.append(Span(max(self.first, last - _WEEK + _DAY), last))
            last -= _WEEK
        return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Doses:
    """What became of an item's occurrences; what was taken as needed was never due."""

    taken: int = 0
    skipped: int = 0
    missed: int = 0
    offline: int = 0
    needed: int = 0

    @property
    def due(self) -> int:
        return self.taken + self.skipped + self.missed + self.offline


@dataclass(frozen=True, slots=True)
class TrendWeek:
    """Up to seven days: episodes, and the mean of the ratings there are."""

    span: Span
    episodes: int
    rating: float | None
    answered: int
    has_injection: bool


@dataclass(frozen=True, slots=True)
class CycleWeeks:
    """The mean rating of each week since an injection; None where no day was rated.

    `control`: the same of how well the face was said to be under control, 0 to 10.
    """

    injected_on: date
    ratings: tuple[float | None, ...] = field(default=())
    control: tuple[float | None, ...] = field(default=())

    @property
    def is_known(self) -> bool:
        return any(each is not None for each in (*self.ratings, *self.control))


def asked_weeks(words: str) -> int | None:
    """The number after /report; None without one; UserError for anything else."""
    text = words.strip()
    if not text:
        return None
    found = re.fullmatch(r"([0-9]{1,9})( *w(eeks?)?)?", text.casefold())
    weeks = int(found[1]) if found else 0
    if not 1 <= weeks <= MOST_WEEKS:
        raise UserError(
            "The report covers 1 to {most} weeks. For example: /report 12", most=MOST_WEEKS
        )
    return weeks


def span_of(weeks: int, injected_on: date | None, today: date) -> Span:
    """So many weeks until today; those since the last injection where `weeks` says so."""
    if weeks == SINCE_INJECTION:
        if injected_on is None:
            weeks = USUAL_WEEKS
        else:
            return Span(max(injected_on, today - MOST_WEEKS * _WEEK + _DAY), today)
    return Span(today - weeks * _WEEK + _DAY, today)


def paper_of(zone: str, language: str) -> Paper:
    """By the country of the person's zone; by the language's region where the zone has none."""
    country = countries().get(zone) or language.replace("_", "-").partition("-")[2].upper()
    return Paper.LETTER if country in _LETTER else Paper.A4


def trend(
    span: Span,
    episodes: Mapping[date, int],
    ratings: Mapping[date, int],
    injections: Sequence[date],
) -> tuple[TrendWeek, ...]:
    """The span week by week. `episodes`: how many on a date."""
    return tuple(
        TrendWeek(
            span=week,
            episodes=sum(count for day, count in episodes.items() if week.has(day)),
            rating=mean([rating for day, rating in ratings.items() if week.has(day)]),
            answered=sum(week.has(day) for day in ratings),
            has_injection=any(week.has(day) for day in injections),
        )
        for week in span.weeks()
    )


def cycles(
    injections: Sequence[date],
    ratings: Mapping[date, int],
    today: date,
    control: Mapping[date, int] = NO_CONTROL,
) -> tuple[CycleWeeks, ...]:
    """The present cycle and those before it, the newest first; each ends with the next injection.

    Those of which nothing is known are left out.
    """
    starts = sorted({day for day in injections if day <= today})
    ends = [*starts[1:], today + _DAY][: len(starts)]
    found = [
        CycleWeeks(start, _weekly(start, end, ratings), _weekly(start, end, control))
        for start, end in zip(starts, ends, strict=True)
    ]
    return tuple([one for one in reversed(found) if one.is_known][:MOST_CYCLES])


def _weekly(start: date, end: date, values: Mapping[date, int]) -> tuple[float | None, ...]:
    """The mean of each week from the start on, up to the day before the end."""
    weeks = min(LONGEST_CYCLE, -((start - end).days // 7))
    by_week: list[list[int]] = [[] for _ in range(weeks)]
    for day, value in values.items():
        week = (day - start).days // 7
        if day < end and 0 <= week < weeks:
            by_week[week].append(value)
    return tuple(mean(week) for week in by_week)


def mean(numbers: Sequence[int]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def is_shown(section: Section, changed: frozenset[Section]) -> bool:
    """`changed`: the sections that the person switched."""
    return (section in OFF_AT_FIRST) == (section in changed)
