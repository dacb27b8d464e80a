"""What the buttons of the doctor's report mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class ReportMenu(ButtonData):
    """Opens the choice of what will be in the report: from the week summary."""

    code: ClassVar[str] = "kr"
