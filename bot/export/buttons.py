"""Buttons of the export."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class Restore(ButtonData):
    """The answer to "restore this file?"; `sure` is 0 for no."""

    code: ClassVar[str] = "xr"
    sure: int
