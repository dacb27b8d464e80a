"""What a person chose for the report, and everything that it tells, gathered in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.triggers.rules import Known
from bot.people.tables import Person
from bot.plan.rules import local_date
from bot.summary.patterns.actions import look_at
from bot.summary.report.loading import load
from bot.summary.report.rules import Section, Span, is_shown, span_of
from bot.summary.report.tables import ReportChoice
from bot.summary.report.words import Material
from bot.treatment.injections.store import injection_days
from bot.treatment.visits.store import open_questions


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
    session: AsyncSession, person: Person, weeks: int, now: datetime, triggers: Sequence[Known] = ()
) -> Material:
    """Everything that the report of so many weeks is made of; only reads.

    Without triggers nobody looks for patterns: a preview needs none.
    """
    span = await asked_span(session, person, weeks, now)
    return Material(
        rows=await load(session, person, span),
        look=await look_at(session, person, triggers, now) if triggers else None,
        triggers=tuple(triggers),
        questions=await open_questions(session, person),
        changed=await changed_sections(session, person),
    )
