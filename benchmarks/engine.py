"""The engine alone: persons a second claimed, advanced and written, with nobody to send.

    python benchmarks/engine.py [PEOPLE [DAYS]]

Everybody's medicine is due at one minute, and was taken on each of the DAYS before. SQLite, then
PostgreSQL from the tests' wheel, each in a process of its own; CPU is that of the bot's process,
without PostgreSQL's.
"""

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.burst import Stalls
from benchmarks.people import seed_now, sqlite

DUE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


async def tick(url: str) -> dict[str, Any]:
    """One look at everybody who is due, as the running bot takes it."""
    from bot.db import Database
    from bot.features import notes
    from bot.process import calm_the_collector
    from bot.reminders.engine import Engine
    from bot.telemetry import Metrics

    db, stalls = Database(url), Stalls()
    engine = Engine(db, lambda: DUE, Metrics(), lambda: None, notes(()).keys())
    calm_the_collector()
    sampler = asyncio.create_task(stalls.run())
    await asyncio.sleep(0.05)
    began, cpu = time.perf_counter(), _cpu()
    owed = await engine.tick()
    told = {"owed": owed, "seconds": time.perf_counter() - began, "cpu": _cpu() - cpu}
    sampler.cancel()
    await db.close()
    return told | stalls.told()


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measured(url: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--tick", url], stdout=subprocess.PIPE, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def main() -> None:
    from tests.postgres import postgres_server

    people = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    days = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    print(f"{people:,} people due at one instant after {days} days, the engine alone")
    print(f"{'':12}{'people/s':>10}{'CPU us each':>13}{'longest stall ms':>18}{'owed':>9}")
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite(Path(folder))
        seed_now(url, people, DUE, days)
        _tell("SQLite", people, measured(url.render_as_string()))
    with postgres_server() as server:
        server.make_template()
        with server.database() as url:
            seed_now(url, people, DUE, days)
            _tell("PostgreSQL", people, measured(url.render_as_string()))


def _tell(name: str, people: int, row: dict[str, Any]) -> None:
    rate, each = people / row["seconds"], row["cpu"] / people * 1e6
    print(f"{name:12}{rate:10,.0f}{each:13,.0f}{row['longest']:18,.1f}{row['owed']:9,}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--tick"]:
        print(json.dumps(asyncio.run(tick(sys.argv[2]))))
    else:
        main()
