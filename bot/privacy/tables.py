"""Accounts that are going to be erased."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId


class Leaving(Base):
    """Somebody who leaves, or has been silent for too long; without a row all is as ever."""

    __tablename__ = "leaving"

    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    why: Mapped[str] = mapped_column(String(8))
    asked_at: Mapped[datetime]
    erase_at: Mapped[datetime] = mapped_column(index=True)
    """When the account is erased; later again while somebody is at it."""
    hushed_before: Mapped[datetime | None]
    """Until when the person was in quiet before they asked to leave."""
