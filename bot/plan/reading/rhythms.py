"""How often: every 2 days, every 4h, mon-fri, 21 days on 7 off, 3x daily, 8h after the last."""

from bot.errors import UserError
from bot.plan.reading.amounts import decimal
from bot.plan.reading.parts import (
    AfterDose,
    Daily,
    DaysOnOff,
    Every,
    EveryNDays,
    EveryNWeeks,
    NotOn,
    OnDays,
    Part,
    PartOfDay,
    RoundTheClock,
    TimesADay,
    TimesAWeek,
    Window,
)
from bot.plan.reading.reader import Found, Reader

HOUR = 60
WEEK = 7
QUARTERS = (15, 30, 45)
Span = tuple[int, int]
"""Minutes, and the position after."""


def every_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """Every day, every other week, every 90 min, every Monday; UserError for every month."""
    words = reader.words
    if reader.phrase(at, words.monthly) is not None:
        raise no_months(reader.source(at, reader.phrase(at, words.monthly) or at + 1))
    for phrases, part in (
        (words.every_other_day, EveryNDays(2)),
        (words.daily, Daily()),
        (words.weekly, EveryNWeeks(1)),
    ):
        after = reader.phrase(at, phrases)
        if after is not None:
            return part, after
    following = reader.phrase(at, words.every)
    if following is None:
        hourly = None if reader.digits(at - 1) else reader.phrase(at, words.hourly)
        return None if hourly is None else (Every(HOUR), hourly)
    return _every_unit(reader, at, following) or _every_named(reader, following)


def no_months(typed: str) -> UserError:
    return UserError(
        "I cannot count in months: “{typed}”. Please use weeks, for example: every 4 weeks.",
        typed=typed,
    )


def span(reader: Reader, at: int) -> Span | None:
    """A length of time in minutes: 4h, 90 min, 1.5 hours, 1h30, half an hour, two hours."""
    half = reader.phrase(at, reader.words.half_hour)
    if half is not None:
        return HOUR // 2, half
    number = decimal(reader, at)
    if number is None:
        return None
    hours = reader.phrase(number[1], reader.words.hours)
    minutes = reader.phrase(number[1], reader.words.minutes)
    if hours is not None:
        rest, after = _rest(reader, hours)
        return _minutes(number[0], HOUR) + rest, after
    return None if minutes is None else (_minutes(number[0], 1), minutes)


def _rest(reader: Reader, at: int) -> Span:
    """The minutes behind hours: 1h30, 1 h 30 min, 1 h 30."""
    number = reader.number(at)
    if number is None or number >= HOUR or reader.word(at + 1) in {":", "."}:
        return 0, at
    minutes = reader.phrase(at + 1, reader.words.minutes)
    if minutes is not None:
        return number, minutes
    quarters = number in QUARTERS and reader.entry(at + 1, reader.words.units) is None
    return (number, at + 1) if reader.glued(at) or quarters else (0, at)


def weekdays_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """mon, mon-fri, weekends; `except sun`."""
    without = reader.phrase(at, reader.words.except_)
    found = _weekdays(reader, without or at)
    if found is None:
        return None
    days, after = found
    return (NotOn(days), after) if without is not None else (OnDays(days), after)


def on_off_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """21 days on, 7 off; 3 weeks on and 1 week off."""
    on = _length(reader, at, reader.words.on)
    if on is None:
        return _named_on_off(reader, at)
    following = reader.phrase(on[1], reader.words.joins) or on[1]
    off = _length(reader, following, reader.words.off)
    if off is None:
        return None
    plain = on[2] or off[2] or 1
    return DaysOnOff(on[0] * (on[2] or plain), off[0] * (off[2] or on[2] or plain)), off[1]


def _named_on_off(reader: Reader, at: int) -> Found | None:
    """Days on: 21, off: 7; as languages say it that bend a word by its number."""
    on = _counted_after(reader, at, reader.words.on_before)
    off_at = None if on is None else reader.phrase(on[1], reader.words.joins) or on[1]
    off = None if off_at is None else _counted_after(reader, off_at, reader.words.off_before)
    return (DaysOnOff(on[0], off[0]), off[1]) if on and off else None


def _counted_after(reader: Reader, at: int, names: frozenset[str]) -> tuple[int, int] | None:
    after = reader.phrase(at, names)
    return None if after is None else reader.count(after + (reader.word(after) == ":"))


def a_day_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """Twice a day, 3x daily, 3 times per day, tid, twice a week."""
    words = reader.words
    named = reader.entry(at, words.times_a_day)
    counted = reader.count(at)
    if named is not None:
        count, after = named
        needs_unit = reader.word(at) in words.count_words
    elif counted is not None and (times := reader.phrase(counted[1], words.multiplied)):
        (count, _), after, needs_unit = counted, times, True
    else:
        return None
    weekly = reader.phrase(after, words.a_week)
    if weekly is not None:
        return TimesAWeek(count), weekly
    daily = reader.phrase(after, words.a_day)
    if daily is None:
        return None if needs_unit else (TimesADay(count), after)
    return TimesADay(count), daily


def after_last_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """8h after the last dose; or, behind an "every 8h", only the rest."""
    length = span(reader, at)
    after = reader.phrase(length[1] if length else at, reader.words.after_last)
    if after is None:
        return None
    return AfterDose(length[0] if length else None), after


def part_of_day_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """In the morning, every evening: to be asked about unless a time follows."""
    start = reader.phrase(at, reader.words.every) or at
    for phrases, after_noon in ((reader.words.morning, False), (reader.words.evening, True)):
        after = reader.phrase(start, phrases)
        if after is not None:
            return PartOfDay(reader.source(at, after), after_noon), after
    return None


def awake_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """Round the clock, while awake."""
    clock = reader.phrase(at, reader.words.round_the_clock)
    if clock is not None:
        return RoundTheClock(), clock
    awake = reader.phrase(at, reader.words.while_awake)
    return None if awake is None else (Window(reader.wake, reader.bed), awake)


def _every_unit(reader: Reader, start: int, at: int) -> Found | None:
    """What follows "every" when it is a number, or a unit alone."""
    words = reader.words
    if reader.word(at) in words.hours:
        return Every(HOUR), at + 1
    ordinal = _ordinal(reader, at)
    length = None if ordinal else span(reader, at)
    if length is not None:
        return Every(length[0]), length[1]
    number = ordinal or reader.count(at)
    if number is None:
        return None
    count, unit = number
    if (after := reader.phrase(unit, words.days)) is not None:
        return (Daily() if count == 1 else EveryNDays(count)), after
    if (after := reader.phrase(unit, words.weeks)) is not None:
        return EveryNWeeks(count), after
    if (after := reader.phrase(unit, words.months)) is not None:
        raise no_months(reader.source(start, after))
    if reader.word(unit) in words.to and (last := span(reader, unit + 1)):
        raise UserError(
            "“{typed}” has two numbers. Please choose one, for example: every 6h.",
            typed=reader.source(start, last[1]),
        )
    weekday = _weekdays(reader, unit) if ordinal else None
    return None if weekday is None else (EveryNWeeks(count), unit)


def _every_named(reader: Reader, at: int) -> Found | None:
    """Every Monday and Thursday, every weekday."""
    found = _weekdays(reader, at)
    return None if found is None else (OnDays(found[0], weekly=True), found[1])


def _ordinal(reader: Reader, at: int) -> tuple[int, int] | None:
    """Other, second, 3rd."""
    named = reader.entry(at, reader.words.ordinals)
    if named is not None:
        return named
    number = reader.number(at)
    ending = reader.phrase(at + 1, reader.words.ordinal_endings) if reader.glued(at + 1) else None
    if number is None or ending is None or (reader.glued(ending) and reader.digits(ending)):
        return None
    return number, ending


def _weekdays(reader: Reader, at: int) -> tuple[frozenset[int], int] | None:
    """One weekday, a range or a group; more of them are parts of their own."""
    group = reader.entry(at, reader.words.weekday_groups)
    if group is not None:
        return frozenset(group[0]), group[1]
    first = _weekday(reader, reader.phrase(at, reader.words.on) or at)
    if first is None:
        return None
    link = reader.phrase(first[1], reader.words.to)
    last = _weekday(reader, link) if link is not None else None
    if last is None:
        return frozenset({first[0]}), first[1]
    days = (last[0] - first[0]) % WEEK + 1
    return frozenset((first[0] + step) % WEEK for step in range(days)), last[1]


def _weekday(reader: Reader, at: int) -> tuple[int, int] | None:
    """A weekday's name; a full stop may end its abbreviation."""
    found = reader.entry(at, reader.words.weekday_names)
    if found is None:
        return None
    day, after = found
    return day, after + (reader.word(after) == "." and reader.glued(after))


def _length(reader: Reader, at: int, ending: frozenset[str]) -> tuple[int, int, int] | None:
    """`21 days on`: count, position after, and the days of its unit, 0 when it has none."""
    counted = reader.count(at)
    if counted is None:
        return None
    count, unit = counted
    days, weeks = reader.phrase(unit, reader.words.days), reader.phrase(unit, reader.words.weeks)
    after = reader.phrase(days or weeks or unit, ending)
    if after is None:
        return None
    return count, after, 1 if days else WEEK if weeks else 0


def _minutes(number: str, of: int) -> int:
    """`1.5` or `1½` times so many minutes, rounded; nonsense counts as nothing."""
    halves = number.endswith("½")
    try:
        whole = float(number.removesuffix("½") or 0)
    except ValueError:
        return 0
    return round(min((whole + 0.5 * halves) * of, 1e6))
