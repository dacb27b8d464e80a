"""Rules of the history: which entries a day has, in which order, on which page. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from markupsafe import Markup

from bot.plan.zones import day_bounds, local_date
from bot.screen import Button

ENTRIES = 10
"""On one page, each with a button: more would not fit a phone."""
CHARACTERS = 3000
"""On one page; Telegram takes 4096."""
APART = timedelta(hours=26)
"""How far apart the same local date can be in two zones."""


class Part(IntEnum):
    """Where in a day an entry stands that has no time of its own."""

    NIGHT = 0
    TIMED = 1
    DAY = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words, and the button that opens it. `at` orders those that have a time."""

    part: Part
    at: datetime
    text: Markup
    button: Button | None = None


def pages(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The lines in order, cut where a page is full; one empty page when there are none."""
    found: list[list[Line]] = [[]]
    for line in sorted(lines, key=lambda one: (one.part, one.at)):
        length = sum(len(one.text) for one in found[-1]) + len(line.text)
        if found[-1] and (len(found[-1]) == ENTRIES or length > CHARACTERS):
            found.append([])
        found[-1].append(line)
    return tuple(tuple(page) for page in found)


def around(zone: str, day: date) -> tuple[datetime, datetime]:
    """Instants between which lies all that happened on a local date, in whatever zone."""
    start, end = day_bounds(zone, day)
    return start - APART, end + APART


def happened_on(day: date, at: datetime, zone: str) -> bool:
    """Whether it was that day where it happened."""
    return local_date(zone, at) == day
