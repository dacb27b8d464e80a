"""What the buttons of visits and questions mean."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.screen import ButtonData
from bot.treatment.visits.rules import Changed, VisitKind


class Mode(StrEnum):
    """What a tap on a question does."""

    TICK = "t"
    REMOVE = "r"


class Flag(StrEnum):
    """What a toggle asks for: tapped twice it asks for the same."""

    ON = "1"
    OFF = "0"


class Part(StrEnum):
    """What of a visit is typed."""

    WHEN = "w"
    WHOM = "m"


@dataclass(frozen=True, slots=True)
class ShowVisits(ButtonData):
    code: ClassVar[str] = "vv"


@dataclass(frozen=True, slots=True)
class NewVisit(ButtonData):
    """Asks for its date."""

    code: ClassVar[str] = "vn"


@dataclass(frozen=True, slots=True)
class OpenVisit(ButtonData):
    code: ClassVar[str] = "vi"
    visit: int


@dataclass(frozen=True, slots=True)
class EditVisit(ButtonData):
    """Takes a message for it."""

    code: ClassVar[str] = "ve"
    visit: int
    part: Part


@dataclass(frozen=True, slots=True)
class SetVisitKind(ButtonData):
    code: ClassVar[str] = "vk"
    visit: int
    kind: VisitKind


@dataclass(frozen=True, slots=True)
class RemoveVisit(ButtonData):
    code: ClassVar[str] = "vx"
    visit: int


@dataclass(frozen=True, slots=True)
class RestoreVisit(ButtonData):
    code: ClassVar[str] = "vr"
    visit: int


@dataclass(frozen=True, slots=True)
class ShowQuestions(ButtonData):
    code: ClassVar[str] = "vq"
    mode: Mode


@dataclass(frozen=True, slots=True)
class AskQuestion(ButtonData):
    """Takes a message for a question."""

    code: ClassVar[str] = "va"


@dataclass(frozen=True, slots=True)
class TickQuestion(ButtonData):
    code: ClassVar[str] = "vt"
    question: int
    flag: Flag


@dataclass(frozen=True, slots=True)
class RemoveQuestion(ButtonData):
    code: ClassVar[str] = "vd"
    question: int


@dataclass(frozen=True, slots=True)
class RestoreQuestion(ButtonData):
    code: ClassVar[str] = "vu"
    question: int


@dataclass(frozen=True, slots=True)
class SayChanged(ButtonData):
    """The answer to "what changed?"."""

    code: ClassVar[str] = "vc"
    visit: int
    changed: Changed


@dataclass(frozen=True, slots=True)
class EndChanges(ButtonData):
    """What is changed from now on is no longer kept as agreed with the doctor."""

    code: ClassVar[str] = "vp"


@dataclass(frozen=True, slots=True)
class ShowPlanChanges(ButtonData):
    """What changed in the plan, all items together; `page` from 0 on."""

    code: ClassVar[str] = "vh"
    page: int
