"""What a person chose for their report."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId


class ReportChoice(Base):
    """The sections that a person switched on or off; without a row all are as at first."""

    __tablename__ = "report_choice"

    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    changed: Mapped[list[str]] = mapped_column(JSON)
    changed_at: Mapped[datetime]
