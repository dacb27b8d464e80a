"""One budget for all processes of a token: a row in PostgreSQL is the account of what may leave.

A process takes a few calls at once, just before it needs them, each with the instant from which it
may leave, and says each time until when those it took earlier count.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog

from bot.db import Database
from bot.telegram.account import LATE, Given
from bot.telegram.rates import EPSILON, Trip
from bot.telegram.share import LEAD, Refusal, Share
from bot.telegram.source import AT_MOST, SECOND, Slot, counts_until
from bot.telemetry import told

_LOOK = 0.5
"""Seconds after which the row is looked at again, though nothing is to be sent."""
_FAR = 60.0
_log = structlog.get_logger(__name__)


class SharedSource:
    """Tokens for the gate out of the rows; `run` gets them. `paid` as in OwnSource."""

    def __init__(self, db: Database, name: str, per_second: float, paid: float = 0.0) -> None:
        self._free = Share(db, name, per_second)
        self._paid = Share(db, f"{name} paid", paid) if paid else None
        self._trip = Trip()
        self._tell: Callable[[], None] = lambda: None
        self._wanted = asyncio.Event()
        self._may_pay = False
        self._silent_until = 0.0
        self._refusals: tuple[Refusal, ...] = ()

    @property
    def _shares(self) -> tuple[Share, ...]:
        return (self._free, self._paid) if self._paid else (self._free,)

    @property
    def paused_until(self) -> float:
        return max(self._silent_until, *(share.paused_until for share in self._shares))

    def rate(self, now: float) -> float:
        del now
        return sum(share.rate for share in self._shares)

    def ready_at(self, now: float, *, may_pay: bool) -> float:
        """The next instant held; far away while there is none, and more is taken."""
        shares = self._shares if may_pay else (self._free,)
        if any(share.is_short(now) for share in shares):
            self._may_pay = self._may_pay or may_pay
            self._wanted.set()
        found = [at for share in shares if (at := share.next_at(now)) is not None]
        return max(self.paused_until, min(found, default=now + _FAR) - LEAD)

    def take(self, now: float, *, may_pay: bool) -> Slot:
        free_at = self._free.next_at(now)
        is_paid = may_pay and self._paid is not None and (
            free_at is None or free_at > now + LEAD + EPSILON
        )  # fmt: skip
        slot = Slot(is_paid=is_paid)
        share = self._share(slot)
        self._hand_over(share, slot)
        if share.is_short(now):
            self._wanted.set()
        return slot

    def leaves_at(self, slot: Slot, now: float) -> float:
        """At its instant, or after a silence; who is late for it by now is given another."""
        if self.paused_until > now:
            return self.paused_until
        if slot.not_before < now - LATE:
            share = self._share(slot)
            if share.next_at(now) is None:
                self._wanted.set()
                return now + _FAR
            share.news.drops(slot.tick)
            self._hand_over(share, slot)
        return slot.not_before

    def leaves(self, slot: Slot, now: float) -> None:
        slot.left_at = now
        self._counts(slot, now + AT_MOST + SECOND)

    def give_back(self, slot: Slot) -> None:
        self._share(slot).held.appendleft(Given(slot.not_before, slot.tick))

    def answered(self, slot: Slot, now: float) -> None:
        self._counts(slot, counts_until(slot, self._trip, now))

    def refused(self, seconds: float, began: float, now: float) -> None:
        self._silent_until = max(self._silent_until, now + seconds)
        for share in self._shares:
            share.drop()
        self._refusals = (*self._refusals, Refusal(seconds, began))
        self._wanted.set()

    def on_news(self, tell: Callable[[], None]) -> None:
        self._tell = tell

    async def run(self) -> None:
        """Until cancelled: tells of calls and 429s, takes what is wanted, looks now and then.

        While the database cannot be reached nothing is sent: nothing could be recorded either.
        """
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK):
                    await self._wanted.wait()
            try:
                got_any = await self._visit()
            except Exception as error:  # noqa: BLE001  a database that is away comes back
                _log.warning("rate_not_shared", **told(error))
                await asyncio.sleep(_LOOK)
                got_any = True
            self._tell()
            if not got_any:
                await asyncio.sleep(min(_LOOK, 1.0 / self._free.rate))

    async def _visit(self) -> bool:
        """Whether there was something of each that was wanted."""
        refusals, is_wanted, may_pay = self._refusals, self._wanted.is_set(), self._may_pay
        self._wanted.clear()
        self._may_pay = False
        now = asyncio.get_running_loop().time()
        got_any = True
        for share in self._shares:
            wants = is_wanted and (may_pay or share is self._free) and share.is_short(now)
            got = await share.visit(share.block if wants else 0, refusals)
            got_any = got_any and (got > 0 or not wants)
        self._refusals = self._refusals[len(refusals) :]
        return got_any

    def _share(self, slot: Slot) -> Share:
        return self._paid if slot.is_paid and self._paid else self._free

    @staticmethod
    def _hand_over(share: Share, slot: Slot) -> None:
        given = share.held.popleft()
        slot.not_before, slot.tick = given.at, given.counts_until

    def _counts(self, slot: Slot, until: float) -> None:
        share = self._share(slot)
        tick = share.tick(until)
        share.news.moves(slot.tick, tick)
        slot.tick = tick
