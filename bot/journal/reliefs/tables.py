"""A person's own reliefs. Where one was tried stands with the episodes."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import Sealed


class OwnRelief(Base):
    """A relief that the person named; episodes know it by its code."""

    __tablename__ = "own_relief"
    __table_args__ = (
        UniqueConstraint("person_id", "code"),
        UniqueConstraint("person_id", "name_key"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Sealed(40))
    name_key: Mapped[str] = mapped_column(Sealed(80))
    """The name as it is looked up: no two of a person's own reliefs share one."""
    hidden_at: Mapped[datetime | None]
