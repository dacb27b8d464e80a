"""What the buttons of the week's question mean. `day` is the ordinal of the local date it is of."""

from dataclasses import dataclass
from typing import ClassVar

from bot.journal.effects.rules import Effect
from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class SayStrength(ButtonData):
    """How strong a side effect was, 0 to 3: what it will be, so that a doubled tap does no harm."""

    code: ClassVar[str] = "tx"
    effect: Effect
    strength: int
    day: int
    page: int


@dataclass(frozen=True, slots=True)
class FinishEffectsWeek(ButtonData):
    """Done: what is not marked was not there."""

    code: ClassVar[str] = "td"
    day: int


@dataclass(frozen=True, slots=True)
class ForgetEffectsWeek(ButtonData):
    code: ClassVar[str] = "tf"
    day: int
