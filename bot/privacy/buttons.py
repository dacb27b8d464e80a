"""What the buttons about privacy and leaving mean."""

from dataclasses import dataclass
from typing import ClassVar

from bot.privacy.rules import When
from bot.screen import ButtonData


@dataclass(frozen=True, slots=True)
class OpenPrivacy(ButtonData):
    code: ClassVar[str] = "ap"


@dataclass(frozen=True, slots=True)
class AgreeAgain(ButtonData):
    """To the privacy text as it is now; `seen` is the mark of the text that was shown."""

    code: ClassVar[str] = "aa"
    seen: str


@dataclass(frozen=True, slots=True)
class TakeAlong(ButtonData):
    """The export, before one leaves."""

    code: ClassVar[str] = "ae"


@dataclass(frozen=True, slots=True)
class AskToLeave(ButtonData):
    """As /delete."""

    code: ClassVar[str] = "ad"


@dataclass(frozen=True, slots=True)
class Leave(ButtonData):
    """After the typed word; `asked` is when it was typed, in seconds since 1970."""

    code: ClassVar[str] = "al"
    when: When
    asked: int


@dataclass(frozen=True, slots=True)
class Stay(ButtonData):
    code: ClassVar[str] = "as"
