"""The deliveries on their way: pending → leased → sending → sent, doubt, failed, ...

A process leases what it will send soon, marks each just before it goes out, and records what
became of it. Only what was marked can be in doubt after a crash; what was leased never left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    Integer,
    Update,
    bindparam,
    func,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import Person
from bot.plain import Among, among, change, fetch
from bot.prepared import Statement
from bot.reminders.rows import table_of, update_each
from bot.reminders.state import Lane, Sort, State
from bot.reminders.tables import Delivery, Occurrence

LEASE = timedelta(seconds=10)
"""How long a dead process can keep what it was about to send; renewed while it lives."""
GOING_OUT = timedelta(seconds=16)
"""How long a dead process can keep what it was sending: longer than the transport waits."""
REPEATS = 2
"""How often a medicine is sent again after silence: it may have arrived."""


class DeliveryState(StrEnum):
    PENDING = "pending"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    DOUBT = "doubt"
    """It may have arrived; not repeated, since it is no medicine."""
    FAILED = "failed"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"


PENDING = text("delivery.state = 'pending'")
HELD = text("delivery.state IN ('leased', 'sending')")
"""Both in so many words, for the planner to see that the index of such rows will do."""
_WAITING = (DeliveryState.PENDING, DeliveryState.LEASED)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one delivery; `not_before` when it is to be tried again."""

    delivery_id: int
    person_id: int
    state: DeliveryState
    at: datetime
    message_id: int | None = None
    not_before: datetime | None = None
    is_in_doubt: bool = False
    """Whether Telegram was silent: it may have arrived."""


async def lease(
    session: AsyncSession, owner: str, now: datetime, most: int, most_tolerant: int | None = None
) -> Sequence[int]:
    """Takes the most urgent deliveries, by lane and deadline; their ids.

    All are of one lane, and of what tolerates lateness at most `most_tolerant`: there must be room
    for a medicine that becomes due while a thousand summaries wait for their turn.
    """
    found = await fetch(session, _may_leave(), {"now": now, "most": most})
    ids = [row.id for row in found if row.lane == found[0].lane]
    if found and found[0].lane == Lane.TOLERANT and most_tolerant is not None:
        ids = ids[: max(0, most_tolerant)]
    if ids:
        await set_each(
            session, ids, state=DeliveryState.LEASED, owner=owner, lease_until=now + LEASE
        )
    return ids


@cache
def _may_leave() -> Statement:
    return (
        select(Delivery.id, Delivery.lane)
        .where(PENDING, Delivery.not_before <= bindparam("now"))
        .order_by(Delivery.lane, Delivery.urgent_by)
        .limit(bindparam("most", type_=Integer()))
        .with_for_update(skip_locked=True)
    )


async def renew(session: AsyncSession, owner: str, ids: Sequence[int], now: datetime) -> None:
    """Keeps what still waits for its turn: a slow budget, or silence that Telegram asked for."""
    await session.execute(
        update(Delivery)
        .where(
            Delivery.id.in_(ids),
            Delivery.state == DeliveryState.LEASED,
            Delivery.owner == owner,
        )
        .values(lease_until=now + LEASE)
        .execution_options(synchronize_session=False)
    )


async def mark(
    session: AsyncSession, owner: str, ids: Sequence[int], now: datetime,
    *, again: Sequence[int] = (),
) -> frozenset[int]:  # fmt: skip
    """Marks deliveries as going out now; only those still ours and still wanted.

    `again` are those among them whose marking may have succeeded without our hearing of it.
    """
    leased = Delivery.id.in_(ids) & (Delivery.state == DeliveryState.LEASED)
    marked_before = Delivery.id.in_(again) & (Delivery.state == DeliveryState.SENDING)
    marked = await session.scalars(
        update(Delivery)
        .where(or_(leased, marked_before) if again else leased, Delivery.owner == owner)
        .values(
            state=DeliveryState.SENDING,
            lease_until=now + GOING_OUT,
            attempts=Delivery.attempts + 1,
        )
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    )
    return frozenset(marked)


async def record(session: AsyncSession, results: Iterable[Result]) -> None:
    """Records outcomes; whoever blocked the bot is left alone until they come back."""
    by_state: dict[tuple[DeliveryState, datetime | None, bool], list[int]] = {}
    sent: list[dict[str, Any]] = []
    blocked: dict[int, datetime] = {}
    for result in results:
        if result.state is DeliveryState.SENT:
            sent.append({"id": result.delivery_id, "state": result.state,
                         "message_id": result.message_id, "sent_at": result.at})  # fmt: skip
        else:
            became = result.state, result.not_before, result.is_in_doubt
            by_state.setdefault(became, []).append(result.delivery_id)
        if result.state is DeliveryState.BLOCKED:
            blocked[result.person_id] = result.at
    await update_each(session, Delivery, sent)
    for (state, not_before, is_in_doubt), ids in by_state.items():
        values: dict[str, Any] = {"not_before": not_before} if not_before else {}
        await set_each(session, ids, state=state, **values)
        if is_in_doubt:
            await _doubt(session, ids)
    for person_id, at in blocked.items():
        await _leave_alone(session, person_id, at)


def may_repeat(lane: int, kind: str, doubts: int) -> bool:
    """Whether a send that was met by silence is made again: medicines, and what is no message.

    `doubts` is how many sends of it were, this one included: docs/adr/0008.
    """
    return kind == Sort.TIDY or (lane == Lane.MEDICINE and doubts <= REPEATS)


async def waiting(session: AsyncSession) -> int:
    """How many deliveries are owed and not sent."""
    pending, leased = (
        select(func.count()).select_from(Delivery).where(*which).scalar_subquery()
        for which in ([PENDING], [HELD, Delivery.state == DeliveryState.LEASED])
    )
    return int(await session.scalar(select(pending + leased)) or 0)


async def is_owed(session: AsyncSession, now: datetime) -> bool:
    """Whether anything may be leased now."""
    found = await session.scalar(
        select(literal(value=True)).where(PENDING, Delivery.not_before <= now).limit(1)
    )
    return found is not None


async def _leave_alone(session: AsyncSession, person_id: int, now: datetime) -> None:
    await session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(blocked_at=now, wake_at=None)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(Delivery)
        .where(Delivery.person_id == person_id, Delivery.state.in_(_WAITING))
        .values(state=DeliveryState.BLOCKED)
        .execution_options(synchronize_session=False)
    )
    unheard = select(Delivery.id).where(
        Delivery.person_id == person_id, Delivery.state == DeliveryState.BLOCKED
    )
    await session.execute(  # what became of these is asked again when they are back
        update(Occurrence)
        .where(Occurrence.delivery_id.in_(unheard), Occurrence.state == State.OFFLINE)
        .values(state=State.OPEN)
        .execution_options(synchronize_session=False)
    )


async def set_each(session: AsyncSession, ids: Sequence[int], **values: Any) -> None:
    """The same values for each of these deliveries."""
    if ids:
        statement = _setting(among(session), tuple(values))
        await change(session, statement, {"ids": ids} | {f"new_{k}": v for k, v in values.items()})


@cache
def _setting(among: Among, names: tuple[str, ...]) -> Update:
    table = table_of(Delivery)
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return update(table).where(among(table.c.id, "ids")).values(values)


async def _doubt(session: AsyncSession, ids: Sequence[int]) -> None:
    """One more of their sends ended without a word."""
    if ids:
        await change(session, _doubting(among(session)), {"ids": ids})


@cache
def _doubting(among: Among) -> Update:
    table = table_of(Delivery)
    return update(table).where(among(table.c.id, "ids")).values(doubts=table.c.doubts + 1)
