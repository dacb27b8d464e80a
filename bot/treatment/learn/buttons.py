"""What the buttons of the cards mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class ListCards(ButtonData):
    """All cards, in place; pages count from 0."""

    code: ClassVar[str] = "xl"
    page: int


@dataclass(frozen=True, slots=True)
class OpenCard(ButtonData):
    """One page of a card, in place."""

    code: ClassVar[str] = "xc"
    card: str
    page: int
