"""The supply of a medicine, and everything that changed it. Units are kept in hundredths."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import Sealed


class Stock(Base):
    """What is known of one medicine's supply; made with the first count."""

    __tablename__ = "stock"
    __table_args__ = (UniqueConstraint("item_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    item_id: Mapped[int] = mapped_column(BigId, ForeignKey("plan_item.id", ondelete="CASCADE"))
    per_dose: Mapped[int]
    """Hundredths of a unit, for a dose whose amount does not tell."""
    unit_amount: Mapped[str | None] = mapped_column(Sealed(40))
    """What one unit holds, `5 mg`: the units of a dose follow from its amount then."""
    pack: Mapped[int]
    """Hundredths of a unit that the refill of one tap adds."""
    warn_days: Mapped[int]
    ended_at: Mapped[datetime | None]
    """When the person had it counted no more."""


class StockEntry(Base):
    """One change: counted anew, refilled, or a dose taken."""

    __tablename__ = "stock_entry"
    __table_args__ = (
        UniqueConstraint("occurrence_id"),
        Index("ix_stock_entry_item_id_at", "item_id", "at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    item_id: Mapped[int] = mapped_column(BigId, ForeignKey("plan_item.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(8))
    units: Mapped[int]
    """Hundredths: how many there were, came, or went."""
    at: Mapped[datetime]
    occurrence_id: Mapped[int | None] = mapped_column(BigInteger)
    """The dose, for `taken`. No foreign key: reminders stand above."""
    removed_at: Mapped[datetime | None]
