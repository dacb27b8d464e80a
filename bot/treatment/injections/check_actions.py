"""Writes what is said of an injection on a day: every tap at once, the last one wins."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.journal.removal import check_restorable
from bot.people.tables import Person
from bot.plan.rules import local_date
from bot.treatment.injections.rules import Sign, Working, check_control
from bot.treatment.injections.store import check_row, row_of
from bot.treatment.injections.tables import InjectionCheck


async def set_working(  # noqa: PLR0917  one answer has these parts
    session: AsyncSession,
    person: Person,
    injection_id: int,
    day: date,
    working: Working,
    now: datetime,
) -> None:
    (await _open(session, person, injection_id, day, now)).working = working.value
    await session.flush()


async def set_control(  # noqa: PLR0917  as above
    session: AsyncSession, person: Person, injection_id: int, day: date, control: int, now: datetime
) -> None:
    check_control(control)
    (await _open(session, person, injection_id, day, now)).control = control
    await session.flush()


async def set_sign(  # noqa: PLR0917  as above
    session: AsyncSession,
    person: Person,
    injection_id: int,
    day: date,
    sign: Sign,
    now: datetime,
    *,
    on: bool,
) -> bool:
    """Whether that was new."""
    row = await _open(session, person, injection_id, day, now)
    before = set(row.signs)
    after = before | {sign.value} if on else before - {sign.value}
    row.signs = [one.value for one in Sign if one in after]
    await session.flush()
    return after != before


async def finish(
    session: AsyncSession, person: Person, injection_id: int, day: date, now: datetime
) -> None:
    """Done: what is not marked was not there."""
    row = await _open(session, person, injection_id, day, now)
    row.answered_at = now
    await session.flush()


async def reopen(session: AsyncSession, person: Person, injection_id: int, day: date) -> None:
    row = await check_row(session, person, injection_id, day)
    if row is not None and row.removed_at is None:
        row.answered_at = None
        await session.flush()


async def remove(
    session: AsyncSession, person: Person, injection_id: int, day: date, now: datetime
) -> bool:
    """Takes back what was said of a day, and whether there was anything; restorable for a day."""
    row = await check_row(session, person, injection_id, day)
    if row is None:
        return False
    row.removed_at = row.removed_at or now
    await session.flush()
    return True


async def restore(
    session: AsyncSession, person: Person, injection_id: int, day: date, now: datetime
) -> None:
    """UserError for what was removed more than a day ago."""
    row = await check_row(session, person, injection_id, day)
    if row is None or row.removed_at is None:
        return
    check_restorable(row.removed_at, now)
    row.removed_at = None
    await session.flush()


async def _open(
    session: AsyncSession, person: Person, injection_id: int, day: date, now: datetime
) -> InjectionCheck:
    """The day's row; UserError for a day before the injection, or one ahead."""
    injection = await row_of(session, person, injection_id)
    if injection.removed_at is not None:
        raise UserError("This entry was removed. Restore it first, then it can be changed.")
    if not injection.local_date <= day <= local_date(person.zone, now):
        raise UserError("I don't know this button. /help shows what I can do.")
    row = await check_row(session, person, injection_id, day)
    if row is None:
        row = InjectionCheck(
            person_id=person.id, injection_id=injection_id, local_date=day, signs=[]
        )
        session.add(row)
    if row.removed_at is not None:  # said anew: what was removed stays forgotten
        row.working, row.control, row.signs = None, None, []
        row.answered_at = row.removed_at = None
    return row
