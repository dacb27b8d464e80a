"""What the buttons of injections mean. `day` is the ordinal of a local date."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.screen import ButtonData
from bot.treatment.injections.rules import Field, Half, Product, Sign, Working, Zone


class Flag(StrEnum):
    """What a toggle asks for: tapped twice it asks for the same."""

    ON = "1"
    OFF = "0"


@dataclass(frozen=True, slots=True)
class ShowInjections(ButtonData):
    """Where the cycle is."""

    code: ClassVar[str] = "yy"


@dataclass(frozen=True, slots=True)
class ListInjections(ButtonData):
    """All of them; `page` from 0 on."""

    code: ClassVar[str] = "yb"
    page: int


@dataclass(frozen=True, slots=True)
class NewInjection(ButtonData):
    """Asks when it was."""

    code: ClassVar[str] = "yn"


@dataclass(frozen=True, slots=True)
class LogInjection(ButtonData):
    """It was on this day: saved at once."""

    code: ClassVar[str] = "yg"
    day: int


@dataclass(frozen=True, slots=True)
class OpenInjection(ButtonData):
    code: ClassVar[str] = "yi"
    injection: int


@dataclass(frozen=True, slots=True)
class OpenDetail(ButtonData):
    """One detail: choices, and a message is taken for it. Injection 0: a new one's day."""

    code: ClassVar[str] = "yf"
    injection: int
    field: Field


@dataclass(frozen=True, slots=True)
class ClearDetail(ButtonData):
    code: ClassVar[str] = "yv"
    injection: int
    field: Field


@dataclass(frozen=True, slots=True)
class SetProduct(ButtonData):
    code: ClassVar[str] = "yp"
    injection: int
    product: Product


@dataclass(frozen=True, slots=True)
class CopyField(ButtonData):
    """The same as at another of the person's injections."""

    code: ClassVar[str] = "yc"
    injection: int
    field: Field
    source: int


@dataclass(frozen=True, slots=True)
class CopyLast(ButtonData):
    """Product, units, clinic and sites as at the injection before; what is filled in stays."""

    code: ClassVar[str] = "ya"
    injection: int


@dataclass(frozen=True, slots=True)
class OpenFace(ButtonData):
    """The drawing on which sites are tapped, in a message of its own."""

    code: ClassVar[str] = "ye"
    injection: int


@dataclass(frozen=True, slots=True)
class ToggleSite(ButtonData):
    code: ClassVar[str] = "ys"
    injection: int
    half: Half
    zone: Zone
    flag: Flag


@dataclass(frozen=True, slots=True)
class ClearSites(ButtonData):
    code: ClassVar[str] = "yk"
    injection: int


@dataclass(frozen=True, slots=True)
class RemoveInjection(ButtonData):
    code: ClassVar[str] = "yx"
    injection: int


@dataclass(frozen=True, slots=True)
class RestoreInjection(ButtonData):
    code: ClassVar[str] = "yu"
    injection: int


@dataclass(frozen=True, slots=True)
class AdviceGiven(ButtonData):
    """The clinic says that massage is fine: what was paused for it goes on."""

    code: ClassVar[str] = "ym"


@dataclass(frozen=True, slots=True)
class OpenCycleCheck(ButtonData):
    """How it is on a day of the cycle."""

    code: ClassVar[str] = "yq"
    injection: int
    day: int


@dataclass(frozen=True, slots=True)
class SetWorking(ButtonData):
    code: ClassVar[str] = "yw"
    injection: int
    day: int
    working: Working


@dataclass(frozen=True, slots=True)
class SetControl(ButtonData):
    code: ClassVar[str] = "yt"
    injection: int
    day: int
    control: int


@dataclass(frozen=True, slots=True)
class ToggleSign(ButtonData):
    code: ClassVar[str] = "yd"
    injection: int
    day: int
    sign: Sign
    flag: Flag


@dataclass(frozen=True, slots=True)
class FinishCycleCheck(ButtonData):
    """Done: what is not marked was not there."""

    code: ClassVar[str] = "yz"
    injection: int
    day: int


@dataclass(frozen=True, slots=True)
class ListCycleChecks(ButtonData):
    """What was said of one injection, the newest first, from a page on."""

    code: ClassVar[str] = "jl"
    injection: int
    page: int


@dataclass(frozen=True, slots=True)
class RemoveCycleCheck(ButtonData):
    code: ClassVar[str] = "jx"
    injection: int
    day: int


@dataclass(frozen=True, slots=True)
class RestoreCycleCheck(ButtonData):
    code: ClassVar[str] = "jr"
    injection: int
    day: int


@dataclass(frozen=True, slots=True)
class ShowCycles(ButtonData):
    """The cycles as a picture, in a message of its own."""

    code: ClassVar[str] = "yj"
