"""Times and windows in a text, and when a bare number may be one."""

from dataclasses import replace
from datetime import time

from bot.errors import UserError
from bot.plan.reading.clocks import after_noon, some_time
from bot.plan.reading.dates import some_date
from bot.plan.reading.parts import At, Every, Part, PartOfDay, Window
from bot.plan.reading.reader import Found, Reader

DASHES = "-–—"


def time_part(reader: Reader, at: int, before: tuple[Part, ...]) -> Found | None:
    """A time of day in a text; a bare number where nothing else could be meant."""
    found = some_time(reader, at, bare=_may_be_bare(reader, at, before))
    if found is None or (found[0].guessed and _in_a_row(reader, at)):
        return None
    moment, after = found
    evening = before and isinstance(before[-1], PartOfDay) and before[-1].after_noon
    return (in_the_evening(moment) if evening else moment), after


def in_the_evening(moment: At) -> At:
    """8 becomes 20:00, unless am or pm was written."""
    return moment if moment.halved else replace(moment, time=after_noon(moment.time))


def window_part(reader: Reader, at: int, before: tuple[Part, ...]) -> Found | None:
    """`09:00-21:00`, `from 9 to 21`, `between 9 and 21`; after "every" also one end alone."""
    words = reader.words
    repeats = any(isinstance(part, Every) for part in before)
    between = reader.phrase(at, words.between)
    until = reader.phrase(at, words.until)
    if repeats and between is None and until is not None:
        closes = _closing(reader, until)
        if closes is not None:
            return Window(None, closes[0]), closes[1]
    opening = between or (reader.phrase(at, words.start) if repeats else None)
    bare = bool(opening) or repeats or _is_range(reader, at)
    found = some_time(reader, opening or at, bare=bare)
    if found is None:
        return None
    opens, after = found
    link = reader.phrase(after, words.to)
    if link is None and between is not None:
        link = reader.phrase(after, words.joins)
    dated = link is not None and some_date(reader, link) is not None
    closes = _closing(reader, link) if link is not None and not dated else None
    if closes is not None:
        return Window(opens.time, closes[0]), closes[1]
    return (Window(opens.time, None), after) if opening and repeats else None


def explicit_times(reader: Reader) -> bool:
    """Whether any time is written so that it can be nothing else."""
    return any(_is_explicit(reader, at) for at in range(len(reader.tokens)))


def _is_explicit(reader: Reader, at: int) -> bool:
    after_at = reader.phrase(at, reader.words.at)
    try:
        if after_at is not None and some_time(reader, after_at, bare=True) is not None:
            return True
        found = some_time(reader, at, bare=False)
    except UserError:
        return True
    return found is not None and not found[0].guessed


def _closing(reader: Reader, at: int) -> tuple[time, int] | None:
    """The end of a window; 24:00 is the midnight it ends at."""
    if reader.digits(at) == "24":
        minutes = reader.glued_sign(at + 1, ":.") and reader.digits(at + 2) == "00"
        return time(0), at + 3 if minutes else at + 1
    found = some_time(reader, at, bare=True)
    return None if found is None else (found[0].time, found[1])


def _is_range(reader: Reader, at: int) -> bool:
    """9-21, but not 1-0-1, which is how some prescriptions count tablets."""
    more = _in_a_row(reader, at + 2) and reader.glued_sign(at + 3, DASHES)
    return _in_a_row(reader, at) and not reader.glued_sign(at - 1, DASHES) and not more


def _in_a_row(reader: Reader, at: int) -> bool:
    """Whether a dash sticks the number to another one."""
    before = reader.glued_sign(at - 1, DASHES) and bool(reader.digits(at - 2))
    return before or (reader.glued_sign(at + 1, DASHES) and bool(reader.digits(at + 2)))


def _may_be_bare(reader: Reader, at: int, before: tuple[Part, ...]) -> bool:
    """After "at", after another time, or when no time is written out anywhere."""
    back = at - 1
    while back >= 0 and reader.word(back) in reader.words.joins:
        back -= 1
    if reader.word(back) in reader.words.at:
        return True
    return not reader.explicit or (bool(before) and isinstance(before[-1], At))
