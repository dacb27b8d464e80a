"""What the buttons of guided minutes mean."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.people.rules import Side
from bot.screen import ButtonData
from bot.treatment.guided.routines import Code


class View(StrEnum):
    """How the drawings are seen."""

    MIRROR = "m"
    FACING = "f"


@dataclass(frozen=True, slots=True)
class ShowCalm(ButtonData):
    code: ClassVar[str] = "zc"


@dataclass(frozen=True, slots=True)
class ShowStretch(ButtonData):
    code: ClassVar[str] = "zs"


@dataclass(frozen=True, slots=True)
class Begin(ButtonData):
    """A routine, now. `minutes` is 0 where there is no choice."""

    code: ClassVar[str] = "zb"
    routine: Code
    minutes: int


@dataclass(frozen=True, slots=True)
class BeginReminded(ButtonData):
    """What a reminder is about, now: the routine that suits the person."""

    code: ClassVar[str] = "zn"
    occurrence: int


@dataclass(frozen=True, slots=True)
class RateBefore(ButtonData):
    code: ClassVar[str] = "zv"
    run: int
    rating: int


@dataclass(frozen=True, slots=True)
class RateAfter(ButtonData):
    """How tense it is after: the person did it."""

    code: ClassVar[str] = "za"
    run: int
    rating: int


@dataclass(frozen=True, slots=True)
class DidIt(ButtonData):
    code: ClassVar[str] = "zd"
    run: int


@dataclass(frozen=True, slots=True)
class PauseRun(ButtonData):
    code: ClassVar[str] = "zp"
    run: int


@dataclass(frozen=True, slots=True)
class ResumeRun(ButtonData):
    code: ClassVar[str] = "zr"
    run: int


@dataclass(frozen=True, slots=True)
class StopRun(ButtonData):
    code: ClassVar[str] = "zx"
    run: int


@dataclass(frozen=True, slots=True)
class OpenRun(ButtonData):
    """How it was: the question after."""

    code: ClassVar[str] = "zi"
    run: int


@dataclass(frozen=True, slots=True)
class SetRunSide(ButtonData):
    """The other side, while it goes on."""

    code: ClassVar[str] = "zo"
    run: int
    side: Side


@dataclass(frozen=True, slots=True)
class PickSide(ButtonData):
    """Which side of the face is the one: asked once."""

    code: ClassVar[str] = "zl"
    side: Side


@dataclass(frozen=True, slots=True)
class PickView(ButtonData):
    code: ClassVar[str] = "zm"
    view: View


@dataclass(frozen=True, slots=True)
class Hear(ButtonData):
    """The rhythm of the breath as a sound, for closed eyes."""

    code: ClassVar[str] = "zh"
    minutes: int


@dataclass(frozen=True, slots=True)
class ShowGood(ButtonData):
    """One thing that is good: asks for one, and shows the latest."""

    code: ClassVar[str] = "zg"


@dataclass(frozen=True, slots=True)
class OpenGood(ButtonData):
    """One that was said, opened from the page of its day."""

    code: ClassVar[str] = "ze"
    good: int


@dataclass(frozen=True, slots=True)
class RemoveGood(ButtonData):
    code: ClassVar[str] = "zk"
    good: int


@dataclass(frozen=True, slots=True)
class RestoreGood(ButtonData):
    code: ClassVar[str] = "zu"
    good: int
