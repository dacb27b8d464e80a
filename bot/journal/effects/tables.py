"""Side effects, a day at a time."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId


class SideEffectDay(Base):
    """The evening's question about side effects, for one day.

    What is present was tapped. What was asked and is not present is a no once `answered_at` is
    set; on other days, and of what was not asked, nothing is known.
    """

    __tablename__ = "side_effect_day"
    __table_args__ = (UniqueConstraint("person_id", "local_date"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    local_date: Mapped[date]
    asked: Mapped[list[str]] = mapped_column(JSON)
    present: Mapped[list[str]] = mapped_column(JSON)
    answered_at: Mapped[datetime | None]
    """When the question was closed with Done."""
    removed_at: Mapped[datetime | None]


class SideEffectWeek(Base):
    """How strong a side effect was in a week, 0 not there to 3 strong; no row is no answer."""

    __tablename__ = "side_effect_week"
    __table_args__ = (UniqueConstraint("person_id", "week", "effect"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    week: Mapped[date]
    """Its Monday."""
    effect: Mapped[str] = mapped_column(String(16))
    strength: Mapped[int]
    local_date: Mapped[date]
    """When it was said."""
