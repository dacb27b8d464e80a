"""Plain rows of one person's week and the four weeks before it. Pure.

An episode is one entry, a burst too. A date is the one on the calendar where and when a thing
happened. What was removed from the journal is not among the rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.journal.water.rules import Unit
from bot.plan.rules import Kind
from bot.reminders.state import State
from bot.summary.week.weeks import Week


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """`count` spasms, more than one in a burst; `severity` 1-4, None where it was not said."""

    day: date
    count: int = 1
    severity: int | None = None


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One occurrence of any plan item, on the date it was due: one taken early, too.

    Rows that the bot closed itself (paused, removed, rested) are left out by the loader, since
    nobody was to do anything then.
    """

    item_id: int
    day: date
    state: State
    is_needed: bool = False
    """Taken as needed: it was never due, so that it can be neither missed nor skipped."""


@dataclass(frozen=True, slots=True)
class Item:
    id: int
    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class WeekData:
    """Everything known of one person's week and the four before. Water in ml, nights in minutes.

    `first_day` is the date of the person's first entry, if there is any.
    """

    person_id: int
    week: Week
    sleep_target: int
    first_day: date | None = None
    episodes: tuple[EpisodeRow, ...] = ()
    ratings: Mapping[date, int] = field(default_factory=dict)
    doses: tuple[DoseRow, ...] = ()
    """Of the week alone."""
    answered: frozenset[date] = frozenset()
    """The plan's days on which anything of it was done, or skipped by choice."""
    items: tuple[Item, ...] = ()
    water: Mapping[date, int] = field(default_factory=dict)
    water_target: int | None = None
    unit: Unit = Unit.ML
    nights: Mapping[date, int] = field(default_factory=dict)
    paused: frozenset[date] = frozenset()
    """Days of this week on which there was a pause for most of the day."""
    injected_on: date | None = None
    """The last injection up to the end of this week."""
