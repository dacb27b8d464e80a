"""Codes by which new people are let in. Who used one is not kept."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId


class InviteCode(Base):
    """One code that its maker gave away; nobody's row."""

    __tablename__ = "invite_code"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """The code itself is kept nowhere."""
    uses_left: Mapped[int]
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]
