"""From when until when, and on which days, out of the parts of a text."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from bot.errors import UserError
from bot.plan.reading.dates import add_months, next_weekday, resolve
from bot.plan.reading.parts import (
    DaysOnOff,
    EveryNDays,
    EveryNWeeks,
    FromDate,
    Lasting,
    NotOn,
    OnDate,
    OnDays,
    Part,
    TimesAWeek,
    UntilDate,
)
from bot.plan.reading.remarks import Remark
from bot.plan.rules import Days, EveryDay, EveryDays, EveryWeeks, OnOff, Weekdays

FROM_DAYS_BACK = 92
"""A `from 1 Sep` without a year may have begun some months ago."""
ON_DAYS_BACK = 31
"""An appointment `on 3 Dec` without a year that was lately is asked about, not put off a year."""
ALL_WEEKDAYS = frozenset(range(7))

Wanted = TypeVar("Wanted")
Remarks = tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """`on` is one single date; it comes without the others."""

    start: date | None = None
    until: date | None = None
    on: date | None = None


def each(parts: Iterable[Part], kind: type[Wanted]) -> tuple[Wanted, ...]:
    """The parts of one kind, in order."""
    return tuple(part for part in parts if isinstance(part, kind))


def dates_of(parts: tuple[Part, ...], today: date, *, dated: bool) -> Dates:
    """The dates of a schedule; `dated` items take a weekday alone for the next such day."""
    on = _one_date(parts, today, dated=dated)
    starts = each(parts, FromDate)
    until, lasting = each(parts, UntilDate), each(parts, Lasting)
    goes_on = until or lasting or _rhythms(parts)
    if on is not None and not goes_on:
        return Dates(on=on)
    start = resolve(starts[0].date, today, FROM_DAYS_BACK) if starts else on
    if max(len(starts), len(until) + len(lasting)) > 1:
        raise UserError(
            "There are two beginnings or two ends in it. Please write one of each, for example:"
            " from 1 Dec until 22 Dec"
        )
    if lasting:
        start = start or today
        return Dates(start, end_of(start, lasting[0]))
    return Dates(start, resolve(until[0].date, start or today, _back(start)) if until else None)


def end_of(start: date, lasting: Lasting) -> date:
    """The last day of so many days or months from `start` on."""
    end = add_months(start, lasting.months) + timedelta(days=lasting.days - 1)
    if end < start:
        raise UserError("That lasts no day at all. Please write, for example: for 10 days")
    return end


def days_of(parts: tuple[Part, ...], base: date) -> tuple[Days, Remarks]:
    """The days of a schedule that begins on `base`."""
    chosen: frozenset[int] = frozenset().union(*(part.weekdays for part in each(parts, OnDays)))
    rhythms = _rhythms(parts)
    left_out: frozenset[int] = frozenset().union(*(part.weekdays for part in each(parts, NotOn)))
    _check_times_a_week(parts, chosen)
    match rhythms:
        case (EveryNDays(days),) if not chosen and not left_out:
            return _every_days(days, base), ()
        case (DaysOnOff(on, off),) if not chosen and not left_out:
            return _checked(lambda: OnOff(on, off, base)), ()
        case (EveryNWeeks(weeks),):
            return _every_weeks(weeks, chosen - left_out, base)
        case ():
            return _weekdays((chosen or ALL_WEEKDAYS) - left_out), ()
    raise two_rhythms()


def two_rhythms() -> UserError:
    return UserError(
        "There are two rhythms in it. Please choose one, for example: every 2 days, or mon,wed,fri"
    )


def first_day(now: datetime, times: Iterable[time]) -> date:
    """Today while one of the times is still ahead, else tomorrow; `now` is local."""
    ahead = any(at > now.time() for at in times)
    return now.date() if ahead else now.date() + timedelta(days=1)


def _one_date(parts: tuple[Part, ...], today: date, *, dated: bool) -> date | None:
    dates, weekdays = each(parts, OnDate), each(parts, OnDays)
    if len(dates) > 1:
        raise UserError("There are two dates in it. Please add them one by one.")
    if dates:
        on = resolve(dates[0].date, today, ON_DAYS_BACK)
        named = weekdays[0].weekdays if len(weekdays) == 1 else frozenset()
        if len(named) == 1 and not _rhythms(parts) and on.weekday() not in named:
            raise UserError("{date} is another day of the week. Which one is right?", date=on)
        return on
    alone = len(weekdays) == 1 and len(weekdays[0].weekdays) == 1 and not weekdays[0].weekly
    plain = not (_rhythms(parts) or each(parts, FromDate) or each(parts, UntilDate))
    if dated and alone and plain:
        return next_weekday(min(weekdays[0].weekdays), today)
    return None


def _rhythms(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(part for part in parts if isinstance(part, EveryNDays | EveryNWeeks | DaysOnOff))


def _back(start: date | None) -> int:
    return ON_DAYS_BACK if start is None else 0


def _every_days(days: int, base: date) -> Days:
    return EveryDay() if days == 1 else _checked(lambda: EveryDays(days, base))


def _every_weeks(weeks: int, chosen: frozenset[int], base: date) -> tuple[Days, Remarks]:
    remarks: Remarks = ()
    if not chosen:
        chosen = frozenset({base.weekday()})
        remarks = (Remark("No weekday was given, so it begins on {date}.", {"date": base}),)
    if weeks == 1:
        return _weekdays(chosen), remarks
    anchor = Weekdays(tuple(sorted(chosen))).next_from(base)
    return _checked(lambda: EveryWeeks(weeks, tuple(sorted(chosen)), anchor)), remarks


def _weekdays(chosen: frozenset[int]) -> Days:
    if not chosen:
        raise UserError("No day of the week is left. For example: mon-fri")
    return EveryDay() if chosen == ALL_WEEKDAYS else Weekdays(tuple(sorted(chosen)))


def _check_times_a_week(parts: tuple[Part, ...], chosen: frozenset[int]) -> None:
    for part in each(parts, TimesAWeek):
        if part.times != len(chosen):
            raise UserError(
                "On which days of the week? Please name {count}, for example: mon,wed,fri",
                count=part.times,
            )


def _checked(days: Callable[[], Days]) -> Days:
    """The days, their refusal in the person's words."""
    try:
        return days()
    except ValueError as error:
        raise UserError(
            "These days are too far apart, or none at all. For example: every 2 days,"
            " every 3 weeks, 21 days on 7 off"
        ) from error
