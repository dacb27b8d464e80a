"""One account floods: how long everybody else waits, beside how long they wait without it.

    python benchmarks/flood.py [PEOPLE] [--postgres]

Settings as they come. PEOPLE write the Episode key, 15 a second, without and with a flood of 1,000
updates a second from one account, by turns, each with a bot just started; with a stand-in that
answers at once, and one that is as far away as Telegram (100 ms). Goal: the others' p99 at most
twice what it is without.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bot_api import TOKEN, Telegram, telegram
from benchmarks.burst import DUE, until_told
from benchmarks.flooding import Flooding
from benchmarks.people import database, seed_now
from benchmarks.taps import _percentile

FLOOD, PER_SECOND, GOAL = 1_000, 15.0, 2.0
TURNS = 3
AWAY = (0.0, 0.1)
"""Seconds to Telegram and back."""
BEFORE_DUE = 7_200


async def ours(api: str, url: str) -> None:
    from datetime import timedelta

    from bot.app import App
    from bot.clock import system_clock
    from bot.process import calm_the_collector
    from bot.settings import Settings

    shift = DUE - timedelta(seconds=BEFORE_DUE) - system_clock()
    settings = Settings(_env_file=None, bot_token=TOKEN, bot_api_url=api, bot_database_url=url)
    app = App(settings, lambda: system_clock() + shift)
    calm_the_collector()
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(until_told(stop))
        await app.run(stop)


@contextmanager
def running(standin: Telegram, people: int, url: str, away: float) -> Iterator[None]:
    standin.reset(people)
    standin.ask("far_away", away)
    bot = subprocess.Popen(
        [sys.executable, __file__, "ours", standin.url, url],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        standin.polled(60)
        yield
    finally:
        bot.communicate("\n", timeout=60)


def measured(standin: Telegram, people: int, url: str, away: float) -> list[dict[str, Any]]:
    rounds = []
    for flood in (0, FLOOD) * TURNS:
        with running(standin, people, url, away):
            found = standin.ask("round", "⚡ Episode", 0, people, PER_SECOND, flood)
        rounds.append(found | {"asked": flood})
    return rounds


def told(away: float, rounds: list[dict[str, Any]]) -> None:
    quiet, flooded = (
        [one for one in rounds if bool(one["asked"]) is is_flood] for is_flood in (False, True)
    )
    print(f"{away * 1e3:.0f} ms to Telegram")
    for name, some in (("without", quiet), ("with", flooded)):
        figures = " ".join(
            f"{_percentile(one['took'], 50):5.1f}/{_percentile(one['took'], 99):5.1f}"
            for one in some
        )
        print(f"  {name:8} p50/p99 ms in each turn: {figures}")
    pushed = statistics.median(one["flood"] for one in flooded)
    left = max(one["waiting"] for one in flooded)
    print(f"  the flood: {pushed:,.0f}/s; updates that waited at the end: {left}")
    for percent in (50, 99):
        without, with_ = (
            _percentile([took for one in some for took in one["took"]], percent)
            for some in (quiet, flooded)
        )
        print(
            f"  p{percent} of all turns: {without:.1f} and {with_:.1f} ms,"
            f" {with_ / without:.2f} times (goal {GOAL:.0f})"
        )


def main() -> None:
    people = next((int(one) for one in sys.argv[1:] if one.isdigit()), 150)
    print(f"{people:,} people, {PER_SECOND:.0f} a second; the flood is {FLOOD:,}/s")
    with (
        telegram(Flooding) as standin,
        tempfile.TemporaryDirectory() as folder,
        database(Path(folder), on_postgres="--postgres" in sys.argv) as url,
    ):
        seed_now(url, people, DUE)
        for away in AWAY:
            told(away, measured(standin, people, str(url), away))


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "ours":
        asyncio.run(ours(*sys.argv[2:]))
    else:
        main()
