"""Reads runs, good things and how a person likes the drawings."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.people.rules import Side
from bot.people.tables import Person
from bot.treatment.guided.routines import Code, routine_of
from bot.treatment.guided.rules import GOOD_SHOWN, Run
from bot.treatment.guided.tables import GoodThing, GuidedChoice, GuidedRun


async def row_of(session: AsyncSession, person: Person, run_id: int) -> GuidedRun:
    """This person's; UserError for any other."""
    found = await session.scalar(
        select(GuidedRun).where(GuidedRun.id == run_id, GuidedRun.person_id == person.id)
    )
    if found is None:
        raise UserError("I can't find these minutes any more. /calm and /stretch begin new ones.")
    return found


async def live_rows(session: AsyncSession, person: Person, now: datetime) -> list[GuidedRun]:
    """Those that go on, or can; mostly one or none."""
    rows = await session.scalars(
        select(GuidedRun).where(
            GuidedRun.person_id == person.id,
            GuidedRun.ended_at.is_(None),
            (GuidedRun.next_at.is_not(None)) | (GuidedRun.paused_at.is_not(None)),
        )
    )
    return [row for row in rows if run_of(row).is_live(now)]


async def is_facing(session: AsyncSession, person: Person) -> bool:
    """Whether drawings are as if somebody sat opposite."""
    found = await session.scalar(
        select(GuidedChoice.is_facing).where(GuidedChoice.person_id == person.id)
    )
    return bool(found)


async def how_many_run(session: AsyncSession) -> int:
    """Of everybody's: how many messages are edited now and then."""
    found = select(func.count()).where(GuidedRun.next_at.is_not(None))
    return int(await session.scalar(found) or 0)


async def last_beginning(session: AsyncSession) -> datetime | None:
    """When the last one of anybody's begins."""
    found: datetime | None = await session.scalar(select(func.max(GuidedRun.begins_at)))
    return found


async def good_things(session: AsyncSession, person: Person) -> Sequence[GoodThing]:
    """The latest ones, the newest first."""
    rows = await session.scalars(
        select(GoodThing)
        .where(GoodThing.person_id == person.id, GoodThing.removed_at.is_(None))
        .order_by(GoodThing.said_at.desc(), GoodThing.id.desc())
        .limit(GOOD_SHOWN)
    )
    return rows.all()


async def good_things_on(session: AsyncSession, person: Person, day: date) -> Sequence[GoodThing]:
    """Those of a local date, in order."""
    rows = await session.scalars(
        select(GoodThing)
        .where(
            GoodThing.person_id == person.id,
            GoodThing.local_date == day,
            GoodThing.removed_at.is_(None),
        )
        .order_by(GoodThing.said_at, GoodThing.id)
    )
    return rows.all()


async def good_row(session: AsyncSession, person: Person, good_id: int) -> GoodThing:
    """This person's, removed ones too; UserError for any other."""
    found = await session.scalar(
        select(GoodThing).where(GoodThing.id == good_id, GoodThing.person_id == person.id)
    )
    if found is None:
        raise UserError("I can't find that entry any more.")
    return found


def run_of(row: GuidedRun, *, is_facing: bool = False) -> Run:
    return Run(
        id=row.id,
        routine=routine_of(Code(row.routine), row.minutes),
        side=Side(row.side) if row.side else None,
        begins_at=row.begins_at,
        paused_at=row.paused_at,
        ended_at=row.ended_at,
        before=row.before,
        after=row.after,
        done_at=row.done_at,
        is_facing=is_facing,
        was_interrupted=row.was_interrupted,
    )
