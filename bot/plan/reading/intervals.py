"""Every so many minutes, by the clock or after the last dose, out of the parts of a text."""

from dataclasses import dataclass
from datetime import time

from bot.errors import UserError
from bot.plan.reading.parts import AfterDose, At, Every, Part, RoundTheClock, Window
from bot.plan.reading.reader import Reader
from bot.plan.reading.remarks import Remark, clock
from bot.plan.reading.spans import Remarks, each
from bot.plan.rules import AfterLast, Interval

DAY_MINUTES = 24 * 60
LEAST_INTERVAL = 10
NIGHT_TOO = 6 * 60
"""Minutes from which a medicine without a window goes on at night: every 8 h is three a day."""


@dataclass(frozen=True, slots=True)
class Bounds:
    opens: time | None
    closes: time | None


def interval_of(
    reader: Reader, parts: tuple[Part, ...], *, dosed: bool
) -> tuple[Interval, Remarks]:
    """The interval, and what was assumed about its window; `dosed` items are medicines."""
    minutes = each(parts, Every)[0].minutes
    if not LEAST_INTERVAL <= minutes <= DAY_MINUTES:
        raise UserError(
            "I can remind every 10 min to every 24 h. For longer, please use days:"
            " every 2 days 08:00"
        )
    bounds = _bounds(parts)
    opens = bounds.opens or reader.wake
    by_night = bool(each(parts, RoundTheClock)) or (dosed and minutes >= NIGHT_TOO)
    closes = bounds.closes or (opens if by_night else reader.bed)
    interval = Interval(minutes, opens, closes)
    if bounds.opens and (bounds.closes or each(parts, RoundTheClock)):
        return interval, ()
    return interval, (_assumed(interval),)


def after_last_of(reader: Reader, parts: tuple[Part, ...]) -> tuple[AfterLast, Remarks]:
    """So long after the last dose; the first one at the time given, else on waking."""
    lengths = [part.minutes for part in each(parts, AfterDose) if part.minutes is not None]
    lengths += [part.minutes for part in each(parts, Every)]
    if not lengths:
        raise UserError("How long after the last dose? For example: 8h after the last dose")
    times = [part.time for part in each(parts, At)]
    times += [part.opens for part in each(parts, Window) if part.opens]
    if len(times) > 1 or len(lengths) > 1:
        raise UserError(
            "After the last dose there is one length and one first time, for example:"
            " 8h after the last dose, first at 08:00"
        )
    first_at = times[0] if times else reader.wake
    try:
        schedule = AfterLast(lengths[0], first_at)
    except ValueError as error:
        raise UserError("I can remind 30 min to 7 days after the last dose.") from error
    remark = Remark(
        "The first one is at {time}, until a dose is recorded.", {"time": clock(first_at)}
    )
    return schedule, () if times else (remark,)


def check_no_window(parts: tuple[Part, ...]) -> None:
    """A window says how long, but not how often."""
    for window in each(parts, Window):
        if window.opens and window.closes:
            raise UserError(
                "How often from {opens} to {closes}? For example: every 2h {opens}-{closes}",
                opens=clock(window.opens),
                closes=clock(window.closes),
            )
    if each(parts, RoundTheClock):
        raise UserError("How often round the clock? For example: every 6h round the clock")


def _bounds(parts: tuple[Part, ...]) -> Bounds:
    """What the text says about the window: a window, one time to begin, or two times."""
    windows, times = each(parts, Window), sorted({part.time for part in each(parts, At)})
    if len(windows) > 1 or len(times) > 2 or (windows and len(times) > 1):  # noqa: PLR2004  from, to
        raise UserError(
            "Either every so many hours, or at fixed times. For example: every 4h 09:00-21:00,"
            " or 08:00 14:00 20:00"
        )
    begins = times[0] if times else None
    if windows:
        return Bounds(windows[0].opens or begins, windows[0].closes)
    return Bounds(begins, times[1] if len(times) > 1 else None)


def _assumed(interval: Interval) -> Remark:
    opens, closes = clock(interval.opens), clock(interval.closes)
    if interval.round_the_clock:
        return Remark("Day and night, from {opens} on.", {"opens": opens})
    return Remark("While you are awake: {opens}–{closes}.", {"opens": opens, "closes": closes})
