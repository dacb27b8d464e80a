"""10,000 people due at one instant: our bot, a bare loop of send_message, a bare PTB JobQueue bot.

    python benchmarks/burst.py [PEOPLE]

All send to the same stand-in for Telegram, which has a process of its own, in one run. Ours runs as
it is, with its rate budget set to the highest. The loop sends the same message to all, ABREAST at a
time, on our transport, and keeps nothing. The third is PTB's Application with one `run_once` job a
person on PTB's default transport, which waits for a connection as long as it takes.
"""

import asyncio
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bot_api import TOKEN, Telegram, telegram
from benchmarks.people import FIRST_ID, seed_now, sqlite

PATIENCE = 60.0
"""Seconds after the instant, after which what has not arrived is not waited for."""
ABREAST = 64
"""Calls under way at once in the bare loop."""
LEAD = 4.0
"""Seconds from the start of a bot to the instant at which all are due."""
GOAL = 0.6
DUE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Stalls:
    """How long the event loop did nothing else: gaps of a sampler that wants to run each ms."""

    def __init__(self) -> None:
        self.gaps: list[float] = [0.0]

    async def run(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            self.gaps.append(now - last - 0.001)
            last = now

    def told(self) -> dict[str, float]:
        gaps = sorted(self.gaps)
        return {"longest": gaps[-1] * 1e3, "p99": gaps[int(len(gaps) * 0.99)] * 1e3}


def usage() -> dict[str, float]:
    mine = resource.getrusage(resource.RUSAGE_SELF)
    return {"mb": mine.ru_maxrss / 1024, "cpu": mine.ru_utime + mine.ru_stime}


async def until_told(stop: asyncio.Event) -> None:
    await asyncio.to_thread(sys.stdin.readline)
    stop.set()


async def ours(api: str, database: str, due_in: float, *, sampled: bool) -> dict[str, Any]:
    from bot.app import App
    from bot.clock import system_clock
    from bot.process import calm_the_collector
    from bot.settings import Settings

    shift = DUE - system_clock() - timedelta(seconds=due_in)
    settings = Settings(
        _env_file=None, bot_token=TOKEN, bot_api_url=api, bot_database_url=database,
        bot_messages_per_second=10_000, bot_messages_per_chat_per_second=1_000,
    )  # fmt: skip
    app = App(settings, lambda: system_clock() + shift)
    calm_the_collector()
    stop, stalls = asyncio.Event(), Stalls()
    async with asyncio.TaskGroup() as group:
        running = group.create_task(app.run(stop))
        await asyncio.sleep(LEAD / 2)
        sampler = group.create_task(stalls.run()) if sampled else None
        await until_told(stop)
        if sampler is not None:
            sampler.cancel()
        await running
    return stalls.told() | usage()


async def loop(api: str, people: int, due_in: float) -> dict[str, Any]:
    from bot.process import calm_the_collector
    from bot.telegram.polling import UpdatesBot
    from bot.telegram.transport import AiohttpRequest

    bot = UpdatesBot(
        TOKEN, base_url=f"{api}/bot", request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(connections=2),
    )  # fmt: skip
    stop, stalls, ids = asyncio.Event(), Stalls(), iter(range(1, people + 1))

    async def send() -> None:
        for number in ids:
            await bot.send_message(FIRST_ID + number, **_reminder())

    async with bot, asyncio.TaskGroup() as group:
        await bot.get_updates(timeout=1)  # which says that we are here
        calm_the_collector()
        await asyncio.sleep(due_in)
        sampler = group.create_task(stalls.run())
        await asyncio.gather(*(send() for _ in range(ABREAST)))
        await until_told(stop)
        sampler.cancel()
    return stalls.told() | usage()


def _reminder() -> dict[str, Any]:
    """A reminder as PTB's examples would send it."""
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup

    keyboard = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("✅ Taken", callback_data="take:1")],
            [InlineKeyboardButton("⏰ Later", callback_data="later:1"),
             InlineKeyboardButton("⏭ Skip", callback_data="skip:1")],
        ]
    )  # fmt: skip
    text = "💊 <b>Clonazepam</b> 0.5 mg · 08:00"
    return {"text": text, "parse_mode": "HTML", "reply_markup": keyboard}


async def jobqueue(api: str, people: int, due_in: float) -> NoReturn:
    from telegram.ext import Application

    began = time.perf_counter()
    app = (
        Application.builder().token(TOKEN).base_url(f"{api}/bot").pool_timeout(3600)
        .read_timeout(60).connect_timeout(60).build()
    )  # fmt: skip

    async def remind(context: Any) -> None:
        await context.bot.send_message(context.job.chat_id, **_reminder())

    stop, stalls = asyncio.Event(), Stalls()
    async with app:
        await app.start()
        assert app.job_queue is not None
        at = datetime.now(UTC) + timedelta(seconds=due_in - (time.perf_counter() - began))
        for number in range(1, people + 1):
            app.job_queue.run_once(remind, at, chat_id=FIRST_ID + number,
                                   job_kwargs={"misfire_grace_time": None})  # fmt: skip
        await app.updater.start_polling()
        sampler = asyncio.create_task(stalls.run())
        await until_told(stop)
        sampler.cancel()
        print(json.dumps(stalls.told() | usage() | {"boot": 0.0}), flush=True)
        os._exit(0)  # a clean stop would wait for every message that is still owed


def burst(
    telegram: Telegram, name: str, people: int, *arguments: str, due_in: float
) -> dict[str, Any]:
    """Runs one bot until everything has arrived; its figures."""
    telegram.reset(people)
    began = time.time()
    bot = subprocess.Popen(
        [sys.executable, __file__, name, telegram.url, *arguments, str(due_in)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    telegram.polled(20)
    arrived = telegram.arrived(people, due_in + PATIENCE)
    figures = _figures(bot)
    late = arrived.messages < people
    drain = PATIENCE if late else arrived.last_at - began - due_in - figures["boot"]
    return figures | {
        "arrived": arrived.messages, "doubled": arrived.doubled, "drain": drain,
        "rate": arrived.messages / drain,
    }  # fmt: skip


def _figures(bot: "subprocess.Popen[str]") -> dict[str, float]:
    """What a bot tells of itself at its end; of one whose loop stands still nothing is known."""
    try:
        told, _ = bot.communicate("\n", timeout=20)
    except subprocess.TimeoutExpired:
        used = psutil.Process(bot.pid)
        mb, cpu = used.memory_info().rss / 2**20, sum(used.cpu_times()[:2])
        bot.kill()
        bot.wait()
        return {"longest": math.inf, "p99": math.inf, "mb": mb, "cpu": cpu, "boot": 0.0}
    return dict(json.loads(told.splitlines()[-1]))


def child(name: str, api: str, argument: str, due_in: str) -> None:
    boot = time.time() - _born()
    bare = {"jobqueue": jobqueue, "loop": loop}.get(name)
    work = (
        bare(api, int(argument), float(due_in))
        if bare is not None
        else ours(api, argument, float(due_in), sampled=name == "ours")
    )
    print(json.dumps(asyncio.run(work) | {"boot": boot}))


def _born() -> float:
    return psutil.Process().create_time()


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with telegram() as standin, tempfile.TemporaryDirectory() as folder:
        url = sqlite(Path(folder))
        seed_now(url, people, DUE)
        rows = {"ours": burst(standin, "ours", people, str(url), due_in=LEAD)}
        if "--ours" not in sys.argv:
            rows["bare loop"] = burst(standin, "loop", people, str(people), due_in=LEAD)
            rows["PTB JobQueue"] = burst(
                standin, "jobqueue", people, str(people), due_in=LEAD + people / 2000
            )
    print(f"{people:,} people due at one instant")
    heads = ("messages/s", "drain s", "longest stall ms", "p99 stall ms", "peak MB", "CPU s")
    print(f"{'':14}" + "".join(f"{head:>18}" for head in heads))
    for name, row in rows.items():
        keys = ("rate", "drain", "longest", "p99", "mb", "cpu")
        print(f"{name:14}" + "".join(f"{row[key]:18,.1f}" for key in keys))
        print(f"{'':14}arrived {row['arrived']:,}, doubled {row['doubled']}")
    if "bare loop" in rows:
        ratio = rows["ours"]["rate"] / rows["bare loop"]["rate"]
        print(f"ours sends {ratio:.2f} of what the bare loop does (goal {GOAL})")


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] in {"ours", "idle", "jobqueue", "loop"}:
        child(*sys.argv[1:])
    else:
        main()
