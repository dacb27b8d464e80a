"""Dates as people type them for what was, and for what is to come. Pure."""

from dataclasses import dataclass
from datetime import date, time

from bot.errors import UserError
from bot.plan.reading.clocks import some_time
from bot.plan.reading.dates import no_date, resolve, some_date
from bot.plan.reading.languages import words_of
from bot.plan.reading.reader import Reader, reader_of
from bot.plan.reading.tokens import clean
from bot.texts import SOURCE_LANGUAGE

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, a time where there is one, and the words that are neither."""

    day: date
    at: time | None
    rest: str


def past_date(text: str, today: date, language: str = SOURCE_LANGUAGE) -> date:
    """The one date that the whole text is; without a year the last such day.

    UserError for anything else.
    """
    typed = clean(text[:LONGEST])
    reader = reader_of(typed, words_of(language), today)
    found = some_date(reader, reader.phrase(0, reader.words.on) or 0) if reader.tokens else None
    if found is None or found[1] != len(reader.tokens):
        raise no_date(short(typed))
    return resolve(found[0], today, days_back=364)


def dated(text: str, today: date, language: str = SOURCE_LANGUAGE) -> Dated:
    """`12 March 10:30 Dr. Weber`: the date first or last, a time anywhere; the next such day.

    UserError without a date.
    """
    typed = clean(text[:LONGEST])
    reader = reader_of(typed, words_of(language), today)
    day: date | None = None
    clock: time | None = None
    left: list[tuple[int, int]] = []
    at = 0
    while at < len(reader.tokens):
        if day is None and (found := some_date(reader, reader.phrase(at, reader.words.on) or at)):
            day, at = resolve(found[0], today), found[1]
        elif clock is None and (timed := _time(reader, at)):
            clock, at = timed
        else:
            left.append((at, at + 1))
            at += 1
    if day is None:
        raise UserError(
            "I need a date, such as: /visits 12 March 10:30 Dr. Weber",
        )
    return Dated(day, clock, _rest(reader, left))


def short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004  as much as a notice holds


def _time(reader: Reader, at: int) -> tuple[time, int] | None:
    start = reader.phrase(at, reader.words.at) or at
    found = some_time(reader, start, bare=False)
    return None if found is None or found[0].guessed else (found[0].time, found[1])


def _rest(reader: Reader, left: list[tuple[int, int]]) -> str:
    """What was typed between the rest's words stays as it was typed."""
    said = ""
    end = -1
    for start, after in left:
        glue = "" if not said or (start == end and reader.glued(start)) else " "
        said += glue + reader.source(start, after)
        end = after
    return said.strip(" ,;-–")
