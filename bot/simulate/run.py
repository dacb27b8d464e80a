"""The year itself: from one instant at which anything happens to the next, and restarts."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import URL

from bot.clock import MovableClock
from bot.db import Database
from bot.migrate import migrate
from bot.reminders.engine import Engine
from bot.reminders.pruning import prune
from bot.reminders.tables import Occurrence
from bot.reminders.taking_back import take_back
from bot.simulate.acting import acts, moves_in
from bot.simulate.inhabitants import Event, Inhabitant, days_of, inhabitant
from bot.simulate.lived import Key, Life, Outage
from bot.simulate.post import Post, label_of
from bot.simulate.rules import BEGINS, DAY, habits, outages
from bot.telemetry import Metrics

_AT_ONCE = 100
_PRUNES_EVERY = timedelta(days=1)


class _Next(NamedTuple):
    at: datetime
    number: int
    order: int
    one: Inhabitant
    event: Event


@dataclass(slots=True)
class Lived:
    """What the people of one database lived, and what the bot did for it."""

    lives: list[Life]
    outages: list[Outage]
    ends: datetime
    ticks: int = 0
    acts: int = 0
    errors: list[str] = field(default_factory=list)


class Year:
    """`numbers` are the people who live in this database, on their own or beside others."""

    def __init__(self, url: URL, seed: int, numbers: Sequence[int], days: int) -> None:
        self._url = url
        self._seed = seed
        self._clock = MovableClock(BEGINS)
        self._people = [inhabitant(seed, n, habits(seed, n), BEGINS) for n in numbers]
        self._by_chat = {one.telegram_id: one for one in self._people}
        self._ahead: list[_Next] = []
        self._order = count()
        self._days = days
        self.lived = Lived(
            [one.life for one in self._people], outages(seed, days), BEGINS + days * DAY
        )

    async def lives(self) -> Lived:
        """Everybody's days, from the first to the last."""
        await self._begin()
        for one in self._people:
            for event in days_of(one, self._days):
                self._plan(one, event)
        await self._move_in()
        for outage in self.lived.outages:
            await self._live_until(outage.start, dies_there=True)
            await self._goes_down(outage)
        await self._live_until(self.lived.ends)
        await self._remember_states()
        await self._stop()
        return self.lived

    async def _begin(self) -> None:
        """A process starts: nothing is known but the database."""
        self._db = Database(self._url)
        self._metrics = Metrics()
        self._engine = Engine(self._db, self._clock, self._metrics, lambda: None, ())
        self._post = Post(self._db, self._by_chat)
        self._pruned_at = self._clock()

    async def _stop(self) -> None:
        for sample in (s for m in self._metrics.errors.collect() for s in m.samples):
            if sample.name.endswith("_total") and sample.value:
                self.lived.errors.append(f"{sample.labels}: {sample.value:.0f}")
        await self._db.close()

    async def _move_in(self) -> None:
        for first in range(0, len(self._people), _AT_ONCE):
            async with self._db.writing() as session:
                for one in self._people[first : first + _AT_ONCE]:
                    await moves_in(session, one)
        await self._tick()

    async def _live_until(self, until: datetime, *, dies_there: bool = False) -> None:
        """All that happens up to and at this instant; what only puts messages right may wait.

        `dies_there`: the engine still looks at that instant, and nothing is sent any more.
        """
        while True:
            wake_at = await self._engine.next_wake()
            instants = [each.at for each in self._ahead[:1]] + ([wake_at] if wake_at else [])
            if not instants or (now := min(instants)) > until:
                break
            self._clock.move_to(max(now, self._clock()))
            await self._now(sends=not (dies_there and now == until))
        self._clock.move_to(until)

    async def _now(self, *, sends: bool = True, is_new: bool = False) -> None:
        """People act, the engine looks, and what it made is sent."""
        await self._act()
        owed = await self._tick()
        if (owed or is_new) and sends:
            self._react(await self._post.carries(self._clock()))

    async def _goes_down(self, outage: Outage) -> None:
        """Killed once the engine has looked; at its end a new process takes over."""
        now = self._clock()
        if outage.doubt:
            self._react(await self._post.dies(self._seed, now))
        else:
            await self._post.leased(now)
        await self._stop()
        self._clock.move_to(outage.end)
        await self._begin()
        async with self._db.writing() as session:
            await take_back(session, outage.end, owners=None)
        await self._now(is_new=True)

    async def _act(self) -> None:
        """What people do now; what they did while the bot was down, it hears of now."""
        now, due = self._clock(), []
        while self._ahead and self._ahead[0].at <= now:
            due.append(heappop(self._ahead))
        if not due:
            return
        self.lived.acts += len(due)
        async with self._db.writing() as session:
            for _, _, _, one, event in due:
                if event.what == "travel" and event.at < now:
                    continue  # whoever travels while the bot is down tells it of it another day
                for follows in await acts(session, one, event, now):
                    self._plan(one, follows)

    async def _tick(self) -> int:
        """The engine looks; how many messages became owed."""
        self.lived.ticks += 1
        owed = await self._engine.tick()
        if self._clock() - self._pruned_at >= _PRUNES_EVERY:
            self._pruned_at = self._clock()
            after: int | None = 0
            async with self._db.writing() as session:
                while after is not None:
                    after = await prune(session, self._clock(), after)
        return owed

    def _react(self, reactions: Sequence[tuple[Inhabitant, Event]]) -> None:
        for one, event in reactions:
            self._plan(one, event)

    def _plan(self, one: Inhabitant, event: Event) -> None:
        heappush(self._ahead, _Next(event.at, one.life.number, next(self._order), one, event))

    async def _remember_states(self) -> None:
        by_id = {one.id: one for one in self._people if not one.is_gone}
        async with self._db.reading() as session:
            rows = await session.execute(
                select(
                    Occurrence.person_id, Occurrence.schedule_id, Occurrence.local_date,
                    Occurrence.slot, Occurrence.state,
                )
            )  # fmt: skip
            for row in rows:
                one = by_id[row.person_id]
                label = label_of(row.local_date, row.slot)
                one.life.states[Key(*one.schedules[row.schedule_id], label)] = row.state


def live(folder: Path, seed: int, numbers: Sequence[int], days: int) -> Lived:
    """A whole year in a database of its own in this folder."""
    url = URL.create("sqlite+aiosqlite", database=str(folder / f"{numbers[0]}.db"))

    async def all_of_it() -> Lived:
        await migrate(url)
        return await Year(url, seed, numbers, days).lives()

    return asyncio.run(all_of_it())
