"""The plan as a report tells of it: items, what became of their occurrences, what was changed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.plan.agreed import AgreedWith
from bot.plan.rules import AsNeeded, Kind, Schedule, from_json, local_date
from bot.plan.tables import ItemSchedule, PlanChange, PlanItem
from bot.reminders.state import BY_THE_BOT, State
from bot.reminders.tables import Occurrence
from bot.summary.report.rules import Doses, Span

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A plan item with its present schedule, or the last one it had."""

    id: int
    kind: Kind
    name: str
    amount: str | None
    schedule: Schedule
    since: date
    """The date from which it has this schedule."""
    doses: Doses
    is_paused: bool
    removed_on: date | None
    agreed_with: AgreedWith | None = None
    changed_since: datetime | None = None
    """Of what was agreed with somebody: when the person changed it alone."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the plan; `before` and `after` as the history of an item has them."""

    on: date
    item: str
    what: str
    before: str | Schedule | None
    after: str | Schedule | None
    reason: str | None = None


def around(span: Span) -> tuple[datetime, datetime]:
    """Instants between which all of these dates lie, in whatever zone."""
    return (
        datetime.combine(span.first - _DAY, time(), UTC),
        datetime.combine(span.last + 2 * _DAY, time(), UTC),
    )


async def items_of(session: AsyncSession, person: Person, span: Span) -> tuple[ReportItem, ...]:
    """All that are in the plan, and those that left it within the span, in the plan's order."""
    counts, schedules = await _counts(session, person, span), await _schedules(session, person)
    rows = await session.scalars(
        select(PlanItem).where(
            PlanItem.person_id == person.id,
            or_(PlanItem.removed_at.is_(None), PlanItem.removed_at >= around(span)[0]),
        )
    )
    items = [
        ReportItem(
            id=row.id,
            kind=Kind(row.kind),
            name=row.name,
            amount=row.amount,
            schedule=from_json(schedules[row.id][-1].spec),
            since=local_date(person.zone, schedules[row.id][-1].valid_from),
            doses=_doses(counts, row.id, schedules[row.id]),
            is_paused=row.paused_at is not None,
            removed_on=local_date(person.zone, row.removed_at) if row.removed_at else None,
            agreed_with=AgreedWith(row.agreed_with) if row.agreed_with else None,
            changed_since=row.changed_since,
        )
        for row in rows
        if row.id in schedules
    ]
    order = list(Kind)
    return tuple(
        sorted(items, key=lambda one: (order.index(one.kind), one.name.casefold(), one.id))
    )


async def _counts(
    session: AsyncSession, person: Person, span: Span
) -> Mapping[tuple[int, str], int]:
    """By schedule and state. What the bot closed itself nobody was to do; it is left out."""
    start, end = around(span)
    rows = await session.execute(
        select(Occurrence.schedule_id, Occurrence.state, func.count())
        .where(
            Occurrence.person_id == person.id,
            Occurrence.due_at >= start,
            Occurrence.due_at < end,
            Occurrence.local_date.between(span.first, span.last),
            or_(Occurrence.reason.is_(None), Occurrence.reason.not_in(BY_THE_BOT)),
        )
        .group_by(Occurrence.schedule_id, Occurrence.state)
    )
    return {(schedule, state): count for schedule, state, count in rows}


async def _schedules(session: AsyncSession, person: Person) -> Mapping[int, Sequence[ItemSchedule]]:
    """Each item's schedules, the oldest first."""
    rows = await session.scalars(
        select(ItemSchedule)
        .join(PlanItem, PlanItem.id == ItemSchedule.item_id)
        .where(PlanItem.person_id == person.id)
        .order_by(ItemSchedule.valid_from, ItemSchedule.id)
    )
    found: defaultdict[int, list[ItemSchedule]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found


def _doses(
    counts: Mapping[tuple[int, str], int], item_id: int, schedules: Sequence[ItemSchedule]
) -> Doses:
    due, needed = Counter[str](), 0
    for row in schedules:
        assert row.item_id == item_id
        if isinstance(from_json(row.spec).when, AsNeeded):
            needed += counts.get((row.id, State.DONE), 0)
            continue
        due.update({state: counts.get((row.id, state), 0) for state in State})
    return Doses(
        taken=due[State.DONE],
        skipped=due[State.SKIPPED],
        missed=due[State.MISSED],
        offline=due[State.OFFLINE],
        needed=needed,
    )


async def changes_of(session: AsyncSession, person: Person, span: Span) -> tuple[Change, ...]:
    """What was changed about the plan, the newest first; with whom it is agreed the plan tells."""
    start, end = around(span)
    rows = await session.execute(
        select(PlanChange, PlanItem.name)
        .join(PlanItem, PlanItem.id == PlanChange.item_id)
        .where(
            PlanItem.person_id == person.id,
            PlanChange.at >= start,
            PlanChange.at < end,
            PlanChange.what != "agreed",
        )
        .order_by(PlanChange.at.desc(), PlanChange.id.desc())
    )
    found = [(local_date(person.zone, change.at), change, name) for change, name in rows]
    by_item = await _schedules(session, person) if found else {}
    schedules = {str(row.id): from_json(row.spec) for rows in by_item.values() for row in rows}

    def read(change: PlanChange, value: str | None) -> str | Schedule | None:
        return schedules[value] if change.what == "schedule" and value is not None else value

    return tuple(
        Change(day, name, one.what, read(one, one.before), read(one, one.after), one.reason)
        for day, one, name in found
        if span.has(day)
    )
