"""What the buttons of the history mean. `day` is the ordinal of a local date."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.screen import ButtonData


class Answer(StrEnum):
    """What a day was asked for."""

    DAY = "d"
    NIGHT = "n"
    EFFECTS = "e"
    CHECK = "c"
    TRIGGERS = "t"


@dataclass(frozen=True, slots=True)
class ShowDay(ButtonData):
    """The first page of a day."""

    code: ClassVar[str] = "rv"
    day: int


@dataclass(frozen=True, slots=True)
class BackToDay(ShowDay):
    """From what was opened there: it stays below a message until it is tapped."""

    code: ClassVar[str] = "hb"


@dataclass(frozen=True, slots=True)
class OpenEntry(ButtonData):
    """An episode, opened from the page of a day."""

    code: ClassVar[str] = "he"
    episode: int
    day: int


@dataclass(frozen=True, slots=True)
class ShowPage(ButtonData):
    """Another page of a day that does not fit one."""

    code: ClassVar[str] = "hp"
    day: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenAnswer(ButtonData):
    code: ClassVar[str] = "ha"
    answer: Answer
    day: int


@dataclass(frozen=True, slots=True)
class OpenGlasses(ButtonData):
    """The glasses of a day."""

    code: ClassVar[str] = "hw"
    day: int


@dataclass(frozen=True, slots=True)
class OpenGlass(ButtonData):
    code: ClassVar[str] = "hg"
    glass: int


@dataclass(frozen=True, slots=True)
class ResizeGlass(ButtonData):
    code: ClassVar[str] = "hz"
    glass: int
    ml: int


@dataclass(frozen=True, slots=True)
class RemoveGlass(ButtonData):
    code: ClassVar[str] = "hr"
    glass: int


@dataclass(frozen=True, slots=True)
class RestoreGlass(ButtonData):
    code: ClassVar[str] = "ht"
    glass: int
