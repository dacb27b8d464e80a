"""What was lived: what people did, and which messages they got. Plain data, for the model."""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import NamedTuple

from bot.plan.rules import Kind, Schedule


class What(StrEnum):
    """What a person did; all of it was accepted by the bot."""

    ADD = "add"
    EDIT = "edit"
    REMOVE = "remove"
    PAUSE_ITEM = "pause item"
    RESUME_ITEM = "resume item"
    PAUSE = "pause"
    RESUME = "resume"
    TRAVEL = "travel"
    BLOCK = "block"
    TOLD = "told"
    """Not theirs: Telegram has told the bot at once that it is blocked."""
    NOTICED = "noticed"
    """Not theirs: the bot found out when it sent something."""
    RETURN = "return"
    ERASE = "erase"
    EARLY = "early"
    TAKE = "take"
    SKIP = "skip"
    LATER = "later"
    UNDO = "undo"


class Key(NamedTuple):
    """An occurrence: the plan item's number, its schedule's number, and its nominal local time.

    `label` is `2026-03-29T02:30`, or the UTC instant of what counts from the last dose.
    """

    item: int
    version: int
    label: str


@dataclass(frozen=True, slots=True)
class Act:
    """`item` is the plan item's number.

    `until` ends a pause, is what Later was put off to, or when a dose was taken.
    """

    at: datetime
    what: What
    item: int = -1
    key: Key | None = None
    until: datetime | None = None
    zone: str = ""
    keeps_home_time: bool = False
    schedule: Schedule | None = None
    kind: Kind | None = None
    nags: tuple[int, ...] = ()


class Prompt(NamedTuple):
    """One message in the chat, and the occurrences it asked about."""

    at: datetime
    sort: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Outage:
    """The bot is down from `start` until `end`; at `start` it has just looked at everybody.

    `doubt`: it died while it was sending.
    """

    start: datetime
    end: datetime
    doubt: bool = False


@dataclass(slots=True)
class Life:
    """One person's whole life with the bot."""

    number: int
    zone: str
    wake_time: time
    bed_time: time
    begins: datetime
    acts: list[Act] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)
    doubtful: set[Key] = field(default_factory=set)
    """Occurrences whose message was being sent when the bot died."""
    states: dict[Key, str] = field(default_factory=dict)
    """How each occurrence stood at the end."""
