"""As needed, and what the prescription allows; and remarks such as "with food"."""

from bot.errors import UserError
from bot.plan.reading.amounts import decimal
from bot.plan.reading.parts import AsTheyNeed, LeastGap, MostADay, Note, Part
from bot.plan.reading.reader import Found, Reader
from bot.plan.reading.rhythms import span


def as_needed_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    after = reader.phrase(at, reader.words.as_needed)
    return None if after is None else (AsTheyNeed(), after)


def gap_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """At least 6h apart, min 4 hours, 6h between doses, not more often than every 6h."""
    words = reader.words
    least = reader.phrase(at, words.at_least)
    start = at if least is None else least
    start = reader.phrase(start, words.every) or start if least is not None else start
    length = span(reader, start)
    if length is None:
        return None
    apart = reader.phrase(length[1], words.apart)
    if least is None and apart is None:
        return None
    return LeastGap(length[0]), apart or length[1]


def most_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """Max 3 a day, at most 3 tablets per day, 3 a day at most; UserError for max 1200 mg."""
    words = reader.words
    most = reader.phrase(at, words.at_most)
    number = None if most is None else reader.count(most)
    if number is None:
        return None
    count, after = number
    unit = reader.entry(after, words.units)
    amount = decimal(reader, most or at)
    if unit is not None and (not unit[0].counted or amount != (str(count), after)):
        raise UserError(
            "I count doses, not {unit}. Please write how many doses a day, for example:"
            " max 3 a day.",
            unit=unit[0].many,
        )
    after = unit[1] if unit else reader.phrase(after, words.multiplied) or after
    daily = reader.phrase(after, words.a_day)
    if daily is None and reader.phrase(at, words.until):
        return None  # until the 22nd
    return MostADay(count), daily or after


def note_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """With food, before meals; or everything behind "note:"."""
    begins = reader.phrase(at, reader.words.note_begins)
    if begins is not None and begins < len(reader.tokens):
        return Note(reader.source(begins, len(reader.tokens))), len(reader.tokens)
    after = reader.phrase(at, reader.words.notes)
    return None if after is None else (Note(reader.source(at, after)), after)
