"""The pauses that a person has made, for their history."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId


class Pause(Base):
    """One pause. That which is on, or ahead, stands in `person` too, where the engine reads it."""

    __tablename__ = "pause"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    reason: Mapped[str | None] = mapped_column(String(16))
    """As `rules.Why` names it; None where the person did not say."""
    rests: Mapped[str] = mapped_column(String(16))
    """As `bot.people.rules.Rests` names it."""
    begins_at: Mapped[datetime]
    until: Mapped[datetime | None]
    """When it ends by itself; None for one that lasts until the person resumes."""
    ended_at: Mapped[datetime | None]
    """When the person ended it; None where they did not."""
    made_at: Mapped[datetime]
