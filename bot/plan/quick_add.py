"""Quick add: `Clonazepam 0.5 mg 08:00 20:00` becomes an item to confirm, or a precise question.

Nothing here is saved, and what was typed stays with the caller: a refusal loses no word of it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.errors import UserError
from bot.plan.fields import clean_amount, clean_name, clean_notes
from bot.plan.reading.amounts import parse_whole_amount
from bot.plan.reading.assemble import proposed_times, schedule_of
from bot.plan.reading.clocks import no_time, parse_clock, some_time
from bot.plan.reading.dates import resolve, some_date
from bot.plan.reading.kinds import DATED, kind_of
from bot.plan.reading.languages import words_of
from bot.plan.reading.parse import read
from bot.plan.reading.parts import Amount, At, Note, Piece, Unread
from bot.plan.reading.reader import Reader, reader_of
from bot.plan.reading.remarks import Remark, missing_date, missing_name, not_understood
from bot.plan.reading.spans import each
from bot.plan.reading.steps import joined_amounts
from bot.plan.reading.times import explicit_times
from bot.plan.reading.tokens import clean, is_name
from bot.plan.reading.words import Words
from bot.plan.rules import Kind, Once, Schedule, Steps
from bot.texts import SOURCE_LANGUAGE

LONGEST_TEXT = 1000
WAKE = time(7)
BED = time(22, 30)


@dataclass(frozen=True, slots=True)
class Understood:
    """An item as it was read; `warnings` are remarks on what was assumed, as message ids."""

    kind: Kind
    name: str
    amount: str | None
    schedule: Schedule
    notes: str | None = None
    warnings: tuple[Remark, ...] = ()


class PastDate(UserError):  # noqa: N818  a question rather than an error
    """Nothing of it would ever be due; `understood` may still be meant."""

    def __init__(self, understood: Understood, day: date) -> None:
        question = UserError("{date} is in the past. Is that right?", date=day)
        super().__init__(question.message, **question.values)
        self.understood = understood


def parse(  # noqa: PLR0917  the person's surroundings, in the order of their importance
    text: str,
    today: date,
    now: datetime,
    wake: time = WAKE,
    bed: time = BED,
    language: str = SOURCE_LANGUAGE,
) -> Understood:
    """Read one line about one item; `now` is local and naive, `today` its date.

    English is understood beside the person's language, and mixed with it.
    Raises UserError with a question or an example, PastDate when all of it is over.
    """
    if len(text) > LONGEST_TEXT:
        raise UserError(
            "This text has {count} characters, and {most} is the most. Please write one item"
            " at a time.",
            count=len(text),
            most=LONGEST_TEXT,
        )
    reader = _reader(clean(text), today, words_of(language), wake, bed)
    understood = _understood(reader, now)
    over = _over_since(understood.schedule, now)
    if over is not None:
        raise PastDate(understood, over)
    return understood


def parse_time(text: str, language: str = SOURCE_LANGUAGE) -> time | None:
    """One time of day, `8`, `8pm`, `0800`, `noon`; None for anything else, such as 25:00."""
    return parse_clock(_reader(clean(text[:LONGEST_TEXT]), date(2000, 1, 1), words_of(language)))


def parse_times(text: str, language: str = SOURCE_LANGUAGE) -> tuple[time, ...]:
    """Times of day in order, each once. UserError names the first word that is none."""
    reader = _reader(clean(text[:LONGEST_TEXT]), date(2000, 1, 1), words_of(language))
    found: set[time] = set()
    at = 0
    while at < len(reader.tokens):
        link = reader.phrase(at, reader.words.joins | reader.words.at)
        moment = some_time(reader, at, bare=True) if link is None else None
        if link is None and moment is None:
            raise no_time(reader.tokens[at].text)
        if moment is not None:
            found.add(moment[0].time)
        at = link or (moment[1] if moment else at + 1)
    if not found:
        raise no_time(reader.text)
    return tuple(sorted(found))


def parse_date(text: str, today: date, language: str = SOURCE_LANGUAGE) -> date | None:
    """One date, the next one when it has no year; None for anything else."""
    reader = _reader(clean(text[:LONGEST_TEXT]), today, words_of(language))
    try:
        found = some_date(reader, reader.phrase(0, reader.words.on) or 0)
    except UserError:
        return None
    return resolve(found[0], today) if found and found[1] == len(reader.tokens) else None


def parse_amount(text: str, language: str = SOURCE_LANGUAGE) -> str | None:
    """One amount with its unit, tidied; None for anything else."""
    try:
        return parse_whole_amount(
            _reader(clean(text[:LONGEST_TEXT]), date(2000, 1, 1), words_of(language))
        )
    except UserError:
        return None


def _reader(text: str, today: date, words: Words, wake: time = WAKE, bed: time = BED) -> Reader:
    reader = reader_of(text, words, today, wake, bed)
    return replace(reader, explicit=explicit_times(reader))


def _understood(reader: Reader, now: datetime) -> Understood:
    pieces = read(reader)
    parts = tuple(piece.part for piece in pieces)
    unread = tuple(part.text for part in each(parts, Unread))
    if not unread or not is_name(unread[0]):
        raise missing_name(pieces)
    kind = kind_of(unread[0], parts, reader.words, reader)
    if kind in DATED:
        unread = (" ".join(unread),)
    if len(unread) > 1:
        raise not_understood(unread[1:])
    name = clean_name(_as_name(unread[0], reader.text))
    notes = clean_notes("; ".join(part.text for part in each(parts, Note)))
    _check_date(reader, kind, pieces)
    dosed = kind is Kind.MEDICATION
    schedule, remarks = schedule_of(reader, pieces, now, dated=kind in DATED, dosed=dosed)
    return Understood(kind, name, _amount(pieces, schedule), schedule, notes, remarks)


def _as_name(words: str, text: str) -> str:
    """A capital for a name taken from the middle of a sentence, as in "remind me to stretch"."""
    return words if text.startswith(words) else words[0].upper() + words[1:]


def _check_date(reader: Reader, kind: Kind, pieces: tuple[Piece, ...]) -> None:
    """An injection or an appointment has a date, or days on which it comes back."""
    known = (Unread, Amount, At, Note)
    if kind in DATED and all(isinstance(piece.part, known) for piece in pieces):
        raise missing_date(reader.text, pieces)


def _amount(pieces: tuple[Piece, ...], schedule: Schedule) -> str | None:
    """The item's amount; the steps of a taper have their own."""
    if isinstance(schedule.when, Steps):
        return None
    amounts = each(joined_amounts(tuple(piece.part for piece in pieces)), Amount)
    return clean_amount(amounts[0].text) if amounts else None


def _over_since(schedule: Schedule, now: datetime) -> date | None:
    """The last day of a schedule that has nothing left to come."""
    if isinstance(schedule.when, Once):
        when = schedule.when
        return when.on if datetime.combine(when.on, when.at) <= now else None
    last = schedule.until
    if isinstance(schedule.when, Steps):
        last = schedule.when.steps[-1].until
    return last if last is not None and last < now.date() else None


__all__ = [
    "PastDate",
    "Remark",
    "Understood",
    "parse",
    "parse_amount",
    "parse_date",
    "parse_time",
    "parse_times",
    "proposed_times",
]
