"""One shared row as one process sees it: the calls it holds, and what the row must be told."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from sqlalchemy import Double, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.telegram.account import LATE, Account, Given, News, tick_of
from bot.telegram.rates import Bucket, Pace
from bot.telegram.tables import RateBudget

LEAD = 0.03
"""Seconds before its instant at which a call may be let in: a delivery is marked meanwhile."""
_AHEAD = (0.05, 0.5)
"""Seconds of the whole rate that are taken at once, and how early before they are needed: at
least, and at most where the database takes long to answer."""
_NOW = func.extract("epoch", func.clock_timestamp()).cast(Double)


@dataclass(slots=True)
class Offset:
    """What to add to the database's time for the loop's: the quickest answer lately knows best."""

    seen: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=64))
    """By how much it can be wrong, half of what the answer took, and the offset."""

    def learn(self, database: float, asked: float, heard: float) -> None:
        """`database` is its time when it answered; the loop's when we asked, and heard of it."""
        found = (asked + heard) / 2 - database
        if self.seen and abs(found - self.seconds) > 1.0:
            self.seen.clear()  # another server, after a fail-over
        self.seen.append(((heard - asked) / 2, found))

    @property
    def seconds(self) -> float:
        return min(self.seen)[1] if self.seen else 0.0

    @property
    def doubt(self) -> float:
        """Seconds by which it can be wrong at most."""
        return min(self.seen)[0] if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A 429: silence for so many seconds; `began` is the loop's time when the call went out."""

    seconds: float
    began: float


class Share:
    """Calls held, rate and silence; instants are the loop's time."""

    def __init__(self, db: Database, name: str, most: float) -> None:
        self._db = db
        self._name = name
        self.most = most
        self.rate = most
        self.paused_until = 0.0
        self.offset = Offset()
        self.held: deque[Given] = deque()
        self.news = News()
        """What the row does not know yet."""
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
        while self.held and self.held[0].at < now - LATE:
            self.news.drops(self.held.popleft().counts_until)
        return self.held[0].at if self.held else None

    def is_short(self, now: float) -> bool:
        """Whether more must be taken, so that it is there when it is needed."""
        last = self.held[-1].at if self.held else now
        return last - now < self._ahead + LEAD

    def drop(self) -> None:
        """After a 429 nothing leaves at the instants held."""
        while self.held:
            self.news.drops(self.held.popleft().counts_until)

    def tick(self, until: float) -> int:
        """The row's word for an instant of the loop; a little later, where clocks are in doubt."""
        return tick_of(until - self.offset.seconds + self.offset.doubt)

    async def visit(self, calls: int, refusals: tuple[Refusal, ...] = ()) -> int:
        """Tells the row what is new, and takes so many calls at most; gives how many it got.

        Clocks are known but for a doubt: so calls leave later by it, and count longer.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        news, self.news = self.news, News()
        try:
            async with self._db.writing() as session:
                row = await self._locked(session)
                offset, doubt = self.offset.seconds, self.offset.doubt
                account = _account(row, self.most)
                now = loop.time() - offset
                account.settle(news, now)
                for one in refusals:
                    account.refuse(one.seconds, one.began - offset, now)
                given = account.give(calls, now)
                _keep(row, account)
        except BaseException:
            self.news.add(news)
            raise
        self._took = 0.8 * self._took + 0.2 * (loop.time() - began)
        self.rate = account.pace.rate(now)
        self.paused_until = account.paused_until + offset
        self.held.extend(Given(one.at + offset + doubt, one.counts_until) for one in given)
        return len(given)

    async def _locked(self, session: AsyncSession) -> RateBudget:
        """The row, ours till the end of the transaction; the database's time is learnt."""
        loop = asyncio.get_running_loop()
        query = select(RateBudget, _NOW).where(RateBudget.name == self._name).with_for_update()
        while True:
            asked = loop.time()
            found = (await session.execute(query)).one_or_none()
            if found is not None:
                self.offset.learn(found[1], asked, loop.time())
                row: RateBudget = found[0]
                return row
            new = {"name": self._name, "full_at": 0, "slowest": self.most, "since": 0}
            first = insert(RateBudget).values(**new, cut_at=0, paused_until=0)
            await session.execute(first.on_conflict_do_nothing())


def _account(row: RateBudget, most: float) -> Account:
    counts = {int(tick): number for tick, number in (row.counts or {}).items()}
    pace = Pace(most, row.slowest, row.since)
    return Account(pace, Bucket(row.full_at), row.cut_at, row.paused_until, counts)


def _keep(row: RateBudget, account: Account) -> None:
    row.full_at = account.bucket.full_at
    row.slowest, row.since = account.pace.slowest, account.pace.since
    row.cut_at, row.paused_until = account.cut_at, account.paused_until
    row.counts = {str(tick): number for tick, number in account.counts.items()}
