"""Makes pauses, makes them longer, ends them, and undoes that."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes.actions import move, withdraw
from bot.pauses.rules import PAUSE_OVER, RESTS, Wanted, Why, longer, span_of
from bot.pauses.store import is_live, pause_now, pause_of
from bot.pauses.tables import Pause
from bot.people import actions as people
from bot.people.rules import FOREVER, Rests
from bot.people.tables import Person
from bot.people.turn import wake


async def begin(
    session: AsyncSession, person: Person, wanted: Wanted, now: datetime, rests: Rests | None = None
) -> Pause:
    """Makes a pause, in place of one that is on or ahead. UserError for days that are not."""
    span = span_of(wanted, person.zone, now)
    await _end(session, person, now)
    row = Pause(
        person_id=person.id,
        reason=wanted.why.value if wanted.why else None,
        rests=rests or RESTS[wanted.why],
        begins_at=span.begins_at,
        until=None if span.is_open else span.until,
        made_at=now,
    )
    session.add(row)
    await session.flush()
    await _take_effect(session, person, row, now)
    return row


async def resume(session: AsyncSession, person: Person, now: datetime) -> Pause | None:
    """Ends a pause, or does without one that is ahead; what was due meanwhile is not caught up."""
    ended = await _end(session, person, now)
    if person.pause_from is None:
        await people.resume(session, person, now)
    elif person.pause_from > now:
        person.paused_until = person.pause_from = person.pause_rests = None
    else:
        # the engine lets go of what was due until then
        person.paused_until = min(person.paused_until or now, now)
        wake(person, now)
    await session.flush()
    return ended


async def again(
    session: AsyncSession, person: Person, pause_id: int, now: datetime
) -> Pause | None:
    """Takes back the end of a pause; None where its time is over, or another one is on."""
    row = await pause_of(session, person, pause_id)
    if row is None or row.ended_at is None or await pause_now(session, person, now):
        return None
    if row.until is not None and row.until <= now:
        return None
    row.ended_at = None
    await _take_effect(session, person, row, now)
    return row


async def set_rests(
    session: AsyncSession, person: Person, pause_id: int, rests: Rests, now: datetime
) -> Pause | None:
    """What rests in a pause that is on or ahead; None where it is over."""
    row = await pause_of(session, person, pause_id)
    if row is None or not is_live(row, now):
        return None
    if row.rests != rests:
        row.rests = rests
        await _take_effect(session, person, row, now)
    return row


async def lengthen(  # noqa: PLR0917  a button tells all of these
    session: AsyncSession, person: Person, pause_id: int, days: int, was: datetime, now: datetime
) -> Pause | None:
    """So many days longer than `was`, once; one that has just run out goes on from now.

    None where the person ended it, or made another one since.
    """
    row = await pause_of(session, person, pause_id)
    if row is None or row.ended_at is not None or row.until is None:
        return row if row is not None and is_live(row, now) else None
    if not is_live(row, now):
        if await pause_now(session, person, now):
            return None
        why = Why(row.reason) if row.reason else None
        return await begin(session, person, Wanted(why, days=days), now, Rests(row.rests))
    if row.until == was:
        row.until = longer(row.until, days, person.zone)
        await _take_effect(session, person, row, now)
    return row


async def _take_effect(session: AsyncSession, person: Person, row: Pause, now: datetime) -> None:
    """The engine reads it from the person. One of everything, from now on, has no beginning."""
    people.skip_rest(person, now)
    until = row.until or FOREVER
    is_plain = row.rests == Rests.ALL and row.begins_at <= now and person.pause_from is None
    person.paused_until = until
    person.pause_from = None if is_plain else row.begins_at
    person.pause_rests = None if is_plain else row.rests
    wake(person, now)
    await session.flush()
    if row.until is None:
        await withdraw(session, person, PAUSE_OVER, now)
    else:
        await move(session, person, PAUSE_OVER, row.until, now, subject_id=0)


async def _end(session: AsyncSession, person: Person, now: datetime) -> Pause | None:
    """Its row ends now; one that had not begun never was."""
    await withdraw(session, person, PAUSE_OVER, now)
    row = await pause_now(session, person, now)
    if row is None:
        return None
    if row.begins_at > now:
        await session.execute(delete(Pause).where(Pause.id == row.id))
        return None
    row.ended_at = now
    await session.flush()
    return row
