"""What the buttons of easy mode mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class Unfold(ButtonData):
    """Shows the other buttons of this message (`more` is 1), or the first few again (0)."""

    code: ClassVar[str] = "ey"
    key: str
    more: int
