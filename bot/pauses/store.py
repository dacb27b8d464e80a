"""Reads a person's pauses."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.pauses.rules import GOES_ON
from bot.pauses.tables import Pause
from bot.people.rules import Rests
from bot.people.tables import Person
from bot.plan.rules import Kind


async def pause_now(session: AsyncSession, person: Person, now: datetime) -> Pause | None:
    """The pause that is on or ahead; one that was made before there were rows has none."""
    row = await session.scalar(
        select(Pause)
        .where(Pause.person_id == person.id)
        .order_by(Pause.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return row if row is not None and is_live(row, now) else None


def is_live(row: Pause, now: datetime) -> bool:
    """Whether it is on, or ahead."""
    return row.ended_at is None and (row.until is None or row.until > now)


async def pause_of(session: AsyncSession, person: Person, pause_id: int) -> Pause | None:
    """One pause of this person's."""
    found: Pause | None = await session.scalar(
        select(Pause).where(Pause.id == pause_id, Pause.person_id == person.id)
    )
    return found


async def pauses_between(
    session: AsyncSession, person_ids: Iterable[int], start: datetime, end: datetime
) -> Sequence[Pause]:
    """Those that were on at some moment from `start` up to `end`, in order."""
    ended = func.coalesce(Pause.ended_at, Pause.until)
    found = await session.scalars(
        select(Pause)
        .where(
            Pause.person_id.in_(list(person_ids)),
            Pause.begins_at < end,
            or_(ended.is_(None), ended > start),
        )
        .order_by(Pause.begins_at, Pause.id)
    )
    return found.all()


def ended(row: Pause) -> datetime | None:
    """When it was, or will be, over; None for one that goes on."""
    ends = [at for at in (row.ended_at, row.until) if at is not None]
    return min(ends, default=None)


def rests(person: Person, kind: Kind, at: datetime) -> bool:
    """Whether this kind rests at an instant, in the pause that is on or ahead."""
    until = person.paused_until
    if until is None or at >= until or (person.pause_from is not None and at < person.pause_from):
        return False
    return kind not in GOES_ON[Rests(person.pause_rests or Rests.ALL)]
