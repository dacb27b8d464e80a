"""What the buttons of the patterns mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class Patterns(ButtonData):
    """What the diary shows about triggers, from this page on."""

    code: ClassVar[str] = "np"
    page: int = 0
