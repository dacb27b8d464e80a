"""Dates as people type them: 3 Dec, March 12th, 2026-12-03, 3.12.2026, tomorrow, next Friday."""

from calendar import monthrange
from datetime import date, timedelta

from bot.errors import UserError
from bot.plan.reading.parts import (
    FromDate,
    Lasting,
    OnDate,
    Part,
    SomeDate,
    UntilDate,
    YearlessDate,
)
from bot.plan.reading.reader import Found, Reader

DateFound = tuple[SomeDate, int]
FIRST_YEAR, LAST_YEAR = 1900, 2999
LEAP_CYCLE = 8
"""Years at most from one 29 February to the next."""


def no_date(typed: str) -> UserError:
    return UserError(
        "“{typed}” is not a date. Please write it like this: 3 Dec or 2026-12-03.", typed=typed
    )


def some_date(reader: Reader, at: int) -> DateFound | None:
    """A date at a position. UserError for 31 Feb, and for 3/12/2026, which can be read two ways."""
    for form in (_numbers, _day_month, _month_day, _relative, _next_weekday, _in_days):
        found = form(reader, at)
        if found is not None:
            return found
    return None


def date_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """`from 1 Dec`, `until 2026-12-31`, `for 10 days`, `on 12 March`, or a date alone."""
    duration = reader.phrase(at, reader.words.lasting)
    if duration is not None:
        return lasting(reader, duration)
    start = reader.phrase(at, reader.words.start)
    if start is not None and (found := some_date(reader, start) or _weekday_alone(reader, start)):
        return FromDate(found[0]), found[1]
    until = reader.phrase(at, reader.words.until)
    if until is not None and (
        found := some_date(reader, until) or _last_weekday(reader, at, until)
    ):
        return UntilDate(found[0]), found[1]
    found = some_date(reader, reader.phrase(at, reader.words.on) or at)
    return None if found is None else (OnDate(found[0]), found[1])


def resolve(raw: SomeDate, base: date, days_back: int = 0) -> date:
    """The date meant: the first one from `days_back` days before `base` on."""
    if isinstance(raw, date):
        return raw
    earliest = base - timedelta(days=days_back)
    for year in range(earliest.year, earliest.year + LEAP_CYCLE + 1):
        if raw.day <= monthrange(year, raw.month)[1]:
            found = date(year, raw.month, raw.day)
            if found >= earliest:
                return found
    raise no_date(f"{raw.day}.{raw.month}.")


def add_months(day: date, months: int) -> date:
    """The same day some calendar months later; the month's last where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, LAST_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_weekday(weekday: int, today: date) -> date:
    """The first such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def lasting(reader: Reader, at: int) -> Found | None:
    """`10 days`, `a week`, `the next 3 months`."""
    words = reader.words
    at = reader.phrase(at, words.next_) or at
    alone = reader.phrase(at, words.a)
    count = (1, alone) if alone is not None else reader.count(at)
    if count is None:
        return None
    number, unit = count
    if (after := reader.phrase(unit, words.days)) is not None:
        return Lasting(days=number), after
    if (after := reader.phrase(unit, words.weeks)) is not None:
        return Lasting(days=number * 7), after
    if (after := reader.phrase(unit, words.months)) is not None:
        return Lasting(months=number), after
    return None


def _numbers(reader: Reader, at: int) -> DateFound | None:
    """2026-12-03, 3.12.2026, 13/12/2026, 3.12."""
    first, second, third = (reader.number(at + step) for step in (0, 2, 4))
    if first is None or second is None or not reader.glued_sign(at + 1, "-./"):
        return None
    sign = reader.word(at + 1)
    if third is None or not reader.glued_sign(at + 3, sign):
        ends = reader.word(at + 3) == "." and reader.glued(at + 3) and sign == "."
        return (_yearless(reader, at, at + 4, first, second), at + 4) if ends else None
    typed = reader.source(at, at + 5)
    if len(reader.digits(at)) == 4:  # noqa: PLR2004  a year
        return _full(typed, first, second, third), at + 5
    if len(reader.digits(at + 4)) not in {2, 4}:
        return None
    year = third if third > 99 else third + 2000  # noqa: PLR2004  26 for 2026
    if sign != "." and first <= 12 and second <= 12 and first != second:  # noqa: PLR2004  months
        raise _two_ways(typed, year, first, second)
    if second > 12 and sign != ".":  # noqa: PLR2004  12/31/2026
        first, second = second, first
    return _full(typed, year, second, first), at + 5


def _two_ways(typed: str, year: int, first: int, second: int) -> UserError:
    return UserError(
        "“{typed}” can be read in two ways. Please write {one} or {other}.",
        typed=typed,
        one=f"{year}-{first:02}-{second:02}",
        other=f"{year}-{second:02}-{first:02}",
    )


def _day_month(reader: Reader, at: int) -> DateFound | None:
    """3 Dec, 3rd of December 2026."""
    day = reader.number(at)
    if day is None:
        return None
    month_at = reader.phrase(at + 1, reader.words.ordinal_endings) or at + 1
    month_at += reader.word(month_at) == "."
    month_at = reader.phrase(month_at, reader.words.of) or month_at
    month = reader.words.month_names.get(reader.word(month_at))
    if month is None:
        return None
    return _with_year(reader, at, month_at + 1, day, month)


def _month_day(reader: Reader, at: int) -> DateFound | None:
    """Dec 3, March 12th, 2026."""
    month = reader.words.month_names.get(reader.word(at))
    day_at = at + 1 + (reader.word(at + 1) == ".")
    day = reader.number(day_at)
    if month is None or day is None or reader.glued_sign(day_at + 1, ":"):
        return None
    if reader.word(at) in reader.words.weekday_names:
        return None  # mar 8: in Spanish, a Tuesday
    after = reader.phrase(day_at + 1, reader.words.ordinal_endings) or day_at + 1
    return _with_year(reader, at, after, day, month)


def _with_year(reader: Reader, start: int, at: int, day: int, month: int) -> DateFound:
    """The date with its year if one follows; four digits that may be a year are one."""
    year_at = at + (reader.word(at) in {",", "."})
    year_at = reader.phrase(year_at, reader.words.of) or year_at
    year = reader.number(year_at)
    near = year is not None and reader.today.year - 2 <= year <= reader.today.year + 20
    if year is not None and near and not reader.glued_sign(year_at + 1, ":.-"):
        return _full(reader.source(start, year_at + 1), year, month, day), year_at + 1
    return _yearless(reader, start, at, day, month), at


def _relative(reader: Reader, at: int) -> DateFound | None:
    """Today, tomorrow, the day after tomorrow."""
    found = reader.entry(at, reader.words.relative_days)
    if found is None:
        return None
    return reader.today + timedelta(days=found[0]), found[1]


def _next_weekday(reader: Reader, at: int) -> DateFound | None:
    """Next Friday: the first one after today."""
    following = reader.phrase(at, reader.words.next_)
    weekday = None if following is None else reader.entry(following, reader.words.weekday_names)
    return None if weekday is None else (next_weekday(weekday[0], reader.today), weekday[1])


def _weekday_alone(reader: Reader, at: int) -> DateFound | None:
    """The Monday of "from Monday", today included; not that of "from Monday to Friday"."""
    weekday = reader.entry(at, reader.words.weekday_names)
    if weekday is None:
        return None
    link = reader.phrase(weekday[1], reader.words.to)
    if link is not None and reader.entry(link, reader.words.weekday_names):
        return None
    return next_weekday(weekday[0], reader.today - timedelta(days=1)), weekday[1]


def _last_weekday(reader: Reader, at: int, until: int) -> DateFound | None:
    """The Friday of "until Friday"; not where the same word also says "on", as по does."""
    return None if reader.phrase(at, reader.words.on) else _weekday_alone(reader, until)


def _in_days(reader: Reader, at: int) -> DateFound | None:
    """In 3 days, in two weeks, in a month."""
    within = reader.phrase(at, reader.words.within)
    found = None if within is None else lasting(reader, within)
    if found is None or not isinstance(found[0], Lasting):
        return None
    day = reader.today + timedelta(days=found[0].days)
    return add_months(day, found[0].months), found[1]


def _full(typed: str, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise no_date(typed) from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise no_date(typed)
    return found


def _yearless(reader: Reader, start: int, end: int, day: int, month: int) -> YearlessDate:
    leap_year = 2000
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(leap_year, month)[1]:  # noqa: PLR2004
        raise no_date(reader.source(start, min(end, len(reader.tokens))))
    return YearlessDate(month, day)
