"""The engine: woken by APScheduler, it advances whoever is owed something by now.

The database is the truth; the scheduler only wakes. Any number of processes may tick at once.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db import Database
from bot.notes.rules import Topic
from bot.plain import insert_new
from bot.reminders import loading
from bot.reminders.rules import advance
from bot.reminders.tables import Heartbeat
from bot.reminders.writing import write
from bot.telemetry import Metrics, told

BATCH = 250
"""Persons in one transaction: at 100 each costs a fifth more, at 500 the event loop waits long."""
_SIDE_BY_SIDE = 3
"""Batches under way on PostgreSQL: while it writes some, the next is reckoned."""
_IN_ONE_GO = 10
"""Persons advanced before the event loop may do something else."""
HEARTBEAT = timedelta(seconds=5)
"""The longest time between two looks, whatever was or was not announced."""
_SOONEST = timedelta(milliseconds=150)
"""The shortest: what taps of many people change is looked at together, and who is held by another
process is not asked for without a pause."""
_BEAT = timedelta(seconds=1)
_STOP = 2.0
"""Seconds that a look under way may take when the bot stops."""
TRIES = 3
"""After so many, somebody whose rows cannot be understood is set aside."""
_PUT_OFF = timedelta(minutes=1)
"""After which they are tried again."""
_SET_ASIDE = timedelta(hours=1)
"""The same, once they are set aside: what heals them, such as a new version, is found by itself."""

_log = structlog.get_logger(__name__)


class Engine:
    """Advances persons in batches and announces when messages became owed.

    `owed` is called after a commit that made messages owed; `topics` are those of notes; `besides`
    is called at the beginning of each tick, with its instant.
    """

    def __init__(  # noqa: PLR0917  what it works with
        self, db: Database, clock: Clock, metrics: Metrics, owed: Callable[[], None],
        topics: Iterable[Topic], besides: Callable[[datetime], Awaitable[None]] | None = None,
    ) -> None:  # fmt: skip
        self._db = db
        self._clock = clock
        self._metrics = metrics
        self._owed = owed
        self._besides = besides
        self._topics = {topic.name: topic for topic in topics}
        self._scheduler: AsyncIOScheduler | None = None
        self._armed_for: datetime | None = None
        self._beaten_at: datetime | None = None
        self._is_awake = False
        self._nudged: datetime | None = None
        self._at_rest = asyncio.Event()
        self._at_rest.set()
        self._ticking = asyncio.Lock()
        self._singly = asyncio.Lock()
        self._failed: Counter[int] = Counter()
        """How often each person could not be advanced."""
        self._stopping = False
        self.ticked_at: datetime | None = None
        self.owed_so_far = 0

    async def tick(self) -> int:
        """Advances everybody whose `wake_at` is past; how many messages became owed."""
        async with self._ticking:
            now, before = self._clock(), self.owed_so_far
            if self._besides is not None:
                await self._besides(now)
            earliest = await self.next_wake()
            if earliest is not None and earliest <= now:
                await self._side_by_side(now)
            self.ticked_at = now
            self._metrics.ticks.inc()
            return self.owed_so_far - before

    async def _side_by_side(self, now: datetime) -> None:
        lanes = 1 if self._db.is_sqlite else _SIDE_BY_SIDE
        ends = await asyncio.gather(
            *(self._batches(now) for _ in range(lanes)), return_exceptions=True
        )
        for error in filter(None, ends):
            raise error

    async def _batches(self, now: datetime) -> None:
        """One batch after another, until nobody is left whom no other claimed."""
        persons = BATCH
        while persons == BATCH and not self._stopping:
            persons, messages = await self._batch(now)
            self.owed_so_far += messages
            if messages:
                self._owed()

    async def _batch(self, now: datetime) -> tuple[int, int]:
        """Persons advanced and messages owed; one who cannot be advanced stops no other."""
        try:
            return await self._advance(now, BATCH)
        except Exception as error:  # noqa: BLE001  one of them, or the database: found out below
            _log.warning("batch_not_advanced", **told(error))
        async with self._singly:  # the next lane finds whom this one has put off no longer due
            return await self._one_by_one(now)

    async def _advance(self, now: datetime, most: int, only: int | None = None) -> tuple[int, int]:
        async with self._db.writing() as session:
            persons = await loading.claim(session, now, most, only)
            if not persons:
                return 0, 0
            changes = []
            for state in await loading.load(session, persons, self._topics):
                changes.append(advance(state, now))
                if len(changes) % _IN_ONE_GO == 0:
                    await asyncio.sleep(0)
            return len(persons), await write(session, changes)

    async def _one_by_one(self, now: datetime) -> tuple[int, int]:
        async with self._db.reading() as session:
            ids = await loading.due(session, now, BATCH)
        owed = 0
        for person_id in ids:
            try:
                owed += (await self._advance(now, 1, person_id))[1]
                self._failed.pop(person_id, None)
            except Exception as error:  # noqa: BLE001  whatever it is, the others go on
                self._metrics.errors.labels("person").inc()
                _log.error("person_not_advanced", person=person_id, **told(error))
                async with self._db.writing() as session:
                    await loading.put_off(session, person_id, now + self._pause(person_id))
        return len(ids), owed

    def _pause(self, person_id: int) -> timedelta:
        self._failed[person_id] += 1
        return _PUT_OFF if self._failed[person_id] < TRIES else _SET_ASIDE

    async def next_wake(self) -> datetime | None:
        """The earliest instant at which anything is owed to anybody."""
        async with self._db.reading() as session:
            return await loading.earliest_wake(session)

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
        with suppress(TimeoutError):
            async with asyncio.timeout(_STOP):
                await self._at_rest.wait()
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
            self._arm(max(wake_at, self._clock() + _SOONEST))

    def watch(self) -> None:
        """Wakes when the alarm is out of reach: the system's clock was set back since."""
        if self._scheduler is not None and not self._is_awake:
            now = self._clock()
            if self._armed_for is not None and self._armed_for > now + 2 * HEARTBEAT:
                self._arm(now)

    def _arm(self, wake_at: datetime | None) -> None:
        assert self._scheduler is not None
        now = self._clock()
        latest = now + HEARTBEAT
        self._armed_for = min(wake_at, latest) if wake_at else latest
        self._scheduler.reschedule_job("wake", trigger=_After(self._armed_for - now))

    async def _wake(self) -> None:
        """One look; whatever goes wrong, the next one is armed."""
        if self._is_awake:
            return
        self._is_awake, self._nudged = True, None
        self._at_rest.clear()
        wake_at = None
        try:
            await self.tick()
            await self.beat()
            wake_at = await self.next_wake()
        except Exception as error:  # noqa: BLE001  a database that is away comes back
            self._metrics.errors.labels("engine").inc()
            _log.warning("engine tick failed", **told(error))
        finally:
            self._is_awake = False
            self._at_rest.set()
            if self._scheduler is not None:
                soonest = self._clock() + _SOONEST
                known = [max(at, soonest) for at in (wake_at, self._nudged) if at]
                self._arm(min(known, default=None))

    async def beat(self) -> None:
        """Notes that the engine lives, once a second at most."""
        now = self._clock()
        if self._beaten_at is not None and abs(now - self._beaten_at) < _BEAT:
            return
        self._beaten_at = now
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
