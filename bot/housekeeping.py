"""What a running bot does besides: leases of dead processes, figures for operators, pruning."""

import asyncio
import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import structlog
from sqlalchemy import delete

from bot.clock import Clock
from bot.db import Database
from bot.people.actions import forget_old_halves
from bot.people.easy_actions import forget_old
from bot.reminders import queue, taking_back
from bot.reminders.engine import Engine
from bot.reminders.pruning import prune
from bot.telegram.sender import Sender
from bot.telegram.tables import HandledUpdate
from bot.telemetry import Metrics, told

SECONDS = 2.0
"""Between two rounds."""
_ROUNDS_TO_PRUNE = 1800
REMEMBERED = timedelta(days=2)
"""Telegram gives no update again after a day."""
_RESTORING = timedelta(hours=1)
"""No diary takes as long to restore."""
_log = structlog.get_logger(__name__)


class Housekeeper:
    """`owner` is the name of this process in leases."""

    def __init__(  # noqa: PLR0917  what it looks after
        self, db: Database, clock: Clock, metrics: Metrics, engine: Engine, sender: Sender,
        owner: str,
    ) -> None:  # fmt: skip
        self._db = db
        self._clock = clock
        self._metrics = metrics
        self._engine = engine
        self._sender = sender
        self._owner = owner

    async def run(self, stop: asyncio.Event) -> None:
        rounds = 0
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), SECONDS)
            try:
                self._engine.watch()
                await self.take_back()
                async with self._db.reading() as session:
                    self._metrics.queue.set(await queue.waiting(session))
                if self._db.owes_forgetting:
                    await self._db.forget()
                if rounds % _ROUNDS_TO_PRUNE == 0:
                    await self._prune()
            except Exception as error:  # noqa: BLE001  a database that is away comes back
                self._metrics.errors.labels("housekeeping").inc()
                _log.warning("housekeeping_failed", **told(error))
            rounds += 1

    async def take_back(self, *, at_start: bool = False) -> None:
        """What dead processes held is owed again; what they were just sending is in doubt."""
        now = self._clock()
        async with self._db.reading() as session:
            owners = await taking_back.owners(session)
        if self._owner in owners:
            await self._find_again(now)
        held = [owner for owner in owners if owner != self._owner]
        dead: list[str] | None = [owner for owner in held if is_dead(owner)]
        if at_start and self._db.is_sqlite:
            dead = None  # one file, one process: whoever held anything is gone
        elif not held:
            return
        async with self._db.writing() as session:
            doubted = await taking_back.take_back(session, now, owners=dead)
        for lane in doubted:
            self._metrics.uncertain.labels(lane.name.lower()).inc()
        self._sender.owed()

    async def _find_again(self, now: datetime) -> None:
        known = self._sender.knows()
        if known is None:
            return
        async with self._db.writing() as session:
            found = await taking_back.find_again(session, self._owner, known, now)
        if found:
            _log.warning("leases_found_again", deliveries=found)
            self._sender.owed()

    async def _prune(self) -> None:
        now = self._clock()
        after: int | None = 0
        while after is not None:
            async with self._db.writing() as session:
                after = await prune(session, now, after)
        async with self._db.writing() as session:
            await session.execute(delete(HandledUpdate).where(HandledUpdate.at < now - REMEMBERED))
            await forget_old_halves(session, now - _RESTORING)
            await forget_old(session, now)


def owner_name() -> str:
    """A name for this process in leases; never given twice, though process ids are."""
    return f"{_machine()}:{os.getpid()}:{uuid4().hex[:6]}"


def is_dead(owner: str) -> bool:
    """Whether a process of this machine has ended; of others only their leases tell.

    One with our own process id is dead: containers begin to count anew.
    """
    machine, _, rest = owner.partition(":")
    pid = rest.partition(":")[0]
    if machine != _machine() or not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _machine() -> str:
    """Host and, on Linux, the space in which process ids count: containers may share a host."""
    try:
        space = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        space = 0
    return f"{socket.gethostname().replace(':', '-')[:32]}.{space}"
