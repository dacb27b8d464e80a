"""What becomes of codes: made, looked at, used."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.door.rules import hash_of
from bot.door.tables import InviteCode


async def make(session: AsyncSession, code: str, uses: int, days: int, now: datetime) -> InviteCode:
    """Keeps a code's hash; those that are over go."""
    over = or_(InviteCode.expires_at <= now, InviteCode.uses_left <= 0)
    await session.execute(delete(InviteCode).where(over))
    row = InviteCode(
        code_hash=hash_of(code),
        uses_left=uses,
        expires_at=now + timedelta(days=days),
        created_at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def is_usable(session: AsyncSession, code: str, now: datetime) -> bool:
    """Whether somebody could still be let in by it; one query, whatever is wrong with it."""
    found = select(InviteCode.id).where(
        InviteCode.code_hash == hash_of(code),
        InviteCode.uses_left > 0,
        InviteCode.expires_at > now,
    )
    return await session.scalar(found) is not None


async def use(session: AsyncSession, code: str, now: datetime) -> bool:
    """Lets one person in; False where somebody was quicker, or it never was a code."""
    taken = await session.execute(
        update(InviteCode)
        .where(
            InviteCode.code_hash == hash_of(code),
            InviteCode.uses_left > 0,
            InviteCode.expires_at > now,
        )
        .values(uses_left=InviteCode.uses_left - 1)
        .returning(InviteCode.id)
        .execution_options(synchronize_session=False)
    )
    return taken.scalar() is not None


async def count_open(session: AsyncSession, now: datetime) -> tuple[int, int]:
    """Codes that still let somebody in, and how many people that could be."""
    found = await session.execute(
        select(func.count(), func.coalesce(func.sum(InviteCode.uses_left), 0)).where(
            InviteCode.uses_left > 0, InviteCode.expires_at > now
        )
    )
    codes, people = found.one()
    return int(codes), int(people)
