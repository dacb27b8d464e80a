"""Ten years of a person who logs much: how long /export takes, and the way back.

python benchmarks/export.py [years]
"""

import asyncio
import io
import sys
import tempfile
import time
import zipfile
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import URL

from bot.db import Database
from bot.export import actions
from bot.export.bundle import zipped
from bot.export.reading import read
from bot.export.restoring import restorable
from bot.journal.days.tables import DayRating, Night
from bot.journal.episodes.tables import Episode
from bot.journal.water.tables import WaterGlass
from bot.migrate import migrate
from bot.people.actions import agree
from bot.people.turn import Sender
from bot.plan.rules import to_json
from bot.plan.schedule import AtTimes, Schedule
from bot.plan.tables import ItemSchedule, PlanItem
from bot.process import calm_the_collector
from bot.reminders.tables import Occurrence

START = datetime(2016, 3, 1, 6, tzinfo=UTC)
ZONE = "Europe/Berlin"
ITEMS = 5
PER_ITEM = 2
EPISODES = 3
GLASSES = 4
_BEAT = 0.002


async def fill(db: Database, person: int, days: int) -> None:
    """5 items twice a day, 3 episodes, 4 glasses, a rating and a night, every day."""
    async with db.writing() as session:
        for number in range(1, ITEMS + 1):
            item = PlanItem(
                person_id=person, kind="medication", name=f"Medicine {number}", amount="10 mg",
                nags=[10, 30, 60], created_at=START,
            )  # fmt: skip
            session.add(item)
            await session.flush()
            spec = to_json(Schedule(AtTimes((time_of(8), time_of(20)))))
            session.add(ItemSchedule(item_id=item.id, spec=spec, valid_from=START))
        await session.flush()
        for table, rows in (
            (Occurrence, occurrences(person, days)),
            (Episode, episodes(person, days)),
            (WaterGlass, glasses(person, days)),
            (DayRating, ratings(person, days)),
            (Night, nights(person, days)),
        ):
            await session.execute(insert(table), rows)


def time_of(hour: int) -> Any:
    return START.replace(hour=hour, tzinfo=None).time()


def moments(days: int) -> list[datetime]:
    return [START + timedelta(days=day) for day in range(days)]


def occurrences(person: int, days: int) -> list[dict[str, Any]]:
    return [
        {
            "person_id": person, "item_id": item, "schedule_id": item, "local_date": at.date(),
            "slot": f"{hour:02}:00", "due_at": at + timedelta(hours=hour - 7),
            "prompt_at": at + timedelta(hours=hour - 7), "deadline": at + timedelta(hours=hour),
            "zone": ZONE, "amount": "10 mg", "state": "done", "before": "open",
            "answered_at": at + timedelta(hours=hour), "taken_at": at + timedelta(hours=hour),
        }
        for at in moments(days) for item in range(1, ITEMS + 1) for hour in (8, 20)
    ]  # fmt: skip


def episodes(person: int, days: int) -> list[dict[str, Any]]:
    return [
        {
            "person_id": person, "at": at + timedelta(hours=n), "zone": ZONE, "severity": 1 + n,
            "logged_at": at + timedelta(hours=n), "side": "left", "face_zones": ["cheek", "brow"],
            "note": "after a long day at the screen, eased when I lay down",
        }
        for at in moments(days) for n in range(EPISODES)
    ]  # fmt: skip


def glasses(person: int, days: int) -> list[dict[str, Any]]:
    return [
        {"person_id": person, "at": at, "zone": ZONE, "local_date": at.date(), "ml": 250}
        for at in moments(days)
        for _ in range(GLASSES)
    ]


def ratings(person: int, days: int) -> list[dict[str, Any]]:
    return [
        {"person_id": person, "local_date": at.date(), "rating": 2, "answered_at": at}
        for at in moments(days)
    ]


def nights(person: int, days: int) -> list[dict[str, Any]]:
    return [
        {"person_id": person, "local_date": at.date(), "minutes": 420, "quality": 3,
         "answered_at": at}
        for at in moments(days)
    ]  # fmt: skip


class Watch:
    """Times what is awaited, how long the event loop stood still, and its most CPU at a stretch.

    A shared machine lengthens a stall, and adds nothing to the CPU.
    """

    def __init__(self) -> None:
        self.longest = self.busy = 0.0
        self.last = self.used = 0.0

    async def run(self, what: str, work: Callable[[], Awaitable[Any]]) -> Any:
        beating = asyncio.ensure_future(self._beat())
        await asyncio.sleep(0)  # or it would begin only when the work is done
        self.longest = self.busy = 0.0
        self.last, self.used = time.perf_counter(), time.thread_time()
        began, cpu = time.perf_counter(), time.process_time()
        result = await work()
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
        self.longest = max(self.longest, time.perf_counter() - self.last)
        beating.cancel()
        stall = f"longest stall {self.longest * 1000:5.0f} ms, most CPU {self.busy * 1000:4.0f} ms"
        print(f"{what:30} {took:6.2f} s, CPU {cpu:5.2f} s   {stall}", flush=True)
        return result

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(_BEAT)
            now = time.perf_counter()
            self.longest = max(self.longest, now - self.last - _BEAT)
            self.busy = max(self.busy, time.thread_time() - self.used)
            self.last, self.used = now, time.thread_time()


async def main(years: int) -> None:
    calm_the_collector()
    days, watch = round(years * 365), Watch()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as threads:
        url = URL.create("sqlite+aiosqlite", database=str(Path(folder) / "bot.db"))
        await migrate(url)
        db, loop = Database(url), asyncio.get_running_loop()
        async with db.writing() as session:
            person = await agree(session, Sender(1, "en"), "en", START)
            other = await agree(session, Sender(2, "en"), "en", START)
            person.zone = person.plan_zone = ZONE
        await fill(db, person.id, days)
        now = START + timedelta(days=days)

        reading = partial(read, person_id=person.id, now=now)
        raw = await watch.run("read aside", lambda: db.aside(reading))
        rows = sum(map(len, raw.rows.values()))
        packed = await watch.run(
            "made in a thread", lambda: loop.run_in_executor(threads, partial(zipped, raw))
        )
        diary = await watch.run(
            "checked in a thread", lambda: loop.run_in_executor(threads, restorable, packed)
        )

        async def restoring() -> None:
            await actions.restore(db, other.id, diary, now)

        await watch.run("restored, in pieces", restoring)
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            size = sum(one.file_size for one in archive.infolist())
        print(f"{rows:,} rows, {len(packed) / 1e6:.1f} MB packed, {size / 1e6:.0f} MB unpacked")
        await db.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
