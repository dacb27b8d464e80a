"""A person's triggers, the days they were present, and the episodes they belong to."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import Sealed


class Trigger(Base):
    """One trigger of a person: of the usual ones (`code`), or their own (`name`)."""

    __tablename__ = "trigger"
    __table_args__ = (
        UniqueConstraint("person_id", "code"),
        UniqueConstraint("person_id", "name_key"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    code: Mapped[str | None] = mapped_column(String(16))
    name: Mapped[str | None] = mapped_column(Sealed(40))
    """As the person calls it; one of the usual ones may be renamed, too."""
    name_key: Mapped[str | None] = mapped_column(Sealed(80))
    """The name as it is looked up: no two of a person's triggers share one."""
    hidden_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("trigger.id", ondelete="CASCADE")
    )
    """The trigger that took over its history; its name still leads there."""


class Exposure(Base):
    """A trigger was present on a day, with or without an episode: once for each day."""

    __tablename__ = "exposure"
    __table_args__ = (
        UniqueConstraint("trigger_id", "local_date"),
        Index("ix_exposure_person_id_local_date", "person_id", "local_date"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    trigger_id: Mapped[int] = mapped_column(BigId, ForeignKey("trigger.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    """When it was first noted; the day itself is `local_date`."""
    zone: Mapped[str]
    local_date: Mapped[date]


class EpisodeTrigger(Base):
    """A trigger that the person named with an episode."""

    __tablename__ = "episode_trigger"
    __table_args__ = (
        Index("ix_episode_trigger_person_id", "person_id"),
        Index("ix_episode_trigger_trigger_id", "trigger_id"),
    )

    episode_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("episode.id", ondelete="CASCADE"), primary_key=True
    )
    trigger_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("trigger.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
