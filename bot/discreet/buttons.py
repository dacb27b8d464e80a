"""The one button of discreet mode."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self

from bot.screen import MOST_BYTES, ButtonData, pack

_COLON = "~"
"""In the place of the colons of the button's data: one separates our own fields."""


class Way(StrEnum):
    """How something is shown once more: as a tap, a command, or a message of the bot's own."""

    TAP = "t"
    COMMAND = "c"
    MESSAGE = "m"


@dataclass(frozen=True, slots=True)
class ShowNames(ButtonData):
    """Shows its message once more, with `on` with all names in it; with 0 without again."""

    code: ClassVar[str] = "xn"
    way: Way
    what: str
    on: int

    @classmethod
    def after_tap(cls, raw: str) -> Self | None:
        """For what a button showed, by its data; None where that does not fit."""
        if _COLON in raw or len(raw.encode()) > MOST_BYTES - len(pack(cls(Way.TAP, "", 1))):
            return None
        return cls(Way.TAP, raw.replace(":", _COLON), 1)

    @property
    def tapped(self) -> str:
        """The data of the button that showed it."""
        return self.what.replace(_COLON, ":")
