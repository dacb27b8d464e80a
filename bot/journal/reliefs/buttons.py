"""What the buttons of own reliefs mean. `episode` is the one whose screen they were opened from."""

from dataclasses import dataclass
from typing import ClassVar

from bot.journal.triggers.buttons import Flag
from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class ShowReliefs(ButtonData):
    """The list in which own reliefs are renamed and hidden."""

    code: ClassVar[str] = "yl"
    episode: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenRelief(ButtonData):
    code: ClassVar[str] = "yo"
    relief: int
    episode: int


@dataclass(frozen=True, slots=True)
class RenameRelief(ButtonData):
    code: ClassVar[str] = "yr"
    relief: int
    episode: int


@dataclass(frozen=True, slots=True)
class HideRelief(ButtonData):
    code: ClassVar[str] = "yh"
    relief: int
    flag: Flag
    episode: int
