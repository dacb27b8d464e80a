"""Episodes, each with the zone in which it happened, and what was tried and asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import Sealed


class Episode(Base):
    """One spasm event, or a burst of them."""

    __tablename__ = "episode"
    __table_args__ = (Index("ix_episode_person_id_at", "person_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    zone: Mapped[str]
    severity: Mapped[int | None]
    removed_at: Mapped[datetime | None]
    logged_at: Mapped[datetime]
    """The instant of the first tap: "15 min ago" counts from it."""
    side: Mapped[str | None] = mapped_column(String(8))
    face_zones: Mapped[list[Any]] = mapped_column(JSON, default=list)
    movement: Mapped[str | None] = mapped_column(String(16))
    duration: Mapped[str | None] = mapped_column(String(8))
    count: Mapped[int] = mapped_column(default=1)
    """How many spasms a burst had."""
    going_at: Mapped[datetime | None]
    """When the person said that it was still going; None once they said that it is over."""
    ended_at: Mapped[datetime | None]
    """When the person said that it stopped: nothing else sets it."""
    note: Mapped[str] = mapped_column(Sealed(), default="")


class EpisodeRelief(Base):
    """Something that was tried against an episode, and whether it helped."""

    __tablename__ = "episode_relief"
    __table_args__ = (Index("ix_episode_relief_person_id", "person_id"),)

    episode_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("episode.id", ondelete="CASCADE"), primary_key=True
    )
    relief: Mapped[str] = mapped_column(String(16), primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    helped: Mapped[bool | None]
