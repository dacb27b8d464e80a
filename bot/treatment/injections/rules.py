"""Rules of injections and their cycle: what may be logged, what is asked when. Pure.

The numbers of days and weeks are those of labels and studies (see `words.typical_lines`). They say
when the bot asks, never when anybody should be injected: the clinic's date overrides everything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.errors import UserError
from bot.notes.rules import Topic
from bot.plan.rules import AtTimes, EveryDays, Once, Schedule, instant_of

FIRST_YEAR = 1990
CHECK_DAYS = (3, 7, 14, 28)
WEEKLY_FROM = 8
LAST_WEEK = 20
"""Weeks: the longest interval of the extension study; a longer silence of the log is respected."""
NEXT_VISIT_WEEK = 10
CHECKED_AT, NUDGED_AT = time(18), time(10)
MOST_CONTROL = 10
HELD_FOR = timedelta(days=7)
"""An injection logged later than this after it holds no massage back: the advice is long known."""
LONGEST_PRODUCT, LONGEST_CLINIC, LONGEST_LOT = 40, 80, 40
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_STEP = 1000
"""Above every day of a cycle: a note's subject is the injection and the day after it."""

INJECTION_CHECK = Topic("injection_check", timedelta(hours=20), is_treatment=True)
NEXT_VISIT = Topic("next_visit", timedelta(days=2), is_treatment=True)


class Product(StrEnum):
    """What is on the list; anything else is the person's own words. Brands need no translation."""

    BOTOX = "Botox"
    DYSPORT = "Dysport"
    XEOMIN = "Xeomin"
    DAXXIFY = "Daxxify"
    MYOBLOC = "Myobloc"
    NEUROBLOC = "NeuroBloc"


class Zone(StrEnum):
    """Where on one side of the face; the order is that of the figures on the drawing."""

    FOREHEAD = "forehead"
    BROW = "brow"
    OUTER_EYE = "outer"
    UPPER_LID = "upper"
    LOWER_LID = "lower"
    CHEEK = "cheek"
    MOUTH = "mouth"
    CHIN = "chin"
    JAW = "jaw"
    NECK = "neck"


class Half(StrEnum):
    """The person's own left and right."""

    LEFT = "l"
    RIGHT = "r"


@dataclass(frozen=True, slots=True, order=True)
class Site:
    half: Half
    zone: Zone

    @property
    def code(self) -> str:
        """As the database keeps it: `l_cheek`."""
        return f"{self.half}_{self.zone}"


SITES: Mapping[str, Site] = {
    site.code: site for site in (Site(half, zone) for zone in Zone for half in Half)
}
"""By code, in the order in which they are told."""


class Field(StrEnum):
    """What of an entry is a text of its own, or typed."""

    DAY = "d"
    PRODUCT = "p"
    AMOUNT = "a"
    CLINIC = "c"
    LOT = "l"
    NOTE = "n"


class Working(StrEnum):
    """The answer to "is it working?"."""

    NOT_YET = "not_yet"
    LITTLE = "little"
    WELL = "well"
    WEARING_OFF = "wearing"


class Sign(StrEnum):
    """What can follow an injection."""

    DROOP = "droop"
    DRY_EYE = "dry_eye"
    DOUBLE = "double"
    SWALLOWING = "swallow"


ALARMING = frozenset({Sign.DROOP, Sign.DOUBLE, Sign.SWALLOWING})
"""Those of which the urgent card speaks."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was said on one day of a cycle; `day` is the local date. None: not answered."""

    day: date
    working: Working | None = None
    control: int | None = None
    signs: frozenset[Sign] = frozenset()
    is_done: bool = False

    @property
    def is_said(self) -> bool:
        """Whether there is anything to remove."""
        return self != Check(self.day)


@dataclass(frozen=True, slots=True)
class Entry:
    """One injection as it was logged. `is_held`: massage waits for the clinic's advice."""

    id: int
    day: date
    product: str | None = None
    amount: str | None = None
    clinic: str | None = None
    lot: str | None = None
    note: str | None = None
    sites: tuple[Site, ...] = ()
    is_held: bool = False
    removed_at: datetime | None = None

    @property
    def is_bare(self) -> bool:
        """Whether nothing but the day is known."""
        return not (self.product or self.amount or self.clinic or self.lot or self.note
                    or self.sites)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """One cycle, in days after the injection; `length` up to the next one. None: not known."""

    onset: int | None
    wearing_off: int | None
    length: int | None

    @property
    def is_known(self) -> bool:
        return any(one is not None for one in (self.onset, self.wearing_off, self.length))


def checked_day(day: date, today: date) -> date:
    """The day of an injection; UserError for one ahead, or before there were any."""
    if day > today:
        raise UserError(
            "{day} is still ahead. /visits keeps dates to come; /injection is for what was.",
            day=day,
        )
    if day.year < FIRST_YEAR:
        raise UserError("{day} is too long ago to be meant.", day=day)
    return day


def check_control(control: int) -> int:
    if not 0 <= control <= MOST_CONTROL:
        raise UserError("I don't know this button. /help shows what I can do.")
    return control


def owed_after(injected: date, zone: str, now: datetime) -> Mapping[int, Schedule]:
    """The check-ins still ahead, by the day of the cycle from which they are.

    The weekly ones are one schedule, which keeps its local time wherever the person is.
    """
    owed = {
        day: Schedule(Once(injected + day * _DAY, CHECKED_AT))
        for day in CHECK_DAYS
        if is_ahead(injected + day * _DAY, CHECKED_AT, zone, now)
    }
    first, last = injected + WEEKLY_FROM * _WEEK, injected + LAST_WEEK * _WEEK
    if is_ahead(last, CHECKED_AT, zone, now):
        weekly = Schedule(AtTimes((CHECKED_AT,)), EveryDays(7, first), first, last)
        owed[WEEKLY_FROM * 7] = weekly
    return owed


def nudge_after(injected: date, zone: str, now: datetime) -> Schedule | None:
    """When to say that the next visit can be planned; None when that has passed."""
    day = injected + NEXT_VISIT_WEEK * _WEEK
    return Schedule(Once(day, NUDGED_AT)) if is_ahead(day, NUDGED_AT, zone, now) else None


def is_ahead(day: date, at: time, zone: str, now: datetime) -> bool:
    """Whether a local time is after `now`; one of a date that the zone skipped never comes."""
    instant = instant_of(zone, day, at)
    return instant is not None and instant > now


def subject_of(injection_id: int, day: int) -> int:
    """What a check-in's note is about."""
    return injection_id * _STEP + day


def injection_of(subject: int) -> int:
    return subject // _STEP


def is_recent(injected: date, today: date) -> bool:
    """Whether the clinic's advice on massage still has to be heard."""
    return today - HELD_FOR <= injected <= today


def times_of(injected: date, following: date | None, checks: Sequence[Check]) -> Times:
    """What the check-ins of one cycle say: the first day it was felt, the first it wore off."""
    mine = sorted(
        (one for one in checks if injected <= one.day and (not following or one.day < following)),
        key=lambda one: one.day,
    )

    def first(*answers: Working) -> int | None:
        return next(((one.day - injected).days for one in mine if one.working in answers), None)

    length = (following - injected).days if following else None
    return Times(first(Working.LITTLE, Working.WELL), first(Working.WEARING_OFF), length)


def own_times(injections: Sequence[date], checks: Sequence[Check]) -> tuple[Times, ...]:
    """The newest cycle first; empty until two of them have something to tell."""
    days = sorted(set(injections))
    following = [*days[1:], None]
    found = [
        times_of(day, after, checks)
        for day, after in zip(days, following[: len(days)], strict=True)
    ]
    known = tuple(one for one in reversed(found) if one.is_known)
    return known if len(known) > 1 else ()
