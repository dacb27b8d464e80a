"""The same numbers once more, the plain way: every row of a table, and loops over them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass
class Plain:
    """What a summary tells of the seven days from a Monday on, and of the 28 before."""

    episodes: Counter[date] = field(default_factory=Counter)
    spasms: int = 0
    severities: Counter[int | None] = field(default_factory=Counter)
    ratings: dict[date, int] = field(default_factory=dict)
    water: Counter[date] = field(default_factory=Counter)
    nights: dict[date, int] = field(default_factory=dict)
    shares: dict[str, Counter[str]] = field(default_factory=dict)
    episodes_before: int = 0
    ratings_before: list[int] = field(default_factory=list)


async def plainly(session: AsyncSession, person_id: int, monday: date) -> Plain:  # noqa: PLR0912  plain means loops
    found = Plain()
    days = {monday + timedelta(days=n) for n in range(7)}
    before = {monday - timedelta(days=n) for n in range(1, 29)}
    for row in await _all(session, "SELECT * FROM episode"):
        if row.person_id != person_id or row.removed_at is not None:
            continue
        day = _instant(row.at).astimezone(ZoneInfo(row.zone)).date()
        if day in days:
            found.episodes[day] += 1
            found.spasms += row.count
            found.severities[row.severity] += 1
        found.episodes_before += day in before
    for row in await _all(session, "SELECT * FROM day_rating"):
        if row.person_id == person_id and row.removed_at is None:
            if _date(row.local_date) in days:
                found.ratings[_date(row.local_date)] = row.rating
            elif _date(row.local_date) in before:
                found.ratings_before.append(row.rating)
    for row in await _all(session, "SELECT * FROM night"):
        if row.person_id != person_id or row.removed_at is not None or row.minutes is None:
            continue
        if _date(row.local_date) in days:
            found.nights[_date(row.local_date)] = row.minutes
    for row in await _all(session, "SELECT * FROM water_glass"):
        if row.person_id != person_id or row.removed_at is not None:
            continue
        if _date(row.local_date) in days:
            found.water[_date(row.local_date)] += row.ml
    query = "SELECT occurrence.*, name FROM occurrence JOIN plan_item ON item_id = plan_item.id"
    for row in await _all(session, query):
        day = _instant(row.due_at).astimezone(ZoneInfo(row.zone)).date()
        if row.person_id != person_id or day not in days or row.state == "open":
            continue
        if row.reason not in {"paused", "removed", "rested"}:
            found.shares.setdefault(row.name, Counter())[row.state] += 1
    return found


async def _all(session: AsyncSession, query: str) -> Any:
    return (await session.execute(text(query))).all()


def _instant(value: Any) -> datetime:
    """SQLite gives text, PostgreSQL an instant."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def _date(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
