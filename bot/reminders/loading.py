"""The engine's rows, read: claim persons who are owed something, and load their state in bulk."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import UtcDateTime
from bot.journal.water.actions import quiet_until
from bot.notes.rules import Topic
from bot.people.rules import Rests
from bot.people.tables import Person
from bot.plain import Among, among, fetch
from bot.plan.rules import AfterLast, Kind
from bot.plan.tables import ItemSchedule, PlanItem
from bot.prepared import Statement
from bot.reminders.edited import covered, know_what_was_had, taken_early
from bot.reminders.last_doses import last_doses
from bot.reminders.note_rows import load_notes
from bot.reminders.queue import DeliveryState
from bot.reminders.specs import schedule_of, spec_text
from bot.reminders.state import DIGESTS, Open, PersonState, Planned, Reason, Shown
from bot.reminders.tables import IS_OPEN, Delivery, Occurrence

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
_DAY = timedelta(days=1)
_NEVER = datetime.min.replace(tzinfo=UTC)


async def earliest_wake(session: AsyncSession) -> datetime | None:
    (row,) = await fetch(session, _earliest_wake(), {})
    found: datetime | None = row.at
    return found


@cache
def _earliest_wake() -> Statement:
    return select(func.min(Person.wake_at).label("at"))


async def claim(
    session: AsyncSession, now: datetime, most: int, only: int | None = None
) -> Sequence[Any]:
    """The persons who are owed something by now, locked; other processes skip them."""
    values = {"now": now, "most": most, "only": only}
    return await fetch(session, _owed_something(is_one=only is not None), values)


@cache
def _owed_something(*, is_one: bool) -> Statement:
    now = bindparam("now", type_=UtcDateTime())
    columns = (
        Person.id, Person.zone, Person.plan_zone, Person.wake_time, Person.bed_time,
        Person.advanced_until, Person.zone_changed_at, Person.paused_until, Person.returned_at,
        Person.pause_from, Person.pause_rests, Person.hushed_until, Person.kept_until,
        Person.away_until, Person.held_zone, Person.held_wake,
        (Person.hushed_until > now).label("is_hushed"),
    )  # fmt: skip
    due = (
        select(*columns)
        .where(Person.wake_at <= now)
        .order_by(Person.wake_at)
        .limit(bindparam("most", type_=Integer()))
        .with_for_update(skip_locked=True)
    )
    return due.where(Person.id == bindparam("only")) if is_one else due


async def due(session: AsyncSession, now: datetime, most: int) -> Sequence[int]:
    """The ids of those whom `claim` would find, not locked."""
    found = select(Person.id).where(Person.wake_at <= now).order_by(Person.wake_at).limit(most)
    return (await session.scalars(found)).all()


async def put_off(session: AsyncSession, person_id: int, until: datetime) -> None:
    """Looks at a person again later, and lets the others go first."""
    await session.execute(
        update(Person)
        .where(Person.id == person_id, Person.wake_at < until)
        .values(wake_at=until)
        .execution_options(synchronize_session=False)
    )


async def load(
    session: AsyncSession, persons: Sequence[Any], topics: Mapping[str, Topic]
) -> list[PersonState]:
    ids = [row.id for row in persons]
    zones = {row.id: row.plan_zone for row in persons}
    planned = await _planned(session, zones, min(row.advanced_until for row in persons))
    await know_what_was_had(session, persons, planned)
    open_ = await _open(session, ids)
    notes = await load_notes(session, persons, topics)
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
            pause_from=row.pause_from,
            rests=Rests(row.pause_rests or Rests.ALL),
            returned=row.returned_at is not None,
            planned=tuple(planned[row.id]),
            open=tuple(open_[row.id]),
            notes=tuple(notes[row.id]),
            hushed_until=row.hushed_until,
            kept_until=row.kept_until,
            away_until=row.away_until,
            held_zone=row.held_zone,
            held_wake=row.held_wake,
        )
        for row in persons
    ]


async def _planned(
    session: AsyncSession, zones: Mapping[int, str], since: datetime
) -> defaultdict[int, list[Planned]]:
    rows = await fetch(session, _planned_rows(among(session)), {"ids": list(zones), "since": since})
    found = [(row, schedule_of(row.spec)) for row in rows]
    counted = [row.id for row, schedule in found if isinstance(schedule.when, AfterLast)]
    last = await last_doses(session, counted) if counted else {}
    quiet = await _quiet(session, [row for row, _ in found])
    early = await _taken_early(session, [row for row, _ in found], since)
    planned: defaultdict[int, list[Planned]] = defaultdict(list)
    for row, schedule in found:
        planned[row.person_id].append(
            Planned(
                item_id=row.id,
                schedule_id=row.schedule_id,
                kind=Kind(row.kind),
                schedule=schedule,
                valid_from=_begins(row, quiet),
                valid_until=row.valid_until,
                in_force=row.paused_at is None and row.removed_at is None,
                amount=row.amount,
                nags=tuple(row.nags),
                last_done=last.get(row.id),
                covered=covered(
                    schedule,
                    row.zone or zones[row.person_id],
                    row.valid_from,
                    early.get(row.id, ()),
                ),
                zone=row.zone,
                changed_at=row.zone_changed_at,
                looked_until=row.looked_until,
            )
        )
    return planned


async def _taken_early(
    session: AsyncSession, rows: Sequence[Any], since: datetime
) -> Mapping[int, Sequence[date]]:
    """Doses taken early, of those items whose schedule began in the day before."""
    begun = since - _DAY
    edited = [row.id for row in rows if row.valid_until is None and row.valid_from > begun]
    return await taken_early(session, edited, begun) if edited else {}


@cache
def _planned_rows(among: Among) -> Statement:
    return (
        select(
            PlanItem.person_id, PlanItem.id, PlanItem.kind, PlanItem.amount, PlanItem.nags,
            PlanItem.paused_at, PlanItem.removed_at, PlanItem.zone, PlanItem.zone_changed_at,
            PlanItem.looked_until, spec_text(ItemSchedule.spec),
            ItemSchedule.id.label("schedule_id"), ItemSchedule.valid_from, ItemSchedule.valid_until,
        )
        .join(ItemSchedule, ItemSchedule.item_id == PlanItem.id)
        .where(
            among(PlanItem.person_id, "ids"),
            or_(ItemSchedule.valid_until.is_(None), ItemSchedule.valid_until > bindparam("since")),
        )
    )  # fmt: skip


async def _quiet(session: AsyncSession, rows: Sequence[Any]) -> dict[int, datetime]:
    """Until when reminders to drink rest, of those persons in whose rows there are any."""
    drinking = {row.person_id for row in rows if row.kind == Kind.HYDRATION}
    return await quiet_until(session, list(drinking)) if drinking else {}


def _begins(row: Any, quiet: Mapping[int, datetime]) -> datetime:
    """When a schedule begins; that of water tomorrow, once the target of today is reached."""
    begun: datetime = row.valid_from
    if row.kind != Kind.HYDRATION:
        return begun
    return max(begun, quiet.get(row.person_id, begun))


async def _open(session: AsyncSession, ids: list[int]) -> defaultdict[int, list[Open]]:
    rows = await fetch(session, _open_rows(among(session)), {"ids": ids})
    quiet = await _quiet(session, rows)
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
                left=_left(row, quiet),
                delivery_id=row.delivery_id,
                shown=_SHOWN[row.state],
                shown_at=row.shown_at,
                in_digest=row.sort in DIGESTS,
            )
        )
    return found


@cache
def _open_rows(among: Among) -> Statement:
    return (
        select(
            Occurrence.person_id, Occurrence.id, Occurrence.item_id,
            Occurrence.due_at.label("occurrence_due_at"), Occurrence.prompt_at, Occurrence.deadline,
            Occurrence.nags_sent, Occurrence.delivery_id, PlanItem.kind, PlanItem.nags,
            PlanItem.paused_at, PlanItem.removed_at, Delivery.state,
            Delivery.due_at.label("shown_at"), Delivery.kind.label("sort"),
        )
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .outerjoin(Delivery, Delivery.id == Occurrence.delivery_id)
        .where(
            among(Occurrence.person_id, "ids"),
            IS_OPEN,
        )
        .order_by(Occurrence.id)
    )  # fmt: skip


def _left(row: Any, quiet: Mapping[int, datetime]) -> Reason | None:
    """Why an item asks for nothing any more; water only rests where a prompt is still owed."""
    if row.removed_at is not None:
        return Reason.REMOVED
    if row.paused_at is not None:
        return Reason.PAUSED
    rests = row.kind == Kind.HYDRATION and row.prompt_at <= quiet.get(row.person_id, _NEVER)
    return Reason.RESTED if rests and _is_owed(row) else None


def _is_owed(row: Any) -> bool:
    """Whether its present prompt is still to come: held back, or put off after it was shown."""
    owed_before = row.shown_at is not None and row.shown_at < row.prompt_at
    return _SHOWN[row.state] is Shown.NO or owed_before
