"""A time machine that writes down what it was asked for."""

import asyncio
from datetime import datetime

from bot.clock import MovableClock


class RecordingMachine:
    """Moves the clock and writes down what it was asked for."""

    def __init__(self, clock: MovableClock) -> None:
        self._clock = clock
        self.asked: list[tuple[str, datetime | None]] = []
        self.next: datetime | None = None
        self.gate: asyncio.Event | None = None

    def now(self) -> datetime:
        return self._clock()

    async def move_to(self, instant: datetime) -> None:
        self.asked.append(("move", instant))
        if self.gate is not None:
            await self.gate.wait()
        self._clock.move_to(instant)

    async def to_next(self) -> datetime | None:
        self.asked.append(("next", self.next))
        if self.next is not None:
            self._clock.move_to(self.next)
        return self.next

    async def offline_until(self, instant: datetime) -> None:
        self.asked.append(("offline", instant))
        self._clock.move_to(instant)
