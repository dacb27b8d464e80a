"""Updates already acted on: each is acted on once, even when Telegram gives it twice."""

from datetime import datetime
from typing import Any

from sqlalchemy import Double, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class HandledUpdate(Base):
    """Recorded in the transaction that acts on the update; pruned after two days."""

    __tablename__ = "handled_update"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    """Update id and what else tells it apart, since Telegram may restart its count."""
    at: Mapped[datetime] = mapped_column(index=True)


class Lease(Base):
    """What one process at a time does, and which; by the database's time."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]


class SentFile(Base):
    """A file that Telegram has: sent again by its id, nothing is uploaded twice."""

    __tablename__ = "sent_file"

    content: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of its bytes, in hexadecimal."""
    file_id: Mapped[str] = mapped_column(String(200))


class RateBudget(Base):
    """A token's rate, from which processes reserve calls; seconds since 1970 by the database.

    Not used on SQLite, where there is one process.
    """

    __tablename__ = "rate_budget"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    """The bot's id, and " paid" for what Telegram lets through for Stars."""
    full_at: Mapped[float] = mapped_column(Double)
    """When the bucket will be full again, if nothing more is given out."""
    slowest: Mapped[float] = mapped_column(Double)
    """Messages a second at `since`, from where the rate grows back."""
    since: Mapped[float] = mapped_column(Double)
    cut_at: Mapped[float] = mapped_column(Double)
    """When Telegram last refused; calls that were under way then tell nothing new."""
    paused_until: Mapped[float] = mapped_column(Double)
    counts: Mapped[dict[str, Any] | None]
    """By tick: how many calls count until then against the limit of any second."""
