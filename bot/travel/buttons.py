"""What the buttons about a journey mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class TravelTo(ButtonData):
    """One of the places that were meant. `last` is the ordinal of the last day, 0 for none."""

    code: ClassVar[str] = "nz"
    zone: str
    last: int


@dataclass(frozen=True, slots=True)
class TravelDays(ButtonData):
    """So many days, from the first one on; 0 until they say that they are back."""

    code: ClassVar[str] = "nd"
    days: int


@dataclass(frozen=True, slots=True)
class KeepHome(ButtonData):
    """An item (0 for all medicines) stays with the clocks at home (1), or goes by local ones."""

    code: ClassVar[str] = "nk"
    item: int
    keeps: int


@dataclass(frozen=True, slots=True)
class StayLonger(ButtonData):
    """So many days longer than `last`, the ordinal of the last day when this was offered."""

    code: ClassVar[str] = "ns"
    zone: str
    last: int
    days: int


@dataclass(frozen=True, slots=True)
class AmHome(ButtonData):
    """Back at home, now."""

    code: ClassVar[str] = "nh"
