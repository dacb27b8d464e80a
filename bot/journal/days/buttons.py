"""What the buttons of the days mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class Rate(ButtonData):
    """The answer to "how was your face today", 0-4; the last tap wins.

    `day` is the ordinal of the local date that is rated. `occurrence` is the check-in that was
    due, 0 for one that was not; its own local date counts then, and `day` may be 0.
    """

    code: ClassVar[str] = "jc"
    rating: int
    occurrence: int
    day: int
