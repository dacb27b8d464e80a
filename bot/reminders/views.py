"""Occurrences as screens show them, loaded by person or by delivery."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.plan.rules import Kind
from bot.plan.tables import PlanItem
from bot.reminders.state import AMENDABLE, Reason, State
from bot.reminders.tables import Occurrence

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

    def can_change(self, now: datetime) -> bool:
        return now - self.due_at <= AMENDABLE

    @property
    def let_go(self) -> bool:
        """Whether the bot closed it, since it or everything was paused, or it left the plan."""
        return self.reason in {Reason.PAUSED, Reason.REMOVED}

    def is_later(self, now: datetime) -> bool:
        """Whether the person put it off."""
        return self.state is State.OPEN and self.prompt_at > now


async def rows(session: AsyncSession, *conditions: ColumnElement[bool]) -> tuple[Row, ...]:
    """The occurrences that meet the conditions, by time."""
    found = await session.execute(
        select(
            Occurrence.id, Occurrence.item_id, Occurrence.delivery_id, PlanItem.kind,
            PlanItem.name, Occurrence.amount, Occurrence.state, Occurrence.due_at,
            Occurrence.prompt_at, Occurrence.deadline, Occurrence.zone, Occurrence.taken_at,
            Occurrence.reason,
        )
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .where(*conditions)
        .order_by(Occurrence.due_at, Occurrence.id)
    )  # fmt: skip
    return tuple(_row(row) for row in found)


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


def _row(row: Any) -> Row:
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
    )
