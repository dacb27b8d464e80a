"""What the bot itself owes to a person: a question, a summary, a warning."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId

_OWED = text("due_at IS NOT NULL")


class Note(Base):
    """One thing to be said at an instant, once or again and again.

    One of a topic and subject: what was said once stays, so that it is not said again.
    """

    __tablename__ = "note"
    __table_args__ = (
        UniqueConstraint("person_id", "topic", "subject_id"),
        # Most notes have been said: only what is owed is looked for.
        Index("ix_note_owed", "person_id", sqlite_where=_OWED, postgresql_where=_OWED),
        Index("ix_note_delivery_id", "delivery_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    topic: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[int] = mapped_column(BigInteger, default=0)
    """What it is about, such as an episode; 0 for what there is one of: NULLs are never equal."""
    due_at: Mapped[datetime | None]
    """When it is owed next; None when nothing more is."""
    spec: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The schedule of what comes again, as `bot.plan.rules.to_json` writes it."""
    zone: Mapped[str | None]
    """IANA zone in which `due_at` of what comes again was reckoned."""
    last_due_at: Mapped[datetime | None]
    """The instant that was last dealt with: what the message is said for."""
    asked_at: Mapped[datetime | None]
    """When that message became owed; None when the instant lapsed unsaid."""
    delivery_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("delivery.id", ondelete="SET NULL")
    )
    """The last message."""
    created_at: Mapped[datetime]
