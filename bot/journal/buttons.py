"""What the journal's buttons mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class SetSeverity(ButtonData):
    """How bad an episode was, 1-4; the last tap wins."""

    code: ClassVar[str] = "js"
    episode: int
    severity: int


@dataclass(frozen=True, slots=True)
class UndoEpisode(ButtonData):
    code: ClassVar[str] = "ju"
    episode: int


@dataclass(frozen=True, slots=True)
class RestoreEpisode(ButtonData):
    code: ClassVar[str] = "jr"
    episode: int


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
