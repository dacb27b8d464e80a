"""Injections, and what was said of them in the weeks after."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import Sealed


class Injection(Base):
    """One treatment with botulinum toxin; all but its day is optional."""

    __tablename__ = "injection"
    __table_args__ = (
        Index("ix_injection_person_id_local_date", "person_id", "local_date"),
        Index("ix_injection_occurrence_id", "occurrence_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    local_date: Mapped[date]
    product: Mapped[str | None] = mapped_column(Sealed(40))
    amount: Mapped[str | None] = mapped_column(Sealed(40))
    """As it was told, such as `25 units`: units of one product are not those of another."""
    clinic: Mapped[str | None] = mapped_column(Sealed(80))
    lot: Mapped[str | None] = mapped_column(Sealed(40))
    note: Mapped[str | None] = mapped_column(Sealed(500))
    sites: Mapped[list[str]] = mapped_column(JSON)
    """Codes as `rules.SITES` names them."""
    occurrence_id: Mapped[int | None] = mapped_column(BigInteger)
    """The reminder whose answer made the entry."""
    held: Mapped[list[int]] = mapped_column(JSON)
    """Plan items paused until the clinic's advice on massage is known."""
    held_at: Mapped[datetime | None]
    advised_at: Mapped[datetime | None]
    """When the person said that the clinic finds massage fine."""
    logged_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class InjectionCheck(Base):
    """What was said of an injection on one day: every tap is kept at once."""

    __tablename__ = "injection_check"
    __table_args__ = (
        UniqueConstraint("injection_id", "local_date"),
        Index("ix_injection_check_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    injection_id: Mapped[int] = mapped_column(BigId, ForeignKey("injection.id", ondelete="CASCADE"))
    local_date: Mapped[date]
    working: Mapped[str | None] = mapped_column(String(8))
    control: Mapped[int | None]
    """0 not at all to 10 fully: how well the face was under control that week."""
    signs: Mapped[list[str]] = mapped_column(JSON)
    answered_at: Mapped[datetime | None]
    """When it was closed with Done: only then what is not among the signs is a no."""
    removed_at: Mapped[datetime | None]
