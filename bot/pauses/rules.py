"""Rules of a pause: why, what rests, from when until when. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.errors import UserError
from bot.notes.rules import Topic
from bot.people.rules import FOREVER, LONGEST_PAUSE, Rests
from bot.plan.rules import Kind
from bot.plan.zones import DAY, day_bounds, local_date, zone_of

PAUSE_OVER = Topic("pause_over", timedelta(hours=20))
"""The morning on which a pause has ended."""
PAUSES = (1, 3, 7, 14)
"""Days offered."""
LONGER = (1, 7)
"""Days by which a pause can be made longer with one tap."""
_HALF_A_DAY = timedelta(hours=12)


CARE = frozenset({Kind.MEDICATION, Kind.INJECTION, Kind.APPOINTMENT})
GOES_ON: Mapping[Rests, frozenset[Kind]] = {
    Rests.ALL: frozenset(),
    Rests.BUT_MEDICINES: CARE,
    Rests.BUT_WATER: CARE | {Kind.HYDRATION},
}
"""What goes on in a pause, by what rests in it."""


class Why(StrEnum):
    """Why somebody pauses; the value is what the database keeps."""

    HOLIDAY = "holiday"
    ILL = "ill"


RESTS = {Why.HOLIDAY: Rests.BUT_MEDICINES, Why.ILL: Rests.BUT_WATER, None: Rests.ALL}
"""What rests unless the person says otherwise: with a reason medicines are never silent unasked."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed or tapped. `until` is the first day after it; `days` counts from its start.

    Without both it lasts until the person resumes; `is_open` says that this was meant.
    """

    why: Why | None = None
    start: date | None = None
    until: date | None = None
    days: int | None = None
    is_open: bool = False

    @property
    def has_end(self) -> bool:
        return self.until is not None or self.days is not None or self.is_open


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant up to another; FOREVER for a pause without an end."""

    begins_at: datetime
    until: datetime

    @property
    def is_open(self) -> bool:
        return self.until >= FOREVER


def span_of(wanted: Wanted, zone: str, now: datetime) -> Span:
    """When it begins and ends by the clocks of `zone`: at once or with a day, and with a day.

    UserError for one in the past, or longer than a year.
    """
    today = local_date(zone, now)
    start = wanted.start if wanted.start is not None and wanted.start > today else None
    begins_at = day_bounds(zone, start)[0] if start else now
    if wanted.until is None and wanted.days is None:
        return Span(begins_at, FOREVER)
    if wanted.days is not None:
        check_days(wanted.days)
        until = (start + wanted.days * DAY) if start else _after(zone, now, wanted.days)
    else:
        assert wanted.until is not None
        until = wanted.until
    if until <= (start or today):
        raise UserError("That day is not ahead. A pause ends on a day to come, such as: /pause 7")
    if wanted.days is None:
        check_days((until - (start or today)).days)
    if begins_at > now + LONGEST_PAUSE * DAY:
        raise UserError("This is more than a year ahead. Please tell me nearer to it.")
    return Span(begins_at, day_bounds(zone, until)[0])


def longer(until: datetime, days: int, zone: str) -> datetime:
    """So many days later, when the day begins in `zone`."""
    return day_bounds(zone, _after(zone, until, days))[0]


def check_days(days: int) -> None:
    """UserError for a pause that can hardly be meant."""
    if not 1 <= days <= LONGEST_PAUSE:
        raise UserError(
            "A pause can be 1 to {most} days long, such as: /pause 7", most=LONGEST_PAUSE
        )


def _after(zone: str, instant: datetime, days: int) -> date:
    """The day that begins nearest to the same time of day, `days` later: nobody is woken to it."""
    local = instant.astimezone(zone_of(zone)).replace(tzinfo=None)
    return (local + days * DAY + _HALF_A_DAY).date()
