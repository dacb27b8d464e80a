"""The text from left to right: at each position the first recogniser that knows it."""

from bot.plan.reading.amounts import amount_part
from bot.plan.reading.dates import date_part
from bot.plan.reading.needs import as_needed_part, gap_part, most_part, note_part
from bot.plan.reading.parts import Amount, At, Note, Part, Piece, Unread
from bot.plan.reading.reader import Found, Reader, Recogniser
from bot.plan.reading.rhythms import (
    a_day_part,
    after_last_part,
    awake_part,
    every_part,
    on_off_part,
    part_of_day_part,
    weekdays_part,
)
from bot.plan.reading.times import time_part, window_part
from bot.plan.reading.tokens import Shape

BREAKS = frozenset(",;:()")
"""Signs that end a word even where no space is."""

LONG_WORD = 3
"""Letters from which a number glued to a word may be an amount: not B12, but Baclofen10mg."""


def bed_or_wake_part(reader: Reader, at: int, before: tuple[Part, ...]) -> Found | None:
    """At bedtime, on waking: the person's own times, where no other is given."""
    if reader.explicit or not any(isinstance(part, Unread) for part in before):
        return None
    for phrases, moment in ((reader.words.bedtime, reader.bed), (reader.words.waking, reader.wake)):
        after = reader.phrase(at, phrases)
        if after is not None:
            return At(moment), after
    return None


RECOGNISERS: tuple[Recogniser, ...] = (
    note_part,
    as_needed_part,
    most_part,
    gap_part,
    after_last_part,
    a_day_part,
    on_off_part,
    bed_or_wake_part,
    every_part,
    date_part,
    amount_part,
    window_part,
    weekdays_part,
    awake_part,
    part_of_day_part,
    time_part,
)
"""In order: the longer and the more particular first."""


def read(reader: Reader) -> tuple[Piece, ...]:
    """All pieces of the text in order; fillers between them are left out."""
    pieces: list[Piece] = []
    at = _opening(reader)
    while at < len(reader.tokens):
        before = tuple(piece.part for piece in pieces)
        found = None if _begins_name(reader, at, before) else _recognise(reader, at, before)
        if found is not None and _counts_something(reader, found, before):
            found = None
        if found is not None:
            part, after = found
            pieces.append(Piece(part, reader.source(at, after)))
        elif _is_filler(reader, at):
            after = reader.phrase(at, reader.words.fillers) or at + 1
        else:
            after = _unread_end(reader, at, before)
            pieces.append(_unread(reader, at, after))
        at = after
    return tuple(pieces)


def _recognise(reader: Reader, at: int, before: tuple[Part, ...]) -> Found | None:
    for recogniser in RECOGNISERS:
        found = recogniser(reader, at, before)
        if found is not None:
            return found
    return None


def _opening(reader: Reader) -> int:
    """The position after "remind me to" and its like."""
    at = 0
    while (after := reader.phrase(at, reader.words.openings)) is not None:
        if after >= len(reader.tokens) or reader.word(after) in BREAKS:
            break
        at = after
    return at


def _begins_name(reader: Reader, at: int, before: tuple[Part, ...]) -> bool:
    """Night in "Night cream 22:00": a word of time, before a name, that a plain word follows."""
    words = reader.words
    if any(isinstance(part, Unread) for part in before):
        return False
    after = reader.phrase(at, words.may_begin_names)
    if after is None or after >= len(reader.tokens) or reader.tokens[after].shape is not Shape.WORD:
        return False
    return _recognise(reader, after, before) is None and not _is_filler(reader, after)


def _counts_something(reader: Reader, found: Found, before: tuple[Part, ...]) -> bool:
    """10 in "10 squats mon": a bare number before a word that nobody knows is no time."""
    part, after = found
    if not isinstance(part, At) or not part.guessed or after >= len(reader.tokens):
        return False
    unknown = _recognise(reader, after, (*before, part)) is None and not _is_filler(reader, after)
    return unknown and reader.tokens[after].shape is Shape.WORD


def _is_filler(reader: Reader, at: int) -> bool:
    """A small word or sign that says nothing by itself."""
    return reader.phrase(at, reader.words.fillers) is not None


def _unread_end(reader: Reader, at: int, before: tuple[Part, ...]) -> int:
    """The end of a run of words nobody knows; fillers inside belong to it, those behind do not."""
    before = (*before, Unread(""))
    end = after = _chunk_end(reader, at, before)
    while after < len(reader.tokens) and reader.word(after) not in "()":
        if _recognise(reader, after, before) is not None:
            break
        if _is_filler(reader, after):
            after += 1
        else:
            end = after = _chunk_end(reader, after, before)
    return end


def _chunk_end(reader: Reader, at: int, before: tuple[Part, ...]) -> int:
    """The end of what hangs together without a space, as B12 or 5-HTP does."""
    word, after = reader.word(at), at + 1
    while reader.glued(after) and reader.word(after) not in BREAKS:
        if reader.digits(after) and (len(word) >= LONG_WORD or reader.word(after - 1) == "-"):
            found = _recognise(reader, after, before)
            if found is not None and _is_certain(found[0]):
                break
        after += 1
    return after


def _is_certain(part: Part) -> bool:
    return isinstance(part, Amount) or (isinstance(part, At) and not part.guessed)


def _unread(reader: Reader, at: int, after: int) -> Piece:
    """Unknown words; in brackets they are a note."""
    source = reader.source(at, after)
    in_brackets = reader.word(at - 1) == "(" and reader.word(after) == ")"
    return Piece(Note(source) if in_brackets else Unread(source), source)
