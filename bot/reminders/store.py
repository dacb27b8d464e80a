"""The engine's rows: claim persons who are owed something, load their state, write the changes.

All in bulk, for a batch of persons, inside one transaction that the engine opens.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from json import dumps, loads
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.plan.rules import AfterLast, Kind, Schedule, from_json
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.queue import DeliveryState
from bot.reminders.state import (
    AMENDABLE,
    DIGESTS,
    Born,
    Changes,
    Open,
    PersonState,
    Planned,
    Prompt,
    Reason,
    Shown,
    Sort,
    State,
)
from bot.reminders.tables import Delivery, Occurrence

_SHOWN = {
    None: Shown.NO,
    DeliveryState.PENDING: Shown.ON_ITS_WAY,
    DeliveryState.LEASED: Shown.ON_ITS_WAY,
    DeliveryState.SENDING: Shown.ON_ITS_WAY,
    DeliveryState.FAILED: Shown.ON_ITS_WAY,  # not to be tried again and again
    DeliveryState.SENT: Shown.YES,
    DeliveryState.DOUBT: Shown.YES,
    DeliveryState.EXPIRED: Shown.NO,
    DeliveryState.BLOCKED: Shown.NO,
    DeliveryState.WITHDRAWN: Shown.NO,
}


async def earliest_wake(session: AsyncSession) -> datetime | None:
    found: datetime | None = await session.scalar(select(func.min(Person.wake_at)))
    return found


async def claim(session: AsyncSession, now: datetime, most: int) -> Sequence[Any]:
    """The persons who are owed something by now, locked; other processes skip them."""
    columns = (
        Person.id, Person.zone, Person.plan_zone, Person.wake_time, Person.bed_time,
        Person.advanced_until, Person.zone_changed_at, Person.paused_until, Person.returned_at,
    )  # fmt: skip
    due = (
        select(*columns)
        .where(Person.wake_at <= now)
        .order_by(Person.wake_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return (await session.execute(due)).all()


async def load(session: AsyncSession, persons: Sequence[Any]) -> list[PersonState]:
    ids = [row.id for row in persons]
    planned = await _planned(session, ids, min(row.advanced_until for row in persons))
    open_ = await _open(session, ids)
    return [
        PersonState(
            id=row.id,
            zone=row.zone,
            plan_zone=row.plan_zone,
            wake_time=row.wake_time,
            bed_time=row.bed_time,
            advanced_until=row.advanced_until,
            zone_changed_at=row.zone_changed_at,
            paused_until=row.paused_until,
            returned=row.returned_at is not None,
            planned=tuple(planned[row.id]),
            open=tuple(open_[row.id]),
        )
        for row in persons
    ]


async def write(session: AsyncSession, all_changes: Sequence[Changes]) -> int:
    """Writes the changes of a batch; how many messages became owed."""
    messages = [(c, prompt) for c in all_changes for prompt in c.prompts]
    ids = await _write_deliveries(session, messages)
    await _write_born(session, all_changes, messages, ids)
    await _write_open(session, all_changes, messages, ids)
    await _write_tidies(session, all_changes)
    await _write_persons(session, all_changes)
    return len(messages)


async def _planned(
    session: AsyncSession, ids: list[int], since: datetime
) -> defaultdict[int, list[Planned]]:
    rows = await session.execute(
        select(
            PlanItem.person_id, PlanItem.id, PlanItem.kind, PlanItem.amount, PlanItem.nags,
            PlanItem.paused_at, PlanItem.removed_at, ItemSchedule.id.label("schedule_id"),
            ItemSchedule.spec, ItemSchedule.valid_from, ItemSchedule.valid_until,
        )
        .join(ItemSchedule, ItemSchedule.item_id == PlanItem.id)
        .where(
            PlanItem.person_id.in_(ids),
            or_(ItemSchedule.valid_until.is_(None), ItemSchedule.valid_until > since),
        )
    )  # fmt: skip
    found = [(row, schedule_of(row.spec)) for row in rows]
    counted = [row.id for row, schedule in found if isinstance(schedule.when, AfterLast)]
    last = await _last_done(session, counted) if counted else {}
    planned: defaultdict[int, list[Planned]] = defaultdict(list)
    for row, schedule in found:
        planned[row.person_id].append(
            Planned(
                item_id=row.id,
                schedule_id=row.schedule_id,
                kind=Kind(row.kind),
                schedule=schedule,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                in_force=row.paused_at is None and row.removed_at is None,
                amount=row.amount,
                nags=tuple(row.nags),
                last_done=last.get(row.id),
            )
        )
    return planned


async def _last_done(session: AsyncSession, item_ids: list[int]) -> dict[int, datetime]:
    rows = await session.execute(
        select(Occurrence.item_id, func.max(Occurrence.taken_at).label("at"))
        .where(Occurrence.item_id.in_(item_ids), Occurrence.state == State.DONE)
        .group_by(Occurrence.item_id)
    )
    return {row.item_id: row.at for row in rows}


async def _open(session: AsyncSession, ids: list[int]) -> defaultdict[int, list[Open]]:
    rows = await session.execute(
        select(
            Occurrence.person_id, Occurrence.id, Occurrence.item_id,
            Occurrence.due_at.label("occurrence_due_at"), Occurrence.prompt_at, Occurrence.deadline,
            Occurrence.nags_sent, Occurrence.delivery_id, PlanItem.kind, PlanItem.nags,
            PlanItem.paused_at, PlanItem.removed_at, Delivery.state,
            Delivery.due_at.label("shown_at"), Delivery.kind.label("sort"),
        )
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .outerjoin(Delivery, Delivery.id == Occurrence.delivery_id)
        .where(Occurrence.person_id.in_(ids), Occurrence.state == State.OPEN)
        .order_by(Occurrence.id)
    )  # fmt: skip
    found: defaultdict[int, list[Open]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(
            Open(
                id=row.id,
                item_id=row.item_id,
                kind=Kind(row.kind),
                due_at=row.occurrence_due_at,
                prompt_at=row.prompt_at,
                deadline=row.deadline,
                nags=tuple(row.nags),
                nags_sent=row.nags_sent,
                left=_left(row),
                delivery_id=row.delivery_id,
                shown=_SHOWN[row.state],
                shown_at=row.shown_at,
                in_digest=row.sort in DIGESTS,
            )
        )
    return found


def _left(row: Any) -> Reason | None:
    if row.removed_at is not None:
        return Reason.REMOVED
    return Reason.PAUSED if row.paused_at is not None else None


def schedule_of(spec: dict[str, Any]) -> Schedule:
    """The schedule a row holds; the same rules stand in many rows, so they are kept."""
    return _schedule_of(dumps(spec, sort_keys=True))


@lru_cache(maxsize=8192)
def _schedule_of(spec: str) -> Schedule:
    return from_json(loads(spec))


async def _write_deliveries(
    session: AsyncSession, messages: Sequence[tuple[Changes, Prompt]]
) -> Sequence[int]:
    if not messages:
        return ()
    rows = [
        {
            "person_id": changes.person_id,
            "kind": prompt.sort,
            "lane": prompt.lane,
            "due_at": prompt.due_at,
            "not_before": prompt.due_at,
            "expires_at": prompt.expires_at,
            "state": DeliveryState.PENDING,
        }
        for changes, prompt in messages
    ]
    statement = insert(Delivery).returning(Delivery.id, sort_by_parameter_order=True)
    return (await session.scalars(statement, rows)).all()


async def _write_born(
    session: AsyncSession,
    all_changes: Sequence[Changes],
    messages: Sequence[tuple[Changes, Prompt]],
    ids: Sequence[int],
) -> None:
    rows = [
        _occurrence_row(changes.person_id, born, None)
        for changes in all_changes
        for born in changes.unshown
    ]
    for (changes, prompt), delivery_id in zip(messages, ids, strict=True):
        rows += [_occurrence_row(changes.person_id, born, delivery_id) for born in prompt.born]
    if not rows:
        return
    # One that is there already was answered early, or known under another zone: it stays as it is.
    build = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    await session.execute(build(Occurrence).on_conflict_do_nothing(), rows)


def _occurrence_row(person_id: int, born: Born, delivery_id: int | None) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "item_id": born.planned.item_id,
        "schedule_id": born.planned.schedule_id,
        "local_date": born.local_date,
        "slot": born.slot,
        "due_at": born.due_at,
        "prompt_at": born.prompt_at,
        "deadline": born.deadline,
        "zone": born.zone,
        "amount": born.amount,
        "state": born.state,
        "nags_sent": born.nags_sent,
        "delivery_id": delivery_id,
    }


async def _write_open(
    session: AsyncSession,
    all_changes: Sequence[Changes],
    messages: Sequence[tuple[Changes, Prompt]],
    ids: Sequence[int],
) -> None:
    shown = [
        {"id": one.id, "delivery_id": delivery_id}
        for (_, prompt), delivery_id in zip(messages, ids, strict=True)
        for one in prompt.open
    ]
    nagged = [{"id": one.id, "nags_sent": one.nags_sent} for c in all_changes for one in c.nagged]
    closed = [
        {"id": one.id, "state": one.state, "reason": one.reason}
        for c in all_changes
        for one in c.closed
    ]
    rows: list[dict[str, Any]]
    for rows in (shown, nagged, closed):
        if rows:
            await session.execute(update(Occurrence), rows)


async def _write_tidies(session: AsyncSession, all_changes: Sequence[Changes]) -> None:
    """Messages out of date are put right by deliveries of their own, in the queue like all."""
    rows = [
        {
            "person_id": changes.person_id,
            "kind": Sort.TIDY,
            "lane": changes.tidy_lane,
            "due_at": changes.advanced_until,
            "not_before": changes.advanced_until,
            "expires_at": changes.advanced_until + AMENDABLE,
            "state": DeliveryState.PENDING,
            "replaces": delivery_id,
        }
        for changes in all_changes
        for delivery_id in changes.tidied
    ]
    if rows:
        await session.execute(insert(Delivery), rows)
    withdrawn = [id_ for changes in all_changes for id_ in changes.withdrawn]
    await withdraw(session, withdrawn)


async def withdraw(session: AsyncSession, delivery_ids: Iterable[int]) -> None:
    """Takes back messages that have not left yet; those under way are too late to stop."""
    ids = list(delivery_ids)
    if ids:
        await session.execute(
            update(Delivery)
            .where(
                Delivery.id.in_(ids),
                Delivery.state.in_((DeliveryState.PENDING, DeliveryState.LEASED)),
            )
            .values(state=DeliveryState.WITHDRAWN)
            .execution_options(synchronize_session=False)
        )


async def _write_persons(session: AsyncSession, all_changes: Sequence[Changes]) -> None:
    rows = [
        {
            "id": c.person_id,
            "advanced_until": c.advanced_until,
            "wake_at": c.wake_at,
            "returned_at": None,
        }
        for c in all_changes
    ]
    await session.execute(update(Person), rows)
    resumed = [c.person_id for c in all_changes if c.resumed]
    if resumed:
        await session.execute(
            update(Person)
            .where(Person.id.in_(resumed))
            .values(paused_until=None)
            .execution_options(synchronize_session=False)
        )
