"""One time of day as people type it: 08:00, 8.30, 0800, 20h30, 8 pm, noon, half past eight, 8."""

from datetime import time

from bot.errors import UserError
from bot.plan.reading.parts import At
from bot.plan.reading.reader import Reader
from bot.plan.reading.tokens import Shape

TimeFound = tuple[At, int]
DAY_HOURS = 24
TWO, FOUR = 2, 4
"""Digits: of an hour or a minute, of both together."""


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
    for form in (_with_minutes, _with_h, _past_the_hour, _after_the_hour, _four_digits):
        found = form(reader, at)
        if found is not None:
            return found
    return _hour_alone(reader, at, bare=bare)


def _with_minutes(reader: Reader, at: int) -> TimeFound | None:
    """8:30, 08.30 pm; a full stop only where it cannot be a decimal point or a date."""
    hour, minute = reader.digits(at), reader.digits(at + 2)
    colon = reader.glued_sign(at + 1, ":")
    if not hour or not minute or not (colon or reader.glued_sign(at + 1, ".")):
        return None
    goes_on = reader.glued_sign(at + 3, ".:/") and bool(reader.digits(at + 4))
    half = _half_of_day(reader, at + 3)
    sensible = len(minute) == TWO and len(hour) <= TWO and not goes_on
    clock = _clock(int(hour), int(minute), half) if sensible else None
    after = half[1] if half else at + 3
    if clock is not None and (colon or reader.word(at + 3) not in reader.words.units):
        o_clock = reader.words.o_clock | reader.words.hours
        return At(clock, halved=half is not None), reader.phrase(after, o_clock) or after
    if colon:
        raise no_time(reader.source(at, after))
    return None


def _with_h(reader: Reader, at: int) -> TimeFound | None:
    """20h, 20h30, 20 h 30."""
    hour = reader.number(at)
    if hour is None or len(reader.digits(at)) > TWO:
        return None
    if reader.word(at + 1) not in reader.words.hour_marks:
        return None
    glued = reader.glued(at + 1)
    minutes = reader.digits(at + 2) if reader.glued(at + 2) == glued else ""
    clock = _clock(hour, int(minutes or 0), None) if len(minutes) in {0, TWO} else None
    if not glued and (clock is None or not minutes):
        return None
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
    return At(clock, halved=half is not None), half[1] if half else hour[1]


def _after_the_hour(reader: Reader, at: int) -> TimeFound | None:
    """Ocho y media, 8 heures et quart: minutes behind the hour, unless an amount is meant."""
    hour = reader.count(at)
    if hour is None or len(reader.digits(at)) > TWO:
        return None
    later = reader.entry(
        reader.phrase(hour[1], reader.words.o_clock) or hour[1], reader.words.past_after
    )
    if later is None or reader.entry(later[1], reader.words.units):
        return None
    half = _half_of_day(reader, later[1])
    minutes = hour[0] * 60 + later[0]
    clock = _clock(minutes // 60, minutes % 60, half)
    if clock is None:
        raise no_time(reader.source(at, later[1]))
    return At(clock, halved=half is not None), half[1] if half else later[1]


def _four_digits(reader: Reader, at: int) -> TimeFound | None:
    """0800, 2030; without a leading nought it might be another number."""
    digits = reader.digits(at)
    after = reader.phrase(at + 1, reader.words.o_clock | reader.words.hours) or at + 1
    if len(digits) != FOUR or (after == at + 1 and _clings(reader, at)):
        return None
    clock = _clock(int(digits[:2]), int(digits[2:]), None)
    if clock is None:
        return None
    return At(clock, guessed=not digits.startswith("0") and after == at + 1), after


def _hour_alone(reader: Reader, at: int, *, bare: bool) -> TimeFound | None:
    """8 pm, 8 o'clock, 8 in the morning; and 8, or eight, when `bare`."""
    found = reader.count(at)
    if found is None or len(reader.digits(at)) > TWO or _clings(reader, at):
        return None
    hour, after = found
    half = _half_of_day(reader, after)
    o_clock = reader.phrase(after, reader.words.o_clock)
    mark = reader.phrase(after, reader.words.hour_marks)
    bare = bare and bool(reader.digits(at) or reader.word(at - 1) in reader.words.at)
    if half is None and o_clock is None and not bare:
        return None
    clock = _clock(hour, 0, half)
    if clock is None:
        raise no_time(reader.source(at, half[1] if half else after))
    if half is not None:
        return At(clock, halved=True), half[1]
    return At(clock, guessed=o_clock is None), o_clock or mark or after


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
        if after is not None and (reader.glued(at) or not _says_on(reader, at, after)):
            return after_noon, after
    return None


def _says_on(reader: Reader, at: int, after: int) -> bool:
    """Whether "am" is no half of a day but, in German, that of "am Montag"."""
    words = reader.words
    return reader.phrase(at, words.on) is not None and reader.word(after) not in words.joins | {""}


def _clock(hour: int, minute: int, half: tuple[bool, int] | None) -> time | None:
    """The time, or None for 25:00; 12 am is midnight, 12 pm is noon."""
    if hour > 23 or minute > 59:  # noqa: PLR2004  the clock's own limits
        return None
    clock = time(hour, minute)
    if half is None:
        return clock
    if half[0]:
        return after_noon(clock) if hour else None
    return None if hour > 12 else clock.replace(hour=hour % 12)  # noqa: PLR2004  as above


def after_noon(clock: time) -> time:
    return clock.replace(hour=clock.hour + 12) if clock.hour < 12 else clock  # noqa: PLR2004  noon


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


def parse_clock(reader: Reader) -> time | None:
    """The one time that the whole text is; None for anything else."""
    start = reader.phrase(0, reader.words.at) or 0
    try:
        found = some_time(reader, start, bare=True)
    except UserError:
        return None
    return found[0].time if found is not None and found[1] == len(reader.tokens) else None
