"""Start-up and memory by number of people, idle cost, and taps: ours beside a PTB JobQueue bot.

    python benchmarks/startup.py

Start-up is from the start of the process to its first long poll. The JobQueue bot has to schedule
a job for everybody first; ours reads nothing. Taps: 200 people tap at the same moment.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bot_api import Telegram, telegram
from benchmarks.people import installed, seed_now, sqlite

BURST = str(Path(__file__).with_name("burst.py"))
PEOPLE = (0, 10_000, 100_000)
FAR = 100_000.0
"""Seconds until anybody is due: nothing happens meanwhile."""
IDLE = 10.0
"""Seconds over which an idle bot is watched."""


def started(
    standin: Telegram, name: str, argument: str, due_in: float = FAR
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, BURST, name, standin.url, argument, str(due_in)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=installed(),
    )  # fmt: skip


def startup(standin: Telegram, name: str, argument: str) -> tuple[float, float]:
    """Seconds to the first long poll, and MB then."""
    standin.reset(0)
    began = time.time()
    bot = started(standin, name, argument)
    polled = standin.polled(120)
    assert polled.polled_at is not None
    memory = psutil.Process(bot.pid).memory_info().rss / 2**20
    bot.kill()
    bot.wait()
    return polled.polled_at - began, memory


def idle(standin: Telegram, database: str) -> tuple[float, float]:
    """MB, and CPU in percent, of our bot with nothing to do."""
    standin.reset(0)
    bot = started(standin, "idle", database)
    standin.polled(60)
    process = psutil.Process(bot.pid)
    time.sleep(3)  # the menu and the first look
    before, began = process.cpu_times(), time.time()
    time.sleep(IDLE)
    after = process.cpu_times()
    spent = after.user + after.system - before.user - before.system
    memory = process.memory_info().rss / 2**20
    bot.kill()
    bot.wait()
    return memory, spent / (time.time() - began) * 100


def taps(standin: Telegram, database: str, people: int) -> list[float]:
    standin.reset(people)
    bot = started(standin, "ours", database, 4.0)
    standin.polled(60)
    standin.arrived(people, 60)
    took = standin.tap(people)
    bot.communicate("\n", timeout=60)
    return sorted(took)


def main() -> None:
    due = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    far = due + timedelta(minutes=5)
    with telegram() as standin, tempfile.TemporaryDirectory() as name:
        rows = {}
        for people in PEOPLE:
            folder = Path(name) / str(people)
            folder.mkdir()
            seed_now(sqlite(folder), people, far)
            ours = [startup(standin, "ours", str(sqlite(folder))) for _ in range(2)]
            theirs = startup(standin, "jobqueue", str(people))
            rows[people] = (statistics.median(one[0] for one in ours), ours[-1][1], *theirs)
        print(f"{'people':>10}{'ours s':>10}{'MB':>8}{'JobQueue s':>14}{'MB':>8}")
        for people, row in rows.items():
            print(f"{people:>10,}{row[0]:>10.1f}{row[1]:>8.0f}{row[2]:>14.1f}{row[3]:>8.0f}")
        small = Path(name) / "small"
        small.mkdir()
        seed_now(sqlite(small), 300, far)
        memory, cpu = idle(standin, str(sqlite(small)))
        print(f"idle with 300 people: {memory:.0f} MB, {cpu:.1f}% of a CPU")
        for people in (40, 200):
            few = Path(name) / f"taps-{people}"
            few.mkdir()
            seed_now(sqlite(few), people, due)
            took = taps(standin, str(sqlite(few)), people)
            print(
                f"{people} taps at once: median {took[people // 2] * 1e3:.0f} ms,"
                f" p95 {took[people * 19 // 20] * 1e3:.0f} ms, last {took[-1] * 1e3:.0f} ms"
            )


if __name__ == "__main__":
    main()
