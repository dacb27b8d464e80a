"""The plan: items, the schedules they had over time, and what was changed when."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import Sealed


class PlanItem(Base):
    """One thing in the plan."""

    __tablename__ = "plan_item"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Sealed(80))
    amount: Mapped[str | None] = mapped_column(Sealed(40))
    notes: Mapped[str | None] = mapped_column(Sealed(500))
    nags: Mapped[list[int]]
    """Minutes after the prompt at which an unanswered reminder is repeated; empty for none."""
    medicine_class: Mapped[str | None] = mapped_column(String(16))
    """As the person said, else as its name suggests; None where nothing is known."""
    class_confirmed_at: Mapped[datetime | None]
    """When the person said so; None for what is only suggested."""
    agreed_with: Mapped[str | None] = mapped_column(String(16))
    """As `bot/plan/agreed.py` names it; None where the person did not say."""
    changed_since: Mapped[datetime | None]
    """When amount or times were last changed by the person alone after somebody had agreed."""
    created_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    zone: Mapped[str | None]
    """IANA name of the clocks it goes by wherever the person is; None for those of the plan."""
    zone_changed_at: Mapped[datetime | None]
    """When it alone went over to other clocks."""
    looked_until: Mapped[datetime | None]
    """Until when its dues became occurrences; None where that is the person's `advanced_until`."""


class ItemSchedule(Base):
    """The rule that said, from and until an instant, when a plan item is due."""

    __tablename__ = "schedule"
    __table_args__ = (Index("ix_schedule_item_id_valid_from", "item_id", "valid_from"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    item_id: Mapped[int] = mapped_column(BigId, ForeignKey("plan_item.id", ondelete="CASCADE"))
    spec: Mapped[dict[str, Any]]
    """As bot/plan/rules.py writes and reads it."""
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None]


class PlanChange(Base):
    """One change of a plan item, for its history."""

    __tablename__ = "plan_change"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    item_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("plan_item.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(16))
    before: Mapped[str | None] = mapped_column(Sealed(500))
    after: Mapped[str | None] = mapped_column(Sealed(500))
    reason: Mapped[str | None] = mapped_column(String(16))
    """Why, as `bot/plan/reasons.py` names it; None where nobody said so."""


class PlanReason(Base):
    """Why the person is changing their plan just now; one at a time."""

    __tablename__ = "plan_reason"

    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    reason: Mapped[str] = mapped_column(String(16))
    until: Mapped[datetime]
