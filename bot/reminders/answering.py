"""Writes what an answer changes: the occurrence, the messages that showed it, and the journal."""

from datetime import datetime
from functools import cache

from sqlalchemy import Update, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import BigId
from bot.journal.water import actions as water
from bot.people.tables import Person
from bot.plain import change
from bot.plan.rules import Kind, local_date
from bot.reminders import queue
from bot.reminders.rows import table_of
from bot.reminders.state import AMENDABLE, Lane, Sort, State
from bot.reminders.tables import Delivery, Occurrence
from bot.reminders.tolerance import TIDY
from bot.reminders.views import Row, Tapped, rows
from bot.treatment.injections import actions as injections
from bot.treatment.stock import actions as stock


async def answered(
    session: AsyncSession, person: Person, one: Tapped, state: State, now: datetime,
    *, taken_at: datetime | None,
) -> Tapped:  # fmt: skip
    """Writes an answer; the occurrence as it is then. A message that waits is taken back."""
    row = one.row
    await change(
        session, _answering(), {"occurrence": row.id, "person": person.id, "answer": state,
        "was": row.state, "now": now, "at": taken_at},
    )  # fmt: skip
    done_at = taken_at if state is State.DONE else None
    await follow_log(session, person, row, done_at, now)
    if row.delivery_id is not None and not one.has_left:
        await _withdraw_if_answered(session, row.delivery_id, now)
    return one.becomes(state=state, taken_at=taken_at, reason=None)


@cache
def _answering() -> Update:
    """Built once: that takes as long as what it does."""
    mine = Occurrence.person_id == bindparam("person")
    return (
        update(table_of(Occurrence))
        .where(Occurrence.id == bindparam("occurrence"), mine)
        .values(
            state=bindparam("answer"), before=bindparam("was"), answered_at=bindparam("now"),
            taken_at=bindparam("at"), reason=None,
        )
    )  # fmt: skip


async def touch(
    session: AsyncSession, person: Person, occurrence: Occurrence, now: datetime
) -> None:
    """What changed may end a nag on its way; logs follow."""
    await session.flush()
    taken_at = occurrence.taken_at if occurrence.state == State.DONE else None
    (row,) = await rows(session, Occurrence.id == occurrence.id)
    await follow_log(session, person, row, taken_at, now)
    if occurrence.delivery_id is not None:
        await _withdraw_if_answered(session, occurrence.delivery_id, now)


async def follow_log(
    session: AsyncSession, person: Person, row: Row, done_at: datetime | None, now: datetime
) -> None:
    """A medicine taken is off its supply, water done is a glass, an injection is in its log.

    Undone they are back as they were.
    """
    if row.kind is Kind.MEDICATION:
        dose = stock.Dose(row.id, row.item_id, row.amount)
        await stock.follow(session, person, dose, done_at, now)
    elif row.kind is Kind.HYDRATION:
        await water.follow(session, person, row.id, done_at, row.amount, now)
    elif row.kind is Kind.INJECTION:
        done = injections.Done(row.id, row.name, row.amount)
        day = local_date(row.zone, done_at) if done_at else None
        await injections.follow(session, person, done, day, now)


async def _withdraw_if_answered(session: AsyncSession, delivery_id: int, now: datetime) -> None:
    """A message that was answered for before it left must not be sent.

    One statement: the sender may mark it as leaving at this very moment.
    """
    await change(session, _withdrawing(), {"delivery": delivery_id, "now": now})


@cache
def _withdrawing() -> Update:
    table, delivery = table_of(Delivery), bindparam("delivery", type_=BigId)
    still_open = select(Occurrence.id).where(
        Occurrence.delivery_id == delivery,
        Occurrence.state.in_((State.OPEN, State.OFFLINE)),
        Occurrence.prompt_at <= bindparam("now"),
    )
    waiting = (queue.DeliveryState.PENDING, queue.DeliveryState.LEASED)
    return (
        update(table)
        .where(table.c.id == delivery, table.c.state.in_(waiting), ~still_open.exists())
        .values(state=queue.DeliveryState.WITHDRAWN)
    )


async def tidy(session: AsyncSession, person: Person, delivery_id: int, now: datetime) -> None:
    """Has a message in the chat brought up to date, behind everything that is owed."""
    session.add(
        Delivery(
            person_id=person.id,
            kind=Sort.TIDY,
            lane=Lane.TOLERANT,
            due_at=now,
            not_before=now,
            urgent_by=now + TIDY,
            expires_at=now + AMENDABLE,
            state=queue.DeliveryState.PENDING,
            replaces=delivery_id,
        )
    )
