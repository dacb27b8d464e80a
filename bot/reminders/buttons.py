"""What the buttons of reminders mean. `o` is an occurrence; the place says what to show after."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.reminders.state import Reason
from bot.screen import ButtonData


class Place(StrEnum):
    """Where a button stands: below a reminder, in /today, or on an occurrence's own card."""

    MESSAGE = "m"
    TODAY = "t"
    ENTRY = "e"
    """Its own card, opened from /today."""
    CARD = "c"
    """Its own card, opened from the history."""


@dataclass(frozen=True, slots=True)
class Take(ButtonData):
    code: ClassVar[str] = "rt"
    o: int
    place: Place


@dataclass(frozen=True, slots=True)
class TakeAll(ButtonData):
    """Everything that is still open in one message."""

    code: ClassVar[str] = "ra"
    delivery: int


@dataclass(frozen=True, slots=True)
class Skip(ButtonData):
    code: ClassVar[str] = "rs"
    o: int
    place: Place


@dataclass(frozen=True, slots=True)
class Because(ButtonData):
    code: ClassVar[str] = "rr"
    o: int
    reason: Reason
    place: Place


@dataclass(frozen=True, slots=True)
class Undo(ButtonData):
    code: ClassVar[str] = "ru"
    o: int
    place: Place


@dataclass(frozen=True, slots=True)
class LaterMenu(ButtonData):
    code: ClassVar[str] = "rl"
    o: int
    place: Place


@dataclass(frozen=True, slots=True)
class Later(ButtonData):
    """In so many minutes, or at an instant: whole minutes since 1970, UTC.

    `seen` is the minute it was due to be asked for when this was offered: a doubled tap finds
    another one.
    """

    code: ClassVar[str] = "rm"
    o: int
    minutes: int
    at: int
    seen: int
    place: Place


@dataclass(frozen=True, slots=True)
class LaterTyped(ButtonData):
    code: ClassVar[str] = "rc"
    o: int
    place: Place


@dataclass(frozen=True, slots=True)
class TimeMenu(ButtonData):
    code: ClassVar[str] = "rn"
    o: int
    place: Place


@dataclass(frozen=True, slots=True)
class TakenAt(ButtonData):
    """Taken at an instant: whole minutes since 1970, UTC."""

    code: ClassVar[str] = "rg"
    o: int
    at: int
    place: Place


@dataclass(frozen=True, slots=True)
class TimeTyped(ButtonData):
    code: ClassVar[str] = "rh"
    o: int
    place: Place


@dataclass(frozen=True, slots=True)
class Show(ButtonData):
    """Back to the place, from a menu or from another screen."""

    code: ClassVar[str] = "rb"
    o: int
    place: Place


@dataclass(frozen=True, slots=True)
class TakeEarly(ButtonData):
    """An occurrence that is still ahead: its item, and whole minutes since 1970, UTC."""

    code: ClassVar[str] = "re"
    item: int
    at: int


@dataclass(frozen=True, slots=True)
class NeedMenu(ButtonData):
    """An item taken as needed: first what was taken, then the question."""

    code: ClassVar[str] = "rp"
    item: int


@dataclass(frozen=True, slots=True)
class TakeNeeded(ButtonData):
    """`at` is when the question was asked: a doubled tap is one dose."""

    code: ClassVar[str] = "rq"
    item: int
    at: int


@dataclass(frozen=True, slots=True)
class ShowToday(ButtonData):
    code: ClassVar[str] = "rd"
