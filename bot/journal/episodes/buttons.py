"""What the buttons of episodes mean."""

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
