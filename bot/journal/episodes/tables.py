"""Episodes, each with the zone in which it happened."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
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
