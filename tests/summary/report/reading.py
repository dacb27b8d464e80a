"""A report read back from its PDF, and the same numbers once more from the rows, the plain way."""

import io
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pypdf import PdfReader
from sqlalchemy import select, text

from bot.circle.tables import Supporter
from bot.db import Database
from bot.summary.goals.tables import WeekGoal
from bot.treatment.injections.tables import Injection
from bot.treatment.visits.tables import Visit


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, with single spaces."""
    return [
        " ".join(page.extract_text().replace("\u200b", "").split())
        for page in PdfReader(io.BytesIO(pdf)).pages
    ]


def letters(words: str) -> str:
    """Only what is read: lines may break anywhere in a long name."""
    return "".join(sign for sign in words if unicodedata.category(sign)[0] in "LN")


TRIED = """
    SELECT r.*, e.at AS e_at, e.zone AS e_zone, e.removed_at AS e_removed
    FROM episode_relief r JOIN episode e ON e.id = r.episode_id
"""
QUERIES = (
    "SELECT * FROM episode",
    "SELECT * FROM day_rating",
    "SELECT o.*, i.name FROM occurrence o JOIN plan_item i ON i.id = o.item_id",
    TRIED,
)


@dataclass
class Plain:
    episodes: int = 0
    spasms: int = 0
    ratings: list[int] = field(default_factory=list)
    doses: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By the item's name and the state."""
    reliefs: Counter[tuple[str, Any]] = field(default_factory=Counter)


async def plainly(db: Database, first: date, last: date) -> Plain:
    """Every row of the tables, and loops over them; one person alone is in the database."""
    found = Plain()
    async with db.reading() as session:
        rows = [list(await session.execute(text(query))) for query in QUERIES]
    for row in rows[0]:
        if row.removed_at is None and first <= _day(row.at, row.zone) <= last:
            found.episodes += 1
            found.spasms += row.count
    for row in rows[1]:
        if row.removed_at is None and first <= _date(row.local_date) <= last:
            found.ratings.append(row.rating)
    for row in rows[2]:
        said = row.reason not in {"paused", "removed", "rested"}
        if said and first <= _date(row.local_date) <= last:
            found.doses[row.name, row.state] += 1
    for row in rows[3]:
        if row.e_removed is None and first <= _day(row.e_at, row.e_zone) <= last:
            found.reliefs[row.relief, row.helped] += 1
    return found


def _day(value: Any, zone: str) -> date:
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return at.astimezone(ZoneInfo(zone)).date()


def _date(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


async def around_plainly(db: Database, first: date, last: date) -> tuple[list[str], ...]:
    """Goals of that week, injections, visits from the first day on, people: one person's alone."""
    async with db.reading() as session:
        goals = list(await session.scalars(select(WeekGoal)))
        injections = list(await session.scalars(select(Injection)))
        visits = list(await session.scalars(select(Visit)))
        people = list(await session.scalars(select(Supporter)))
    monday = last - timedelta(days=last.weekday())
    return (
        [str(one.words) for one in goals if one.week == monday],
        [
            f"{one.product} {one.local_date}"
            for one in injections
            if one.removed_at is None and first <= one.local_date <= last
        ],
        [f"{one.with_whom} {one.local_date}" for one in visits if one.removed_at is None],
        [one.called for one in people if one.confirmed_at is not None],
    )
