"""A text under the reader's eye: its tokens, and the questions every recogniser asks of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from bot.plan.reading.parts import Part
from bot.plan.reading.tokens import Shape, Token, tokenize
from bot.plan.reading.words import Phrases, Words

LONGEST_PHRASE = 8
"""Tokens; the longest entry of a word table."""

LARGEST_NUMBER = 9999
"""Above it a number is no count of anything in a schedule."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Reader:
    """Positions are indices of `tokens`; beyond the end there are no words and no numbers.

    `wake` and `bed` are the person's; `today` is their date.
    """

    text: str
    tokens: tuple[Token, ...]
    words: Words
    today: date
    wake: time
    bed: time
    runs: tuple[tuple[str, ...], ...]
    """For each token the words from there on, the longest run of them first."""
    explicit: bool = False
    """Whether a time is written out somewhere, so that bare numbers need not be times."""

    def word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def number(self, at: int) -> int | None:
        """The number written in digits at a position, if it is a sensible count."""
        number = self.tokens[at].number if 0 <= at < len(self.tokens) else None
        return number if number is not None and number <= LARGEST_NUMBER else None

    def digits(self, at: int) -> str:
        """The number at a position as plain digits, else nothing."""
        token = self.tokens[at] if 0 <= at < len(self.tokens) else None
        return token.word if token is not None and token.shape is Shape.NUMBER else ""

    def glued(self, at: int) -> bool:
        """Whether there is a token at `at` and no space before it."""
        return 0 <= at < len(self.tokens) and self.tokens[at].glued

    def glued_sign(self, at: int, signs: str) -> bool:
        """Whether one of the signs stands at `at` with no space on either side."""
        return self.glued(at) and self.word(at) in signs and self.glued(at + 1)

    def phrase(self, at: int, phrases: Phrases) -> int | None:
        """The position after the longest of the phrases that begins at `at`."""
        for words in self.runs[at] if at < len(self.runs) else ():
            if words in phrases:
                return at + words.count(" ") + 1
        return None

    def entry(self, at: int, table: Mapping[str, Value]) -> tuple[Value, int] | None:
        """What the table says for the longest of its phrases at `at`, and the position after."""
        for words in self.runs[at] if at < len(self.runs) else ():
            if words in table:
                return table[words], at + words.count(" ") + 1
        return None

    def count(self, at: int) -> tuple[int, int] | None:
        """A whole number in digits or in words, and the position after."""
        number = self.number(at)
        if number is not None:
            return number, at + 1
        return self.entry(at, self.words.numbers)

    def source(self, start: int, end: int) -> str:
        """What was typed from one position up to another."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


Found = tuple[Part, int]
Recogniser = Callable[[Reader, int, tuple[Part, ...]], Found | None]
"""Takes the reader, a position and what was found before; gives a part and the position after."""


def reader_of(
    text: str, words: Words, today: date, wake: time = time(7), bed: time = time(22, 30)
) -> Reader:
    """A reader of an already cleaned text."""
    tokens = tokenize(text)
    return Reader(text, tokens, words, today, wake, bed, _runs(tokens))


def _runs(tokens: tuple[Token, ...]) -> tuple[tuple[str, ...], ...]:
    folded = tuple(token.word for token in tokens)
    ends = (min(at + LONGEST_PHRASE, len(folded)) for at in range(len(folded)))
    return tuple(
        tuple(" ".join(folded[at:end]) for end in range(last, at, -1))
        for at, last in enumerate(ends)
    )
