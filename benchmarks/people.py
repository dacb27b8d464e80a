"""Rows for people whose plan has one medicine, due at one local minute for all."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.engine import URL

from bot.db import Database
from bot.migrate import migrate
from bot.people.rules import CONSENT_VERSION
from bot.people.tables import Person
from bot.plan.rules import AtTimes, Schedule, to_json
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.tables import Occurrence

FIRST_ID = 2_000_000
_CHUNK = 5_000
_WINDOW = timedelta(hours=4)


def sqlite(folder: Path) -> URL:
    return URL.create("sqlite+aiosqlite", database=str(folder / "bot.db"))


@contextmanager
def database(folder: Path, *, on_postgres: bool) -> Iterator[URL]:
    """Where ours keeps its rows."""
    if not on_postgres:
        yield sqlite(folder)
        return
    from tests.postgres import postgres_server

    with postgres_server() as server, server.database("template0") as url:
        yield url


async def seed(url: URL, people: int, due_at: datetime) -> None:
    """`people` persons (Telegram ids from FIRST_ID on), each due daily at `due_at` (UTC minute)."""
    await migrate(url)
    if not people:
        return
    spec = to_json(Schedule(AtTimes((due_at.time().replace(tzinfo=None),))))
    before, looked = due_at - timedelta(days=30), due_at - timedelta(hours=1)
    db = Database(url)
    for start in range(1, people + 1, _CHUNK):
        ids = range(start, min(start + _CHUNK, people + 1))
        async with db.writing() as session:
            await session.execute(
                insert(Person),
                [
                    {
                        "id": id_, "telegram_id": FIRST_ID + id_, "created_at": before,
                        "consent_version": CONSENT_VERSION, "consented_at": before,
                        "set_up_at": before, "seen_on": before.date(),
                        "language": "en", "zone": "UTC", "plan_zone": "UTC",
                        "wake_time": time(7), "bed_time": time(22, 30),
                        "advanced_until": looked, "wake_at": due_at,
                    }
                    for id_ in ids
                ],
            )  # fmt: skip
            await session.execute(
                insert(PlanItem),
                [
                    {
                        "id": id_, "person_id": id_, "kind": "medication", "name": "Clonazepam",
                        "amount": "0.5 mg", "nags": [10, 30, 60], "created_at": before,
                    }
                    for id_ in ids
                ],
            )  # fmt: skip
            await session.execute(
                insert(ItemSchedule),
                [{"id": id_, "item_id": id_, "spec": spec, "valid_from": before} for id_ in ids],
            )
    await db.close()


async def lived(url: URL, people: int, due_at: datetime, days: int) -> None:
    """The doses of the `days` before, all of them taken."""
    db = Database(url)
    for back in range(1, days + 1):
        at = due_at - timedelta(days=back)
        rows = [
            {
                "person_id": id_, "item_id": id_, "schedule_id": id_, "local_date": at.date(),
                "slot": f"{at:%H:%M}", "due_at": at, "prompt_at": at, "deadline": at + _WINDOW,
                "zone": "UTC", "state": "done", "taken_at": at, "answered_at": at, "nags_sent": 0,
            }
            for id_ in range(1, people + 1)
        ]  # fmt: skip
        async with db.writing() as session:
            await session.execute(insert(Occurrence), rows)
    await db.close()


def installed() -> dict[str, str]:
    """The environment of a bot that was installed: compiled once, whatever is set here."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "benchmarks-bytecode")}


def seed_now(url: URL, people: int, due_at: datetime, days: int = 0) -> None:
    asyncio.run(seed(url, people, due_at))
    if days:
        asyncio.run(lived(url, people, due_at, days))
