"""How long `python -m bot forecast` takes, for people no two of whom have the same plan.

    python benchmarks/forecast.py [100000]

On SQLite in a folder of its own; the command runs as a process, start-up included. Each has three
medicines, water by an interval, stretching and a check-in, at quarters of an hour of their own.
"""

import argparse
import asyncio
import os
import random
import resource
import subprocess
import sys
import tempfile
import time as clock
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import insert
from sqlalchemy.engine import URL

from benchmarks.people import FIRST_ID, sqlite
from bot.db import Database
from bot.migrate import migrate
from bot.people.rules import CONSENT_VERSION
from bot.people.tables import Person
from bot.plan.rules import AtTimes, EveryDay, Interval, Kind, Schedule, to_json
from bot.plan.tables import ItemSchedule, PlanItem

ROOT = Path(__file__).resolve().parents[1]
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = (
    "Europe/Berlin", "Europe/London", "Europe/Moscow", "America/New_York", "America/Chicago",
    "America/Los_Angeles", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Tokyo", "Asia/Shanghai",
    "Australia/Sydney", "Africa/Lagos",
)  # fmt: skip
CHUNK = 5_000


def at(*quarters: int) -> Schedule:
    return Schedule(AtTimes(tuple(time(one // 4, one % 4 * 15) for one in sorted(set(quarters)))))


def plan(chance: random.Random) -> Iterator[tuple[Kind, Schedule]]:
    """What one person does in a day; quarters of an hour since midnight."""
    for _ in range(3):
        first = chance.randrange(24, 40)
        yield Kind.MEDICATION, at(first, first + chance.randrange(16, 48))
    begin, every = time(chance.randrange(7, 10)), chance.choice((60, 90, 120))
    yield Kind.HYDRATION, Schedule(Interval(every, begin, time(20)), EveryDay())
    yield Kind.STRETCHING, at(chance.randrange(28, 88))
    yield Kind.CHECKIN, at(chance.randrange(72, 88))


def rows(ids: range, chance: random.Random) -> tuple[list[dict[str, Any]], ...]:
    """Persons, items and schedules."""
    persons, items, schedules = [], [], []
    for id_ in ids:
        zone, wakes = chance.choice(ZONES), chance.randrange(20, 36)
        persons.append({
            "id": id_, "telegram_id": FIRST_ID + id_, "created_at": BEFORE,
            "consent_version": CONSENT_VERSION, "consented_at": BEFORE, "set_up_at": BEFORE,
            "seen_on": BEFORE.date(), "language": "en", "zone": zone, "plan_zone": zone,
            "wake_time": time(wakes // 4, wakes % 4 * 15), "bed_time": time(22, 30),
            "advanced_until": BEFORE, "wake_at": BEFORE,
        })  # fmt: skip
        for number, (kind, schedule) in enumerate(plan(chance)):
            item = 10 * id_ + number
            items.append({"id": item, "person_id": id_, "kind": kind, "name": kind.value,
                          "nags": [], "created_at": BEFORE})  # fmt: skip
            schedules.append({"item_id": item, "spec": to_json(schedule), "valid_from": BEFORE})
    return persons, items, schedules


async def seed(url: URL, people: int) -> None:
    chance = random.Random(7)
    await migrate(url)
    db = Database(url)
    for start in range(1, people + 1, CHUNK):
        made = rows(range(start, min(start + CHUNK, people + 1)), chance)
        async with db.writing() as session:
            for table, values in zip((Person, PlanItem, ItemSchedule), made, strict=True):
                await session.execute(insert(table), values)
    await db.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("people", nargs="?", type=int, default=100_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite(Path(folder))
        asyncio.run(seed(url, people))
        took, said = forecast(url)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(said)
    print(
        f"{people:,} people: {took:.1f} s, {used.ru_utime + used.ru_stime:.1f} s of CPU,"
        f" {used.ru_maxrss / 1024:.0f} MB at most"
    )


def forecast(url: URL) -> tuple[float, str]:
    """Seconds, and what it says."""
    given = {"BOT_DATABASE_URL": url.render_as_string(), "PYTHONPATH": str(ROOT)}
    began = clock.monotonic()
    said = subprocess.run(
        [sys.executable, "-m", "bot", "forecast"],
        env=os.environ | given, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return clock.monotonic() - began, said.stdout


if __name__ == "__main__":
    main()
