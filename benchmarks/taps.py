"""Taps: our bot beside a bare PTB handler that shows the same, on the same transport, in one run.

    python benchmarks/taps.py [PEOPLE] [--ours] [--postgres]

Both poll and post over our transport, and answer a tap by a word over the chat and an edit, a
message by a message, with the very words and buttons of ours. The bare one reads and calls as PTB
does, and keeps nothing. Three rounds:
Taken on a reminder, the Episode key, and how bad it was. In each, 40 people and then 200 act in
one instant, and of the rest there are always WAITING who wait for an answer. With --postgres
ours keeps its rows in the PostgreSQL that the tests bring along (which never waits for the disk).
"""

import asyncio
import html
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bot_api import TOKEN, Telegram, telegram
from benchmarks.burst import DUE, LEAD, ours, until_told
from benchmarks.people import FIRST_ID, database, seed_now
from benchmarks.tapping import Tapping

ROUNDS = ("Taken", "⚡ Episode", "interrupts")
INSTANTS = (40, 200)
WAITING = 64
"""People who wait for an answer at any time while throughput is measured."""
GOAL = 0.6

Shown = dict[str, dict[str, Any]]
"""What our bot's first person sees at the start ("") and after each round."""


async def bare(api: str, people: int, shown: Shown) -> None:
    """A bot as PTB's examples have it, but on our transport and polling."""
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
    from telegram.ext import ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

    from bot.app import UPDATES
    from bot.process import calm_the_collector
    from bot.telegram.polling import UpdatesBot
    from bot.telegram.transport import AiohttpRequest

    def screen(name: str) -> dict[str, Any]:
        rows = [[InlineKeyboardButton(**one) for one in row] for row in shown[name]["rows"]]
        return {
            "text": html.escape(shown[name]["text"]),
            "parse_mode": "HTML",
            "reply_markup": InlineKeyboardMarkup(rows),
        }

    async def tapped(update: Update, _: Any) -> None:
        query = update.callback_query
        assert query is not None
        labels = {one["callback_data"]: one["text"] for one in _buttons(shown)}
        name = next(one for one in ROUNDS if one in labels[query.data or ""])
        await asyncio.gather(query.answer(), query.edit_message_text(**screen(name)))

    async def written(update: Update, _: Any) -> None:
        assert update.message is not None
        await update.message.reply_text(**screen(ROUNDS[1]))

    bot = UpdatesBot(
        TOKEN, base_url=f"{api}/bot", request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(connections=2),
    )  # fmt: skip
    app = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    app.add_handler(CallbackQueryHandler(tapped))
    app.add_handler(MessageHandler(filters.TEXT, written))
    async with app:
        for id_ in range(FIRST_ID + 1, FIRST_ID + people + 1):
            await bot.send_message(id_, **screen(""))
        calm_the_collector()
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            poller = _ptb_reads()(bot, app.process_update, allowed_updates=UPDATES)
            group.create_task(poller.run(stop))
            await until_told(stop)


def _ptb_reads() -> type[Any]:
    """Our polling, with updates read as PTB reads them."""
    from telegram import Update

    from bot.telegram.polling import Poller

    class Reading(Poller):
        def _read(self, raw: dict[str, Any]) -> Update | None:
            return Update.de_json(raw, self._bot)

    return Reading


def _buttons(shown: Shown) -> Iterator[dict[str, Any]]:
    return (button for screen in shown.values() for row in screen["rows"] for button in row)


@contextmanager
def running(
    standin: Telegram, people: int, name: str, *arguments: str
) -> Iterator[subprocess.Popen[str]]:
    """One bot in a process of its own, until everybody has their reminder and after."""
    standin.reset(people)
    bot = subprocess.Popen(
        [sys.executable, __file__, name, standin.url, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        standin.polled(60)
        arrived = standin.arrived(people, 120)
        assert arrived.messages >= people, arrived
        time.sleep(1.0)  # what follows a burst
        yield bot
    finally:
        bot.communicate("\n", timeout=60)


def measured(standin: Telegram, people: int, bot: subprocess.Popen[str]) -> dict[str, Any]:
    """Every round's figures, and what was shown after each."""
    shown: Shown = {"": standin.ask("shown")}
    rounds = {}
    for what in ROUNDS:
        first, row = 0, {}
        for instant in INSTANTS:
            took = standin.ask("round", what, first, instant, instant)["took"]
            row[f"p95 of {instant}"] = _percentile(took, 95)
            first += instant
        spent = _cpu(bot.pid)
        rest = people - first
        all_ = standin.ask("round", what, first, rest, WAITING)
        row |= {
            "taps/s": rest / all_["lasted"],
            "p50": _percentile(all_["took"], 50),
            "p99": _percentile(all_["took"], 99),
            "CPU": (_cpu(bot.pid) - spent) / rest * 1e3,
            "stand-in": all_["cpu"] / all_["lasted"] * 100,
        }
        rounds[what], shown[what] = row, standin.ask("shown")
    return {"rounds": rounds, "shown": shown}


def _percentile(seconds: list[float], percent: int) -> float:
    return statistics.quantiles(seconds, n=100)[percent - 1] * 1e3


def _cpu(pid: int) -> float:
    import psutil

    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def told(name: str, rounds: dict[str, dict[str, float]]) -> None:
    print(f"{name:16}" + "".join(f"{head:>12}" for head in next(iter(rounds.values()))))
    for what, row in rounds.items():
        print(f"  {what:14}" + "".join(f"{figure:12,.1f}" for figure in row.values()))


def main() -> None:
    people = next((int(one) for one in sys.argv[1:] if one.isdigit()), 1_240)
    print(f"{people:,} people; ms, CPU in ms a tap, the stand-in's in % of a core")
    with (
        telegram(Tapping) as standin,
        tempfile.TemporaryDirectory() as folder,
        database(Path(folder), on_postgres="--postgres" in sys.argv) as url,
    ):
        seed_now(url, people, DUE)
        with running(standin, people, "ours", str(url)) as bot:
            mine = measured(standin, people, bot)
        told("ours", mine["rounds"])
        if "--ours" in sys.argv:
            return
        shown = Path(folder) / "shown.json"
        shown.write_text(json.dumps(mine["shown"]))
        with running(standin, people, "bare", str(people), str(shown)) as bot:
            other = measured(standin, people, bot)
        told("bare PTB", other["rounds"])
    for what in ROUNDS:
        ours_, bare_ = mine["rounds"][what], other["rounds"][what]
        ratio, by_cpu = ours_["taps/s"] / bare_["taps/s"], bare_["CPU"] / ours_["CPU"]
        print(f"{what}: {ratio:.2f} of the bare handler's throughput (goal {GOAL});"
              f" by CPU, which says what it is on a core of one's own: {by_cpu:.2f}")  # fmt: skip


def child(name: str, api: str, *arguments: str) -> None:
    if name == "ours":
        asyncio.run(ours(api, arguments[0], LEAD, sampled=False))
    else:
        asyncio.run(bare(api, int(arguments[0]), json.loads(Path(arguments[1]).read_text())))


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] in {"ours", "bare"}:
        child(*sys.argv[1:])
    else:
        main()
