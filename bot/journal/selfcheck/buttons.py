"""What the buttons of the self-check mean. `day` is the ordinal of the day whose evening asks."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.journal.selfcheck.rules import Question
from bot.screen import ButtonData


class Then(StrEnum):
    """Where an answer leads: to the next question, or back to the day's answers."""

    NEXT = "n"
    LIST = "l"


@dataclass(frozen=True, slots=True)
class OpenCheck(ButtonData):
    """The first question that the day still asks."""

    code: ClassVar[str] = "qo"
    day: int


@dataclass(frozen=True, slots=True)
class AnswerCheck(ButtonData):
    """One answer; the last tap wins."""

    code: ClassVar[str] = "qa"
    question: Question
    answer: int
    day: int
    then: Then


@dataclass(frozen=True, slots=True)
class SkipCheck(ButtonData):
    """Leaves a question out, for this week."""

    code: ClassVar[str] = "qk"
    question: Question
    day: int


@dataclass(frozen=True, slots=True)
class ListCheck(ButtonData):
    """The day's answers."""

    code: ClassVar[str] = "ql"
    day: int


@dataclass(frozen=True, slots=True)
class ChangeCheck(ButtonData):
    code: ClassVar[str] = "qc"
    question: Question
    day: int


@dataclass(frozen=True, slots=True)
class RemoveCheck(ButtonData):
    code: ClassVar[str] = "qr"
    question: Question
    day: int


@dataclass(frozen=True, slots=True)
class RestoreCheck(ButtonData):
    code: ClassVar[str] = "qb"
    question: Question
    day: int
