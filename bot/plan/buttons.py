"""What the buttons about the plan mean."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.plan.agreed import AgreedWith
from bot.plan.rules import Kind
from bot.screen import ButtonData


class Field(StrEnum):
    """What of an item can be edited."""

    NAME = "n"
    AMOUNT = "a"
    TIMES = "t"
    NOTES = "o"
    NAGS = "g"
    KIND = "k"
    CLASS = "c"


@dataclass(frozen=True, slots=True)
class OpenPlan(ButtonData):
    """The list, from its `page` on, 0 the first."""

    code: ClassVar[str] = "ll"
    page: int


@dataclass(frozen=True, slots=True)
class OpenItem(ButtonData):
    code: ClassVar[str] = "li"
    item: int


@dataclass(frozen=True, slots=True)
class EditItem(ButtonData):
    """Asks for a new value of one field."""

    code: ClassVar[str] = "le"
    item: int
    field: Field


@dataclass(frozen=True, slots=True)
class ClearField(ButtonData):
    """No amount, no notes."""

    code: ClassVar[str] = "lv"
    item: int
    field: Field


@dataclass(frozen=True, slots=True)
class SetNags(ButtonData):
    """The minutes joined by a dash; empty for no repeats."""

    code: ClassVar[str] = "ln"
    item: int
    minutes: str


@dataclass(frozen=True, slots=True)
class SetKind(ButtonData):
    code: ClassVar[str] = "lk"
    item: int
    kind: Kind


class Agreed(StrEnum):
    """With whom an item is agreed, or that this is taken back."""

    DOCTOR = AgreedWith.DOCTOR.value
    PHYSIO = AgreedWith.PHYSIO.value
    MYSELF = AgreedWith.MYSELF.value
    UNSAID = "-"

    @property
    def whom(self) -> AgreedWith | None:
        return None if self is Agreed.UNSAID else AgreedWith(self.value)


@dataclass(frozen=True, slots=True)
class SetAgreed(ButtonData):
    code: ClassVar[str] = "lg"
    item: int
    agreed: Agreed


@dataclass(frozen=True, slots=True)
class SetClass(ButtonData):
    """What kind of medicine it is: a class, or `unknown`."""

    code: ClassVar[str] = "lc"
    item: int
    said: str


@dataclass(frozen=True, slots=True)
class TurnCalendar(ButtonData):
    """A page of the dated steps: of those that wait to be kept, else of the item's own."""

    code: ClassVar[str] = "ly"
    item: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenStock(ButtonData):
    """How much of a medicine is left; `bot/treatment/stock` answers."""

    code: ClassVar[str] = "ms"
    item: int


@dataclass(frozen=True, slots=True)
class KeepPast(ButtonData):
    """Yes: this new schedule of an item is meant, dated steps or dates in the past."""

    code: ClassVar[str] = "lo"
    item: int


@dataclass(frozen=True, slots=True)
class PauseItem(ButtonData):
    """Pause (1) or resume (0)."""

    code: ClassVar[str] = "lz"
    item: int
    paused: int


@dataclass(frozen=True, slots=True)
class RemoveItem(ButtonData):
    """Asks first (0), or removes at once (1)."""

    code: ClassVar[str] = "lr"
    item: int
    sure: int


@dataclass(frozen=True, slots=True)
class RestoreItem(ButtonData):
    """Undo a removal."""

    code: ClassVar[str] = "lu"
    item: int


@dataclass(frozen=True, slots=True)
class ItemHistory(ButtonData):
    code: ClassVar[str] = "lh"
    item: int
    page: int


@dataclass(frozen=True, slots=True)
class AddItem(ButtonData):
    """Begins a new item, step by step; `apart` (1) in a message of its own."""

    code: ClassVar[str] = "la"
    apart: int


@dataclass(frozen=True, slots=True)
class PickAnswer(ButtonData):
    """The answer to one step of adding; `token` names the sketch it was made for."""

    code: ClassVar[str] = "lp"
    token: int
    step: str
    value: str


@dataclass(frozen=True, slots=True)
class StepBack(ButtonData):
    code: ClassVar[str] = "lb"
    token: int
    step: str


@dataclass(frozen=True, slots=True)
class SaveNew(ButtonData):
    code: ClassVar[str] = "ls"
    token: int


@dataclass(frozen=True, slots=True)
class CancelNew(ButtonData):
    code: ClassVar[str] = "lx"
    token: int
