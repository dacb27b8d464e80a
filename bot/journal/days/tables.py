"""Days: how each of them was, how the night before it was, and how the week."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId


class DayRating(Base):
    """The evening answer 0-4: how was your face today."""

    __tablename__ = "day_rating"
    __table_args__ = (UniqueConstraint("person_id", "local_date"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    local_date: Mapped[date]
    rating: Mapped[int]
    answered_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class DayTriggers(Base):
    """The evening's question about triggers was answered for a day.

    What was there stands among the exposures. A trigger that was asked and is not there is a
    no; on a day without this row, or for a trigger that was not asked, nothing is known.
    """

    __tablename__ = "day_triggers"
    __table_args__ = (UniqueConstraint("person_id", "local_date"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    local_date: Mapped[date]
    asked: Mapped[list[int]]
    """The ids of the triggers that stood there as toggles."""
    answered_at: Mapped[datetime]


class Night(Base):
    """The morning's answer: how long the sleep was, and how good; one may be left out."""

    __tablename__ = "night"
    __table_args__ = (UniqueConstraint("person_id", "local_date"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    local_date: Mapped[date]
    """The date of the morning."""
    minutes: Mapped[int | None]
    quality: Mapped[int | None]
    answered_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class Mood(Base):
    """The weekly answer 0-4, of the Sunday that was the week's last day."""

    __tablename__ = "mood"
    __table_args__ = (UniqueConstraint("person_id", "local_date"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    local_date: Mapped[date]
    mood: Mapped[int]
    answered_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
