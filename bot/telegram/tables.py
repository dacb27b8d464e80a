"""Updates already acted on: each is acted on once, even when Telegram gives it twice."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class HandledUpdate(Base):
    """Recorded in the transaction that acts on the update; pruned after two days."""

    __tablename__ = "handled_update"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    """Update id and what else tells it apart, since Telegram may restart its count."""
    at: Mapped[datetime] = mapped_column(index=True)
