"""Long polling by one process at a time: a row says who, and another takes over from the dead.

The row is a lease in the database's time (ADR 6). Whoever cannot renew it stops to poll before it
runs out, by its own clock; should two poll all the same, Telegram tells both, and every update is
still acted on once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database
from bot.telegram.polling import Poller
from bot.telemetry import told

HELD = 6.0
"""Seconds that the row is held after each renewal."""
LOOK = 1.0
"""Seconds between two looks at the row."""
_PATIENCE = 2.0
"""Seconds the database has for an answer."""
_MARGIN = 0.5
"""Seconds before the lease's end at which who could not renew it stops to poll."""
_NAME = "polling"
_TAKE = text(
    "INSERT INTO lease (name, owner, until)"
    " VALUES (:name, :owner, statement_timestamp() + make_interval(secs => :held))"
    " ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until"
    " WHERE lease.owner IN (excluded.owner, :dead) OR lease.until < statement_timestamp()"
    " RETURNING owner"
)
_HOLDER = text("SELECT owner FROM lease WHERE name = :name")
_RELEASE = text("DELETE FROM lease WHERE name = :name AND owner = :owner")
_log = structlog.get_logger(__name__)


class Held:
    """The row: `take` it or keep it, and `release` it. PostgreSQL alone."""

    def __init__(self, db: Database, owner: str, is_dead: Callable[[str], bool]) -> None:
        self._db = db
        self._owner = owner
        self._is_dead = is_dead

    async def take(self) -> bool:
        """Whether it is ours for the next `HELD` seconds; raises when the database does not say.

        A process of this machine that has ended is not waited for.
        """
        async with asyncio.timeout(_PATIENCE), self._db.writing() as session:
            holder = await session.scalar(_HOLDER, {"name": _NAME})
            dead = holder if holder and self._is_dead(holder) else self._owner
            took = await session.scalar(
                _TAKE, {"name": _NAME, "owner": self._owner, "held": HELD, "dead": dead}
            )
        return took is not None

    async def release(self) -> None:
        with suppress(SQLAlchemyError, OSError, TimeoutError):  # it runs out by itself
            async with asyncio.timeout(1.0), self._db.writing() as session:
                await session.execute(_RELEASE, {"name": _NAME, "owner": self._owner})


class Leader:
    """Polls while the row is ours, stands by while it is somebody else's.

    `last_ok` is when Telegram last answered our poll or, for who stands by, when the row was last
    seen to be held; in the loop's time, None before. `make` gives a poller for each turn.
    """

    def __init__(
        self,
        held: Held,
        make: Callable[[], Poller],
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._held = held
        self._make = make
        self._pause = pause
        self._poller: Poller | None = None
        self._seen_at: float | None = None

    @property
    def polls(self) -> bool:
        return self._poller is not None

    @property
    def last_ok(self) -> float | None:
        if self._poller is None:
            return self._seen_at
        return self._poller.last_ok or self._seen_at

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; StartupError when Telegram does not know the token."""
        async with asyncio.TaskGroup() as group:
            working = group.create_task(self._work(stop))
            stopping = group.create_task(stop.wait())
            await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()

    async def _work(self, stop: asyncio.Event) -> None:
        stood_by = False
        while not stop.is_set():
            until = await self._take()
            if until is not None and not stop.is_set():
                if stood_by:
                    _log.warning("polling_taken_over")
                await self._turn(stop, until)
            elif not stop.is_set():
                stood_by = True
                await _either(stop, self._pause(LOOK))

    async def _turn(self, stop: asyncio.Event, until: float) -> None:
        """Polls for as long as the row is renewed."""
        over, poller = asyncio.Event(), self._make()
        self._poller = poller
        try:
            async with asyncio.TaskGroup() as group:
                polling = group.create_task(poller.run(over))
                while not (stop.is_set() or polling.done()) and _now() < until - _MARGIN:
                    await _either(stop, self._pause(LOOK))
                    until = await self._take() or until
                over.set()
        finally:
            self._poller = None
            await self._held.release()

    async def _take(self) -> float | None:
        """Until when the row is ours, in the loop's time; None when it is not, or nobody knows."""
        asked = _now()
        try:
            is_ours = await self._held.take()
        except Exception as error:  # noqa: BLE001  a database that is away comes back
            _log.warning("lease_not_seen", **told(error))
            return None
        self._seen_at = _now()
        return asked + HELD if is_ours else None


async def _either(stop: asyncio.Event, waiting: Awaitable[None]) -> None:
    """Waits, or stops waiting when `stop` is set."""
    tasks = [asyncio.ensure_future(one) for one in (stop.wait(), waiting)]  # noqa: TID251  ended below
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _now() -> float:
    return asyncio.get_running_loop().time()
