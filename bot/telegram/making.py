"""What goes with messages, made in a few threads of its own: the database needs the others."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import structlog

from bot.screen import Attachment
from bot.telemetry import Metrics, told

T = TypeVar("T")
_THREADS = 2
_log = structlog.get_logger(__name__)


class Maker:
    """Makes attachments, at most two at a time; never call it inside a transaction."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="making")

    async def make(self, attachment: Attachment | None) -> bytes | None:
        """The bytes; whatever `make` raises is raised here. None where nothing is attached."""
        return await self.work(attachment.make) if attachment is not None else None

    async def work(self, function: Callable[[], T]) -> T:
        """Calls anything that takes long and must not be on the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, function)

    async def make_if_possible(self, attachment: Attachment | None) -> bytes | None:
        """The bytes; None, counted and logged, when they cannot be made."""
        try:
            return await self.make(attachment)
        except Exception as error:  # noqa: BLE001  the words matter more than the picture
            self._metrics.errors.labels("attachment").inc()
            _log.error("attachment_not_made", **told(error))
            return None

    def close(self) -> None:
        """What waits for a thread is dropped; what is being made comes to nothing."""
        self._threads.shutdown(wait=False, cancel_futures=True)
