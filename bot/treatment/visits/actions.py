"""Writes visits and questions. Each change of a visit settles what is owed about it."""

from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.journal.removal import check_restorable
from bot.notes.actions import move, withdraw
from bot.people.room import check_day
from bot.people.tables import Person
from bot.plan.reasons import Reason, give_reason
from bot.plan.rules import local_date
from bot.treatment.visits.rules import (
    MOST_QUESTIONS,
    MOST_VISITS,
    REASON_FOR,
    REMINDED,
    VISIT_AFTER,
    VISIT_AHEAD,
    Changed,
    VisitKind,
    checked_date,
    checked_question,
    checked_whom,
    owed_afterwards,
    owed_before,
    subject_of,
)
from bot.treatment.visits.store import appointment, question_row, visit_row, visits_from
from bot.treatment.visits.tables import Visit, VisitQuestion


async def add(  # noqa: PLR0917  a visit has these parts
    session: AsyncSession,
    person: Person,
    day: date,
    at: time | None,
    with_whom: str,
    kind: VisitKind,
    now: datetime,
) -> Visit:
    """UserError for a date that was, or when there are too many."""
    today = local_date(person.zone, now)
    checked_date(day, today)
    if len(await visits_from(session, person, today)) >= MOST_VISITS:
        raise UserError("You have {most} visits ahead, the most I keep.", most=MOST_VISITS)
    await check_day(session, person, Visit.added_at, now)
    row = Visit(
        person_id=person.id, kind=kind.value, local_date=day, local_time=at,
        with_whom=checked_whom(with_whom), added_at=now,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    await settle(session, person, row, now)
    return row


async def set_when(  # noqa: PLR0917  as above
    session: AsyncSession,
    person: Person,
    visit_id: int,
    day: date,
    at: time | None,
    now: datetime,
) -> None:
    row = await _live(session, person, visit_id)
    checked_date(day, local_date(person.zone, now))
    row.local_date, row.local_time = day, at
    await session.flush()
    await settle(session, person, row, now)


async def set_whom(session: AsyncSession, person: Person, visit_id: int, text: str) -> None:
    (await _live(session, person, visit_id)).with_whom = checked_whom(text)
    await session.flush()


async def set_kind(session: AsyncSession, person: Person, visit_id: int, kind: VisitKind) -> None:
    (await _live(session, person, visit_id)).kind = kind.value
    await session.flush()


async def remove(session: AsyncSession, person: Person, visit_id: int, now: datetime) -> None:
    row = await visit_row(session, person, visit_id)
    if row.removed_at is None:
        row.removed_at = now
        await session.flush()
        await settle(session, person, row, now)


async def restore(session: AsyncSession, person: Person, visit_id: int, now: datetime) -> None:
    row = await visit_row(session, person, visit_id)
    if row.removed_at is not None:
        check_restorable(row.removed_at, now)
        row.removed_at = None
        await session.flush()
        await settle(session, person, row, now)


async def say_changed(
    session: AsyncSession, person: Person, visit_id: int, changed: Changed, now: datetime
) -> None:
    """What changed; changes of the plan that follow are kept as agreed with the doctor."""
    row = await _live(session, person, visit_id)
    row.changed = changed.value
    if changed is not Changed.NOTHING:
        await give_reason(session, person, Reason.DOCTOR, now + REASON_FOR)
    await session.flush()


async def ask(session: AsyncSession, person: Person, text: str, now: datetime) -> VisitQuestion:
    """Puts a question on the list; UserError for one too long, or a list that is full."""
    line = checked_question(text)
    count = await session.scalar(
        select(func.count())
        .select_from(VisitQuestion)
        .where(VisitQuestion.person_id == person.id, VisitQuestion.removed_at.is_(None))
    )
    if (count or 0) >= MOST_QUESTIONS:
        raise UserError(
            "Your list has {most} questions, the most I keep. Please remove one first: /visits",
            most=MOST_QUESTIONS,
        )
    await check_day(session, person, VisitQuestion.asked_at, now)
    row = VisitQuestion(person_id=person.id, text=line, asked_at=now)
    session.add(row)
    await session.flush()
    return row


async def tick(
    session: AsyncSession, person: Person, question_id: int, now: datetime, *, on: bool
) -> None:
    row = await question_row(session, person, question_id)
    if row.removed_at is None:
        row.ticked_at = (row.ticked_at or now) if on else None
        await session.flush()


async def remove_question(
    session: AsyncSession, person: Person, question_id: int, now: datetime
) -> None:
    row = await question_row(session, person, question_id)
    row.removed_at = row.removed_at or now
    await session.flush()


async def restore_question(
    session: AsyncSession, person: Person, question_id: int, now: datetime
) -> None:
    row = await question_row(session, person, question_id)
    if row.removed_at is not None:
        check_restorable(row.removed_at, now)
        row.removed_at = None
        await session.flush()


async def settle(session: AsyncSession, person: Person, row: Visit, now: datetime) -> None:
    """What is still ahead of a visit is owed; the rest, and all of a removed one, is not."""
    visit = appointment(row)
    is_live = row.removed_at is None
    before = owed_before(visit, person.zone, now) if is_live else {}
    for days in REMINDED:
        subject = subject_of(row.id, days)
        if days in before:
            await move(session, person, VISIT_AHEAD, before[days], now, subject_id=subject)
        else:
            await withdraw(session, person, VISIT_AHEAD, now, subject_id=subject)
    after = owed_afterwards(visit, person.zone, now) if is_live else None
    if after is not None:
        await move(session, person, VISIT_AFTER, after, now, subject_id=row.id)
    else:
        await withdraw(session, person, VISIT_AFTER, now, subject_id=row.id)


async def _live(session: AsyncSession, person: Person, visit_id: int) -> Visit:
    row = await visit_row(session, person, visit_id)
    if row.removed_at is not None:
        raise UserError("This visit was removed. Restore it first, then it can be changed.")
    return row
