"""Times of day as people type them: 08:00, 8.30, 0800, 20h30, 8 pm, noon, half past eight, 8."""

from datetime import time

from bot.errors import UserError
from bot.plan.reading.dates import some_date
from bot.plan.reading.parts import At, Every, Part, PartOfDay, Window
from bot.plan.reading.reader import Found, Reader
from bot.plan.reading.tokens import Shape

TimeFound = tuple[At, int]
DAY_HOURS = 24


def no_time(typed: str) -> UserError:
    return UserError(
        "“{typed}” is not a time of day. Please write it like this: 08:00, 20:30 or 8 pm.",
        typed=typed,
    )


def some_time(reader: Reader, at: int, *, bare: bool) -> TimeFound | None:
    """A time at a position; single numbers only when `bare`. UserError for 25:00 and its like."""
    named = reader.entry(at, reader.words.clock_names)
    if named is not None:
        return At(named[0]), named[1]
    for form in (_with_minutes, _with_h, _past_the_hour, _four_digits):
        found = form(reader, at)
        if found is not None:
            return found
    return _hour_alone(reader, at, bare=bare)


def time_part(reader: Reader, at: int, before: tuple[Part, ...]) -> Found | None:
    """A time of day in a text; a bare number where nothing else could be meant."""
    found = some_time(reader, at, bare=_may_be_bare(reader, at, before))
    if found is None:
        return None
    moment, after = found
    if before and isinstance(before[-1], PartOfDay) and before[-1].after_noon:
        moment = At(_after_noon(moment.time), moment.guessed)
    return moment, after


def window_part(reader: Reader, at: int, before: tuple[Part, ...]) -> Found | None:
    """`09:00-21:00`, `from 9 to 21`, `between 9 and 21`; after "every" also one end alone."""
    words = reader.words
    repeats = any(isinstance(part, Every) for part in before)
    between = reader.phrase(at, words.between)
    until = reader.phrase(at, words.until)
    if repeats and between is None and until is not None:
        closes = _closing(reader, until)
        return None if closes is None else (Window(None, closes[0]), closes[1])
    opening = between or (reader.phrase(at, words.start) if repeats else None)
    found = some_time(reader, opening or at, bare=bool(opening) or repeats)
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


def _with_minutes(reader: Reader, at: int) -> TimeFound | None:
    """8:30, 08.30 pm; a full stop only where it cannot be a decimal point or a date."""
    hour, minute = reader.digits(at), reader.digits(at + 2)
    colon = reader.glued_sign(at + 1, ":")
    if not hour or not minute or not (colon or reader.glued_sign(at + 1, ".")):
        return None
    goes_on = reader.glued_sign(at + 3, ".:/") and bool(reader.digits(at + 4))
    half = _half_of_day(reader, at + 3)
    sensible = len(minute) == 2 and len(hour) <= 2 and not goes_on  # noqa: PLR2004  as in 08:30
    clock = _clock(int(hour), int(minute), half) if sensible else None
    after = half[1] if half else at + 3
    if clock is not None and (colon or reader.word(at + 3) not in reader.words.units):
        return At(clock), reader.phrase(after, reader.words.o_clock) or after
    if colon:
        raise no_time(reader.source(at, after))
    return None


def _with_h(reader: Reader, at: int) -> TimeFound | None:
    """20h, 20h30."""
    hour = reader.number(at)
    if hour is None or reader.word(at + 1) != "h" or not reader.glued(at + 1):
        return None
    minutes = reader.digits(at + 2) if reader.glued(at + 2) else ""
    clock = _clock(hour, int(minutes or 0), None) if len(minutes) in {0, 2} else None
    if clock is None:
        raise no_time(reader.source(at, at + 3 if minutes else at + 2))
    return At(clock, guessed=not minutes), at + 3 if minutes else at + 2


def _past_the_hour(reader: Reader, at: int) -> TimeFound | None:
    """Half past eight, quarter to nine pm."""
    past = reader.entry(at, reader.words.past)
    hour = reader.count(past[1]) if past else None
    if past is None or hour is None:
        return None
    half = _half_of_day(reader, hour[1])
    minutes = hour[0] * 60 + past[0]
    clock = _clock(
        minutes // 60 % DAY_HOURS if hour[0] <= DAY_HOURS else hour[0], minutes % 60, half
    )
    if clock is None:
        raise no_time(reader.source(at, hour[1]))
    return At(clock), half[1] if half else hour[1]


def _four_digits(reader: Reader, at: int) -> TimeFound | None:
    """0800, 2030; without a leading nought it might be another number."""
    digits = reader.digits(at)
    if len(digits) != 4 or _clings(reader, at):  # noqa: PLR2004  HHMM
        return None
    clock = _clock(int(digits[:2]), int(digits[2:]), None)
    if clock is None:
        return None
    after = reader.phrase(at + 1, reader.words.o_clock) or at + 1
    return At(clock, guessed=not digits.startswith("0") and after == at + 1), after


def _hour_alone(reader: Reader, at: int, *, bare: bool) -> TimeFound | None:
    """8 pm, 8 o'clock, 8 in the morning; and 8, or eight, when `bare`."""
    found = reader.count(at)
    if found is None or len(reader.digits(at)) > 2 or _clings(reader, at):  # noqa: PLR2004  HH
        return None
    hour, after = found
    half = _half_of_day(reader, after)
    o_clock = reader.phrase(after, reader.words.o_clock)
    bare = bare and bool(reader.digits(at) or reader.word(at - 1) in reader.words.at)
    if half is None and o_clock is None and not bare:
        return None
    clock = _clock(hour, 0, half)
    if clock is None:
        raise no_time(reader.source(at, half[1] if half else after))
    if half is not None:
        return At(clock), half[1]
    return At(clock, guessed=o_clock is None), o_clock or after


def _half_of_day(reader: Reader, at: int) -> tuple[bool, int] | None:
    """Whether pm was written at a position, and the position after."""
    words = reader.words
    for phrases, after_noon in (
        (words.am, False),
        (words.pm, True),
        (words.morning, False),
        (words.evening, True),
    ):
        after = reader.phrase(at, phrases)
        if after is not None:
            return after_noon, after
    return None


def _clock(hour: int, minute: int, half: tuple[bool, int] | None) -> time | None:
    """The time, or None for 25:00; 12 am is midnight, 12 pm is noon."""
    if hour > 23 or minute > 59:  # noqa: PLR2004  the clock's own limits
        return None
    clock = time(hour, minute)
    if half is None:
        return clock
    if half[0]:
        return _after_noon(clock) if hour else None
    return None if hour > 12 else clock.replace(hour=hour % 12)  # noqa: PLR2004  as above


def _after_noon(clock: time) -> time:
    return clock.replace(hour=clock.hour + 12) if clock.hour < 12 else clock  # noqa: PLR2004


def _clings(reader: Reader, at: int) -> bool:
    """Whether the number is a part of something longer, as in B12, 5-HTP, 20mg or 1/2."""
    sign_before = reader.glued(at) and (
        reader.word(at - 1) in {".", ":"} or reader.tokens[at - 1].shape is not Shape.SIGN
    )
    if not reader.glued(at + 1):
        return sign_before
    follows = reader.word(at + 1)
    if follows in {",", ";", ")", ".", "!", "?"}:
        return sign_before or (follows == "." and bool(reader.digits(at + 2)))
    link = follows in {"-", "–", "—", "/", "&", "+"} and bool(reader.digits(at + 2))
    return sign_before or not (link or _half_of_day(reader, at + 1))


def _may_be_bare(reader: Reader, at: int, before: tuple[Part, ...]) -> bool:
    """After "at", after another time, or when no time is written out anywhere."""
    back = at - 1
    while back >= 0 and reader.word(back) in reader.words.joins:
        back -= 1
    if reader.word(back) in reader.words.at:
        return True
    return not reader.explicit or (bool(before) and isinstance(before[-1], At))


def parse_clock(reader: Reader) -> time | None:
    """The one time that the whole text is; None for anything else."""
    start = reader.phrase(0, reader.words.at) or 0
    try:
        found = some_time(reader, start, bare=True)
    except UserError:
        return None
    return found[0].time if found is not None and found[1] == len(reader.tokens) else None
