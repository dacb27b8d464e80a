"""The rows of notes: what is owed is read, what was said, lapsed or moved is written, in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes.rules import Owed, Topic
from bot.notes.tables import Note
from bot.plain import Among, among, fetch
from bot.prepared import Statement
from bot.reminders.hushing import is_care
from bot.reminders.queue import DeliveryState
from bot.reminders.rows import update_each
from bot.reminders.specs import schedule_of, spec_text
from bot.reminders.state import Changes, NoteFate, Prompt, Sort
from bot.reminders.tables import Delivery

_log = structlog.get_logger(__name__)


async def load_notes(
    session: AsyncSession, persons: Sequence[Any], topics: Mapping[str, Topic]
) -> defaultdict[int, list[Owed]]:
    """By person: the notes that are owed, the earliest first."""
    returned = [row.id for row in persons if row.returned_at is not None]
    if returned:
        await _owe_what_was_held(session, returned)
    hushed = [row.id for row in persons if row.is_hushed]
    if hushed:
        await _take_back(session, hushed, [one for one in topics.values() if not is_care(one)])
    rows = await fetch(session, _owed_notes(among(session)), {"ids": [row.id for row in persons]})
    found: defaultdict[int, list[Owed]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(_owed(row, topics.get(row.topic)))
    return found


@cache
def _owed_notes(among: Among) -> Statement:
    return (
        select(Note.id, Note.person_id, Note.topic, Note.due_at, spec_text(Note.spec), Note.zone)
        .where(among(Note.person_id, "ids"), Note.due_at.is_not(None))
        .order_by(Note.due_at, Note.id)
    )


def _owed(row: Any, topic: Topic | None) -> Owed:
    """One that newer code wrote, and this cannot read, has no topic: nobody's day stops at it."""
    try:
        schedule = schedule_of(row.spec) if topic and row.spec else None
    except ValueError:
        _log.error("note_not_understood", note=row.id, topic=row.topic)
        return Owed(row.id, None, row.due_at)
    return Owed(row.id, topic, row.due_at, schedule, row.zone)


async def _owe_what_was_held(session: AsyncSession, person_ids: list[int]) -> None:
    """What could not reach somebody who had blocked the bot is owed to them again."""
    blocked = select(Delivery.id).where(
        Delivery.person_id.in_(person_ids), Delivery.state == DeliveryState.BLOCKED
    )
    await session.execute(
        update(Note)
        .where(Note.person_id.in_(person_ids), Note.delivery_id.in_(blocked))
        .values(due_at=Note.last_due_at)
        .execution_options(synchronize_session=False)
    )


async def _take_back(
    session: AsyncSession, person_ids: list[int], topics: Sequence[Topic]
) -> None:  # fmt: skip
    """What was about to leave to somebody who is in crisis is owed to them again."""
    waiting = select(Delivery.id).where(
        Delivery.person_id.in_(person_ids),
        Delivery.kind == Sort.NOTE,
        Delivery.state.in_((DeliveryState.PENDING, DeliveryState.LEASED)),
    )
    held = (
        Note.person_id.in_(person_ids),
        Note.topic.in_([topic.name for topic in topics]),
        Note.delivery_id.in_(waiting),
    )
    ids = list(await session.scalars(select(Note.delivery_id).where(*held)))
    if not ids:
        return
    await session.execute(
        update(Note)
        .where(*held)
        .values(due_at=Note.last_due_at)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(Delivery)
        .where(Delivery.id.in_(ids))
        .values(state=DeliveryState.WITHDRAWN)
        .execution_options(synchronize_session=False)
    )


async def write_notes(
    session: AsyncSession,
    all_changes: Sequence[Changes],
    messages: Sequence[tuple[Changes, Prompt]],
    ids: Iterable[int],
) -> None:
    """An instant is dealt with once: in the transaction in which its message becomes owed."""
    said = [
        _row(prompt.note, prompt.due_at, delivery_id)
        for (_, prompt), delivery_id in zip(messages, ids, strict=True)
        if prompt.note is not None
    ]
    fates = [fate for changes in all_changes for fate in changes.notes]
    lapsed = [_row(fate, None, None) for fate in fates if fate.done_for is not None]
    moved = [
        {"id": fate.id, "due_at": fate.due_at, "zone": fate.zone}
        for fate in fates
        if fate.done_for is None
    ]
    await update_each(session, Note, said + lapsed)
    await update_each(session, Note, moved)


def _row(fate: NoteFate, asked_at: datetime | None, delivery_id: int | None) -> dict[str, Any]:
    return {
        "id": fate.id,
        "due_at": fate.due_at,
        "zone": fate.zone,
        "last_due_at": fate.done_for,
        "asked_at": asked_at,
        "delivery_id": delivery_id,
    }
