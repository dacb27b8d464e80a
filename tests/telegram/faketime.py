"""Time that moves only when told."""

import asyncio
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count


class Ring:
    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        self.callback = None


class FakeTime:
    """Time that moves only when told, ringing every timer on the way."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._timers: list[tuple[float, int, Ring]] = []
        self._order = count()

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, callback: Callable[[], None]) -> Ring:
        ring = Ring(callback)
        heappush(self._timers, (when, next(self._order), ring))
        return ring

    async def passes(self, seconds: float) -> None:
        end = self.now + seconds
        await settle()
        while self._timers and self._timers[0][0] <= end:
            when, _, ring = heappop(self._timers)
            if ring.callback is not None:
                self.now = max(self.now, when)
                ring.callback()
                await settle()
        self.now = end

    @property
    def timers(self) -> int:
        return sum(ring.callback is not None for _, _, ring in self._timers)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)  # lets tasks run; no time passes
