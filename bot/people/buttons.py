"""What the buttons about a person mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class PickZone(ButtonData):
    """One of the zones offered by /timezone."""

    code: ClassVar[str] = "pz"
    zone: str


@dataclass(frozen=True, slots=True)
class ShareLocation(ButtonData):
    """Brings the key that shares the phone's location: only a reply keyboard can hold it."""

    code: ClassVar[str] = "pg"


@dataclass(frozen=True, slots=True)
class OpenSettings(ButtonData):
    """Back to the one screen of all settings."""

    code: ClassVar[str] = "po"


@dataclass(frozen=True, slots=True)
class Travelling(ButtonData):
    """From the time zone: asks where and until when."""

    code: ClassVar[str] = "nt"


@dataclass(frozen=True, slots=True)
class PlanTimes(ButtonData):
    """After a change of zone: the zone whose clocks the plan goes by.

    `changed` is the second of the change that was asked about: a later one retires the question.
    """

    code: ClassVar[str] = "ph"
    zone: str
    changed: int


@dataclass(frozen=True, slots=True)
class PickLanguage(ButtonData):
    code: ClassVar[str] = "pl"
    language: str


@dataclass(frozen=True, slots=True)
class Pause(ButtonData):
    """Days; 0 until the person resumes."""

    code: ClassVar[str] = "pp"
    days: int


@dataclass(frozen=True, slots=True)
class Resume(ButtonData):
    code: ClassVar[str] = "pr"
