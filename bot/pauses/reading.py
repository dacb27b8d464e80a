"""What people type after /pause: `7`, `until 3 May`, `holiday`, `ill from Friday for 5 days`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from bot.errors import UserError
from bot.pauses.rules import Wanted, Why
from bot.people.rules import pause_days
from bot.plan.reading.dates import add_months, date_part, lasting, next_weekday, resolve
from bot.plan.reading.languages import words_of
from bot.plan.reading.parts import FromDate, Lasting, OnDate, UntilDate
from bot.plan.reading.reader import Found, Reader, reader_of
from bot.plan.reading.tokens import clean
from bot.plan.reading.words import Phrases, phrases
from bot.plan.zones import DAY
from bot.texts import SOURCE_LANGUAGE
from bot.vocabulary import languages, section

LONGEST = 120
_LINKS = frozenset({",", ";", "."})

_Step = tuple[Wanted, int]


def read_pause(typed: str, today: date, language: str = SOURCE_LANGUAGE) -> Wanted:
    """All of the text, or UserError with an example."""
    if typed.strip().isdecimal():
        return Wanted(days=pause_days(typed))
    reader = reader_of(clean(typed[:LONGEST]), words_of(language), today)
    found, at = Wanted(), 0
    while at < len(reader.tokens):
        step = _step(reader, at, found, language)
        if step is None:
            raise UserError(
                "I understand a number of days here, such as: /pause 7, or: /pause holiday until"
                " 3 May, /pause ill, /pause from Friday for 5 days"
            )
        found, at = step
    return found


def _step(reader: Reader, at: int, found: Wanted, language: str) -> _Step | None:
    for read in _STEPS:
        step = read(reader, at, found, language)
        if step is not None:
            return step
    return None


def _why(reader: Reader, at: int, found: Wanted, language: str) -> _Step | None:
    for why in Why:
        after = reader.phrase(at, _phrases(language, why.value))
        if after is not None and found.why in {None, why}:
            return replace(found, why=why), after
    return None


def _open(reader: Reader, at: int, found: Wanted, language: str) -> _Step | None:
    """`until I resume`."""
    start = reader.phrase(at, reader.words.until) or at
    after = reader.phrase(start, _phrases(language, "resume"))
    return None if after is None or found.has_end else (replace(found, is_open=True), after)


def _date(reader: Reader, at: int, found: Wanted, language: str) -> _Step | None:
    del language
    part = _weekday(reader, at, found) or date_part(reader, at, ()) or lasting(reader, at)
    if part is None:
        return None
    what, after = part
    match what:
        case FromDate(day) if found.start is None:
            return replace(found, start=resolve(day, reader.today)), after
        case UntilDate(day) | OnDate(day) if not found.has_end:
            return replace(found, until=resolve(day, found.start or reader.today)), after
        case Lasting(days, months) if not found.has_end:
            first = found.start or reader.today
            days += (add_months(first, months) - first).days if months else 0
            return replace(found, days=days), after
    return None


def _weekday(reader: Reader, at: int, found: Wanted) -> Found | None:
    """`from Friday`, also before "to Monday"; the Monday is the first one after it."""
    names = reader.words.weekday_names
    start = reader.phrase(at, reader.words.start)
    if start is not None and (weekday := reader.entry(start, names)):
        return FromDate(next_weekday(weekday[0], reader.today - DAY)), weekday[1]
    until = reader.phrase(at, reader.words.until)
    if until is not None and (weekday := reader.entry(until, names)):
        return UntilDate(next_weekday(weekday[0], found.start or reader.today)), weekday[1]
    return None


def _number(reader: Reader, at: int, found: Wanted, language: str) -> _Step | None:
    """A number alone counts days; in digits, since words such as "a" mean other things too."""
    del language
    number = reader.number(at)
    is_ours = reader.word(at).isascii() and not reader.glued(at + 1)
    if number is None or found.has_end or not is_ours:
        return None
    return replace(found, days=number), at + 1


def _link(reader: Reader, at: int, found: Wanted, language: str) -> _Step | None:
    del language
    return (found, at + 1) if at and reader.word(at) in _LINKS else None


_STEPS: tuple[Callable[[Reader, int, Wanted, str], _Step | None], ...] = (
    _why, _open, _date, _number, _link,
)  # fmt: skip


@cache
def _phrases(language: str, what: str) -> Phrases:
    codes = {SOURCE_LANGUAGE, language} & set(languages())
    return frozenset().union(*(phrases(section(code, "pause")[what]) for code in codes))
