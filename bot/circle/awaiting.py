"""Doses whose answer supporters wait for: which to begin with, and what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle.rules import LOOKED_BACK, Awaited, Dose, awaited
from bot.circle.tables import CircleAlert, SharedItem, Supported, Supporter
from bot.people.tables import Person
from bot.plan.numbers import number_of_item
from bot.plan.tables import PlanItem
from bot.reminders.queue import DeliveryState
from bot.reminders.state import Sort, State
from bot.reminders.tables import Delivery, Occurrence

_MAY_CHANGE = (CircleAlert.prompt_at == Occurrence.prompt_at) & (
    CircleAlert.minutes != SharedItem.minutes
)
_MAY_BEGIN = (
    (Delivery.kind == Sort.REMINDER)
    & (Delivery.state == DeliveryState.SENT)
    & (CircleAlert.id.is_(None) | (CircleAlert.prompt_at != Occurrence.prompt_at))
)
"""Both only leave out what `awaited` would not want: most doses are waited for already."""


@dataclass(frozen=True, slots=True)
class ToAwait:
    """What is to be waited for in a supporter's name from now on."""

    person_id: int
    supported_id: int
    occurrence_id: int
    awaited: Awaited


@dataclass(frozen=True, slots=True)
class AwaitedDose:
    """What a supporter waits for, with all that its message needs.

    `is_shared`: at this moment, with nobody pausing. `number` is what the medicine is called where
    it has no name, as `bot/plan/numbers.py` counts.
    """

    person_id: int
    supported_id: int
    shown_as: str
    is_neutral: bool
    is_shared: bool
    item: str
    number: int
    due_at: datetime
    dose: Dose
    awaited: Awaited


async def to_await(session: AsyncSession, now: datetime) -> list[ToAwait]:
    """Prompts that arrived and are not waited for yet, or not as they are shared now."""
    rows = await session.execute(
        _bonds()
        .add_columns(
            Supported.person_id, Supported.id.label("supported"), SharedItem.minutes,
            CircleAlert.prompt_at.label("before"), CircleAlert.sent_at.label("since"),
            CircleAlert.minutes.label("for_minutes"),
        )
        .outerjoin(
            CircleAlert,
            (CircleAlert.supported_id == Supported.id)
            & (CircleAlert.occurrence_id == Occurrence.id),
        )
        .where(
            Occurrence.state == State.OPEN,
            Occurrence.due_at > now - LOOKED_BACK,
            Occurrence.due_at <= now,
            PlanItem.paused_at.is_(None),
            PlanItem.removed_at.is_(None),
            _MAY_BEGIN | _MAY_CHANGE,
        )
    )  # fmt: skip
    found = ((row, awaited(_dose(row), row.minutes, _before(row))) for row in rows)
    return [
        ToAwait(row.person_id, row.supported, row.occurrence, wanted)
        for row, wanted in found
        if wanted is not None
    ]


async def awaited_doses(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, AwaitedDose]:
    """By the id of what is waited for; what is no longer shared with them is not among it."""
    rows = await session.execute(
        _bonds()
        .join(
            CircleAlert,
            (CircleAlert.supported_id == Supported.id)
            & (CircleAlert.occurrence_id == Occurrence.id),
        )
        .add_columns(
            CircleAlert, Supporter.shown_as, PlanItem.name, PlanItem.removed_at,
            PlanItem.paused_at, number_of_item().label("number"), Occurrence.due_at,
            (Supporter.is_neutral | Person.is_discreet).label("is_neutral"),
        )
        .join(Person, Person.id == Supporter.person_id)
        .where(CircleAlert.id.in_(ids))
    )  # fmt: skip
    return {row.CircleAlert.id: _awaited_dose(row) for row in rows}


def _bonds() -> Select[*tuple[Any, ...]]:
    """Shared medicines of those who agreed, neither of them pausing, with their doses."""
    return (
        select(
            Occurrence.id.label("occurrence"), Occurrence.state, Occurrence.prompt_at,
            Delivery.kind, Delivery.state.label("sent"), Delivery.sent_at,
        )
        .select_from(SharedItem)
        .join(Supporter, Supporter.id == SharedItem.supporter_id)
        .join(Supported, Supported.supporter_id == Supporter.id)
        .join(PlanItem, PlanItem.id == SharedItem.item_id)
        .join(Occurrence, Occurrence.item_id == SharedItem.item_id)
        .outerjoin(Delivery, Delivery.id == Occurrence.delivery_id)
        .where(
            Supporter.confirmed_at.is_not(None),
            Supporter.paused_at.is_(None),
            Supported.paused_at.is_(None),
        )
    )  # fmt: skip


def _dose(row: Any) -> Dose:
    arrived = row.sent == DeliveryState.SENT
    return Dose(
        State(row.state),
        row.prompt_at,
        Sort(row.kind) if row.kind else None,
        row.sent_at if arrived else None,
    )


def _before(row: Any) -> Awaited | None:
    return Awaited(row.before, row.since, row.for_minutes) if row.before is not None else None


def _awaited_dose(row: Any) -> AwaitedDose:
    alert = row.CircleAlert
    return AwaitedDose(
        person_id=alert.person_id,
        supported_id=alert.supported_id,
        shown_as=row.shown_as,
        is_neutral=row.is_neutral,
        is_shared=row.removed_at is None and row.paused_at is None,
        item=row.name,
        number=row.number,
        due_at=row.due_at,
        dose=_dose(row),
        awaited=Awaited(alert.prompt_at, alert.sent_at, alert.minutes),
    )
