"""What the buttons of the patterns mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData

PICTURE = -1
"""In place of a page."""


@dataclass(frozen=True, slots=True)
class Patterns(ButtonData):
    """What the diary shows about triggers, this page of it or the picture."""

    code: ClassVar[str] = "np"
    page: int = 0
