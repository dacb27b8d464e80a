"""What the buttons of a supply mean; `bot/plan/buttons.py` has the one that opens it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.screen import ButtonData


class Ask(StrEnum):
    """What is asked about a supply, and typed."""

    COUNT = "c"
    REFILL = "r"
    DOSE = "d"


@dataclass(frozen=True, slots=True)
class AskStock(ButtonData):
    code: ClassVar[str] = "ma"
    item: int
    ask: Ask


@dataclass(frozen=True, slots=True)
class Refill(ButtonData):
    """So many hundredths came. `seen` is the last entry when it was offered: twice is once."""

    code: ClassVar[str] = "mr"
    item: int
    units: int
    seen: int


@dataclass(frozen=True, slots=True)
class TakeBackEntry(ButtonData):
    """A count or a refill was none after all."""

    code: ClassVar[str] = "mu"
    item: int
    entry: int


@dataclass(frozen=True, slots=True)
class SetDose(ButtonData):
    """Hundredths of a unit for each dose."""

    code: ClassVar[str] = "md"
    item: int
    units: int


@dataclass(frozen=True, slots=True)
class SetWarning(ButtonData):
    """Days ahead; 0 opens the choice."""

    code: ClassVar[str] = "mw"
    item: int
    days: int


@dataclass(frozen=True, slots=True)
class StockHistory(ButtonData):
    code: ClassVar[str] = "mh"
    item: int
    page: int


@dataclass(frozen=True, slots=True)
class EndStock(ButtonData):
    """Counts it no more; asks first (0), or does it (1)."""

    code: ClassVar[str] = "me"
    item: int
    sure: int
