"""Changing the plan. Every change is written to the item's history and wakes the engine.

All are by item id and person: UserError for what is not theirs or is no longer there.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.people.limits import A_DAY, DAY
from bot.people.room import check_room
from bot.people.tables import Person
from bot.people.turn import wake
from bot.plan.agreed import AgreedWith, follow_change
from bot.plan.fields import clean_amount, clean_nags, clean_name, clean_notes
from bot.plan.items import NewItem, Planned, count_items, item_of, items_of
from bot.plan.medicines import CLASSED, ClassSaid, MedicineClass, suggested_class
from bot.plan.reasons import reason_now
from bot.plan.rules import MOST_ITEMS, Kind, Schedule, from_json, to_json
from bot.plan.schedules import current_schedule, follow
from bot.plan.tables import ItemSchedule, PlanChange, PlanItem

__all__ = [
    "NewItem",
    "Planned",
    "add",
    "agree",
    "change_amount",
    "change_kind",
    "change_nags",
    "change_notes",
    "change_schedule",
    "confirm_class",
    "default_nags",
    "item_of",
    "items_of",
    "pause_item",
    "remove",
    "rename",
    "restore",
    "resume_item",
]

DEFAULT_NAGS = (10, 30, 60)
"""Minutes; for medicines. The rest is reminded of once."""

UNDONE_AT_ONCE = timedelta(minutes=10)


async def add(session: AsyncSession, person: Person, new: NewItem, now: datetime) -> PlanItem:
    """Put an item into the plan; UserError when it is full or a text too long."""
    await _check_room(session, person)
    item = PlanItem(
        person_id=person.id,
        kind=new.kind.value,
        name=clean_name(new.name),
        amount=clean_amount(new.amount),
        notes=clean_notes(new.notes),
        nags=clean_nags(default_nags(new.kind) if new.nags is None else new.nags),
        medicine_class=suggested_class(new.kind, new.name),
        created_at=now,
    )
    if new.class_said is not None:
        _set_class(item, new.class_said, now)
    session.add(item)
    await session.flush()
    session.add(ItemSchedule(item_id=item.id, spec=to_json(new.schedule), valid_from=now))
    await _note(session, person, item, now, what="added", after=item.name)
    return item


async def rename(
    session: AsyncSession, person: Person, item_id: int, name: str, now: datetime
) -> None:
    item = await _live(session, person, item_id)
    before, item.name = item.name, clean_name(name)
    if item.name != before:
        _follow_name(item, Kind(item.kind), before)
        await _note(session, person, item, now, what="renamed", before=before, after=item.name)


async def change_amount(
    session: AsyncSession, person: Person, item_id: int, amount: str | None, now: datetime
) -> None:
    item = await _live(session, person, item_id)
    before, item.amount = item.amount, clean_amount(amount)
    if item.amount != before:
        await _note(session, person, item, now, what="amount", before=before, after=item.amount)


async def change_notes(
    session: AsyncSession, person: Person, item_id: int, notes: str | None, now: datetime
) -> None:
    item = await _live(session, person, item_id)
    before, item.notes = item.notes, clean_notes(notes)
    if item.notes != before:
        await _note(session, person, item, now, what="notes", before=before, after=item.notes)


async def change_nags(
    session: AsyncSession, person: Person, item_id: int, nags: Sequence[int], now: datetime
) -> None:
    """Set the minutes after which an unanswered reminder is repeated; empty for never."""
    item = await _live(session, person, item_id)
    before, item.nags = item.nags, clean_nags(nags)
    if item.nags != before:
        await _note(
            session,
            person,
            item,
            now,
            what="nags",
            before=_minutes(before),
            after=_minutes(item.nags),
        )


async def change_kind(
    session: AsyncSession, person: Person, item_id: int, kind: Kind, now: datetime
) -> None:
    """Make it another kind of thing; nags that were the old kind's default become the new one's."""
    item = await _live(session, person, item_id)
    before = Kind(item.kind)
    if kind is before:
        return
    if item.nags == list(default_nags(before)):
        item.nags = list(default_nags(kind))
    item.kind = kind.value
    _follow_name(item, before, item.name)
    await _note(session, person, item, now, what="kind", before=before.value, after=kind.value)


async def agree(
    session: AsyncSession, person: Person, item_id: int, whom: AgreedWith | None, now: datetime
) -> None:
    """With whom the item, as it is now, is agreed; None takes that back."""
    item = await _live(session, person, item_id)
    before, item.agreed_with = item.agreed_with, whom.value if whom else None
    item.changed_since = None
    if item.agreed_with != before:
        after = item.agreed_with
        await _note(session, person, item, now, what="agreed", before=before, after=after)


async def change_schedule(
    session: AsyncSession, person: Person, item_id: int, schedule: Schedule, now: datetime
) -> None:
    """Close the present schedule at `now` and open another from `now` on.

    The one of a paused item ended as it was paused: when it is resumed nothing is caught up.
    What the old one made due until now stays answered or not, as it is. The new one owes only
    what is after now: a time moved later on this day is due today once more, which the screen
    shows as the next reminder, since the person has just asked for it.
    """
    item = await _live(session, person, item_id)
    current = await current_schedule(session, item)
    if current.spec == to_json(schedule):
        return
    follower = await follow(session, current, schedule, ended=_ended(item, current, now), begun=now)
    await _note(
        session, person, item, now, what="schedule", before=str(current.id), after=str(follower.id)
    )


async def confirm_class(
    session: AsyncSession, person: Person, item_id: int, said: ClassSaid, now: datetime
) -> None:
    """What kind of medicine it is, as the person says; a second tap changes nothing."""
    item = await _live(session, person, item_id)
    if Kind(item.kind) not in CLASSED:
        raise UserError("Only medicines have a class.")
    before = item.medicine_class
    _set_class(item, said, now)
    if item.medicine_class != before:
        after = item.medicine_class
        await _note(session, person, item, now, what="class", before=before, after=after)


async def pause_item(session: AsyncSession, person: Person, item_id: int, now: datetime) -> None:
    """Silence it until it is resumed; nothing happens when it is paused already."""
    item = await _live(session, person, item_id)
    if item.paused_at is None:
        item.paused_at = now
        await _note(session, person, item, now, what="paused")


async def resume_item(session: AsyncSession, person: Person, item_id: int, now: datetime) -> None:
    """Have it remind again from now on, by a new schedule: what passed is not caught up."""
    item = await _live(session, person, item_id)
    if item.paused_at is not None:
        current = await current_schedule(session, item)
        ended = _ended(item, current, now)
        await follow(session, current, from_json(current.spec), ended=ended, begun=now)
        item.paused_at = None
        await _note(session, person, item, now, what="resumed")


async def remove(session: AsyncSession, person: Person, item_id: int, now: datetime) -> None:
    """Take it out of the plan; its past stays. The engine closes what is still open."""
    item = await _live(session, person, item_id)
    (await current_schedule(session, item)).valid_until = now
    item.removed_at = now
    await _note(session, person, item, now, what="removed", before=item.name)


async def restore(session: AsyncSession, person: Person, item_id: int, now: datetime) -> None:
    """Undo a removal.

    At once, the same schedule goes on: no dose is lost and none comes twice. Later, one begins
    that owes nothing of what passed meanwhile.
    """
    item = await _own(session, person, item_id)
    if item.removed_at is None:
        return
    await _check_room(session, person)
    current = await current_schedule(session, item)
    if now - item.removed_at <= UNDONE_AT_ONCE:
        current.valid_until = None
    else:
        schedule = from_json(current.spec)
        await follow(session, current, schedule, ended=item.removed_at, begun=now)
    item.removed_at = None
    await _note(session, person, item, now, what="restored", after=item.name)


def _ended(item: PlanItem, current: ItemSchedule, now: datetime) -> datetime:
    """When its present schedule stopped making anything due."""
    return now if item.paused_at is None else max(item.paused_at, current.valid_from)


def _follow_name(item: PlanItem, kind: Kind, name: str) -> None:
    """The class that the former kind and name suggested is suggested anew.

    One that the person chose against the list stays.
    """
    if item.medicine_class is None and item.class_confirmed_at is not None:
        return
    if item.medicine_class == suggested_class(kind, name):
        before, item.medicine_class = (
            item.medicine_class,
            suggested_class(Kind(item.kind), item.name),
        )
        if item.medicine_class != before:
            item.class_confirmed_at = None


def _set_class(item: PlanItem, said: ClassSaid, now: datetime) -> None:
    item.medicine_class = said.value if isinstance(said, MedicineClass) else None
    item.class_confirmed_at = now


def default_nags(kind: Kind) -> tuple[int, ...]:
    """Minutes after the prompt: medicines are repeated, the rest is not."""
    return DEFAULT_NAGS if kind is Kind.MEDICATION else ()


async def _own(session: AsyncSession, person: Person, item_id: int) -> PlanItem:
    item = await session.scalar(
        select(PlanItem).where(PlanItem.id == item_id, PlanItem.person_id == person.id)
    )
    if item is None:
        raise UserError("I can't find this in your plan. /plan shows what is there.")
    return item


async def _live(session: AsyncSession, person: Person, item_id: int) -> PlanItem:
    item = await _own(session, person, item_id)
    if item.removed_at is not None:
        raise UserError("“{name}” is no longer in your plan. /plan shows what is.", name=item.name)
    return item


async def _check_room(session: AsyncSession, person: Person) -> None:
    if await count_items(session, person) >= MOST_ITEMS:
        raise UserError(
            "Your plan has {most} items, the most I can look after. Please remove one first: /plan",
            most=MOST_ITEMS,
        )


async def _note(
    session: AsyncSession,
    person: Person,
    item: PlanItem,
    now: datetime,
    *,
    what: str,
    before: str | None = None,
    after: str | None = None,
) -> None:
    lately = (
        select(func.count())
        .select_from(PlanChange)
        .join(PlanItem, PlanItem.id == PlanChange.item_id)
        .where(PlanItem.person_id == person.id, PlanChange.at > now - DAY)
    )
    check_room(await session.scalar(lately) or 0, A_DAY["plan_change"])
    reason = await reason_now(session, person, now)
    follow_change(item, what, reason, now)
    session.add(
        PlanChange(item_id=item.id, at=now, what=what, before=before, after=after, reason=reason)
    )
    await session.flush()
    wake(person, now)


def _minutes(nags: Sequence[int]) -> str:
    return ",".join(map(str, nags))
