"""What people type after /travel: `Tokyo until 14 May`, `in Tokyo for 10 days`, `home`."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.plan.reading.dates import add_months, date_part, lasting, next_weekday, resolve
from bot.plan.reading.languages import words_of
from bot.plan.reading.parts import Lasting, OnDate, UntilDate
from bot.plan.reading.reader import Reader, reader_of
from bot.plan.reading.tokens import clean
from bot.plan.reading.words import Phrases, phrases
from bot.plan.zones import DAY
from bot.texts import SOURCE_LANGUAGE
from bot.vocabulary import languages, section

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Typed:
    """Where somebody is, in their words, and the last day there; `is_home`: they are back."""

    place: str
    last: date | None = None
    is_home: bool = False


def read_travel(typed: str, today: date, language: str = SOURCE_LANGUAGE) -> Typed:
    """A place, and a date where there is one behind or before it."""
    reader = reader_of(clean(typed[:LONGEST]), words_of(language), today)
    count = len(reader.tokens)
    if reader.phrase(0, _phrases(language, "home")) == count:
        return Typed("", is_home=True)
    at = reader.phrase(0, _phrases(language, "place")) or 0
    for start in range(at + 1, count):
        found = _last(reader, start)
        if found is not None and found[1] == count:
            return Typed(reader.source(at, start).strip(" ,;"), found[0])
    return Typed(reader.source(at, count) if count else "")


def _last(reader: Reader, at: int) -> tuple[date, int] | None:
    """The last day that is written at a position."""
    until = reader.phrase(at, reader.words.until)
    if until is not None and (weekday := reader.entry(until, reader.words.weekday_names)):
        return next_weekday(weekday[0], reader.today - DAY), weekday[1]
    part = date_part(reader, at, ()) or lasting(reader, at)
    if part is None:
        return None
    what, after = part
    match what:
        case UntilDate(day) | OnDate(day):
            return resolve(day, reader.today), after
        case Lasting(days, months):
            days += (add_months(reader.today, months) - reader.today).days if months else 0
            return reader.today + (days - 1) * DAY, after
    return None


@cache
def _phrases(language: str, what: str) -> Phrases:
    codes = {SOURCE_LANGUAGE, language} & set(languages())
    return frozenset().union(*(phrases(section(code, "travel")[what]) for code in codes))
