"""Water: every glass, and how the person counts them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.journal.water.rules import GLASS, Unit


class WaterGlass(Base):
    """One glass, with the zone and the local date on which it was drunk."""

    __tablename__ = "water_glass"
    __table_args__ = (
        UniqueConstraint("occurrence_id"),
        Index("ix_water_glass_person_id_local_date", "person_id", "local_date"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    zone: Mapped[str]
    local_date: Mapped[date]
    ml: Mapped[int]
    occurrence_id: Mapped[int | None] = mapped_column(BigId)
    """The reminder whose Done counted it. Reminders stand above the journal: no foreign key."""
    removed_at: Mapped[datetime | None]


class WaterSettings(Base):
    """The person's own glass, unit and target; without a row they are the usual ones."""

    __tablename__ = "water_settings"

    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    glass_ml: Mapped[int] = mapped_column(default=GLASS)
    target_ml: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(2), default=Unit.ML)
    quiet_until: Mapped[datetime | None]
    """The end of the day whose target is reached: until then no reminder to drink is due."""
