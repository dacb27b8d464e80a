"""What the buttons of the report mean. `weeks` 0: since the last injection."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData
from bot.summary.report.rules import Section


@dataclass(frozen=True, slots=True)
class ReportMenu(ButtonData):
    """What the report would hold."""

    code: ClassVar[str] = "kr"


@dataclass(frozen=True, slots=True)
class ReportOf(ButtonData):
    """The same for another time."""

    code: ClassVar[str] = "qp"
    weeks: int


@dataclass(frozen=True, slots=True)
class SwitchSection(ButtonData):
    """`show` is 1 to show a section, 0 to leave it out: a second tap changes nothing more."""

    code: ClassVar[str] = "qx"
    weeks: int
    section: Section
    show: int


@dataclass(frozen=True, slots=True)
class MakeReport(ButtonData):
    code: ClassVar[str] = "qd"
    weeks: int
