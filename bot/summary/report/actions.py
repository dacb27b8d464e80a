"""What a person chose for the report, and everything that it tells, gathered in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.triggers.rules import Known
from bot.people.tables import Person
from bot.plan.rules import local_date
from bot.summary.goals.actions import week_now
from bot.summary.goals.counting import progress_of
from bot.summary.patterns.actions import look_at
from bot.summary.report.besides import Besides, besides_of
from bot.summary.report.loading import load
from bot.summary.report.rules import Section, Span, is_shown, span_of
from bot.summary.report.tables import ReportChoice
from bot.summary.report.words import Material
from bot.treatment.injections.store import entries_of, injection_days
from bot.treatment.visits.store import open_questions, visits_from


async def changed_sections(session: AsyncSession, person: Person) -> frozenset[Section]:
    """The sections that the person switched; those of older versions are forgotten."""
    row = await session.get(ReportChoice, person.id)
    kept = set(row.changed if row else ())
    return frozenset(each for each in Section if each in kept)


async def switch(
    session: AsyncSession, person: Person, section: Section, now: datetime, *, show: bool
) -> None:
    """Shows a section from now on, or leaves it out."""
    changed = await changed_sections(session, person)
    if is_shown(section, changed) is not show:
        changed ^= {section}
    await session.merge(ReportChoice(person_id=person.id, changed=sorted(changed), changed_at=now))
    await session.flush()


async def asked_span(session: AsyncSession, person: Person, weeks: int, now: datetime) -> Span:
    """The local dates that so many weeks cover; 0: since the last injection."""
    today = local_date(person.zone, now)
    injections = [day for day in await injection_days(session, person) if day <= today]
    return span_of(weeks, injections[-1] if injections else None, today)


async def gather(
    session: AsyncSession, person: Person, weeks: int, now: datetime, *,
    people: Sequence[str], triggers: Sequence[Known] = (),
) -> Material:  # fmt: skip
    """Everything that the report of so many weeks is made of; only reads.

    `people`: the names of those who support the person. Without triggers nobody looks for
    patterns: a preview needs none.
    """
    span = await asked_span(session, person, weeks, now)
    return Material(
        rows=await load(session, person, span),
        look=await look_at(session, person, triggers, now) if triggers else None,
        triggers=tuple(triggers),
        questions=await open_questions(session, person),
        changed=await changed_sections(session, person),
        besides=await _besides(session, person, span, now, people),
    )


async def _besides(
    session: AsyncSession, person: Person, span: Span, now: datetime, people: Sequence[str]
) -> Besides:
    goals = await progress_of(session, [person.id], week_now(person, now))
    return besides_of(
        span,
        goals.get(person.id),
        await entries_of(session, person),
        await visits_from(session, person, span.first),
        people,
    )
