"""What the buttons of episodes mean."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.journal.episodes.rules import FaceZone, Going
from bot.journal.triggers.buttons import Flag
from bot.screen import ButtonData


class Panel(StrEnum):
    """The buttons below an episode: all fit a phone's height, a section at a time."""

    MAIN = "m"
    DETAILS = "d"
    TIME = "t"
    TRIGGERS = "g"
    BURST = "b"
    RELIEFS = "r"


class Detail(StrEnum):
    """What has one answer of several."""

    SIDE = "s"
    MOVEMENT = "k"
    DURATION = "d"


class Typed(StrEnum):
    """What is asked for as a message."""

    TIME = "t"
    NOTE = "n"
    TRIGGER = "g"
    RELIEF = "r"


@dataclass(frozen=True, slots=True)
class SetSeverity(ButtonData):
    """How bad an episode was, 1-4; the last tap wins."""

    code: ClassVar[str] = "es"
    episode: int
    severity: int


@dataclass(frozen=True, slots=True)
class UndoEpisode(ButtonData):
    code: ClassVar[str] = "eu"
    episode: int


@dataclass(frozen=True, slots=True)
class RestoreEpisode(ButtonData):
    code: ClassVar[str] = "er"
    episode: int


@dataclass(frozen=True, slots=True)
class OpenPanel(ButtonData):
    code: ClassVar[str] = "ep"
    episode: int
    panel: Panel
    page: int


@dataclass(frozen=True, slots=True)
class SetDetail(ButtonData):
    """One answer; tapped twice it stays."""

    code: ClassVar[str] = "ed"
    episode: int
    detail: Detail
    value: str


@dataclass(frozen=True, slots=True)
class SetFaceZone(ButtonData):
    code: ClassVar[str] = "ez"
    episode: int
    face_zone: FaceZone
    flag: Flag


@dataclass(frozen=True, slots=True)
class ClearDetails(ButtonData):
    """Takes back side, zones and kind."""

    code: ClassVar[str] = "ec"
    episode: int


@dataclass(frozen=True, slots=True)
class SetTrigger(ButtonData):
    code: ClassVar[str] = "et"
    episode: int
    trigger: int
    flag: Flag
    page: int


@dataclass(frozen=True, slots=True)
class SetAgo(ButtonData):
    """So many minutes before the first tap."""

    code: ClassVar[str] = "ea"
    episode: int
    minutes: int


@dataclass(frozen=True, slots=True)
class SetGoing(ButtonData):
    code: ClassVar[str] = "eg"
    episode: int
    going: Going


@dataclass(frozen=True, slots=True)
class AddToBurst(ButtonData):
    code: ClassVar[str] = "eb"
    episode: int
    step: int


@dataclass(frozen=True, slots=True)
class SetRelief(ButtonData):
    """A relief, by its code, was tried, or was not after all."""

    code: ClassVar[str] = "el"
    episode: int
    relief: str
    flag: Flag


@dataclass(frozen=True, slots=True)
class SetHelped(ButtonData):
    code: ClassVar[str] = "eh"
    episode: int
    relief: str
    flag: Flag


@dataclass(frozen=True, slots=True)
class AskTyped(ButtonData):
    code: ClassVar[str] = "eo"
    episode: int
    typed: Typed
