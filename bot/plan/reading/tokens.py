"""Typed text as tokens: numbers, words and signs, each knowing where it stood."""

import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from bot.vocabulary import fold

ZERO_WIDTH_JOINER = "\u200d"
"""Joins emoji into one; kept there only."""


class Shape(Enum):
    NUMBER = auto()
    WORD = auto()
    SIGN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """`word` is folded for comparing; `glued` says that no space stood before it."""

    text: str
    word: str
    shape: Shape
    start: int
    end: int
    glued: bool

    @property
    def number(self) -> int | None:
        return int(self.text) if self.shape is Shape.NUMBER else None


def clean(text: str) -> str:
    """One line without what cannot be seen: control signs, zero widths, marks of direction."""
    kept = [sign for index, sign in enumerate(text) if _is_seen(text, index)]
    spaced = (" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in kept)
    return " ".join(unicodedata.normalize("NFC", "".join(spaced)).split())


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a cleaned text, in order; spaces alone are left out."""
    tokens: list[Token] = []
    start = 0
    while start < len(text):
        if text[start].isspace():
            start += 1
            continue
        shape = _shape(text[start])
        end = start + 1
        while shape is not Shape.SIGN and end < len(text) and _goes_on(text, end, shape):
            end += 1
        glued = bool(tokens) and tokens[-1].end == start
        piece = text[start:end]
        tokens.append(Token(piece, fold(piece), shape, start, end, glued))
        start = end
    return tuple(tokens)


def is_name(text: str) -> bool:
    """Whether a letter or a picture is in it; signs and numbers alone name nothing."""
    return any(unicodedata.category(sign)[0] == "L" or _is_picture(sign) for sign in text)


def _is_picture(sign: str) -> bool:
    return unicodedata.category(sign) == "So"


def _is_seen(text: str, index: int) -> bool:
    category = unicodedata.category(text[index])
    if text[index] == ZERO_WIDTH_JOINER and 0 < index < len(text) - 1:
        return _is_picture(text[index + 1])
    return category not in {"Cf", "Cs"}


def _shape(sign: str) -> Shape:
    category = unicodedata.category(sign)
    if category == "Nd":
        return Shape.NUMBER
    return Shape.WORD if category[0] in "LM" else Shape.SIGN


def _goes_on(text: str, index: int, shape: Shape) -> bool:
    """Whether the sign at `index` belongs to the number or word before it."""
    if _shape(text[index]) is shape:
        return True
    apostrophe = shape is Shape.WORD and text[index] in "'’"
    return apostrophe and index + 1 < len(text) and _shape(text[index + 1]) is Shape.WORD
