"""People who write at an even pace, and one account that floods, in the stand-in's process."""

import asyncio
import time
from itertools import count
from typing import Any

from benchmarks.bot_api import Watch
from bot.demo.faults import Fault
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn

ANSWERS = ("sendMessage", "answerCallbackQuery", "editMessageText")
_TICK = 0.01
"""Seconds between two handfuls of the flood."""


class Flooding(Watch):
    """A round: people write one after the other, and how long each waits for the answer."""

    def __init__(self, standin: StandIn) -> None:
        super().__init__(standin)
        self._began: dict[int, float] = {}
        self._took: list[float] = []
        self._flooder = standin.user("Mallory")
        self._flooder.chat.started = True
        self._numbers = count(10_000_000)

    async def far_away(self, seconds: float) -> None:
        """Telegram needs so long for each answer of the bot's."""
        self._standin.faults.clear()
        for method in ANSWERS if seconds else ():
            self._standin.faults.add(Fault(method, "delay", times=None, seconds=seconds))

    async def round(
        self, text: str, first: int, people: int, per_second: float, flood: int
    ) -> dict[str, Any]:
        """`people` from the first on write, so many a second; `flood` updates a second beside."""
        chats = list(self._standin.world.chats.by_id.values())[first : first + people]
        self._took, pushed = [], 0
        async with asyncio.TaskGroup() as group:
            flooding = group.create_task(self._flood(flood)) if flood else None
            began = time.perf_counter()
            for number, chat in enumerate(chats):
                await asyncio.sleep(began + number / per_second - time.perf_counter())
                self._began[chat.chat_id] = time.perf_counter()
                StandInUser(self._standin.world, chat).send_text(text)
            await self._standin.until(lambda: len(self._took) == len(chats), 60)
            if flooding is not None:
                flooding.cancel()
                pushed = self._pushed
        return {
            "took": self._took,
            "flood": pushed / (time.perf_counter() - began),
            "waiting": len(self._standin.world.updates),
        }

    async def _flood(self, per_second: int) -> None:
        self._pushed, began = 0, time.perf_counter()
        while True:
            due = int((time.perf_counter() - began) * per_second)
            for _ in range(due - self._pushed):
                self._standin.push({"message": self._message()})
            self._pushed = due
            await asyncio.sleep(_TICK)

    def _message(self) -> dict[str, Any]:
        return {
            "message_id": next(self._numbers),
            "date": int(time.time()),
            "from": self._flooder.chat.person,
            "chat": self._flooder.chat.as_json(),
            "text": "⚡ Episode",
        }

    async def reset(self, people: int) -> None:
        await super().reset(people)
        self._standin.world.chats.by_id[self._flooder.id] = self._flooder.chat

    def _called(self) -> None:
        super()._called()
        call = self._standin.calls[-1]
        if call.method != "sendMessage" or call.outcome not in {"ok", "delay"}:
            return
        began = self._began.pop(int(call.params["chat_id"]), None)
        if began is not None:
            self._took.append(time.perf_counter() - began)
            self._standin._look()
