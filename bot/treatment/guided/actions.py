"""Begins, pauses, stops and rates runs; keeps good things.

A run's message is edited by whoever conducts it (`conducting.py`); its end is owed as a note, so
that it is said whatever happens in between.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.journal.removal import check_restorable
from bot.notes.actions import move, withdraw
from bot.people.room import check_day
from bot.people.rules import Side
from bot.people.tables import Person
from bot.people.turn import wake
from bot.plan.rules import local_date
from bot.treatment.guided.routines import Routine
from bot.treatment.guided.rules import GUIDED_END, Stage, check_rating, clean_good
from bot.treatment.guided.store import good_row, live_rows, row_of, run_of
from bot.treatment.guided.tables import GoodThing, GuidedChoice, GuidedRun
from bot.treatment.injections.store import is_massage_held

_AGAIN = timedelta(seconds=3)
"""Between "Go on" and the step that goes on."""


async def start(
    session: AsyncSession, person: Person, routine: Routine, now: datetime,
    *, side: Side | None = None, occurrence_id: int | None = None,
) -> GuidedRun:  # fmt: skip
    """Begins a routine; another one that was going on ends. UserError while massage is held."""
    if routine.has_sides and await is_massage_held(session, person):
        raise held()
    await check_day(session, person, GuidedRun.started_at, now)
    for row in await live_rows(session, person, now):
        await end(session, person, row, now)
        row.next_at = now  # its message loses its buttons
    row = GuidedRun(
        person_id=person.id,
        routine=routine.code.value,
        minutes=routine.minutes,
        side=(side or Side.BOTH).value if routine.has_sides else None,
        zone=person.zone,
        started_at=now,
        occurrence_id=occurrence_id,
        next_at=now,
    )
    session.add(row)
    await session.flush()
    wake(person, now)  # and with it whoever conducts
    return row


async def pause(session: AsyncSession, person: Person, row: GuidedRun, now: datetime) -> bool:
    """Holds it where it is; whether that changed anything."""
    if run_of(row).stage(now) not in {Stage.WAITING, Stage.RUNNING}:
        return False
    row.paused_at, row.next_at, row.was_interrupted = now, None, False
    await withdraw(session, person, GUIDED_END, now, subject_id=row.id)
    await session.flush()
    return True


async def resume(session: AsyncSession, person: Person, row: GuidedRun, now: datetime) -> bool:
    """Goes on from where it was paused, in a moment; whether that changed anything."""
    run = run_of(row)
    if run.stage(now) is not Stage.PAUSED:
        return False
    if run.routine.has_sides and await is_massage_held(session, person):
        raise held()
    if row.begins_at is not None and row.paused_at is not None:
        row.begins_at += now + _AGAIN - max(row.paused_at, row.begins_at)
        await owe_end(session, person, row, now)
    row.paused_at, row.was_interrupted, row.next_at = None, False, now + _AGAIN
    await session.flush()
    wake(person, now)
    return True


async def stop(session: AsyncSession, person: Person, row: GuidedRun, now: datetime) -> bool:
    """Ends it before its time; whether that changed anything."""
    if not run_of(row).is_live(now):
        return False
    await end(session, person, row, now)
    return True


async def end(session: AsyncSession, person: Person, row: GuidedRun, now: datetime) -> None:
    """Nothing more of it is owed. What was paused ended where it was paused."""
    row.ended_at, row.paused_at, row.next_at = row.paused_at or now, None, None
    await withdraw(session, person, GUIDED_END, now, subject_id=row.id)
    await session.flush()


async def owe_end(session: AsyncSession, person: Person, row: GuidedRun, now: datetime) -> None:
    ends_at = run_of(row).ends_at
    assert ends_at is not None
    await move(session, person, GUIDED_END, ends_at, now, subject_id=row.id)


async def set_side(
    session: AsyncSession, person: Person, run_id: int, side: Side, now: datetime
) -> GuidedRun:
    """The other side, or both, from now on; a run that is over stays as it was done."""
    row = await row_of(session, person, run_id)
    if row.side is not None and run_of(row).is_live(now):
        row.side = side.value
        await session.flush()
    return row


async def rate_before(
    session: AsyncSession, person: Person, run_id: int, rating: int, now: datetime
) -> GuidedRun:
    """How tense it was before; later than its first moments it would be another question."""
    check_rating(rating)
    row = await row_of(session, person, run_id)
    if run_of(row).asks_before(now):
        row.before = rating
        await session.flush()
    return row


async def say_done(
    session: AsyncSession, person: Person, run_id: int, now: datetime, *, rating: int | None = None
) -> GuidedRun:
    """The person did it, and how tense it is after. UserError while it still goes on."""
    row = await row_of(session, person, run_id)
    if run_of(row).is_live(now):
        raise UserError("This is still going on. ⏹ Stop ends it.")
    if rating is not None:
        row.after = check_rating(rating)
    row.done_at = row.done_at or now
    await session.flush()
    return row


async def choose_facing(session: AsyncSession, person: Person, *, is_facing: bool) -> None:
    await session.merge(GuidedChoice(person_id=person.id, is_facing=is_facing))
    await session.flush()


async def keep_good(session: AsyncSession, person: Person, text: str, now: datetime) -> GoodThing:
    """Without words it was spoken, or shown: then only that there was one is kept."""
    await check_day(session, person, GoodThing.said_at, now)
    row = GoodThing(
        person_id=person.id,
        text=clean_good(text) if text else "",
        local_date=local_date(person.zone, now),
        zone=person.zone,
        said_at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def remove_good(session: AsyncSession, person: Person, good_id: int, now: datetime) -> None:
    row = await good_row(session, person, good_id)
    row.removed_at = row.removed_at or now
    await session.flush()


async def restore_good(session: AsyncSession, person: Person, good_id: int, now: datetime) -> None:
    row = await good_row(session, person, good_id)
    if row.removed_at is not None:
        check_restorable(row.removed_at, now)
        row.removed_at = None
        await session.flush()


def held() -> UserError:
    return UserError(
        "Massage and stretching wait since your injection, until your clinic says that it is"
        " fine. /injection has a button for that; /calm goes at any time."
    )
