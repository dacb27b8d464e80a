"""Occurrences as screens show them, loaded by person or by delivery."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.journal.days.actions import usual_of
from bot.people.tables import Person
from bot.plain import Among, among, fetch
from bot.plan.medicines import MedicineClass
from bot.plan.rules import Kind, local_date
from bot.plan.tables import PlanItem
from bot.prepared import Statement
from bot.reminders.queue import DeliveryState
from bot.reminders.state import AMENDABLE, BY_THE_BOT, Reason, Sort, State
from bot.reminders.tables import Delivery, Occurrence

NOTHING: Mapping[int, tuple["Row", ...]] = {}


@dataclass(frozen=True, slots=True)
class Row:
    """One occurrence with the name it goes by."""

    id: int
    item_id: int
    delivery_id: int | None
    kind: Kind
    name: str
    amount: str | None
    state: State
    due_at: datetime
    prompt_at: datetime
    deadline: datetime
    zone: str
    taken_at: datetime | None
    reason: Reason | None
    usual_sleep: int = 0
    """Minutes; of a morning check-in."""
    medicine_class: MedicineClass | None = None
    """As the person said, else as the name suggests: an extra warning harms less than none."""
    home: str | None = None
    """IANA zone of the person's home, while they travel."""
    follows_a_miss: bool = False
    """Of a missed dose: whether the item's one before it was missed as well."""

    @property
    def is_missed_dose(self) -> bool:
        return self.state is State.MISSED and self.kind is Kind.MEDICATION

    def can_change(self, now: datetime) -> bool:
        return now - self.due_at <= AMENDABLE

    @property
    def let_go(self) -> bool:
        """Whether the bot closed it, since it was paused, left the plan, or rests."""
        return self.reason in BY_THE_BOT

    def is_later(self, now: datetime) -> bool:
        """Whether the person put it off."""
        return self.state is State.OPEN and self.prompt_at > now


@dataclass(frozen=True, slots=True)
class Tapped:
    """One occurrence, with the message that shows it and everything that stands in it."""

    row: Row
    rows: tuple[Row, ...]
    sort: Sort | None
    """Of the message; None where no message shows it."""
    message_id: int | None
    has_left: bool
    """Whether the message was sent; else it may still be taken back."""

    def becomes(self, **values: Any) -> "Tapped":
        """The same after a change of the occurrence."""
        row = replace(self.row, **values)
        rows = tuple(row if one.id == row.id else one for one in self.rows)
        return replace(self, row=row, rows=rows)


async def tapped(session: AsyncSession, person: Person, occurrence_id: int) -> Tapped | None:
    """This person's occurrence; None for any other."""
    values = {"tapped": occurrence_id, "person": person.id}
    found = await fetch(session, _tapped(), values)
    rows = await _rows(session, found)
    row = next((one for one in rows if one.id == occurrence_id), None)
    if row is None:
        return None
    message = found[0]
    sort = Sort(message.sort) if message.sort else None
    return Tapped(row, rows, sort, message.message_id, message.sent == DeliveryState.SENT)


async def rows(session: AsyncSession, *conditions: ColumnElement[bool]) -> tuple[Row, ...]:
    """The occurrences that meet the conditions, by time."""
    found = await session.execute(
        _shown().where(*conditions).order_by(Occurrence.due_at, Occurrence.id)
    )
    return await _rows(session, found.all())


async def _rows(session: AsyncSession, loaded: Sequence[Any]) -> tuple[Row, ...]:
    mornings = [_morning(row) for row in loaded if row.kind == Kind.MORNING]
    usual = await usual_of(session, mornings) if mornings else {}
    missed = [row.id for row in loaded if _is_missed_dose(row)]
    again = await _follow_a_miss(session, missed) if missed else frozenset()
    return tuple(_row(row, usual.get(_morning(row), 0), row.id in again) for row in loaded)


def _is_missed_dose(row: Any) -> bool:
    return bool(row.state == State.MISSED and row.kind == Kind.MEDICATION)


async def _follow_a_miss(session: AsyncSession, ids: Sequence[int]) -> frozenset[int]:
    """Those before which the item's last dose was missed, too: nothing lies between the two."""
    found = await fetch(session, _missed_again(among(session)), {"ids": ids})
    return frozenset(row.id for row in found)


@cache
def _missed_again(among: Among) -> Statement:
    before = aliased(Occurrence)
    last = (
        select(before.state)
        .where(before.item_id == Occurrence.item_id, before.due_at < Occurrence.due_at)
        .order_by(before.due_at.desc(), before.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(Occurrence.id).where(among(Occurrence.id, "ids"), last == State.MISSED)


@cache
def _shown() -> Select[*tuple[Any, ...]]:
    """What is read of each, built once: it takes as long as asking for it."""
    return select(
        Occurrence.id, Occurrence.item_id, Occurrence.delivery_id, PlanItem.kind,
        PlanItem.name, Occurrence.amount, Occurrence.state, Occurrence.due_at,
        Occurrence.prompt_at, Occurrence.deadline, Occurrence.zone, Occurrence.taken_at,
        Occurrence.reason, Occurrence.person_id, PlanItem.medicine_class, Person.home_zone,
    ).join(PlanItem, PlanItem.id == Occurrence.item_id).join(
        Person, Person.id == Occurrence.person_id
    )  # fmt: skip


@cache
def _tapped() -> Select[*tuple[Any, ...]]:
    """All that a tap on one needs to know; the tapped one by id and person, the rest by it."""
    own = aliased(Occurrence)
    message = and_(Delivery.id == Occurrence.delivery_id, Delivery.person_id == own.person_id)
    return (
        _shown()
        .add_columns(Delivery.kind.label("sort"), Delivery.message_id, Delivery.state.label("sent"))
        .join(own, or_(Occurrence.id == own.id, Occurrence.delivery_id == own.delivery_id))
        .outerjoin(Delivery, message)
        .where(own.id == bindparam("tapped"), own.person_id == bindparam("person"))
        .order_by(Occurrence.due_at, Occurrence.id)
    )


async def rows_of_deliveries(
    session: AsyncSession, delivery_ids: Sequence[int]
) -> Mapping[int, tuple[Row, ...]]:
    """What each message shows now."""
    if not delivery_ids:
        return NOTHING
    grouped: defaultdict[int, list[Row]] = defaultdict(list)
    for row in await rows(session, Occurrence.delivery_id.in_(delivery_ids)):
        assert row.delivery_id is not None
        grouped[row.delivery_id].append(row)
    return {id_: tuple(found) for id_, found in grouped.items()}


def _morning(row: Any) -> tuple[int, date]:
    return row.person_id, local_date(row.zone, row.due_at)


def _row(row: Any, usual_sleep: int, follows_a_miss: bool) -> Row:  # noqa: FBT001  a field
    return Row(
        id=row.id,
        item_id=row.item_id,
        delivery_id=row.delivery_id,
        kind=Kind(row.kind),
        name=row.name,
        amount=row.amount,
        state=State(row.state),
        due_at=row.due_at,
        prompt_at=row.prompt_at,
        deadline=row.deadline,
        zone=row.zone,
        taken_at=row.taken_at,
        reason=Reason(row.reason) if row.reason else None,
        usual_sleep=usual_sleep,
        medicine_class=MedicineClass(row.medicine_class) if row.medicine_class else None,
        home=row.home_zone,
        follows_a_miss=follows_a_miss,
    )
