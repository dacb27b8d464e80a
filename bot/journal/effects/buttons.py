"""What the buttons of side effects mean. `day` is the ordinal of the local date that is meant."""

from dataclasses import dataclass
from typing import ClassVar

from bot.journal.effects.rules import Effect
from bot.journal.triggers.buttons import Flag
from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class OpenEffects(ButtonData):
    """A page of the day's side effects."""

    code: ClassVar[str] = "fo"
    day: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenEffectsWeek(ButtonData):
    """The week's question, a page a kind of medicine; `bot/treatment/effects` answers."""

    code: ClassVar[str] = "to"
    day: int
    page: int


@dataclass(frozen=True, slots=True)
class ToggleEffect(ButtonData):
    """A side effect was there on the day, or was not after all."""

    code: ClassVar[str] = "fx"
    effect: Effect
    flag: Flag
    day: int


@dataclass(frozen=True, slots=True)
class AnswerEffects(ButtonData):
    """Done: what was asked and is not marked was not there."""

    code: ClassVar[str] = "fd"
    day: int


@dataclass(frozen=True, slots=True)
class RemoveEffects(ButtonData):
    code: ClassVar[str] = "fu"
    day: int


@dataclass(frozen=True, slots=True)
class RestoreEffects(ButtonData):
    code: ClassVar[str] = "fr"
    day: int
