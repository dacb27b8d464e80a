"""Appointments, and what a person wants to ask at them."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import Sealed


class Visit(Base):
    """One appointment, in the local time of wherever the person is then."""

    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_person_id_local_date", "person_id", "local_date"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    local_date: Mapped[date]
    local_time: Mapped[time | None]
    with_whom: Mapped[str] = mapped_column(Sealed(80))
    """With whom or where, as it was typed; may be empty."""
    changed: Mapped[str | None] = mapped_column(String(16))
    """The answer to "what changed?"."""
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class VisitQuestion(Base):
    """One thing to ask; it stays on the list until it is ticked off."""

    __tablename__ = "visit_question"
    __table_args__ = (Index("ix_visit_question_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Sealed(200))
    asked_at: Mapped[datetime]
    ticked_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
