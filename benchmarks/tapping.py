"""People who tap and write, in the stand-in's process: how long each waits for what they see."""

import resource
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.bot_api import Watch
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn

PATIENCE = 120.0
"""Seconds for a whole round."""


class Tapping(Watch):
    """A round: people do one thing each, at most so many of them waiting at a time."""

    def __init__(self, standin: StandIn) -> None:
        super().__init__(standin)
        self._began: dict[int, float] = {}
        self._owed: dict[int, int] = {}
        """Calls that a person still waits for: a word over the chat and an edit, or a message."""
        self._took: list[float] = []
        self._next: Iterator[StandInUser] = iter(())
        self._what = ""

    async def round(self, what: str, first: int, people: int, at_once: int) -> dict[str, Any]:
        """`people` from the first on tap the button that is labelled `what`, or write it.

        Seconds each waited, seconds of it all, and CPU seconds of this process meanwhile.
        """
        chats = list(self._standin.world.chats.by_id.values())[first : first + people]
        self._took, self._what = [], what
        self._next = (StandInUser(self._standin.world, chat) for chat in chats)
        began, spent = time.perf_counter(), _cpu()
        for _ in range(at_once):
            self._start_next()
        await self._standin.until(lambda: len(self._took) == len(chats), PATIENCE)
        lasted = time.perf_counter() - began
        return {"took": self._took, "lasted": lasted, "cpu": _cpu() - spent}

    async def shown(self) -> dict[str, Any]:
        """The first person's newest message, as `editMessageText` wants it."""
        chat = next(iter(self._standin.world.chats.by_id.values()))
        message = StandInUser(self._standin.world, chat).received[-1]
        return {"text": message.text, "rows": message.rows}

    def _start_next(self) -> None:
        user = next(self._next, None)
        if user is None:
            return
        message = user.received[-1]
        found = [one for one in message.buttons if self._what in one["text"]]
        self._began[user.id] = time.perf_counter()
        self._owed[user.id] = 2 if found else 1
        if found:
            user.tap(message.message_id, found[0]["callback_data"])
        else:
            user.send_text(self._what)

    def _called(self) -> None:
        super()._called()
        if not self._began:
            return
        call = self._standin.calls[-1]
        id_ = call.params.get("chat_id")
        if call.method == "answerCallbackQuery":
            id_ = self._standin.world.queries[call.params["callback_query_id"]].chat.chat_id
        id_ = int(id_ or 0)
        if call.outcome != "ok" or id_ not in self._owed:
            return
        self._owed[id_] -= 1
        if not self._owed[id_]:
            del self._owed[id_]
            self._took.append(time.perf_counter() - self._began.pop(id_))
            self._start_next()
            self._standin._look()


def _cpu() -> float:
    mine = resource.getrusage(resource.RUSAGE_SELF)
    return mine.ru_utime + mine.ru_stime
