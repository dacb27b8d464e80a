"""What the buttons of the urgent card mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.people.urgent_rules import Region
from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class ShowUrgent(ButtonData):
    """The card in place: back from what one of its buttons showed."""

    code: ClassVar[str] = "pu"


@dataclass(frozen=True, slots=True)
class AskRegion(ButtonData):
    code: ClassVar[str] = "pw"


@dataclass(frozen=True, slots=True)
class PickRegion(ButtonData):
    code: ClassVar[str] = "pk"
    region: Region


@dataclass(frozen=True, slots=True)
class InCrisis(ButtonData):
    """Whom to call, and silence but for care until tomorrow morning."""

    code: ClassVar[str] = "px"


@dataclass(frozen=True, slots=True)
class EndHush(ButtonData):
    """All as usual again."""

    code: ClassVar[str] = "py"
