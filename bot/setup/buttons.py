"""What the buttons of consent, set-up and settings mean."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.people.rules import Related
from bot.screen import ButtonData
from bot.setup.rules import Step


class Within(StrEnum):
    """Where a step is shown: on the way through the set-up, or opened from the settings."""

    SETUP = "s"
    SETTINGS = "e"


class Setting(StrEnum):
    ZONE = "z"
    HOURS = "h"
    LANGUAGE = "l"
    CONDITION = "c"
    PAUSE = "p"
    WEEK = "w"
    EASY_ON = "1"
    EASY_OFF = "0"
    EASY_TWO = "2"
    SPEAK_ON = "v"
    SPEAK_OFF = "m"
    QUESTIONS_ON = "q"
    QUESTIONS_OFF = "n"
    DISCREET = "d"
    DISCREET_ON = "i"
    DISCREET_OFF = "o"


@dataclass(frozen=True, slots=True)
class Agree(ButtonData):
    """`seen` is the mark of the privacy text above it: people agree to what they saw."""

    code: ClassVar[str] = "sg"
    seen: str


@dataclass(frozen=True, slots=True)
class AgreeInvited(ButtonData):
    """The same with the code that lets them in; it is used when they agree."""

    code: ClassVar[str] = "si"
    seen: str
    invitation: str


@dataclass(frozen=True, slots=True)
class Disagree(ButtonData):
    code: ClassVar[str] = "sd"


@dataclass(frozen=True, slots=True)
class Answer(ButtonData):
    """The answer to a step; an empty value leaves it as it is."""

    code: ClassVar[str] = "ss"
    step: Step
    value: str
    within: Within


@dataclass(frozen=True, slots=True)
class OpenRelated(ButtonData):
    """Which other conditions there are: opened from the settings."""

    code: ClassVar[str] = "sy"


@dataclass(frozen=True, slots=True)
class SetRelated(ButtonData):
    """`on` is 1 or 0: tapped twice it asks for the same."""

    code: ClassVar[str] = "sz"
    related: Related
    on: int


@dataclass(frozen=True, slots=True)
class PickStarter(ButtonData):
    """The last step of the set-up with these items marked, as the letters of `Starter`."""

    code: ClassVar[str] = "sp"
    chosen: str


@dataclass(frozen=True, slots=True)
class OpenStarter(ButtonData):
    """The same later, from the plan; `*` marks all that is not in it yet."""

    code: ClassVar[str] = "sh"
    chosen: str


@dataclass(frozen=True, slots=True)
class KeepStarter(ButtonData):
    """Adds what is marked."""

    code: ClassVar[str] = "sk"
    chosen: str


@dataclass(frozen=True, slots=True)
class OpenSetting(ButtonData):
    code: ClassVar[str] = "so"
    setting: Setting


@dataclass(frozen=True, slots=True)
class SetWeekTime(ButtonData):
    """When the week summary comes: 0 is Monday, and a full hour."""

    code: ClassVar[str] = "sw"
    weekday: int
    hour: int


@dataclass(frozen=True, slots=True)
class WeekTimeOff(ButtonData):
    code: ClassVar[str] = "sx"
