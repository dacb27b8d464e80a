"""What the buttons about a pause mean; `Pause` and `Resume` are everybody's, in people."""

from dataclasses import dataclass
from typing import ClassVar

from bot.pauses.rules import Why
from bot.people.rules import Rests
from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class PauseWhy(ButtonData):
    """For this reason: asks for how long."""

    code: ClassVar[str] = "nw"
    why: Why


@dataclass(frozen=True, slots=True)
class PauseFor(ButtonData):
    """Days; 0 until the person resumes."""

    code: ClassVar[str] = "nf"
    why: Why
    days: int


@dataclass(frozen=True, slots=True)
class PauseRests(ButtonData):
    """What rests in a pause."""

    code: ClassVar[str] = "nr"
    pause: int
    rests: Rests


@dataclass(frozen=True, slots=True)
class PauseLonger(ButtonData):
    """So many days longer; `was` is the minute at which it was to end when this was offered."""

    code: ClassVar[str] = "nl"
    pause: int
    was: int
    days: int


@dataclass(frozen=True, slots=True)
class PauseAgain(ButtonData):
    """Takes back the end of a pause."""

    code: ClassVar[str] = "nu"
    pause: int
