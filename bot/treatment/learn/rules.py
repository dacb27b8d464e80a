"""Cards: which there are, in which order, and which fit what somebody looks for. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log

from bot.people.rules import Condition
from bot.people.zone_names import normalised

LONGEST_PAGE = 900
"""Characters of one page: with its buttons a phone's height."""
MOST_LINES = 16
PER_LIST = 7
"""Cards on one screen, a button each."""
_IN_TITLE, _IN_KEYWORDS, _IN_BODY = 6, 5, 1
_LEAST_PREFIX = 4
"""Letters after which the beginning of a word is enough."""
_FAR_WORSE = 3
"""Times that a card fits worse than the best one, and is left out."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a card has it from; without an address where only the publication is known."""

    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to know in plain words. `conditions` are those it is about; none: everybody."""

    id: str
    icon: str
    title: str
    pages: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: date
    conditions: frozenset[Condition]
    keywords: tuple[str, ...]
    related: tuple[str, ...]


Book = Mapping[str, Card]
"""The cards of one language by id, in the order in which they are read."""


def ordered(book: Book, condition: Condition | None) -> tuple[Card, ...]:
    """Those about the person's condition first, those about another one last."""

    def distance(card: Card) -> int:
        if not card.conditions:
            return 1
        return 0 if condition in card.conditions else 2

    return tuple(sorted(book.values(), key=distance if condition else lambda _: 1))


def found(book: Book, text: str) -> tuple[Card, ...]:
    """The cards that fit best, the best first; those that fit far worse are left out.

    The rarer a word among the cards, the more it says; what stands in most of them, such as
    "the", says nothing, unless it is a keyword.
    """
    weights = {card.id: _weights(card) for card in book.values()}
    says = _says(book, weights)
    wanted = tuple(dict.fromkeys(_words(text)))
    scores = {
        card: sum(_score(word, known, says) for word in wanted) for card, known in weights.items()
    }
    best = max(scores.values(), default=0.0)
    fitting = [card for card in book.values() if scores[card.id] > best / _FAR_WORSE]
    return tuple(sorted(fitting, key=lambda card: -scores[card.id]))


def page_of(cards: Sequence[Card], page: int) -> tuple[Sequence[Card], int, int]:
    """The cards of a list's page, its number and that of the last; others are the nearest."""
    last = max(0, (len(cards) - 1) // PER_LIST)
    page = min(max(page, 0), last)
    return cards[page * PER_LIST : (page + 1) * PER_LIST], page, last


def _words(text: str) -> list[str]:
    """Words without accents, capitals and the plural's ending."""
    return [_stem(word) for word in normalised(text).split()]


def _stem(word: str) -> str:
    if len(word) > _LEAST_PREFIX and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) >= _LEAST_PREFIX and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _weights(card: Card) -> dict[str, int]:
    weights: dict[str, int] = {}
    parts = (
        (" ".join(card.pages), _IN_BODY),
        (" ".join(card.keywords), _IN_KEYWORDS),
        (card.title, _IN_TITLE),
    )
    for text, weight in parts:
        weights |= dict.fromkeys(_words(text), weight)
    return weights


def _score(word: str, weights: Mapping[str, int], says: Mapping[str, float]) -> float:
    """What a card has of a word, or of one with the same beginning: half as much."""
    if word in weights:
        return 2 * weights[word] * says[word]
    near = (
        weight * says[known]
        for known, weight in weights.items()
        if min(len(word), len(known)) >= _LEAST_PREFIX
        and (known.startswith(word) or word.startswith(known))
    )
    return max(near, default=0.0)


def _says(book: Book, weights: Mapping[str, Mapping[str, int]]) -> Mapping[str, float]:
    """How much each word tells one card from another; nothing when most cards have it."""
    cards = Counter(word for known in weights.values() for word in known)
    keywords = {_stem(word) for card in book.values() for word in map(normalised, card.keywords)}
    return {
        word: log(len(book) / count) + 1 if count <= len(book) / 2 or word in keywords else 0.0
        for word, count in cards.items()
    }
