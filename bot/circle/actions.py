"""What the person changes of their half: whom they invite, what is shared, and its end."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle.rules import (
    LINK_LASTS,
    MINUTES,
    MOST_SUPPORTERS,
    Share,
    checked_name,
    hash_of,
)
from bot.circle.store import gone, medicines, supporter_row
from bot.circle.tables import SharedItem, Supported, Supporter
from bot.errors import UserError
from bot.people.rules import unknown_button
from bot.people.tables import Person


async def add(session: AsyncSession, person: Person, called: str, now: datetime) -> Supporter:
    """A supporter to be, of whom nobody knows yet; UserError when there are five."""
    name = checked_name(called)
    await check_room(session, person)
    row = Supporter(
        person_id=person.id,
        called=name,
        shown_as=await _last_shown_as(session, person),
        created_at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def check_room(session: AsyncSession, person: Person) -> None:
    count = select(func.count()).select_from(Supporter).where(Supporter.person_id == person.id)
    if (await session.scalar(count) or 0) >= MOST_SUPPORTERS:
        raise UserError(
            "There are {most} in your circle, the most I keep. Please end one first.",
            most=MOST_SUPPORTERS,
        )


async def rename(session: AsyncSession, person: Person, supporter_id: int, typed: str) -> None:
    (await supporter_row(session, person, supporter_id)).called = checked_name(typed)
    await session.flush()


async def show_as(session: AsyncSession, person: Person, supporter_id: int, typed: str) -> None:
    """The name by which this supporter sees the person."""
    (await supporter_row(session, person, supporter_id)).shown_as = checked_name(typed)
    await session.flush()


async def set_share(
    session: AsyncSession, person: Person, supporter_id: int, share: Share, *, on: bool
) -> None:
    row = await supporter_row(session, person, supporter_id)
    match share:
        case Share.WEEK:
            row.shares_week = on
        case Share.VISITS:
            row.shares_visits = on
        case Share.NEUTRAL:
            row.is_neutral = on
    row.is_settled = False
    await session.flush()


async def set_item(
    session: AsyncSession, person: Person, supporter_id: int, item_id: int, minutes: int
) -> None:
    """Shares a medicine of the plan, or with 0 minutes no longer."""
    if minutes and minutes not in MINUTES:
        raise unknown_button()
    await supporter_row(session, person, supporter_id)
    if item_id not in await medicines(session, person):
        raise UserError("I can't find this in your plan. /plan shows what is there.")
    await session.execute(
        delete(SharedItem).where(
            SharedItem.supporter_id == supporter_id,
            SharedItem.item_id == item_id,
            SharedItem.person_id == person.id,
        )
    )
    if minutes:
        shared = {"supporter_id": supporter_id, "item_id": item_id, "person_id": person.id}
        session.add(SharedItem(**shared, minutes=minutes))
    await session.flush()


async def open_invitation(
    session: AsyncSession, person: Person, supporter_id: int, token: str, now: datetime
) -> None:
    """From now on this token opens it, for two days and once; an earlier one no longer does."""
    row = await supporter_row(session, person, supporter_id)
    if await session.scalar(select(Supported.id).where(Supported.supporter_id == row.id)):
        raise UserError("This invitation was accepted already.")
    row.token_hash, row.expires_at = hash_of(token), now + LINK_LASTS
    await session.flush()


async def confirm(
    session: AsyncSession, person: Person, supporter_id: int, supported_id: int, now: datetime
) -> None:
    """The account that was shown is the right one: from now on it sees what was chosen."""
    row = await _accepted(session, person, supporter_id, supported_id)
    if row.confirmed_at is None:
        row.confirmed_at, row.is_settled = now, False
        await session.flush()


async def refuse(
    session: AsyncSession, person: Person, supporter_id: int, supported_id: int
) -> None:
    """It is somebody else: their half is left without ours, and ours can be opened anew."""
    row = await _accepted(session, person, supporter_id, supported_id)
    if row.confirmed_at is not None:
        return
    again = Supporter(
        person_id=person.id, called=row.called, shown_as=row.shown_as, created_at=row.created_at,
        shares_week=row.shares_week, shares_visits=row.shares_visits, is_neutral=row.is_neutral,
    )  # fmt: skip
    session.add(again)
    await session.flush()
    items = await session.scalars(select(SharedItem).where(SharedItem.supporter_id == row.id))
    for item in items.all():
        session.add(
            SharedItem(
                supporter_id=again.id, item_id=item.item_id, person_id=person.id,
                minutes=item.minutes,
            )
        )  # fmt: skip
    await session.flush()
    await end(session, person, supporter_id)


async def pause(
    session: AsyncSession, person: Person, supporter_id: int, now: datetime, *, on: bool
) -> None:
    row = await supporter_row(session, person, supporter_id)
    row.paused_at = (row.paused_at or now) if on else None
    await session.flush()


async def end(session: AsyncSession, person: Person, supporter_id: int) -> None:
    """Takes the person's half away, with all that was shared; the other side hears that it ended.

    One that is gone already stays gone.
    """
    await session.execute(
        delete(Supporter).where(Supporter.id == supporter_id, Supporter.person_id == person.id)
    )


async def _accepted(
    session: AsyncSession, person: Person, supporter_id: int, supported_id: int
) -> Supporter:
    """The person's half, if that other half belongs to it."""
    row = await supporter_row(session, person, supporter_id)
    half = await session.scalar(
        select(Supported.id).where(
            Supported.id == supported_id, Supported.supporter_id == supporter_id
        )
    )
    if half is None:
        raise gone()
    return row


async def _last_shown_as(session: AsyncSession, person: Person) -> str:
    """The name that the person used last; empty before the first one."""
    found = await session.scalar(
        select(Supporter.shown_as)
        .where(Supporter.person_id == person.id)
        .order_by(Supporter.id.desc())
        .limit(1)
    )
    return found or ""
