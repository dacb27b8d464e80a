"""Writes the weekly self-check; the last answer wins."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.removal import check_restorable
from bot.journal.selfcheck.rules import Question, check_choice, week_of
from bot.journal.selfcheck.store import row_of
from bot.journal.selfcheck.tables import SelfCheck
from bot.people.tables import Person


async def answer_check(  # noqa: PLR0917  one answer has these parts
    session: AsyncSession,
    person: Person,
    question: Question,
    answer: int | None,
    day: date,
    now: datetime,
) -> None:
    """Keeps an answer for the week of a day, or that the question was left out (None).

    A question stays with the day that asked it first; leaving out takes no answer back.
    """
    if answer is not None:
        check_choice(question, answer)
    row = await row_of(session, person, week_of(day), question)
    if row is None:
        row = SelfCheck(
            person_id=person.id, week=week_of(day), question=question.value, local_date=day
        )
        session.add(row)
    elif answer is None:
        return
    row.answer, row.answered_at, row.removed_at = answer, now, None
    await session.flush()


async def remove_check(
    session: AsyncSession, person: Person, question: Question, day: date, now: datetime
) -> None:
    row = await row_of(session, person, week_of(day), question)
    if row is not None:
        row.removed_at = row.removed_at or now


async def restore_check(
    session: AsyncSession, person: Person, question: Question, day: date, now: datetime
) -> None:
    """UserError for what was removed more than a day ago."""
    row = await row_of(session, person, week_of(day), question)
    if row is not None and row.removed_at is not None:
        check_restorable(row.removed_at, now)
        row.removed_at = None
