"""What is due to the people in the database in the coming minutes, ten thousand people at a time.

Reckoned as the engine would, except for what only life decides: nobody answers late, nothing is
repeated, and what counts from the last dose is spread as if doses were taken at any minute.
"""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.notes.tables import Note
from bot.operations.load import What
from bot.people.tables import Person
from bot.plan.rules import CHECK_INS, AfterLast, AsNeeded, Kind, due_between
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.quiet import held_until
from bot.reminders.specs import schedule_of, spec_text
from bot.reminders.state import Planned
from bot.reminders.tolerance import KINDS, TOPICS, UNKNOWN_TOPIC

_PEOPLE = 10_000
"""In one go: tens of thousands of rows, about a million messages in the week."""
_MINUTE = timedelta(minutes=1)
_NIGHT = timedelta(days=1)
"""What became due so long ago can still be held by quiet hours."""
_WHATS = sorted(
    (What(kind.value, kind is Kind.MEDICATION, KINDS[kind] // _MINUTE) for kind in Kind),
    key=lambda what: (what.urgency, what.name),
)
"""The most urgent first: a kind's place here is its rank."""
_RANKS = len(_WHATS)
_RANK = {Kind(what.name): rank for rank, what in enumerate(_WHATS)}

_Planned = tuple[Kind, str, int | None]
"""A kind, its rule, and the minutes since the last dose, where it is counted from there."""
_Asleep = tuple[str, time, time]
"""Where somebody is, when they wake and when they go to bed."""
_Minutes = NDArray[np.int64]
"""Numbers of minutes in order, each once."""


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


async def expected(db: Database, span: Span) -> AsyncIterator[Counter[tuple[int, What]]]:
    """For so many people at a time: how many messages of which kind are due at which minute."""
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
        Person.paused_until, Person.pause_from,
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
    shared = _Shared(span.minutes)
    for row in persons:
        # In a pause with a beginning medicines may go on: better more expected than fewer.
        sleeps = row.paused_until is not None and row.pause_from is None
        since = span.number(row.paused_until) if sleeps else 0
        asleep = (row.zone, row.wake_time, row.bed_time)
        shared.next_person()
        for planned in plans[row.id]:
            minutes = _minutes(planned, row.plan_zone, asleep, span)
            shared.add(
                planned[0], minutes[np.searchsorted(minutes, since) :] if since > 0 else minutes
            )
        found.update(note for note in notes[row.id] if note[0] >= since)
    found.update(shared.messages())
    return found


class _Shared:
    """What is due in one minute to one person is one message; check-ins have their own.

    Each due is one number, in which person, check-in or not, minute and rank are digits: in order
    the most urgent of a message comes first, and the rest of the message after it.
    """

    def __init__(self, minutes: int) -> None:
        self._width = minutes * _RANKS
        self._person = -1
        self._dues: list[_Minutes] = []
        self._digits: list[int] = []

    def next_person(self) -> None:
        self._person += 1

    def add(self, kind: Kind, minutes: _Minutes) -> None:
        self._dues.append(minutes)
        self._digits.append((2 * self._person + (kind in CHECK_INS)) * self._width + _RANK[kind])

    def messages(self) -> dict[tuple[int, What], int]:
        if not self._dues:
            return {}
        digits = np.repeat(np.array(self._digits), [len(minutes) for minutes in self._dues])
        numbers = np.concatenate(self._dues) * _RANKS + digits
        numbers.sort()
        is_first = np.diff(numbers // _RANKS, prepend=-1) != 0
        counts = np.bincount(numbers[is_first] % self._width)
        there = np.flatnonzero(counts)
        return {
            (place // _RANKS, _WHATS[place % _RANKS]): count
            for place, count in zip(there.tolist(), counts[there].tolist(), strict=True)
        }


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
        phase = row.id * 7919 % when.minutes if isinstance(when, AfterLast) else None
        if not isinstance(when, AsNeeded):
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


def _minutes(planned: _Planned, zone: str, asleep: _Asleep, span: Span) -> _Minutes:
    """When messages of a schedule are due: times in `zone`, held while somebody is asleep."""
    kind, spec, phase = planned
    if phase is not None:
        return _since_last_dose(spec, zone, span, phase)
    return _at_times(spec, zone, asleep if _is_held(spec, kind, span) else None, span)


@lru_cache(maxsize=8192)
def _is_held(spec: str, kind: Kind, span: Span) -> bool:
    """Whether quiet hours hold it."""
    schedule = schedule_of(spec)
    planned = Planned(0, 0, kind, schedule, span.start, None, in_force=True, amount=None)
    return not planned.at_chosen_time


@lru_cache(maxsize=65_536)
def _at_times(spec: str, zone: str, asleep: _Asleep | None, span: Span) -> _Minutes:
    """Many people have the same."""
    since = span.start - (_NIGHT if asleep else _MINUTE)
    instants = _instants(spec, zone, since, span.end - _MINUTE)
    if asleep:
        instants = tuple(held_until(*asleep, at) for at in instants)
    return _numbers(instants, span)


@lru_cache(maxsize=8192)
def _instants(spec: str, zone: str, since: datetime, until: datetime) -> tuple[datetime, ...]:
    return tuple(due.at for due in due_between(schedule_of(spec), zone, since, until))


def _since_last_dose(spec: str, zone: str, span: Span, phase: int) -> _Minutes:
    taken = span.start - phase * _MINUTE
    dues = due_between(schedule_of(spec), zone, span.start - _MINUTE, span.end, taken)
    return _numbers(tuple(due.at for due in dues), span)


def _numbers(instants: Sequence[datetime], span: Span) -> _Minutes:
    numbers = {span.number(at) for at in instants}
    return np.array(sorted(one for one in numbers if 0 <= one < span.minutes), dtype=np.int64)
