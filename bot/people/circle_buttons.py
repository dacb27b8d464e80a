"""The ways into the circle, from screens below it."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class OpenCircle(ButtonData):
    """Who supports the person, and whom they support."""

    code: ClassVar[str] = "bc"


@dataclass(frozen=True, slots=True)
class ItemCircle(ButtonData):
    """Who is told when this plan item is not confirmed."""

    code: ClassVar[str] = "bq"
    item: int
