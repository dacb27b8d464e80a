"""Updates of one person in order, of different people side by side."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress

import structlog
from telegram import Update

from bot.telemetry import told

_log = structlog.get_logger(__name__)

_AT_ONCE = 16
"""People who are begun with before the event loop looks at all else: SQLite's transactions never
wait, so that a hundred taps of one instant would be one stall."""


def key_of(update: Update) -> Hashable:
    """Who an update belongs to: its person, else its chat, else nobody but itself."""
    if update.effective_user is not None:
        return update.effective_user.id
    if update.effective_chat is not None:
        return update.effective_chat.id
    return ("update", update.update_id)


class PerPerson:
    """Handles updates with at most `places` under way, one a person.

    A place goes from person to person after each update while others wait, so that a flood from
    one leaves room for all. `ended` is told each update whose handling is over, however it ended,
    unless it was cut off by `aclose`. Errors of `handle` are logged without their text.
    """

    def __init__(
        self,
        handle: Callable[[Update], Awaitable[None]],
        *,
        places: int = 256,
        ended: Callable[[Update], None] = lambda _: None,
    ) -> None:
        self._handle = handle
        self._ended = ended
        self._free = places
        self._queues: dict[Hashable, deque[Update]] = {}
        self._waiting: deque[Hashable] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_starting = False

    def submit(self, update: Update) -> None:
        key = key_of(update)
        queue = self._queues.get(key)
        if queue is not None:
            queue.append(update)
            return
        self._queues[key] = deque([update])
        self._waiting.append(key)
        self._start_soon()

    async def aclose(self, timeout: float) -> bool:  # noqa: ASYNC109 - the caller's bound, not ours
        """Wait so many seconds for what is in hand, then cut it off; True when nothing was."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while self._tasks or self._is_starting:  # those that end pass their places on
                    await asyncio.sleep(0)
                    if self._tasks:
                        await asyncio.wait(self._tasks)
        self._waiting.clear()
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        return not left

    def _start_soon(self) -> None:
        if not self._is_starting:
            self._is_starting = True
            asyncio.get_running_loop().call_soon(self._start)

    def _start(self) -> None:
        self._is_starting = False
        for _ in range(_AT_ONCE):
            if not (self._free and self._waiting):
                return
            self._free -= 1
            work = self._work(self._waiting.popleft())
            task = asyncio.create_task(work)  # noqa: TID251 - the place meant for it: aclose ends it
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._start_soon()

    async def _work(self, key: Hashable) -> None:
        try:
            queue = self._queues[key]
            while queue:
                await self._one(queue.popleft())
                if self._waiting and queue:
                    self._waiting.append(key)
                    return
            del self._queues[key]
        finally:
            self._free += 1
            self._start_soon()

    async def _one(self, update: Update) -> None:
        try:
            await self._handle(update)
        except Exception as error:  # noqa: BLE001 - one update must not stop the others
            _log.error("update_failed", update_id=update.update_id, **told(error))
        self._ended(update)
