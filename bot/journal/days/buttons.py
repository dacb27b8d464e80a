"""What the buttons of the days mean. `day` is the ordinal of the local date that is meant."""

from dataclasses import dataclass
from typing import ClassVar

from bot.journal.triggers.buttons import Flag
from bot.screen import ButtonData

__all__ = ["Flag"]


@dataclass(frozen=True, slots=True)
class Rate(ButtonData):
    """The answer to "how was your face today", 0-4; the last tap wins.

    `occurrence` is the check-in that was due, 0 for one that was not.
    """

    code: ClassVar[str] = "jc"
    rating: int
    occurrence: int
    day: int


@dataclass(frozen=True, slots=True)
class ToggleTrigger(ButtonData):
    """A trigger was there on the day, or was not after all."""

    code: ClassVar[str] = "dx"
    trigger: int
    flag: Flag
    day: int


@dataclass(frozen=True, slots=True)
class TurnDay(ButtonData):
    """Another page of the day's triggers."""

    code: ClassVar[str] = "dp"
    day: int
    page: int


@dataclass(frozen=True, slots=True)
class AskTrigger(ButtonData):
    """Asks for the name of an own trigger, which was there on the day."""

    code: ClassVar[str] = "dg"
    day: int


@dataclass(frozen=True, slots=True)
class AnswerDay(ButtonData):
    """Done: what is not marked was not there."""

    code: ClassVar[str] = "dd"
    day: int


@dataclass(frozen=True, slots=True)
class OpenDay(ButtonData):
    """A day's answers, to be given or changed."""

    code: ClassVar[str] = "do"
    day: int


@dataclass(frozen=True, slots=True)
class UndoRating(ButtonData):
    code: ClassVar[str] = "du"
    day: int


@dataclass(frozen=True, slots=True)
class RestoreRating(ButtonData):
    code: ClassVar[str] = "dr"
    day: int


@dataclass(frozen=True, slots=True)
class SetMood(ButtonData):
    code: ClassVar[str] = "dm"
    mood: int
    day: int


@dataclass(frozen=True, slots=True)
class UndoMood(ButtonData):
    code: ClassVar[str] = "de"
    day: int


@dataclass(frozen=True, slots=True)
class RestoreMood(ButtonData):
    code: ClassVar[str] = "df"
    day: int


@dataclass(frozen=True, slots=True)
class SetSleep(ButtonData):
    """Minutes of sleep in the night before the day."""

    code: ClassVar[str] = "ds"
    minutes: int
    occurrence: int
    day: int


@dataclass(frozen=True, slots=True)
class SetQuality(ButtonData):
    code: ClassVar[str] = "dq"
    quality: int
    occurrence: int
    day: int


@dataclass(frozen=True, slots=True)
class OpenNight(ButtonData):
    """A night's answers; `middle` are the minutes to offer half hours round, 0 for the usual."""

    code: ClassVar[str] = "dn"
    middle: int
    occurrence: int
    day: int


@dataclass(frozen=True, slots=True)
class UndoNight(ButtonData):
    code: ClassVar[str] = "dz"
    day: int


@dataclass(frozen=True, slots=True)
class RestoreNight(ButtonData):
    code: ClassVar[str] = "dy"
    day: int


@dataclass(frozen=True, slots=True)
class AnswerOffer(ButtonData):
    """Whether the morning question is wanted."""

    code: ClassVar[str] = "da"
    flag: Flag
