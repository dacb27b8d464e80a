"""Occurrences, the deliveries that tell of them, and the engine's heartbeat."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import Sealed

_PENDING = text("state = 'pending'")
_REPLACES = text("replaces IS NOT NULL")
_HELD = text("state IN ('leased', 'sending')")
_OPEN = text("state = 'open'")
_TAKEN = text("taken_at IS NOT NULL")


class Occurrence(Base):
    """One due instant of one plan item.

    Unique by schedule, local date and slot, not by instant: a change of zone doubles nothing.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        UniqueConstraint("schedule_id", "local_date", "slot"),
        Index("ix_occurrence_person_id_due_at", "person_id", "due_at"),
        Index("ix_occurrence_item_id_due_at", "item_id", "due_at"),
        Index("ix_occurrence_delivery_id", "delivery_id"),
        # A person has a handful of open ones, and thousands that were answered long ago.
        Index("ix_occurrence_open", "person_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "ix_occurrence_taken",
            "item_id",
            "taken_at",
            sqlite_where=_TAKEN,
            postgresql_where=_TAKEN,
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(BigId, ForeignKey("plan_item.id", ondelete="CASCADE"))
    schedule_id: Mapped[int] = mapped_column(BigId, ForeignKey("schedule.id", ondelete="CASCADE"))
    local_date: Mapped[date]
    slot: Mapped[str] = mapped_column(String(32))
    due_at: Mapped[datetime]
    prompt_at: Mapped[datetime]
    """When the message is owed: the due instant, or later when quiet hours or Later hold it."""
    deadline: Mapped[datetime]
    """When it counts as missed: the item's next occurrence or four hours after the prompt."""
    zone: Mapped[str]
    """IANA zone in which it was due, for showing it as it was lived."""
    amount: Mapped[str | None] = mapped_column(Sealed(40))
    state: Mapped[str] = mapped_column(String(8))
    before: Mapped[str | None] = mapped_column(String(8))
    """The state before the person answered, to which Undo goes back."""
    reason: Mapped[str | None] = mapped_column(String(16))
    answered_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    nags_sent: Mapped[int] = mapped_column(default=0)
    delivery_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("delivery.id", ondelete="SET NULL")
    )
    """The message that shows it now."""


IS_OPEN = Occurrence.state == literal_column("'open'")
"""In so many words, for the planner to see that the index of such rows will do."""


class Delivery(Base):
    """One message owed to a person, from the moment it is owed until its outcome is known."""

    __tablename__ = "delivery"
    __table_args__ = (
        # What is sent leaves these; most rows are in neither.
        Index(
            "ix_delivery_pending",
            "lane",
            "urgent_by",
            "not_before",
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        Index(
            "ix_delivery_pending_not_before",
            "not_before",
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        Index("ix_delivery_held", "state", sqlite_where=_HELD, postgresql_where=_HELD),
        Index("ix_delivery_person_id", "person_id"),
        Index(  # without it each delivery that is pruned or erased reads them all
            "ix_delivery_replaces", "replaces", sqlite_where=_REPLACES, postgresql_where=_REPLACES
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    lane: Mapped[int]
    due_at: Mapped[datetime]
    not_before: Mapped[datetime]
    """Due, tried again, or spread over its tolerance: it does not leave earlier."""
    urgent_by: Mapped[datetime | None]
    """The end of its tolerance: within a lane the earliest goes first. None where a process that
    does not know of it wrote the row."""
    expires_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(9))
    owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many of them ended without a word from Telegram: each may have arrived."""
    message_id: Mapped[int | None]
    sent_at: Mapped[datetime | None]
    replaces: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("delivery.id", ondelete="SET NULL")
    )
    """The earlier delivery whose message this one takes the place of, or brings up to date."""


class Heartbeat(Base):
    """One row: when the engine last ticked, by the Clock."""

    __tablename__ = "heartbeat"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ticked_at: Mapped[datetime]
