"""The engine: woken by APScheduler, it advances whoever is owed something by now.

The database is the truth; the scheduler only wakes. Any number of processes may tick at once.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db import Database, insert_new
from bot.reminders import store
from bot.reminders.rules import advance
from bot.reminders.tables import Heartbeat
from bot.telemetry import Metrics, told

BATCH = 200
HEARTBEAT = timedelta(seconds=5)
"""The longest time between two looks, whatever was or was not announced."""

log = structlog.get_logger(__name__)


class Engine:
    """Advances persons in batches and announces when messages became owed.

    `owed` is called after a commit that made messages owed.
    """

    def __init__(
        self, db: Database, clock: Clock, metrics: Metrics, owed: Callable[[], None]
    ) -> None:
        self._db = db
        self._clock = clock
        self._metrics = metrics
        self._owed = owed
        self._scheduler: AsyncIOScheduler | None = None
        self._armed_for: datetime | None = None
        self._is_awake = False
        self._nudged: datetime | None = None
        self._ticking = asyncio.Lock()
        self._stopping = False
        self.ticked_at: datetime | None = None
        self.owed_so_far = 0

    async def tick(self) -> int:
        """Advances everybody whose `wake_at` is past; how many messages became owed."""
        owed = 0
        async with self._ticking:
            now = self._clock()
            while True:
                persons, messages = await self._batch(now)
                owed += messages
                self.owed_so_far += messages
                if messages:
                    self._owed()
                if persons < BATCH or self._stopping:
                    break
            self.ticked_at = now
            self._metrics.ticks.inc()
        return owed

    async def _batch(self, now: datetime) -> tuple[int, int]:
        async with self._db.reading() as session:
            earliest = await store.earliest_wake(session)
        if earliest is None or earliest > now:
            return 0, 0
        async with self._db.writing() as session:
            persons = await store.claim(session, now, BATCH)
            if not persons:
                return 0, 0
            states = await store.load(session, persons)
            changes = [advance(state, now) for state in states]
            return len(persons), await store.write(session, changes)

    async def next_wake(self) -> datetime | None:
        """The earliest instant at which anything is owed to anybody."""
        async with self._db.reading() as session:
            return await store.earliest_wake(session)

    def start(self) -> None:
        """Begins to wake by itself: at each `wake_at`, and at the latest after HEARTBEAT."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._wake,
            _After(timedelta(0)),
            id="wake",
            coalesce=True,
            max_instances=2,  # one that armed itself for now has not quite ended
            misfire_grace_time=None,  # late is still owed
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """Lets the batch in hand be written, and wakes no more."""
        scheduler, self._scheduler = self._scheduler, None
        self._stopping = True
        async with self._ticking:
            self._stopping = False
        if scheduler is not None:
            scheduler.shutdown(wait=False)

    async def arm(self) -> None:
        """Looks up when to wake next; for a clock that was moved."""
        if self._scheduler is not None:
            self._arm(await self.next_wake())

    def nudge(self, wake_at: datetime | None) -> None:
        """Something is owed at `wake_at`: wakes then, unless that was known already."""
        if self._scheduler is None or wake_at is None:
            return
        if self._is_awake:  # armed at the end of this look, which may have read without it
            self._nudged = min(self._nudged or wake_at, wake_at)
        elif self._armed_for is None or wake_at < self._armed_for:
            self._arm(wake_at)

    def _arm(self, wake_at: datetime | None) -> None:
        assert self._scheduler is not None
        now = self._clock()
        latest = now + HEARTBEAT
        self._armed_for = min(wake_at, latest) if wake_at else latest
        self._scheduler.reschedule_job("wake", trigger=_After(self._armed_for - now))

    async def _wake(self) -> None:
        """One look; whatever goes wrong, the next one is armed."""
        self._is_awake, self._nudged = True, None
        wake_at = None
        try:
            await self.tick()
            await self._beat()
            wake_at = await self.next_wake()
        except Exception as error:  # noqa: BLE001  a database that is away comes back
            self._metrics.errors.labels("engine").inc()
            log.warning("engine tick failed", **told(error))
        finally:
            self._is_awake = False
            if self._scheduler is not None:
                self._arm(min(filter(None, (wake_at, self._nudged)), default=None))

    async def _beat(self) -> None:
        now = self._clock()
        async with self._db.writing() as session:
            await beat(session, now)


async def beat(session: AsyncSession, now: datetime) -> None:
    """Writes the heartbeat row."""
    if not await insert_new(session, Heartbeat, id=1, ticked_at=now):
        await session.execute(
            update(Heartbeat)
            .where(Heartbeat.id == 1)
            .values(ticked_at=now)
            .execution_options(synchronize_session=False)
        )


class _After(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Fires once, so long after it was set: an instant by our Clock is a delay by the system's."""

    def __init__(self, delay: timedelta) -> None:
        self.delay = max(delay, timedelta(0))

    def get_next_fire_time(self, previous: Any, now: datetime) -> datetime | None:
        # Set again after each run; should that ever fail, the heartbeat goes on by itself.
        return now + (self.delay if previous is None else HEARTBEAT)
