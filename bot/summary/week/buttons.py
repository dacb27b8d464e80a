"""What the buttons of the week summary mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class ShowWeek(ButtonData):
    """The summary of the week whose Monday has this ordinal."""

    code: ClassVar[str] = "kw"
    monday: int


@dataclass(frozen=True, slots=True)
class ReadWeek(ButtonData):
    """That week read aloud, as a voice message."""

    code: ClassVar[str] = "kx"
    monday: int


@dataclass(frozen=True, slots=True)
class WeekDetails(ButtonData):
    """Every plan item, severity and the days of that week."""

    code: ClassVar[str] = "kd"
    monday: int
