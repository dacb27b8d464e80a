"""Where the time goes while 10,000 reminders leave: flame graphs by py-spy, and a table.

    python benchmarks/flame.py [PEOPLE]

The bot as `burst.py` runs it, on SQLite, watched from when all are due until all have arrived;
twice, once for the table and once for the drawing, `benchmarks/flame.svg`. The engine alone on
PostgreSQL is drawn in `benchmarks/flame-engine.svg`. Costs are shares of the process's CPU.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bot_api import Telegram, telegram
from benchmarks.burst import DUE, LEAD
from benchmarks.people import seed_now, sqlite

HERE = Path(__file__).parent
PY_SPY = str(Path(sys.executable).with_name("py-spy"))
RATE = "250"
"""Samples a second."""
COSTS = {
    "HTTP: aiohttp, sockets, JSON": ("aiohttp/", "bot/telegram/transport", "bot/telegram/bodies"),
    "a person's rows, read for the engine": ("bot/reminders/loading", "bot/reminders/note_rows"),
    "what is owed: `advance`": ("bot/reminders/rules", "bot/reminders/prompts", "bot/plan/"),
    "what was decided, written": ("bot/reminders/writing", "bot/reminders/rows"),
    "the queue: lease, mark, record": ("bot/reminders/queue",),
    "rows for screens, and screens": ("bot/reminders/views", "bot/reminders/screens",
                                      "bot/reminders/present", "bot/texts", "bot/telegram/show"),
    "budget, lanes, order": ("bot/telegram/gate", "bot/telegram/source", "bot/telegram/budget",
                             "bot/telegram/sender", "bot/telegram/rates"),
    "PTB": ("telegram/",),
    "SQLAlchemy, outside of these": ("sqlalchemy/", "bot/db", "bot/plain", "bot/prepared",
                                     "bot/sqlite"),
    "asyncio": ("asyncio/",),
}  # fmt: skip
"""The first that stands nearest to the leaf of a stack, SQLAlchemy and asyncio last."""


def watched(standin: Telegram, url: str, people: int, kind: str, into: Path) -> None:
    """One burst, with py-spy looking on."""
    standin.reset(people)
    bot = subprocess.Popen(
        [sys.executable, str(HERE / "burst.py"), "idle", standin.url, url, str(LEAD)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    standin.polled(20)
    time.sleep(LEAD / 2)
    spy = subprocess.Popen(
        [PY_SPY, "record", "--pid", str(bot.pid), "--rate", RATE, "--format", kind,
         "--output", str(into), "--duration", "60"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    standin.arrived(people, 60)
    spy.send_signal(2)
    spy.wait()
    bot.communicate("\n", timeout=20)


def costs(raw: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in raw.splitlines():
        stack, _, count = line.rpartition(" ")
        found[_cost(stack.split(";"))] += int(count)
    return found


def _cost(frames: list[str]) -> str:
    late = list(COSTS)[-3:]
    for names in ([name for name in COSTS if name not in late], late):
        for frame in reversed(frames):
            for name in names:
                if any(f"({part}" in frame for part in COSTS[name]):
                    return name
    return "the rest"


def table(found: Counter[str]) -> Iterator[str]:
    total = sum(found.values())
    for name, count in found.most_common():
        yield f"{name:40}{count / total:6.1%}"


def without_paths(drawing: Path) -> None:
    """Below its title py-spy writes its whole command, with the folders of this machine."""
    named = re.sub(r">[^<>]*py-spy record[^<>]*<", ">python benchmarks/flame.py<", _text(drawing))
    drawing.write_text(named, encoding="utf-8")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def burst(people: int) -> None:
    with telegram() as standin, tempfile.TemporaryDirectory() as name:
        for number, kind in enumerate(("raw", "flamegraph")):
            folder = Path(name) / str(number)
            folder.mkdir()
            seed_now(sqlite(folder), people, DUE)
            into = folder / "stacks" if kind == "raw" else HERE / "flame.svg"
            watched(standin, str(sqlite(folder)), people, kind, into)
            if kind == "raw":
                print(*table(costs(_text(into))), sep="\n")
        without_paths(HERE / "flame.svg")


def engine(people: int) -> None:
    from tests.postgres import postgres_server

    with postgres_server() as server:
        server.make_template()
        with server.database() as url:
            seed_now(url, people, DUE)
            subprocess.run(
                [PY_SPY, "record", "--output", str(HERE / "flame-engine.svg"), "--",
                 sys.executable, str(HERE / "engine.py"), "--tick", url.render_as_string()],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
    without_paths(HERE / "flame-engine.svg")


if __name__ == "__main__":
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    burst(people)
    engine(people * 4)
