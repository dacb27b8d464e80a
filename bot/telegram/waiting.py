"""Who waits at the gate: a call, what it takes, and the chat that it goes to."""

import asyncio
from dataclasses import dataclass, field

from bot.telegram.lanes import Lane
from bot.telegram.rates import Bucket
from bot.telegram.source import Slot


@dataclass(slots=True)
class Chat:
    """One chat's buckets, and the calls that wait for them."""

    sends: Bucket = field(default_factory=Bucket)
    edits: Bucket = field(default_factory=Bucket)
    queue: list["Entry"] = field(default_factory=list)
    waiting: int = 0
    wake_at: float | None = None

    def at_rest(self, now: float) -> bool:
        return not self.waiting and self.sends.full_at <= now and self.edits.full_at <= now


@dataclass(slots=True)
class Need:
    """What one call takes: a token of the bot's when `counted`, one of `bucket` when there is one.

    `burst` is how many tokens that bucket holds; `may_pay`: a paid token will do, too.
    """

    lane: Lane
    counted: bool = True
    may_pay: bool = False
    chat: Chat | None = None
    bucket: Bucket | None = None
    burst: int = 1


@dataclass(slots=True)
class Waiter:
    need: Need
    released: asyncio.Future[Slot | None]


Entry = tuple[Lane, int, Waiter]
