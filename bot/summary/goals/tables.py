"""The goals: at most one a person and week."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import Sealed
from bot.summary.goals.rules import LONGEST_WORDS


class WeekGoal(Base):
    """What a person wanted of one week. What the bot can count is counted from its own rows."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("person_id", "week"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    week: Mapped[date]
    """The Monday."""
    what: Mapped[str] = mapped_column(String(16))
    target: Mapped[int]
    """Days of the week; 0 where the person chose to have no goal."""
    minute: Mapped[int | None]
    """Of the day: for being in bed by then."""
    words: Mapped[str | None] = mapped_column(Sealed(LONGEST_WORDS))
    ticks: Mapped[list[int]]
    """Ordinals of the dates ticked by hand, for a goal in own words."""
    chosen_at: Mapped[datetime]
    rest: Mapped[bool]
    """The week does not count: ill, paused, or whatever the reason."""
