"""The gates of several processes that share one budget row: what leaves, and when."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.db import Database
from bot.telegram.gate import Gate, Need
from bot.telegram.lanes import Lane
from bot.telegram.shared import SharedSource

BOT = "123456789"


class Process:
    """What one process sends through its gate, and when it left."""

    def __init__(self, db: Database, rate: float, paid: float = 0.0) -> None:
        self.source = SharedSource(db, BOT, rate, paid)
        self.gate = Gate(self.source, 1000, 30, None)
        self.left: list[float] = []

    async def sends(self, messages: int, *, may_pay: bool = False) -> None:
        for _ in range(messages):
            slot = await self.gate.admit(Need(Lane.MEDICINE, may_pay=may_pay))
            assert slot is not None
            await self.gate.leave(slot)
            self.left.append(asyncio.get_running_loop().time())
            self.gate.answered(slot)


@asynccontextmanager
async def processes(
    db: Database, number: int, rate: float, paid: float = 0.0
) -> AsyncIterator[list[Process]]:
    found = [Process(db, rate, paid) for _ in range(number)]
    async with asyncio.TaskGroup() as group:
        running = [group.create_task(one.source.run()) for one in found]
        yield found
        for one, task in zip(found, running, strict=True):
            one.gate.close()
            task.cancel()
