"""Reading a person's plan: each item with the schedule it has now and when it is next due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.plan.agreed import AgreedWith
from bot.plan.medicines import ClassSaid, MedicineClass
from bot.plan.rules import AfterLast, Due, Kind, Schedule, due_between, from_json, next_due
from bot.plan.tables import ItemSchedule, PlanChange, PlanItem

NO_DOSES: Mapping[int, datetime] = {}


@dataclass(frozen=True, slots=True)
class NewItem:
    """What a plan item is to be; `nags` None means the kind's default.

    `class_said` is what the person confirmed of a medicine; None leaves what its name suggests.
    """

    kind: Kind
    name: str
    amount: str | None
    schedule: Schedule
    notes: str | None = None
    nags: Sequence[int] | None = None
    class_said: ClassSaid | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan item with its present schedule. `next` is None when paused or nothing is ahead."""

    id: int
    kind: Kind
    name: str
    amount: str | None
    notes: str | None
    nags: tuple[int, ...]
    schedule: Schedule
    schedule_id: int
    valid_from: datetime
    next: Due | None
    paused_at: datetime | None = None
    removed_at: datetime | None = None
    agreed_with: AgreedWith | None = None
    changed_since: datetime | None = None
    """Of what was agreed with somebody: when the person changed it alone."""
    medicine_class: MedicineClass | None = None
    is_class_confirmed: bool = False
    zone: str | None = None
    """Whose clocks it goes by wherever the person is; None for those of the plan."""


@dataclass(frozen=True, slots=True)
class Past:
    """One change of a plan item. `what` as in PlanChange; schedules before and after in full."""

    at: datetime
    what: str
    before: str | Schedule | None
    after: str | Schedule | None
    reason: str | None = None


async def items_of(
    session: AsyncSession,
    person: Person,
    now: datetime,
    last_done: Mapping[int, datetime] = NO_DOSES,
) -> tuple[Planned, ...]:
    """Give what is in the plan, paused items too, in the order of the list: medicines first.

    `last_done` maps item ids to the last dose, for schedules that count from it.
    """
    rows = await session.execute(
        select(PlanItem, ItemSchedule)
        .join(ItemSchedule, ItemSchedule.item_id == PlanItem.id)
        .where(
            PlanItem.person_id == person.id,
            PlanItem.removed_at.is_(None),
            ItemSchedule.valid_until.is_(None),
        )
    )
    planned = (
        _planned(item, schedule, person, now, last_done.get(item.id)) for item, schedule in rows
    )
    return tuple(sorted(planned, key=_order))


async def item_of(
    session: AsyncSession, person: Person, item_id: int, now: datetime
) -> Planned | None:
    """Give one item of this person, removed ones too with their last schedule; else None."""
    row = (
        await session.execute(
            select(PlanItem, ItemSchedule)
            .join(ItemSchedule, ItemSchedule.item_id == PlanItem.id)
            .where(PlanItem.id == item_id, PlanItem.person_id == person.id)
            .order_by(ItemSchedule.valid_from.desc(), ItemSchedule.id.desc())
            .limit(1)
        )
    ).first()
    if row is None:
        return None
    item, schedule = row
    return _planned(item, schedule, person, now, None)


async def items_by_id(
    session: AsyncSession, wanted: Mapping[int, tuple[Person, datetime]]
) -> Mapping[int, Planned]:
    """Of several persons: by item id, as `item_of` gives it for this person at this instant."""
    rows = await session.execute(
        select(PlanItem, ItemSchedule)
        .join(ItemSchedule, ItemSchedule.item_id == PlanItem.id)
        .where(PlanItem.id.in_(wanted))
        .order_by(ItemSchedule.valid_from, ItemSchedule.id)
    )
    last = {item.id: (item, schedule) for item, schedule in rows}
    return {
        id_: _planned(item, schedule, *wanted[id_], None)
        for id_, (item, schedule) in last.items()
        if item.person_id == wanted[id_][0].id
    }


async def count_items(session: AsyncSession, person: Person) -> int:
    """Count what is in the plan, paused items too."""
    count = await session.scalar(
        select(func.count())
        .select_from(PlanItem)
        .where(PlanItem.person_id == person.id, PlanItem.removed_at.is_(None))
    )
    return count or 0


def dues_ahead(schedule: Schedule, zone: str, now: datetime, most: int = 3) -> tuple[Due, ...]:
    """Give the next few dues after `now`, for previews."""
    dues: list[Due] = []
    after = now
    while len(dues) < most and (due := next_due(schedule, zone, after)) is not None:
        dues += due_between(schedule, zone, after, due.at)
        after = due.at
    return tuple(dues[:most])


async def history_of(session: AsyncSession, person: Person, item_id: int) -> tuple[Past, ...]:
    """Give what was changed about an item of this person, the newest first."""
    changes = await session.scalars(
        select(PlanChange)
        .join(PlanItem, PlanItem.id == PlanChange.item_id)
        .where(PlanItem.id == item_id, PlanItem.person_id == person.id)
        .order_by(PlanChange.at.desc(), PlanChange.id.desc())
    )
    rows = await session.scalars(select(ItemSchedule).where(ItemSchedule.item_id == item_id))
    schedules = {str(row.id): from_json(row.spec) for row in rows}

    def read(change: PlanChange, value: str | None) -> str | Schedule | None:
        return schedules[value] if change.what == "schedule" and value is not None else value

    return tuple(
        Past(
            change.at,
            change.what,
            read(change, change.before),
            read(change, change.after),
            change.reason,
        )
        for change in changes
    )


def _planned(
    item: PlanItem,
    row: ItemSchedule,
    person: Person,
    now: datetime,
    last_done: datetime | None,
) -> Planned:
    schedule = from_json(row.spec)
    zone = item.zone or person.plan_zone
    is_live = item.paused_at is None and item.removed_at is None
    # Counted from a dose nobody told of here: better no instant than a wrong one.
    is_known = is_live and not (isinstance(schedule.when, AfterLast) and last_done is None)
    return Planned(
        id=item.id,
        kind=Kind(item.kind),
        name=item.name,
        amount=item.amount,
        notes=item.notes,
        nags=tuple(item.nags),
        schedule=schedule,
        schedule_id=row.id,
        valid_from=row.valid_from,
        next=next_due(schedule, zone, now, last_done) if is_known else None,
        paused_at=item.paused_at,
        removed_at=item.removed_at,
        agreed_with=AgreedWith(item.agreed_with) if item.agreed_with else None,
        changed_since=item.changed_since,
        medicine_class=MedicineClass(item.medicine_class) if item.medicine_class else None,
        is_class_confirmed=item.class_confirmed_at is not None,
        zone=item.zone,
    )


def _order(item: Planned) -> tuple[int, str, int]:
    return (list(Kind).index(item.kind), item.name.casefold(), item.id)
