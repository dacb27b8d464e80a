"""Answers to the weekly self-check."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId


class SelfCheck(Base):
    """One question of one week: answered, or left out (`answer` is None)."""

    __tablename__ = "self_check"
    __table_args__ = (UniqueConstraint("person_id", "week", "question"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    week: Mapped[date]
    """The Monday that the week began with."""
    question: Mapped[str] = mapped_column(String(16))
    answer: Mapped[int | None]
    local_date: Mapped[date]
    """The day whose evening asked it."""
    answered_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
