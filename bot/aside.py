"""A second event loop in a thread of its own, for work that would hold up everybody's."""

import asyncio
from collections.abc import Callable, Coroutine
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


class Aside:
    """Runs coroutines beside the event loop: Python lets both go on in turn, some ms each.

    What a coroutine here uses must belong to it: nothing of another loop's, such as its database.
    """

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name=name, daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What the coroutine gives or raises; it is cancelled together with whoever waits."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work(), self._loop))

    async def end(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Cancels what still runs here, does this, and ends the thread."""
        await self.run(_cancel_others)
        await self.run(last)
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join)
        self._loop.close()


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
