"""What the buttons of the goals mean. `week` is the ordinal of the Monday they are about.

A button of another week, the next one on Sundays left aside, shows the present one and changes
nothing.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.screen import ButtonData
from bot.summary.goals.rules import What


class Flag(StrEnum):
    """What a toggle asks for: tapped twice it asks for the same."""

    ON = "1"
    OFF = "0"


@dataclass(frozen=True, slots=True)
class GoalMenu(ButtonData):
    """Opens the goal in a message of its own: from the week summary."""

    code: ClassVar[str] = "kg"


@dataclass(frozen=True, slots=True)
class OpenGoal(ButtonData):
    """Back to this week's goal."""

    code: ClassVar[str] = "oo"


@dataclass(frozen=True, slots=True)
class ChooseGoal(ButtonData):
    """What there is to choose from."""

    code: ClassVar[str] = "oc"
    week: int


@dataclass(frozen=True, slots=True)
class PickMinute(ButtonData):
    """By which time of day to be in bed."""

    code: ClassVar[str] = "om"
    week: int


@dataclass(frozen=True, slots=True)
class PickDays(ButtonData):
    """On how many days; `minute` of the day for being in bed, 0 for the rest."""

    code: ClassVar[str] = "od"
    week: int
    what: What
    minute: int


@dataclass(frozen=True, slots=True)
class SetGoal(ButtonData):
    code: ClassVar[str] = "os"
    week: int
    what: What
    days: int
    minute: int


@dataclass(frozen=True, slots=True)
class SetDays(ButtonData):
    """On how many days the goal that there is: for own words, which fit in no button."""

    code: ClassVar[str] = "oy"
    week: int
    days: int


@dataclass(frozen=True, slots=True)
class KeepGoal(ButtonData):
    """The last goal again, on so many days."""

    code: ClassVar[str] = "ok"
    week: int
    days: int


@dataclass(frozen=True, slots=True)
class TypeGoal(ButtonData):
    """Asks for a goal in own words."""

    code: ClassVar[str] = "ow"
    week: int


@dataclass(frozen=True, slots=True)
class TickGoal(ButtonData):
    """A goal in own words was kept on a day, or was not after all. `day` is an ordinal."""

    code: ClassVar[str] = "ot"
    day: int
    flag: Flag


@dataclass(frozen=True, slots=True)
class RestGoal(ButtonData):
    """This week does not count: after illness, or whatever the reason."""

    code: ClassVar[str] = "or"
    week: int
    flag: Flag


@dataclass(frozen=True, slots=True)
class NoGoal(ButtonData):
    code: ClassVar[str] = "on"
    week: int
