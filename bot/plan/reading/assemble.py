"""The schedule that the parts of a text make together, and what was assumed on the way."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from bot.errors import UserError
from bot.plan.reading.intervals import after_last_of, check_no_window, interval_of
from bot.plan.reading.parts import (
    AfterDose,
    AsTheyNeed,
    At,
    Every,
    EveryNDays,
    LeastGap,
    MostADay,
    OnDays,
    Part,
    PartOfDay,
    Piece,
    TimesADay,
    Window,
)
from bot.plan.reading.reader import Reader
from bot.plan.reading.remarks import Remark, clock, missing_time
from bot.plan.reading.spans import Dates, Remarks, dates_of, days_of, each, first_day
from bot.plan.reading.steps import is_taper, steps_of
from bot.plan.reading.times import in_the_evening
from bot.plan.rules import AsNeeded, AtTimes, Days, EveryDay, Once, Schedule, When

DAY_MINUTES = 24 * 60
MOST_TIMES = 12
ROUNDED_TO = 15
"""Minutes: proposed times look like times that somebody chose."""


def schedule_of(
    reader: Reader, pieces: tuple[Piece, ...], now: datetime, *, dated: bool, dosed: bool
) -> tuple[Schedule, Remarks]:
    """The schedule and the remarks. UserError names what is missing or does not go together.

    `dated` items (appointments, injections) take a weekday for a date; `dosed` are medicines.
    """
    parts = _longer_than_a_day(tuple(piece.part for piece in pieces))
    if is_taper(parts):
        return Schedule(steps_of(reader, pieces, parts)), ()
    dates = dates_of(parts, reader.today, dated=dated)
    if _as_needed(parts):
        return _bounded(_allowance(parts), EveryDay(), dates), ()
    if each(parts, AfterDose):
        when, remarks = after_last_of(reader, parts)
        return _bounded(when, _all_days(parts, reader.today), dates), remarks
    if each(parts, Every):
        interval, remarks = interval_of(reader, parts, dosed=dosed)
        days, more = days_of(parts, dates.start or dates.on or reader.today)
        return _bounded(interval, days, dates), remarks + more
    return _at_times(reader, pieces, parts, now, dates)


def _at_times(
    reader: Reader, pieces: tuple[Piece, ...], parts: tuple[Part, ...], now: datetime, dates: Dates
) -> tuple[Schedule, Remarks]:
    check_no_window(parts)
    _check_one_rhythm(parts)
    times, remarks = _times(reader, pieces, parts)
    if dates.on is not None:
        if len(times) == 1:
            return Schedule(Once(dates.on, times[0])), remarks
        return _bounded(AtTimes(times), EveryDay(), dates), remarks
    days, more = days_of(parts, dates.start or first_day(now, times))
    return _bounded(AtTimes(times), days, dates), remarks + more


def _bounded(when: When, days: Days, dates: Dates) -> Schedule:
    start, until = (dates.on, dates.on) if dates.on else (dates.start, dates.until)
    try:
        return Schedule(when, days, start, until)
    except ValueError as error:
        raise UserError(
            "From {start} until {until} nothing would be due. Please check the dates.",
            start=start,
            until=until,
        ) from error


def _as_needed(parts: tuple[Part, ...]) -> bool:
    needs, limits = each(parts, AsTheyNeed), each(parts, LeastGap) + each(parts, MostADay)
    timed = each(parts, At) + each(parts, TimesADay)
    if timed and (needs or limits):
        raise UserError(
            "As needed has no reminder times. Please choose: as needed, max 3 a day; or 08:00 20:00"
        )
    return bool(needs or (limits and not each(parts, Every) and not each(parts, AfterDose)))


def _allowance(parts: tuple[Part, ...]) -> AsNeeded:
    gaps = [part.minutes for part in each(parts, LeastGap)]
    gaps += [part.minutes for part in each(parts, Every)]
    gaps += [part.minutes for part in each(parts, AfterDose) if part.minutes]
    most = [part.doses for part in each(parts, MostADay)]
    try:
        return AsNeeded(max(gaps, default=None), min(most, default=None))
    except ValueError as error:
        raise UserError(
            "I can keep 1 min to 7 days between two doses, and 1 to 48 doses a day."
        ) from error


def _all_days(parts: tuple[Part, ...], base: date) -> Days:
    days, _ = days_of(parts, base)
    if days != EveryDay():
        raise UserError(
            "After the last dose goes on every day; chosen days need times. For example:"
            " 08:00 mon,wed,fri"
        )
    return days


def _times(
    reader: Reader, pieces: tuple[Piece, ...], parts: tuple[Part, ...]
) -> tuple[tuple[time, ...], Remarks]:
    """The times given, or those proposed for "3 times a day"; with what was guessed."""
    parts = _in_halves(parts)
    given = each(parts, At) + tuple(At(part.opens) for part in each(parts, Window) if part.opens)
    times = tuple(sorted({part.time for part in given}))
    wanted = each(parts, TimesADay)
    if len(each(parts, PartOfDay)) > len(given) or not (times or wanted):
        raise missing_time(reader.text, pieces)
    if len(times) > MOST_TIMES or (wanted and not 1 <= wanted[0].times <= MOST_TIMES):
        raise UserError("I can remind at 1 to 12 times a day. For more, write: every 30 min")
    if not times:
        times = proposed_times(wanted[0].times, reader.wake, reader.bed)
        shown = ", ".join(clock(at) for at in times)
        return times, (Remark("You gave no times, so I propose {times}.", {"times": shown}),)
    if wanted and wanted[0].times != len(times):
        raise UserError(
            "You wrote {count} times a day, but gave {times}. Please write as many times.",
            count=wanted[0].times,
            times=", ".join(clock(at) for at in times),
        )
    return times, _guesses(given)


def proposed_times(count: int, wake: time, bed: time) -> tuple[time, ...]:
    """So many times spread from wake to bed, never farther apart than over a whole day."""
    first = wake.hour * 60 + wake.minute
    awake = (bed.hour * 60 + bed.minute - first) % DAY_MINUTES or DAY_MINUTES
    step = max(ROUNDED_TO, min(awake / max(count - 1, 1), DAY_MINUTES / count))
    minutes = (first + int(step * index) // ROUNDED_TO * ROUNDED_TO for index in range(count))
    midnight = datetime(2000, 1, 1)  # noqa: DTZ001  only its time of day is used
    return tuple(sorted({(midnight + timedelta(minutes=minute)).time() for minute in minutes}))


def _in_halves(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """8 every evening is 20:00; where a time follows the evening, that one was told already."""
    told = list(parts)
    for index in range(1, len(parts)):
        part, last = parts[index], parts[index - 1]
        followed = index + 1 < len(parts) and isinstance(parts[index + 1], At)
        if (
            isinstance(part, PartOfDay)
            and part.after_noon
            and isinstance(last, At)
            and not followed
        ):
            told[index - 1] = replace(in_the_evening(last), guessed=True)
    return tuple(told)


def _check_one_rhythm(parts: tuple[Part, ...]) -> None:
    """Mon 18:00, wed 19:00 would need two schedules: a schedule has its times on all its days."""
    kinds = [type(part) for part in parts if isinstance(part, At | OnDays)]
    turns = sum(one is not other for one, other in pairwise(kinds))
    if turns >= 3:  # noqa: PLR2004  day, time, day, time
        raise UserError(
            "Different times on different days are two items. Please add them one by one,"
            " for example first: 08:00 weekdays, then: 10:00 weekends"
        )


def _guesses(given: tuple[At, ...]) -> Remarks:
    """What bare numbers were taken for, in one remark."""
    guessed = sorted({clock(part.time) for part in given if part.guessed})
    return (Remark("I read the time as {time}.", {"time": ", ".join(guessed)}),) if guessed else ()


def _longer_than_a_day(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Every 72 h is every 3 days; every 24 h at one time is every day."""
    timed = any(isinstance(part, At) for part in parts)
    if not timed or any(isinstance(part, AfterDose | AsTheyNeed | OnDays) for part in parts):
        return parts
    return tuple(_in_days(part) for part in parts)


def _in_days(part: Part) -> Part:
    if isinstance(part, Every) and part.minutes and part.minutes % DAY_MINUTES == 0:
        return EveryNDays(part.minutes // DAY_MINUTES)
    return part
