"""What is due to the people in the database in the coming minutes, a few thousand people at a time.

Reckoned as the engine would, except for what only life decides: nobody answers late, nothing is
repeated, and what counts from the last dose is spread as if doses were taken at any minute.
"""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.notes.tables import Note
from bot.operations.load import What
from bot.people.tables import Person
from bot.plan.rules import CHECK_INS, AfterLast, AsNeeded, Kind, Schedule, due_between
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.quiet import held_until
from bot.reminders.specs import schedule_of, spec_text
from bot.reminders.state import Planned
from bot.reminders.tolerance import KINDS, TOPICS, UNKNOWN_TOPIC

_PEOPLE = 2_000
"""In one go: some tens of thousands of rows."""
_MINUTE = timedelta(minutes=1)
_NIGHT = timedelta(days=1)
"""What became due so long ago can still be held by quiet hours."""
_WHAT = {kind: What(kind.value, kind is Kind.MEDICATION, KINDS[kind] // _MINUTE) for kind in Kind}

_Planned = tuple[Kind, str, int]
"""A kind, its rule, and the minutes since the last dose, where it is counted from there."""
_Plan = tuple[_Planned, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The minutes that are looked at, counted from `start`, which is a whole one."""

    start: datetime
    minutes: int

    @property
    def end(self) -> datetime:
        return self.start + self.minutes * _MINUTE

    def number(self, at: datetime) -> int:
        return (at - self.start) // _MINUTE


@dataclass(frozen=True, slots=True)
class _Clocks:
    """Where a plan's times are meant, where the person is, and when they sleep."""

    plan_zone: str
    zone: str
    wake_time: time
    bed_time: time


async def expected(db: Database, span: Span) -> AsyncIterator[Counter[tuple[int, What]]]:
    """For each handful of people: how many messages of which kind are due to them at which minute.

    People whose plans and clocks are alike are reckoned once.
    """
    after = 0
    while True:
        async with db.reading() as session:
            persons = await _persons(session, after)
            if not persons:
                return
            after = persons[-1].id
            yield await _of(session, persons, span)


async def _persons(session: AsyncSession, after: int) -> Sequence[Any]:
    columns = (
        Person.id, Person.zone, Person.plan_zone, Person.wake_time, Person.bed_time,
        Person.paused_until,
    )  # fmt: skip
    query = select(*columns).where(Person.id > after, Person.blocked_at.is_(None))
    return (await session.execute(query.order_by(Person.id).limit(_PEOPLE))).all()


async def _of(
    session: AsyncSession, persons: Sequence[Any], span: Span
) -> Counter[tuple[int, What]]:  # fmt: skip
    first, last = persons[0].id, persons[-1].id
    plans = await _plans(session, first, last)
    notes = await _notes(session, first, last, span)
    found: Counter[tuple[int, What]] = Counter()
    alike: Counter[tuple[_Plan, _Clocks, int]] = Counter()
    for row in persons:
        since = span.number(row.paused_until) if row.paused_until else 0
        clocks = _Clocks(row.plan_zone, row.zone, row.wake_time, row.bed_time)
        alike[tuple(plans[row.id]), clocks, since] += 1
        found.update(note for note in notes[row.id] if note[0] >= since)
    for (plan, clocks, since), people in alike.items():
        for message in _messages(plan, clocks, span):
            if message[0] >= since:
                found[message] += people
    return found


async def _plans(session: AsyncSession, first: int, last: int) -> defaultdict[int, list[_Planned]]:
    """By person: what is in force."""
    rows = await session.execute(
        select(PlanItem.person_id, PlanItem.kind, PlanItem.id, spec_text(ItemSchedule.spec))
        .join(ItemSchedule, ItemSchedule.item_id == PlanItem.id)
        .where(
            PlanItem.person_id.between(first, last), PlanItem.paused_at.is_(None),
            PlanItem.removed_at.is_(None), ItemSchedule.valid_until.is_(None),
        )
    )  # fmt: skip
    found: defaultdict[int, list[_Planned]] = defaultdict(list)
    for row in rows:
        when = schedule_of(row.spec).when
        phase = row.id * 7919 % when.minutes if isinstance(when, AfterLast) else 0
        found[row.person_id].append((Kind(row.kind), row.spec, phase))
    return found


async def _notes(
    session: AsyncSession, first: int, last: int, span: Span
) -> defaultdict[int, list[tuple[int, What]]]:
    """By person: the notes that are owed already; what comes again does so later than a week."""
    rows = await session.execute(
        select(Note.person_id, Note.topic, Note.due_at).where(
            Note.person_id.between(first, last), Note.due_at >= span.start, Note.due_at < span.end
        )
    )
    found: defaultdict[int, list[tuple[int, What]]] = defaultdict(list)
    for person_id, topic, due_at in rows:
        assert due_at is not None
        found[person_id].append((span.number(due_at), _note(topic)))
    return found


@lru_cache(maxsize=256)
def _note(topic: str) -> What:
    return What(topic, is_medicine=False, tolerance=TOPICS.get(topic, UNKNOWN_TOPIC) // _MINUTE)


@lru_cache(maxsize=8192)
def _messages(plan: _Plan, clocks: _Clocks, span: Span) -> tuple[tuple[int, What], ...]:
    """One message a minute, as urgent as the most urgent in it; check-ins have their own."""
    shared: dict[tuple[int, bool], What] = {}
    for kind, spec, phase in plan:
        schedule, what = schedule_of(spec), _WHAT[kind]
        if isinstance(schedule.when, AsNeeded):
            continue
        if isinstance(schedule.when, AfterLast):
            minutes = _since_last_dose(schedule, clocks, span, phase)
        else:
            minutes = _minutes(spec, kind, clocks, span)
        apart = kind in CHECK_INS
        for minute in minutes:
            other = shared.get((minute, apart))
            if other is None or what.urgency < other.urgency:
                shared[minute, apart] = what
    return tuple((minute, what) for (minute, _), what in shared.items())


@lru_cache(maxsize=4096)
def _minutes(spec: str, kind: Kind, clocks: _Clocks, span: Span) -> tuple[int, ...]:
    """When messages of a schedule are due; many people have the same."""
    schedule = schedule_of(spec)
    planned = Planned(0, 0, kind, schedule, span.start, None, in_force=True, amount=None)
    since = span.start - (_MINUTE if planned.at_chosen_time else _NIGHT)
    dues = due_between(schedule, clocks.plan_zone, since, span.end - _MINUTE)
    instants = {due.at for due in dues}
    if not planned.at_chosen_time:
        held = (clocks.zone, clocks.wake_time, clocks.bed_time)
        instants = {held_until(*held, at) for at in instants}
    return tuple(number for at in instants if 0 <= (number := span.number(at)) < span.minutes)


def _since_last_dose(
    schedule: Schedule, clocks: _Clocks, span: Span, phase: int
) -> tuple[int, ...]:
    assert isinstance(schedule.when, AfterLast)
    taken = span.start - phase * _MINUTE
    dues = due_between(schedule, clocks.plan_zone, span.start - _MINUTE, span.end, taken)
    return tuple(span.number(due.at) for due in dues if due.at < span.end)
