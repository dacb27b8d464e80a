"""What the buttons of triggers mean."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.screen import ButtonData


class Flag(StrEnum):
    """What a toggle asks for: tapped twice it asks for the same."""

    ON = "1"
    OFF = "0"


@dataclass(frozen=True, slots=True)
class Expose(ButtonData):
    """A trigger was present on a day, or was not after all; `day` is the date's ordinal."""

    code: ClassVar[str] = "gx"
    trigger: int
    day: int
    flag: Flag
    page: int


@dataclass(frozen=True, slots=True)
class ShowExposures(ButtonData):
    code: ClassVar[str] = "gp"
    day: int
    page: int


@dataclass(frozen=True, slots=True)
class NewTrigger(ButtonData):
    """Asks for the name of an own trigger, which was present on that day."""

    code: ClassVar[str] = "gn"
    day: int


@dataclass(frozen=True, slots=True)
class ShowTriggers(ButtonData):
    """The list in which triggers are renamed, merged and hidden."""

    code: ClassVar[str] = "gl"
    page: int


@dataclass(frozen=True, slots=True)
class OpenTrigger(ButtonData):
    code: ClassVar[str] = "go"
    trigger: int


@dataclass(frozen=True, slots=True)
class RenameTrigger(ButtonData):
    code: ClassVar[str] = "gr"
    trigger: int


@dataclass(frozen=True, slots=True)
class MergeMenu(ButtonData):
    code: ClassVar[str] = "gm"
    trigger: int
    page: int


@dataclass(frozen=True, slots=True)
class MergeTrigger(ButtonData):
    code: ClassVar[str] = "gg"
    trigger: int
    into: int


@dataclass(frozen=True, slots=True)
class HideTrigger(ButtonData):
    code: ClassVar[str] = "gh"
    trigger: int
    flag: Flag
