"""What the person is told about a text: what was assumed, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from bot.errors import UserError
from bot.plan.reading.parts import Note, PartOfDay, Piece, Unread

SHORT_TEXT = 120
"""Characters up to which the person's own words make the example."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A message id for gettext and its values: something assumed, to be shown with the result."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


def clock(at: time) -> str:
    return f"{at.hour:02}:{at.minute:02}"


def missing_time(text: str, pieces: tuple[Piece, ...]) -> UserError:
    for piece in pieces:
        if isinstance(piece.part, PartOfDay):
            return UserError(
                "I understood: {understood}. But at what time is “{word}”? For example: {example}",
                understood=understood(pieces),
                word=piece.part.word,
                example=with_example(text, "20:00" if piece.part.after_noon else "08:00"),
            )
    return UserError(
        "I understood: {understood}. The time is missing. For example: {example}",
        understood=understood(pieces),
        example=with_example(text, "08:00"),
    )


def missing_date(text: str, pieces: tuple[Piece, ...]) -> UserError:
    return UserError(
        "I understood: {understood}. The date is missing. For example: {example}",
        understood=understood(pieces),
        example=with_example(text, "3 Dec 10:00"),
    )


def missing_name(pieces: tuple[Piece, ...]) -> UserError:
    known = understood(pieces)
    if not known:
        return UserError("I found no name in it. For example: Clonazepam 0.5 mg 08:00 20:00")
    return UserError(
        "I understood: {understood}. What is it called? For example: {example}",
        understood=known,
        example=f"Clonazepam {known}"[:SHORT_TEXT],
    )


def not_understood(words: tuple[str, ...]) -> UserError:
    return UserError(
        "I did not understand “{words}”. Please write it like this: {example}",
        words="”, “".join(words),
        example="Clonazepam 0.5 mg 08:00 20:00",
    )


def understood(pieces: tuple[Piece, ...]) -> str:
    """The person's own words for all that was found, the name first."""
    ordered = sorted(pieces, key=lambda piece: not isinstance(piece.part, Unread))
    return ", ".join(piece.source for piece in ordered if not isinstance(piece.part, Note))


def with_example(text: str, more: str) -> str:
    """The text completed; a whole example where the text is long."""
    if len(text) > SHORT_TEXT:
        return f"Clonazepam 0.5 mg {more}"
    return f"{text.rstrip(' ,;.')} {more}"
