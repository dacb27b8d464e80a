"""Rules of a supply: what is left, what a dose takes, how long it lasts, when to warn. Pure.

Units are whole tablets, drops, ml: whatever the person counts, in hundredths so that halves and
thirds of them add up. What is left may go below zero: the doses are the truth, the count was not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.errors import UserError
from bot.notes.rules import Topic
from bot.plan.reading.languages import counts
from bot.plan.rules import AsNeeded, Schedule, due_between, instant_of, local_date

UNIT = 100
"""Hundredths of one unit."""
MOST_UNITS = 100_000 * UNIT
WARN_DAYS = (3, 7, 14, 21)
USUAL_WARNING = 7
LAST_WARNING = 1
"""Days ahead of the second and last warning."""
SUPPLY = Topic("supply", timedelta(hours=14), is_treatment=True)
_DAY = timedelta(days=1)
_SPAN = 28 * _DAY
_HORIZON = 366 * _DAY
_FRACTIONS = {"½": 50, "¼": 25, "¾": 75, "⅓": 33, "⅔": 67, "⅛": 13}
_NUMBER = r"(?P<whole>\d+(?:[.,]\d+)?)?\s?(?P<part>[½¼¾⅓⅔⅛])?"
_AMOUNT = re.compile(rf"(?:(?P<times>\d+)\s?×\s?)?{_NUMBER}\s*(?P<unit>\S.*)?")
_MASS = {"mcg": 1, "µg": 1, "mg": 1_000, "g": 1_000_000, "мкг": 1, "мг": 1_000, "г": 1_000_000}
_WORD = re.compile(r"[^\s,/]+")


class What(StrEnum):
    """What an entry says; the value is what the database keeps."""

    COUNTED = "counted"
    REFILLED = "refilled"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of a supply. `units` in hundredths."""

    id: int
    what: What
    units: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Dosing:
    """How many units a dose takes. `per_dose` in hundredths, for amounts that do not tell."""

    per_dose: int = UNIT
    unit_amount: str | None = None

    def units(self, amount: str | None) -> int:
        """Hundredths of a unit for an amount such as `2 tablets`, `5 mg`, `2 × 10 mg`."""
        dose = _read(amount)
        if dose is None:
            return self.per_dose
        holds = _read(self.unit_amount)
        if holds is not None and (ratio := _ratio(dose, holds)) is not None:
            return ratio
        return dose.number if _is_counted(dose.unit) else self.per_dose


@dataclass(frozen=True, slots=True)
class Lasts:
    """How long a supply lasts. `out_on` is the local date of the first dose it has not enough for.

    None where no dose is due, or it lasts longer than a year. `begins` is today, or tomorrow when
    nothing more is due today.
    """

    out_on: date | None
    today: date
    begins: date

    @property
    def days(self) -> int | None:
        """Whole days from `begins` on for which there is enough."""
        return None if self.out_on is None else max(0, (self.out_on - self.begins).days)


@dataclass(frozen=True, slots=True)
class Mornings:
    """When a person gets up, in their zone (IANA)."""

    zone: str
    wake: time

    def of(self, day: date) -> datetime | None:
        """None on a date that the zone skipped."""
        return instant_of(self.zone, day, self.wake)

    def after(self, now: datetime) -> datetime | None:
        today = local_date(self.zone, now)
        found = self.of(today)
        return found if found is not None and found > now else self.of(today + _DAY)


@dataclass(frozen=True, slots=True)
class _Amount:
    number: int
    unit: str


def left(entries: Sequence[Entry]) -> int | None:
    """Hundredths of a unit that should be there; None where nothing was ever counted.

    The last count stands for all before it; a dose that was taken before it is in it already.
    """
    ordered = sorted(entries, key=lambda one: (one.at, one.what is What.TAKEN, one.id))
    counts = [at for at, one in enumerate(ordered) if one.what is What.COUNTED]
    if not counts:
        return None
    base = ordered[counts[-1]]
    after = [one for one in ordered if one.at > base.at or _follows(one, base)]
    return base.units + sum(
        -one.units if one.what is What.TAKEN else one.units
        for one in after
        if one.what is not What.COUNTED
    )


def _follows(one: Entry, base: Entry) -> bool:
    """A refill at the instant of the count came after it; a dose of that instant was counted."""
    return one.at == base.at and one.what is What.REFILLED and one.id > base.id


def lasts(  # noqa: PLR0917  a supply and its plan have these parts
    hundredths: int, schedule: Schedule, dosing: Dosing, amount: str | None, zone: str,
    now: datetime, last_done: datetime | None = None,
) -> Lasts:  # fmt: skip
    """When a dose comes due for which there is not enough, if every dose is taken as planned.

    Of what is taken as needed the most that the prescription allows is reckoned with.
    """
    today = local_date(zone, now)
    when = schedule.when
    if isinstance(when, AsNeeded):
        a_day = (when.most_a_day or 0) * dosing.units(amount)
        days = max(hundredths, 0) // a_day if a_day else None
        return Lasts(None if days is None else _later(today, days), today, today)
    rest, begins = hundredths, today + _DAY
    for due_at, its_amount in _doses(schedule, zone, now, last_done):
        day = local_date(zone, due_at)
        begins = min(begins, day)
        rest -= dosing.units(its_amount or amount)
        if rest < 0:
            return Lasts(day, today, begins)
    return Lasts(None, today, begins)


def _doses(
    schedule: Schedule, zone: str, now: datetime, last_done: datetime | None
) -> Iterator[tuple[datetime, str | None]]:
    """Those of a year, a few weeks at a time: most supplies are used up by then."""
    start = now
    while start < now + _HORIZON:
        for due in due_between(schedule, zone, start, start + _SPAN, last_done):
            yield due.at, due.amount
        start += _SPAN


def _later(day: date, days: int) -> date | None:
    return None if days > _HORIZON.days else day + timedelta(days=days)


def warning_at(
    out_on: date | None,
    warn_days: int,
    mornings: Mornings,
    now: datetime,
    *,
    said_at: datetime | None,
) -> datetime | None:
    """The morning on which to warn next; None for none.

    So many days ahead, and once more on the last day; when the first is past already, on the next
    morning. `said_at` is when it was said of this supply last.
    """
    if out_on is None:
        return None
    if said_at is None:
        first = mornings.of(out_on - timedelta(days=warn_days))
        return first if first is not None and first > now else mornings.after(now)
    last = mornings.of(out_on - timedelta(days=LAST_WARNING))
    return last if last is not None and last > max(now, said_at + _DAY / 2) else None


def is_known(
    said_at: datetime | None, came: datetime, found: Lasts, warn_days: int, now: datetime
) -> bool:
    """Whether the warning that was said last holds as it stands: nothing came since, and it is low.

    `came` is when something was counted or refilled last. What was said longer ago than it warns
    ahead, as before a pause of the medicine, is said anew.
    """
    if said_at is None or said_at < came or not is_low(found, warn_days):
        return False
    return now - said_at <= warn_days * _DAY


def is_low(found: Lasts, warn_days: int) -> bool:
    return found.days is not None and found.days <= warn_days


def read_units(text: str) -> int:
    """A number of units as typed, `30`, `12.5`, `1½`, in hundredths; UserError for none."""
    found = _read(text.strip())
    is_plain = found is not None and all(not sign.isdigit() for sign in found.unit)
    if found is None or not is_plain or found.number > MOST_UNITS:
        raise UserError("Please send a number, such as: 30")
    return found.number


def check_dose(units: int) -> int:
    """UserError for what no button of ours says."""
    if not 0 < units <= MOST_UNITS:
        raise UserError("I don't know this button. /help shows what I can do.")
    return units


def newest(entries: Iterable[Entry]) -> int:
    """The last count or refill, by its number: what a button was made for. 0 for none."""
    return max((one.id for one in entries if one.what is not What.TAKEN), default=0)


def _read(amount: str | None) -> _Amount | None:
    found = _AMOUNT.fullmatch((amount or "").strip())
    if found is None or not (found["whole"] or found["part"]):
        return None
    number = round(float((found["whole"] or "0").replace(",", ".")) * UNIT)
    number += _FRACTIONS.get(found["part"] or "", 0)
    return _Amount(number * int(found["times"] or 1), (found["unit"] or "").casefold())


def _is_counted(unit: str) -> bool:
    """Whether it counts whole things, such as tablets, in whatever language it was typed."""
    first = _WORD.match(unit)
    return first is not None and counts(first[0])


def _ratio(dose: _Amount, holds: _Amount) -> int | None:
    """How many units hold the dose, in hundredths; None where the two cannot be compared."""
    one, other = dose.unit.split(" ")[0], holds.unit.split(" ")[0]
    if not holds.number or _is_counted(one) or not one:
        return None
    if one == other:
        return round(dose.number * UNIT / holds.number)
    if one in _MASS and other in _MASS:
        return round(dose.number * _MASS[one] * UNIT / (holds.number * _MASS[other]))
    return None
