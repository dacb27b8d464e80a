"""One budget for all processes of a token: a row in PostgreSQL gives out instants at which to send.

Instants are evenly spaced, in the database's time. A process reserves a few at once, just before
it needs them, so that many together stay at the limit, and what nobody uses is hardly anything.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from sqlalchemy import text

from bot.db import Database
from bot.telegram.rates import EPSILON
from bot.telegram.source import Slot
from bot.telemetry import told

_CARE = 0.97
"""How much of the limit is given out: instants are kept by clocks and loops that are not exact."""
_LATE = 0.025
"""Seconds after its instant at which a slot is no longer used: it would crowd the next ones."""
_AHEAD = (0.05, 0.5)
"""Seconds of the whole rate that are reserved at once, and how early before they are needed: at
least, and at most where the database takes long to answer."""
_LEAD = 0.03
"""Seconds before its instant at which a slot may be taken: a delivery is marked meanwhile."""
_LOOK = 0.5
"""Seconds after which the row is looked at again, though nothing is to be sent."""
_FAR = 60.0
_NOW = "extract(epoch FROM statement_timestamp())::float8"
_RATE = f"least(:most, slowest + :most * greatest(0, {_NOW} - since) / 60)"
_RESERVE = text(
    "UPDATE rate_budget SET full_at ="  # noqa: S608  constants of this file
    f" greatest(least(full_at, {_NOW} + 5), {_NOW}, paused_until) + :slots / {_RATE}"
    f" WHERE name = :name RETURNING full_at, {_RATE} AS rate, paused_until, {_NOW} AS now"
)
_CUT = text(
    "UPDATE rate_budget SET"  # noqa: S608  constants of this file
    f" slowest = CASE WHEN cut_at <= :began THEN greatest(:least, {_RATE} / 2) ELSE slowest END,"
    f" since = CASE WHEN cut_at <= :began THEN greatest(paused_until, {_NOW} + :silent)"
    " ELSE since END,"
    f" cut_at = CASE WHEN cut_at <= :began THEN {_NOW} ELSE cut_at END,"
    f" paused_until = greatest(paused_until, {_NOW} + :silent) WHERE name = :name"
)
_CREATE = text(
    "INSERT INTO rate_budget (name, full_at, slowest, since, cut_at, paused_until)"
    " VALUES (:name, 0, :most, 0, 0, 0) ON CONFLICT DO NOTHING"
)
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Offset:
    """What to add to the database's time for the loop's: the quickest answer lately knows best."""

    seen: deque[float] = field(default_factory=lambda: deque(maxlen=32))

    def learn(self, database: float, heard: float) -> float:
        """`database` is its time when it answered, `heard` the loop's when we heard of it."""
        found = heard - database
        if self.seen and abs(found - min(self.seen)) > 1.0:
            self.seen.clear()  # another server, after a fail-over
        self.seen.append(found)
        return self.seconds

    @property
    def seconds(self) -> float:
        return min(self.seen, default=0.0)


class Share:
    """One row as one process sees it: the instants it holds, the rate, the silence."""

    def __init__(self, db: Database, name: str, most: float) -> None:
        self._db = db
        self._name = name
        self.most = most * _CARE
        self.rate = self.most
        self.paused_until = 0.0
        self.offset = Offset()
        self.instants: deque[float] = deque()
        self._took = 0.0
        """Seconds the database needed lately."""

    @property
    def block(self) -> int:
        return max(1, round(self.rate * self._ahead))

    @property
    def _ahead(self) -> float:
        least, most = _AHEAD
        return min(most, max(least, 2 * self._took))

    def next_at(self, now: float) -> float | None:
        """When the next call may go, None while there is nothing left."""
        while self.instants and self.instants[0] < now - _LATE:
            self.instants.popleft()
        return self.instants[0] if self.instants else None

    def is_short(self, now: float) -> bool:
        """Whether more must be reserved, so that it is there when it is needed."""
        last = self.instants[-1] if self.instants else now
        return last - now < self._ahead + _LEAD

    async def reserve(self, slots: int) -> None:
        """Takes the next instants there are; with none it only looks at rate and silence."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        values = {"name": self._name, "most": self.most, "slots": slots}
        async with self._db.writing() as session:
            row = (await session.execute(_RESERVE, values)).one_or_none()
            if row is None:
                await session.execute(_CREATE, {"name": self._name, "most": self.most})
                row = (await session.execute(_RESERVE, values)).one()
            offset = self.offset.learn(row.now, loop.time())
        self._took = 0.8 * self._took + 0.2 * (loop.time() - began)
        self.rate = row.rate
        self.paused_until = row.paused_until + offset
        first = row.full_at - slots / row.rate + offset
        self.instants.extend(first + number / row.rate for number in range(slots))

    async def cut(self, seconds: float, began: float) -> None:
        """Tells all processes of a 429; `began` is the loop's time when the call went out."""
        values = {
            "name": self._name,
            "most": self.most,
            "least": min(self.most, max(1.0, self.most / 20.0)),
            "began": began - self.offset.seconds,
            "silent": seconds,
        }
        async with self._db.writing() as session:
            await session.execute(_CUT, values)


class SharedSource:
    """Tokens for the gate out of the rows; `run` gets them. `paid` as in OwnSource."""

    def __init__(self, db: Database, name: str, per_second: float, paid: float = 0.0) -> None:
        self._free = Share(db, name, per_second)
        self._paid = Share(db, f"{name} paid", paid) if paid else None
        self._tell: Callable[[], None] = lambda: None
        self._wanted = asyncio.Event()
        self._may_pay = False
        self._silent_until = 0.0
        self._refusals: deque[tuple[float, float]] = deque()
        self._exchanged: set[Slot] = set()
        """Calls that are about to leave at their second instant."""

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
        """The next instant held; far away while there is none, and more is reserved."""
        shares = self._shares if may_pay else (self._free,)
        if any(share.is_short(now) for share in shares):
            self._may_pay = self._may_pay or may_pay
            self._wanted.set()
        found = [at for share in shares if (at := share.next_at(now)) is not None]
        return max(self.paused_until, min(found, default=now + _FAR) - _LEAD)

    def take(self, now: float, *, may_pay: bool) -> Slot:
        free_at = self._free.next_at(now)
        is_paid = may_pay and self._paid is not None and (
            free_at is None or free_at > now + _LEAD + EPSILON
        )  # fmt: skip
        share = self._paid if is_paid and self._paid else self._free
        at = share.instants.popleft()
        if share.is_short(now):
            self._wanted.set()
        return Slot(now, at, is_paid)

    def leaves_at(self, slot: Slot, now: float) -> float:
        """At its instant, or after a silence; who is late for it by now is given another, once."""
        if self.paused_until > now:
            return self.paused_until
        if slot.free_at < now - _LATE and slot not in self._exchanged:
            share = self._paid if slot.is_paid and self._paid else self._free
            if share.next_at(now) is None:
                self._wanted.set()
                return now + _FAR
            slot.free_at = share.instants.popleft()
            self._exchanged.add(slot)
        return slot.free_at

    def leaves(self, slot: Slot, now: float) -> None:
        """The instants were spaced beforehand."""
        del now
        self._exchanged.discard(slot)

    def give_back(self, slot: Slot) -> None:
        self._exchanged.discard(slot)
        share = self._paid if slot.is_paid and self._paid else self._free
        share.instants.appendleft(slot.free_at)

    def answered(self, slot: Slot, now: float) -> None:
        """Instants are spaced beforehand: nothing is learnt from the answer."""

    def refused(self, seconds: float, began: float, now: float) -> None:
        self._silent_until = max(self._silent_until, now + seconds)
        for share in self._shares:
            share.instants.clear()
        self._refusals.append((seconds, began))
        self._wanted.set()

    def on_news(self, tell: Callable[[], None]) -> None:
        self._tell = tell

    async def run(self) -> None:
        """Until cancelled: tells of 429s, reserves what is wanted, looks at the rows now and then.

        While the database cannot be reached nothing is sent: nothing could be recorded either.
        """
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK):
                    await self._wanted.wait()
            try:
                await self._step()
            except Exception as error:  # noqa: BLE001  a database that is away comes back
                _log.warning("rate_not_shared", **told(error))
                await asyncio.sleep(_LOOK)
            self._tell()

    async def _step(self) -> None:
        while self._refusals:
            seconds, began = self._refusals[0]
            for share in self._shares:
                await share.cut(seconds, began)
            self._refusals.popleft()
        is_wanted, may_pay = self._wanted.is_set(), self._may_pay
        self._wanted.clear()
        self._may_pay = False
        now = asyncio.get_running_loop().time()
        for share in self._shares:
            wants = is_wanted and (may_pay or share is self._free) and share.is_short(now)
            await share.reserve(share.block if wants else 0)
