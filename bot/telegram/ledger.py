"""Group commit: the marks and outcomes of many sends share one transaction.

Written row by row they would be the slowest part of sending, by a factor of fifty.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

import structlog

from bot.clock import Clock
from bot.db import Database
from bot.reminders import queue
from bot.reminders.queue import Result
from bot.telemetry import told

_Waiting = tuple[Result, "asyncio.Future[None]"]
_IN_ONE_GO = 8
_TRIED = 3
"""Outcomes that fail alone before the database is taken to be away."""
_AGAIN = 0.5
"""Seconds before a database that is away is asked again."""
_log = structlog.get_logger(__name__)


class Ledger:
    """Marks deliveries as leaving and records what became of them, in batches, in order."""

    def __init__(self, db: Database, clock: Clock, owner: str) -> None:
        self._db = db
        self._clock = clock
        self._owner = owner
        self._marks: list[tuple[int, asyncio.Future[bool]]] = []
        self._results: list[_Waiting] = []
        self._asked_before: set[int] = set()
        self._work = asyncio.Event()

    async def mark(self, delivery_id: int) -> bool:
        """Marks one as leaving now; False when it is no longer ours or no longer wanted."""
        future = asyncio.get_running_loop().create_future()
        self._marks.append((delivery_id, future))
        self._work.set()
        return bool(await future)

    async def record(self, result: Result) -> None:
        """Returns once the outcome is committed, however long the database takes."""
        future = asyncio.get_running_loop().create_future()
        self._results.append((result, future))
        self._work.set()
        await future

    async def run(self) -> None:
        """Writes until cancelled."""
        while True:
            await self._work.wait()
            self._work.clear()
            marks, self._marks = self._marks, []
            results, self._results = self._results, []
            try:
                marked = await self._write([id_ for id_, _ in marks], [r for r, _ in results])
            except Exception as error:  # noqa: BLE001  a database that is away comes back
                _log.warning("ledger_write_failed", **told(error))
                self._asked_before |= {id_ for id_, _ in marks}
                self._marks = marks + self._marks
                self._results = await self._one_by_one(results) + self._results
                await asyncio.sleep(_AGAIN)
                self._work.set()
            else:
                self._asked_before.clear()
                await _tell((done, None) for _, done in results)
                await _tell((future, id_ in marked) for id_, future in marks)

    async def _one_by_one(self, results: "list[_Waiting]") -> "list[_Waiting]":
        """Those that still cannot be written: one outcome must not hold up the others."""
        failed: list[_Waiting] = []
        for number, (result, done) in enumerate(results):
            try:
                await self._write((), (result,))
            except Exception:  # noqa: BLE001  told of above
                failed.append((result, done))
                if len(failed) == _TRIED:  # it is not they, it is the database
                    return results[number + 1 :] + failed
            else:
                _resolve(done, value=None)
        return failed

    async def _write(self, marks: Sequence[int], results: Sequence[Result]) -> frozenset[int]:
        async with self._db.writing() as session:
            await queue.record(session, results)
            if not marks:
                return frozenset()
            again = [id_ for id_ in marks if id_ in self._asked_before]
            return await queue.mark(session, self._owner, marks, self._clock(), again=again)


async def _tell(answers: "Iterable[tuple[asyncio.Future[Any], object]]") -> None:
    """Answers those who wait, a few at a time: each of them goes to work at once."""
    for number, (future, value) in enumerate(answers, 1):
        _resolve(future, value)
        if number % _IN_ONE_GO == 0:
            await asyncio.sleep(0)


def _resolve(future: "asyncio.Future[Any]", value: object) -> None:
    if not future.done():  # whoever waited may have been cancelled
        future.set_result(value)
