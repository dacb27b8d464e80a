"""Sunday at six: week summaries, pictures included, beside medicines due at the same instant.

    python benchmarks/summaries.py [PEOPLE] [MEDICINES]

One process of ours on SQLite, its rate budget set to the highest, sends to a stand-in for
Telegram that has a process of its own. Everybody has five weeks of data. Told are summaries a
second, the longest stall of the event loop, the longest without what it waited for a core (which is
others' doing), the most CPU it took at a stretch, and when the last medicine had arrived.
"""

import asyncio
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import delete, insert
from sqlalchemy.engine import URL

from benchmarks.bot_api import Watch, telegram
from benchmarks.burst import Stalls, ours
from benchmarks.people import FIRST_ID, sqlite
from bot.db import Database
from bot.journal.days.tables import DayRating, Night
from bot.journal.episodes.tables import Episode
from bot.journal.water.tables import WaterGlass
from bot.migrate import migrate
from bot.notes.tables import Note
from bot.people.rules import CONSENT_VERSION
from bot.people.tables import Person
from bot.plan.rules import AtTimes, Schedule, to_json
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.tables import Occurrence
from bot.setup.week_time import USUAL

SUNDAY = datetime(2026, 3, 8, 18, 0, tzinfo=UTC)
LEAD, READY = 12.0, 6.0
"""Seconds from the start to the instant, and to the first sample: nothing else is going on then."""
DAYS = 35
_CHUNK = 200


class Busy(Stalls):
    """Beside the gaps, what of each is not others': neither waiting for a core nor CPU is.

    `own` is a gap without the time for which the loop's thread could run and had no core, as
    Linux counts it; waiting for Python's lock is in it. `busy` is the CPU the thread took.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cpu: list[float] = []
        self.own: list[float] = [0.0]

    async def run(self) -> None:
        scheduled = os.open("/proc/thread-self/schedstat", os.O_RDONLY)

        def waited() -> float:
            return int(os.pread(scheduled, 100, 0).split()[1]) / 1e9

        last, busy, without = time.perf_counter(), time.thread_time(), waited()
        while True:
            await asyncio.sleep(0.001)
            gap, lost = time.perf_counter() - last - 0.001, waited() - without
            self.gaps.append(gap)
            self.own.append(gap - lost)
            self.cpu.append(time.thread_time() - busy)
            last, busy, without = time.perf_counter(), time.thread_time(), waited()

    def told(self) -> dict[str, float]:
        return super().told() | {"busy": max(self.cpu) * 1e3, "own": max(self.own) * 1e3}


class Sunday(Watch):
    """Counts pictures apart from plain messages, which here are the medicines."""

    def _called(self) -> None:
        for method in ("sendMessage", "sendPhoto"):
            sent = self._standin.outcomes[method, "ok"]
            if sent != self._seen.get(method, 0):
                self._seen[method], self._at[method] = sent, time.time()
        self._sent = sum(self._seen.values())
        self._standin._look()

    async def reset(self, people: int) -> None:
        await super().reset(people)
        self._standin.outcomes.clear()
        self._seen: dict[str, int] = {}
        self._at: dict[str, float] = {}
        self._sent = self._base = 0

    async def told(self) -> tuple[dict[str, int], dict[str, float]]:
        return self._seen, self._at


def rows(person: int) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Five weeks of one person: some 17 rows a day."""
    for number in range(DAYS):
        day = SUNDAY.date() - timedelta(days=number)
        at = datetime.combine(day, clock(9), UTC)
        mine = {"person_id": person}
        for hour in range(1 + (person + number) % 5):
            when = at + timedelta(hours=hour)
            yield Episode, mine | {
                "at": when, "logged_at": when, "zone": "UTC", "severity": 1 + hour % 4,
                "face_zones": [], "count": 1, "note": "",
            }  # fmt: skip
        yield DayRating, mine | {
            "local_date": day, "rating": (person + number) % 5, "answered_at": at,
        }  # fmt: skip
        yield Night, mine | {
            "local_date": day, "minutes": 420, "quality": 3, "answered_at": at,
        }  # fmt: skip
        for glass in range(5):
            yield WaterGlass, mine | {
                "at": at + timedelta(hours=glass), "zone": "UTC", "local_date": day, "ml": 250,
            }  # fmt: skip
        yield from _doses(person, day)


def _doses(person: int, day: date) -> Iterator[tuple[Any, dict[str, Any]]]:
    for item in range(2):
        for hour in (8, 14, 17):
            at = datetime.combine(day, clock(hour), UTC)
            id_ = person * 2 + item
            state = "missed" if (person + day.toordinal()) % 6 == hour % 6 else "done"
            yield Occurrence, {
                "person_id": person, "item_id": id_, "schedule_id": id_, "local_date": day,
                "slot": f"{hour}", "due_at": at, "prompt_at": at,
                "deadline": at + timedelta(hours=4), "zone": "UTC", "state": state,
                "taken_at": at if state == "done" else None, "nags_sent": 0,
            }  # fmt: skip


async def seed(url: URL, people: int, medicines: int) -> None:
    """Persons 1 to `people` are owed a summary; `medicines` more have one medicine due then."""
    await migrate(url)
    db = Database(url)
    for start in range(1, people + medicines + 1, _CHUNK):
        ids = range(start, min(start + _CHUNK, people + medicines + 1))
        async with db.writing() as session:
            await session.execute(insert(Person), [_person(id_) for id_ in ids])
            items = [item for id_ in ids for item in _items(id_, is_due=id_ > people)]
            await session.execute(insert(PlanItem), [item for item, _ in items])
            await session.execute(insert(ItemSchedule), [schedule for _, schedule in items])
            found: dict[Any, list[dict[str, Any]]] = {}
            for id_ in ids:
                if id_ <= people:
                    for table, row in rows(id_):
                        found.setdefault(table, []).append(row)
            for table, some in found.items():
                await session.execute(insert(table), some)
            notes = [_note(id_) for id_ in ids if id_ <= people]
            if notes:
                await session.execute(insert(Note), notes)
    await db.close()


def _person(id_: int) -> dict[str, Any]:
    before = SUNDAY - timedelta(hours=1)
    return {
        "id": id_, "telegram_id": FIRST_ID + id_, "created_at": before,
        "consent_version": CONSENT_VERSION, "seen_on": before.date(),
        "consented_at": before, "set_up_at": before, "language": "en", "zone": "UTC",
        "plan_zone": "UTC", "wake_time": clock(7), "bed_time": clock(22, 30),
        "advanced_until": before, "wake_at": SUNDAY,
    }  # fmt: skip


def _items(id_: int, *, is_due: bool) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    at = (clock(18),) if is_due else (clock(8), clock(14), clock(17))
    spec = to_json(Schedule(AtTimes(at)))
    for item in range(1 if is_due else 2):
        yield (
            {
                "id": id_ * 2 + item, "person_id": id_, "kind": "medication",
                "name": "Clonazepam" if item else "Baclofen", "amount": "0.5 mg", "nags": [],
                "created_at": SUNDAY - timedelta(days=60),
            },
            {
                "id": id_ * 2 + item, "item_id": id_ * 2 + item, "spec": spec,
                "valid_from": SUNDAY - timedelta(days=60),
            },
        )  # fmt: skip


def _note(id_: int) -> dict[str, Any]:
    return {
        "person_id": id_, "topic": "week", "subject_id": 0, "due_at": SUNDAY,
        "spec": to_json(USUAL.schedule), "zone": "UTC", "created_at": SUNDAY - timedelta(days=60),
    }  # fmt: skip


async def without_data(url: URL) -> None:
    """Nothing to draw: how fast the words alone are."""
    db = Database(url)
    async with db.writing() as session:
        for table in (Episode, DayRating, Night, WaterGlass, Occurrence):
            await session.execute(delete(table))
    await db.close()


def run(name: str, url: URL, people: int, medicines: int) -> dict[str, Any]:
    with telegram(Sunday) as standin:
        standin.reset(people + medicines)
        began = time.time()
        bot = subprocess.Popen(
            [sys.executable, __file__, "child", standin.url, str(url), str(LEAD)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        standin.polled(30)
        arrived = standin.arrived(people + medicines, 600)
        seen, at = standin.ask("told")
        told, _ = bot.communicate("\n", timeout=60)
    figures = json.loads(told.splitlines()[-1])
    due = began + LEAD + figures["boot"]
    drain = max(at.values()) - due
    told_apart = seen.get("sendPhoto", 0) == people  # where all are words, nobody can tell which
    last = at["sendMessage"] - due if told_apart else math.nan
    return figures | {
        "name": name, "arrived": arrived.messages, "doubled": arrived.doubled,
        "pictures": seen.get("sendPhoto", 0), "rate": people / drain, "medicines": last,
    }  # fmt: skip


def child(api: str, database: str, due_in: str) -> None:
    from benchmarks import burst

    burst.DUE, burst.LEAD, burst.Stalls = SUNDAY, READY * 2, Busy
    boot = time.time() - burst._born()
    print(
        json.dumps(asyncio.run(ours(api, database, float(due_in), sampled=True)) | {"boot": boot})
    )


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    medicines = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite(Path(folder))
        asyncio.run(seed(url, people, medicines))
        copy = sqlite(Path(folder) / "words")
        Path(folder, "words").mkdir()
        shutil.copy(Path(folder) / "bot.db", Path(folder, "words"))
        found = [run("with pictures", url, people, medicines)]
        asyncio.run(without_data(copy))
        found.append(run("nothing to draw", copy, people, medicines))
    print(f"{people:,} summaries and {medicines:,} medicines due at one instant")
    heads = (
        "summaries/s",
        "longest stall ms",
        "with a core ms",
        "longest CPU ms",
        "p99 stall ms",
        "last medicine s",
        "CPU s",
        "MB",
    )
    print(f"{'':22}" + "".join(f"{head:>18}" for head in heads))
    for row in found:
        keys = ("rate", "longest", "own", "busy", "p99", "medicines", "cpu", "mb")
        print(f"{row['name']:22}" + "".join(f"{row[key]:18,.1f}" for key in keys))
        counts = ("arrived", "pictures", "doubled")
        print(f"{'':22}" + ", ".join(f"{key} {row[key]:,}" for key in counts))


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "child":
        child(*sys.argv[2:])
    else:
        main()
