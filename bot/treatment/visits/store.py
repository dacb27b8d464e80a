"""Reads visits and questions."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.people.tables import Person
from bot.treatment.visits.rules import Appointment, Changed, Question, VisitKind
from bot.treatment.visits.tables import Visit, VisitQuestion


async def visit_row(session: AsyncSession, person: Person, visit_id: int) -> Visit:
    """This person's, removed ones too; UserError for any other."""
    found = await session.scalar(
        select(Visit).where(Visit.id == visit_id, Visit.person_id == person.id)
    )
    if found is None:
        raise UserError("I can't find that visit any more. /visits shows what there is.")
    return found


async def question_row(session: AsyncSession, person: Person, question_id: int) -> VisitQuestion:
    found = await session.scalar(
        select(VisitQuestion).where(
            VisitQuestion.id == question_id, VisitQuestion.person_id == person.id
        )
    )
    if found is None:
        raise UserError("I can't find that question any more. /visits shows what there is.")
    return found


async def visits_from(
    session: AsyncSession, person: Person, today: date
) -> tuple[Appointment, ...]:
    """From a day on, the next one first."""
    rows = await session.scalars(
        select(Visit)
        .where(Visit.person_id == person.id, Visit.removed_at.is_(None), Visit.local_date >= today)
        .order_by(Visit.local_date, Visit.local_time, Visit.id)
    )
    return tuple(appointment(row) for row in rows)


async def visits_by_id(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, Appointment]:
    """Of anybody: for what the bot says by itself."""
    rows = await session.scalars(select(Visit).where(Visit.id.in_(ids)))
    return {row.id: appointment(row) for row in rows}


async def next_injection(session: AsyncSession, person: Person, today: date) -> Appointment | None:
    """The clinic's date, where the person noted it."""
    ahead = await visits_from(session, person, today)
    return next((one for one in ahead if one.kind is VisitKind.INJECTION), None)


async def with_injection_ahead(session: AsyncSession, today: Mapping[int, date]) -> frozenset[int]:
    """Of these persons, each with the day it is there, those whose clinic's date is known."""
    rows = await session.execute(
        select(Visit.person_id, Visit.local_date).where(
            Visit.person_id.in_(today),
            Visit.removed_at.is_(None),
            Visit.kind == VisitKind.INJECTION,
        )
    )
    return frozenset(row.person_id for row in rows if row.local_date >= today[row.person_id])


async def questions_of(session: AsyncSession, person: Person) -> tuple[Question, ...]:
    """Those on the list: the open ones first, the oldest first."""
    rows = await session.scalars(
        select(VisitQuestion)
        .where(VisitQuestion.person_id == person.id, VisitQuestion.removed_at.is_(None))
        .order_by(VisitQuestion.asked_at, VisitQuestion.id)
    )
    found = [Question(row.id, row.text, row.ticked_at is not None) for row in rows]
    return tuple(sorted(found, key=lambda one: one.is_ticked))


async def open_questions(session: AsyncSession, person: Person) -> tuple[str, ...]:
    """What is still to be asked, as the report prints it."""
    return tuple(one.text for one in await questions_of(session, person) if not one.is_ticked)


async def questions_by_person(
    session: AsyncSession, person_ids: Sequence[int]
) -> Mapping[int, Sequence[str]]:
    """The open ones of several persons."""
    rows = await session.execute(
        select(VisitQuestion.person_id, VisitQuestion.text)
        .where(
            VisitQuestion.person_id.in_(person_ids),
            VisitQuestion.removed_at.is_(None),
            VisitQuestion.ticked_at.is_(None),
        )
        .order_by(VisitQuestion.asked_at, VisitQuestion.id)
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row.text)
    return found


def appointment(row: Visit) -> Appointment:
    return Appointment(
        id=row.id,
        kind=VisitKind(row.kind),
        day=row.local_date,
        at=row.local_time,
        with_whom=row.with_whom,
        changed=Changed(row.changed) if row.changed else None,
        removed_at=row.removed_at,
    )
