"""What goes with messages, made in a few threads of its own: the database needs the others."""

import asyncio
import os
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import structlog

from bot.screen import Attachment
from bot.telegram.kept import Kept, key_of
from bot.telemetry import Metrics, told

T = TypeVar("T")
_THREADS = 2
_log = structlog.get_logger(__name__)


class Maker:
    """Makes attachments, a few at a time; never call it inside a transaction.

    What somebody waits for has threads of its own: it does not stand in line behind what the bot
    says by itself, which in turn leaves one core to everything else.
    """

    def __init__(self, metrics: Metrics) -> None:
        self.kept = Kept()
        self._shared: dict[Hashable, bytes] = {}
        self._metrics = metrics
        self._answers = ThreadPoolExecutor(_THREADS, thread_name_prefix="making")
        spare = max(1, (os.cpu_count() or 1) - 1)
        self._by_itself = ThreadPoolExecutor(min(_THREADS, spare), thread_name_prefix="ahead")
        self._turns = asyncio.Semaphore(_THREADS)
        self._hurried = 0
        self._calm = asyncio.Event()
        self._calm.set()

    @contextmanager
    def hurry(self) -> Iterator[None]:
        """While a medicine is being sent: what is only made ahead, or tolerates lateness, waits."""
        self._hurried += 1
        self._calm.clear()
        try:
            yield
        finally:
            self._hurried -= 1
            if not self._hurried:
                self._calm.set()

    async def calm(self) -> None:
        """Returns when nobody is in a hurry."""
        await self._calm.wait()

    async def make(self, attachment: Attachment | None) -> bytes | None:
        """The bytes; whatever `make` raises is raised here. None where nothing is attached."""
        if attachment is None:
            return None
        if not attachment.is_shared:
            return await self.work(attachment.make)
        key = key_of(attachment.make)
        if key not in self._shared:
            self._shared[key] = await self.work(attachment.make)
        return self._shared[key]

    async def work(self, function: Callable[[], T]) -> T:
        """Calls anything that takes long and must not be on the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._answers, function)

    async def make_ahead(self, attachment: Attachment) -> bytes:
        """The bytes of what nobody asked for just now; whatever `make` raises is raised here."""
        async with self._turns:  # no line before the threads, so that a hurry is felt at once
            await self.calm()
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._by_itself, attachment.make)

    async def keep(self, attachment: Attachment) -> None:
        """Makes what will soon be wanted, unless it is there; raises what `make` raises."""
        if not self.kept.has(attachment):
            self.kept.put(attachment, await self.make_ahead(attachment))

    async def make_if_possible(self, attachment: Attachment | None) -> bytes | None:
        """The bytes for a message of the bot's own; None, counted and logged, when that fails."""
        if attachment is None:
            return None
        try:
            if attachment.is_shared:
                return await self.make(attachment)
            return self.kept.take(attachment) or await self.make_ahead(attachment)
        except Exception as error:  # noqa: BLE001  the words matter more than the picture
            self._metrics.errors.labels("attachment").inc()
            _log.error("attachment_not_made", **told(error))
            return None

    def close(self) -> None:
        """What waits for a thread is dropped; what is being made comes to nothing."""
        for threads in (self._answers, self._by_itself):
            threads.shutdown(wait=False, cancel_futures=True)
