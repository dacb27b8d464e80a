"""Conversations half-way, kept in the database: they survive restarts and can be left for days."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import SealedJson

KEPT = timedelta(days=30)


class Draft(Base):
    """What a person is in the middle of; one at a time."""

    __tablename__ = "draft"

    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    flow: Mapped[str]
    step: Mapped[str]
    data: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    expires_at: Mapped[datetime] = mapped_column(index=True)


async def open_draft(session: AsyncSession, person_id: int, now: datetime) -> Draft | None:
    draft = await session.get(Draft, person_id)
    return draft if draft is not None and draft.expires_at > now else None


async def keep_draft(
    session: AsyncSession, person_id: int, now: datetime, flow: str, step: str, **data: Any
) -> None:
    """Replaces whatever the person was in the middle of."""
    await session.merge(
        Draft(person_id=person_id, flow=flow, step=step, data=data, expires_at=now + KEPT)
    )


async def drop_draft(session: AsyncSession, person_id: int) -> None:
    await session.execute(delete(Draft).where(Draft.person_id == person_id))
