"""What the buttons of water mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.journal.water.rules import Unit
from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class AddGlass(ButtonData):
    """One more, now: every tap counts."""

    code: ClassVar[str] = "wa"


@dataclass(frozen=True, slots=True)
class UndoGlass(ButtonData):
    code: ClassVar[str] = "wu"
    glass: int


@dataclass(frozen=True, slots=True)
class OpenWater(ButtonData):
    """The progress of today, from another screen."""

    code: ClassVar[str] = "wo"


@dataclass(frozen=True, slots=True)
class OpenWaterSettings(ButtonData):
    code: ClassVar[str] = "ws"


@dataclass(frozen=True, slots=True)
class SetGlass(ButtonData):
    code: ClassVar[str] = "wg"
    ml: int


@dataclass(frozen=True, slots=True)
class SetTarget(ButtonData):
    """0 for none."""

    code: ClassVar[str] = "wt"
    ml: int


@dataclass(frozen=True, slots=True)
class SetUnit(ButtonData):
    code: ClassVar[str] = "wn"
    unit: Unit
