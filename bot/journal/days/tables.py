"""Days: how each of them was."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId


class DayRating(Base):
    """The evening answer 0-4: how was your face today."""

    __tablename__ = "day_rating"
    __table_args__ = (UniqueConstraint("person_id", "local_date"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    local_date: Mapped[date]
    rating: Mapped[int]
    answered_at: Mapped[datetime]
