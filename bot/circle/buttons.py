"""What the buttons of the circle mean. Each toggle names what it asks for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.circle.rules import Cheering, Share
from bot.screen import ButtonData


class Flag(StrEnum):
    ON = "1"
    OFF = "0"


class Part(StrEnum):
    """Which of the two names is typed."""

    CALLED = "c"
    SHOWN_AS = "s"


@dataclass(frozen=True, slots=True)
class Invite(ButtonData):
    """Asks whom."""

    code: ClassVar[str] = "bi"


@dataclass(frozen=True, slots=True)
class OpenSupporter(ButtonData):
    code: ClassVar[str] = "bs"
    supporter: int


@dataclass(frozen=True, slots=True)
class NameSupporter(ButtonData):
    """Takes a message for it."""

    code: ClassVar[str] = "be"
    supporter: int
    part: Part


@dataclass(frozen=True, slots=True)
class SetShare(ButtonData):
    code: ClassVar[str] = "bw"
    supporter: int
    share: Share
    flag: Flag


@dataclass(frozen=True, slots=True)
class ShareItems(ButtonData):
    """The medicines, and after how long each is told of."""

    code: ClassVar[str] = "bm"
    supporter: int


@dataclass(frozen=True, slots=True)
class OpenItemShare(ButtonData):
    code: ClassVar[str] = "bt"
    supporter: int
    item: int


@dataclass(frozen=True, slots=True)
class SetItemShare(ButtonData):
    """Minutes without an answer after which the supporter is told; 0 for never."""

    code: ClassVar[str] = "bn"
    supporter: int
    item: int
    minutes: int


@dataclass(frozen=True, slots=True)
class MakeLink(ButtonData):
    """`instead_of` is the second until which the link before it works; 0 for the first one."""

    code: ClassVar[str] = "bl"
    supporter: int
    instead_of: int


@dataclass(frozen=True, slots=True)
class ConfirmAccount(ButtonData):
    """Whether the account that accepted is the right one; `supported` is the one that was shown."""

    code: ClassVar[str] = "bf"
    supporter: int
    supported: int
    flag: Flag


@dataclass(frozen=True, slots=True)
class PauseSupporter(ButtonData):
    code: ClassVar[str] = "bp"
    supporter: int
    flag: Flag


@dataclass(frozen=True, slots=True)
class EndSupporter(ButtonData):
    code: ClassVar[str] = "bx"
    supporter: int


@dataclass(frozen=True, slots=True)
class Accept(ButtonData):
    """The invited one agrees; only who has the link knows its token."""

    code: ClassVar[str] = "ba"
    token: str


@dataclass(frozen=True, slots=True)
class Decline(ButtonData):
    code: ClassVar[str] = "bd"


@dataclass(frozen=True, slots=True)
class OpenSupported(ButtonData):
    code: ClassVar[str] = "bo"
    supported: int


@dataclass(frozen=True, slots=True)
class PauseSupported(ButtonData):
    code: ClassVar[str] = "bz"
    supported: int
    flag: Flag


@dataclass(frozen=True, slots=True)
class EndSupported(ButtonData):
    code: ClassVar[str] = "bv"
    supported: int


@dataclass(frozen=True, slots=True)
class CheerMenu(ButtonData):
    code: ClassVar[str] = "bh"
    supported: int


@dataclass(frozen=True, slots=True)
class SendCheer(ButtonData):
    """One of the words that are there; `nth` tells the taps on two menus apart."""

    code: ClassVar[str] = "bg"
    supported: int
    cheering: Cheering
    nth: int


@dataclass(frozen=True, slots=True)
class TypeCheer(ButtonData):
    """Takes a message for it."""

    code: ClassVar[str] = "by"
    supported: int


@dataclass(frozen=True, slots=True)
class OwnDiary(ButtonData):
    """Somebody who only supports others wants a diary of their own: its consent comes first."""

    code: ClassVar[str] = "bj"
