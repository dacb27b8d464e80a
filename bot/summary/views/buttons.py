"""What the buttons of the longer looks mean."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.screen import ButtonData


class View(StrEnum):
    TWELVE_WEEKS = "w"
    CYCLE = "c"
    PLAN = "p"


@dataclass(frozen=True, slots=True)
class OpenView(ButtonData):
    """A longer look, up to the week whose Monday has this ordinal; Back leads to its details."""

    code: ClassVar[str] = "kv"
    view: View
    monday: int
