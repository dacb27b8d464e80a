"""The reviewed files: one a card and language, and one of all sources."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.people.rules import Condition
from bot.texts import SOURCE_LANGUAGE
from bot.treatment.learn.rules import Book, Card, Source

CARDS = Path(__file__).with_name("cards")
SOURCES = CARDS / "sources.toml"
_FENCE = "+++\n"
_NEXT_PAGE = "\n---\n"
Id = Annotated[str, Field(pattern=r"^[a-z][a-z-]{1,23}$")]


class Head(BaseModel):
    """What stands above a card's text; `order` is its place among all cards."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    order: Annotated[int, Field(ge=1)]
    icon: Annotated[str, Field(min_length=1, max_length=4)]
    title: Annotated[str, Field(min_length=3, max_length=34)]
    reviewed: date
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    conditions: tuple[Condition, ...] = ()
    keywords: Annotated[tuple[str, ...], Field(min_length=3)]
    related: Annotated[tuple[Id, ...], Field(min_length=1, max_length=3)]


class NamedSource(BaseModel):
    """`url` is there when the page itself was seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=5, max_length=110)]
    url: Annotated[str | None, Field(pattern=r"^https://[^\s<>\"]+$")] = None


@lru_cache(maxsize=32)
def book(language: str) -> Book:
    """All cards in a language; those that are not translated, in English."""
    own = language.replace("-", "_")
    files = {file.stem: file for code in (SOURCE_LANGUAGE, own.split("_")[0], own)
             for file in sorted((CARDS / code).glob("*.md"))}  # fmt: skip
    read = [(head_of(file), _card(file)) for file in files.values()]
    return {card.id: card for _, card in sorted(read, key=lambda pair: pair[0].order)}


def head_of(file: Path) -> Head:
    """ValidationError, or ValueError, for a file that is no card."""
    return _split(file)[0]


def _split(file: Path) -> tuple[Head, tuple[str, ...]]:
    empty, head, body = file.read_text(encoding="utf-8").split(_FENCE, 2)
    if empty:
        raise ValueError(f"{file.name} does not begin with {_FENCE.strip()}")
    pages = tuple(page.strip() for page in body.split(_NEXT_PAGE))
    return Head.model_validate(tomllib.loads(head)), pages


def _card(file: Path) -> Card:
    head, pages = _split(file)
    known = sources()
    return Card(
        id=file.stem,
        icon=head.icon,
        title=head.title,
        pages=pages,
        sources=tuple(known[name] for name in head.sources),
        reviewed=head.reviewed,
        conditions=frozenset(head.conditions),
        keywords=head.keywords,
        related=head.related,
    )


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    content = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    read = {name: NamedSource.model_validate(source) for name, source in content.items()}
    return {name: Source(source.name, source.url) for name, source in read.items()}
