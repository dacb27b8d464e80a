"""The stand-in for Telegram in a process of its own, so that it is in nobody's event loop."""

import asyncio
import gc
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.people import FIRST_ID
from bot.clock import system_clock
from bot.demo.serving import serving
from bot.demo.standin import StandIn

_PATIENCE = 400
"""Seconds for one question to the stand-in; the longest waits for a whole burst."""
TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@dataclass(frozen=True, slots=True)
class Arrived:
    """Messages since the last `reset`; instants in `time.time()` seconds."""

    messages: int
    doubled: int
    last_at: float
    polled_at: float | None
    """When the first long poll since then came."""


class Telegram:
    """The parent's side of the stand-in's process."""

    def __init__(self, url: str, pipe: Connection) -> None:
        self.url = url
        self._pipe = pipe

    def ask(self, *question: Any, within: float = 0.0) -> Any:
        self._pipe.send(question)
        if not self._pipe.poll(_PATIENCE + within):
            raise TimeoutError(f"the stand-in does not answer {question}")
        return self._pipe.recv()

    def reset(self, people: int) -> None:
        self.ask("reset", people)

    def arrived(self, messages: int, within: float) -> Arrived:
        """Waits until so many have arrived, or for so many seconds."""
        return Arrived(*self.ask("arrived", messages, within, within=within))

    def polled(self, within: float) -> Arrived:
        return Arrived(*self.ask("polled", within, within=within))

    def tap(self, most: int) -> list[float]:
        """Everybody taps the first button of their message at once; seconds to each answer."""
        return self.ask("tap", most)


@contextmanager
def telegram(watch: "type[Watch] | None" = None) -> Iterator[Telegram]:
    """The stand-in, and `watch` beside it, whose methods answer what is asked."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_main, args=(theirs, watch or Watch), daemon=True)
    process.start()
    try:
        yield Telegram(ours.recv(), ours)
    finally:
        ours.send(("end",))
        process.join(5)
        process.kill()


def _main(pipe: Connection, watch: "type[Watch]") -> None:
    asyncio.run(_serve(pipe, watch))


async def _serve(pipe: Connection, kind: "type[Watch]") -> None:
    standin = StandIn(system_clock, token=TOKEN, keep_calls=1)
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    watch = kind(standin)
    async with serving(standin.application()) as url:
        pipe.send(url)
        while True:
            what, *more = await asyncio.to_thread(pipe.recv)
            if what == "end":
                return
            pipe.send(await getattr(watch, what)(*more))


class Watch:
    """What is asked of the stand-in's process, run in it."""

    def __init__(self, standin: StandIn) -> None:
        self._standin = standin
        self._sent = 0
        self._base = 0
        self._last_at = 0.0
        self._polled_at: float | None = None
        standin.api._on_call = self._called
        standin.world.updates.on_poll = self._poll

    def _called(self) -> None:
        sent = self._standin.outcomes["sendMessage", "ok"]
        if sent != self._sent:
            self._sent, self._last_at = sent, time.time()
        self._standin._look()

    def _poll(self) -> None:
        self._polled_at = self._polled_at or time.time()
        self._standin._look()

    async def reset(self, people: int) -> None:
        chats = self._standin.world.chats.by_id
        chats.clear()
        for number in range(1, people + 1):
            self._standin.user("Ada", id=FIRST_ID + number).chat.started = True
        self._standin.world.updates.clear()
        self._base, self._polled_at = self._sent, None

    async def arrived(self, messages: int, within: float) -> tuple[Any, ...]:
        with suppress(TimeoutError):
            await self._standin.until(lambda: self._sent - self._base >= messages, within)
        return self._told()

    async def polled(self, within: float) -> tuple[Any, ...]:
        await self._standin.until(lambda: self._polled_at is not None, within)
        return self._told()

    async def tap(self, most: int) -> list[float]:
        chats = list(self._standin.world.chats.by_id.values())[:most]
        began, open_ = time.perf_counter(), {}
        from bot.demo.people import StandInUser

        for chat in chats:
            user = StandInUser(self._standin.world, chat)
            message = user.received[-1]
            user.tap(message.message_id, message.buttons[0]["callback_data"])
            open_[chat.chat_id] = user
        took: list[float] = []

        def all_answered() -> bool:
            done = [
                key for key, user in open_.items() if user.notices or user.received[-1].edited_at
            ]
            took.extend(time.perf_counter() - began for _ in done)
            for key in done:
                del open_[key]
            return not open_

        await self._standin.until(all_answered, 60)
        return took

    def _told(self) -> tuple[Any, ...]:
        chats = self._standin.world.chats.by_id.values()
        doubled = sum(len(chat.messages) - 1 for chat in chats if len(chat.messages) > 1)
        return self._sent - self._base, doubled, self._last_at, self._polled_at
