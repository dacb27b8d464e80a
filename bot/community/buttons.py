"""What the buttons of the communities mean."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.screen import ButtonData


class Scope(StrEnum):
    """Those that fit the person, or all there are."""

    MINE = "m"
    ALL = "a"


@dataclass(frozen=True, slots=True)
class Communities(ButtonData):
    """Opens the communities in a message of their own: from the week summary."""

    code: ClassVar[str] = "kc"


@dataclass(frozen=True, slots=True)
class ShowCommunities(ButtonData):
    code: ClassVar[str] = "cp"
    scope: Scope
    page: int


@dataclass(frozen=True, slots=True)
class ShareCommunities(ButtonData):
    """A message to be forwarded to somebody."""

    code: ClassVar[str] = "cs"
