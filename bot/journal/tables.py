"""The journal: episodes and day ratings, each with the zone in which it happened."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId


class Episode(Base):
    """One spasm event."""

    __tablename__ = "episode"
    __table_args__ = (Index("ix_episode_person_id_at", "person_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    zone: Mapped[str]
    severity: Mapped[int | None]
    removed_at: Mapped[datetime | None]


class DayRating(Base):
    """The evening answer 0-4: how was your face today."""

    __tablename__ = "day_rating"
    __table_args__ = (UniqueConstraint("person_id", "local_date"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    local_date: Mapped[date]
    rating: Mapped[int]
    answered_at: Mapped[datetime]
