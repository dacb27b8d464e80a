"""Guided minutes as they go by, and the good things that people kept."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import Sealed


class GuidedRun(Base):
    """One routine of one person: everything that it needs to go on after a restart."""

    __tablename__ = "guided_run"
    __table_args__ = (
        Index("ix_guided_run_person_id", "person_id"),
        Index("ix_guided_run_next_at", "next_at"),
        Index("ix_guided_run_begins_at", "begins_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    routine: Mapped[str] = mapped_column(String(8))
    minutes: Mapped[int]
    """Of breathing; 0 where there is no choice."""
    side: Mapped[str | None] = mapped_column(String(5))
    zone: Mapped[str]
    """IANA name of where the person was."""
    started_at: Mapped[datetime]
    """When it was asked for."""
    begins_at: Mapped[datetime | None]
    """When its first step is or was, moved on by what was paused since."""
    paused_at: Mapped[datetime | None]
    was_interrupted: Mapped[bool] = mapped_column(default=False)
    """Whether it was the bot who paused it, since it had been away."""
    ended_at: Mapped[datetime | None]
    """When it was stopped; None for one that went on to its end."""
    before: Mapped[int | None]
    after: Mapped[int | None]
    """0 not at all to 4 very tense."""
    done_at: Mapped[datetime | None]
    """When the person said that they did it."""
    occurrence_id: Mapped[int | None] = mapped_column(BigInteger)
    """The reminder from which it was begun."""
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    """The message that shows it; None until it was sent."""
    next_at: Mapped[datetime | None]
    """When its message is next to be edited; None while there is nothing to show."""


class GuidedChoice(Base):
    """How a person likes the drawings."""

    __tablename__ = "guided_choice"

    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    is_facing: Mapped[bool] = mapped_column(default=False)
    """As if somebody sat opposite; otherwise as in a mirror."""


class GoodThing(Base):
    """One thing that is good, in the person's own words, or spoken."""

    __tablename__ = "good_thing"
    __table_args__ = (Index("ix_good_thing_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Sealed(500))
    """Empty where it was spoken: the voice itself stays in the chat alone."""
    local_date: Mapped[date]
    zone: Mapped[str]
    said_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
