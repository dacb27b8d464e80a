"""What a supporter does: agrees, pauses, goes, and says a few kind words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle.rules import (
    CHEERS_A_DAY,
    MOST_SUPPORTED,
    Cheering,
    Share,
    checked_cheer,
    hash_of,
    unusable,
)
from bot.circle.store import count_supported, shares_of, supported_row
from bot.circle.tables import Cheer, SharedItem, Supported, Supporter
from bot.errors import UserError
from bot.people.rules import CONSENT_VERSION, SUPPORTS_ONLY
from bot.people.tables import Person
from bot.people.turn import Sender
from bot.plain import insert_new
from bot.plan.tables import PlanItem


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an open link tells before anybody agreed: a name, and what kinds of things."""

    supporter_id: int
    shown_as: str
    medicines: int
    shares: frozenset[Share]


async def invitation(
    session: AsyncSession, person: Person | None, token: str, now: datetime
) -> Invitation:
    """The open invitation of a token; UserError, always the same, for any other.

    Whatever is wrong with it the same queries run.
    """
    found = select(Supporter).where(Supporter.token_hash == hash_of(token))
    row = await session.scalar(found)
    owner = row.person_id if row else 0
    me = person.id if person else 0
    known = await session.scalar(
        select(Supported.id)
        .join(Supporter, Supporter.id == Supported.supporter_id)
        .where(Supported.person_id == me, Supporter.person_id == owner)
    )
    medicines = await session.scalar(
        select(func.count())
        .select_from(SharedItem)
        .join(PlanItem, PlanItem.id == SharedItem.item_id)
        .where(SharedItem.supporter_id == (row.id if row else 0), PlanItem.removed_at.is_(None))
    )
    is_open = row is not None and row.expires_at is not None and row.expires_at > now
    if row is None or not is_open or owner == me or known is not None:
        raise unusable()
    return Invitation(row.id, row.shown_as, medicines or 0, shares_of(row))


async def begin(session: AsyncSession, sender: Sender, language: str, now: datetime) -> Person:
    """Somebody who agreed to support others, and to nothing else: the least that can be kept."""
    await insert_new(
        session, Person, telegram_id=sender.telegram_id, created_at=now,
        consent_version=SUPPORTS_ONLY, consented_at=now, language=language, advanced_until=now,
        seen_on=now.date(),
    )  # fmt: skip
    found = await session.scalars(select(Person).where(Person.telegram_id == sender.telegram_id))
    return found.one()


async def keep_diary(session: AsyncSession, person: Person, now: datetime) -> None:
    """A supporter agreed to a diary of their own."""
    person.consent_version, person.consented_at = CONSENT_VERSION, now
    person.advanced_until = now
    await session.flush()


async def accept(
    session: AsyncSession, person: Person, token: str, account: str, now: datetime
) -> Supported:
    """Takes the invitation, which is then used; UserError as `invitation`, or for too many."""
    found = await invitation(session, person, token, now)
    if await count_supported(session, person) >= MOST_SUPPORTED:
        raise UserError("You support {most} people, the most I can keep.", most=MOST_SUPPORTED)
    taken = await session.execute(
        update(Supporter)
        .where(Supporter.id == found.supporter_id, Supporter.token_hash == hash_of(token))
        .values(token_hash=None, expires_at=None, accepted_at=now, asked_at=None, confirmed_at=None)
        .returning(Supporter.id)
        .execution_options(synchronize_session=False)
    )
    if taken.scalar() is None:  # somebody else was quicker
        raise unusable()
    half = Supported(
        person_id=person.id, supporter_id=found.supporter_id, account=account[:80], agreed_at=now
    )
    session.add(half)
    await session.flush()
    return half


async def rest(
    session: AsyncSession, person: Person, supported_id: int, now: datetime, *, on: bool
) -> None:
    """The supporter hears nothing for a while."""
    row = await supported_row(session, person, supported_id)
    row.paused_at = (row.paused_at or now) if on else None
    await session.flush()


async def leave(session: AsyncSession, person: Person, supported_id: int) -> None:
    """Takes the supporter's half away; the person hears that they have gone."""
    await session.execute(
        delete(Supported).where(Supported.id == supported_id, Supported.person_id == person.id)
    )


async def cheers_left(
    session: AsyncSession, person: Person, supported_id: int, now: datetime
) -> int:
    """How many more kind words may be said today."""
    row = await supported_row(session, person, supported_id)
    return max(0, CHEERS_A_DAY - await _said(session, row, now))


async def cheer(
    session: AsyncSession, person: Person, supported_id: int, cheering: Cheering, now: datetime,
    *, text: str | None = None, nth: int | None = None,
) -> bool:  # fmt: skip
    """Says it; UserError before both agreed, while it is paused, or after three a day.

    `nth` is which one of the day it was to be: a doubled tap says nothing twice.
    """
    half = await supported_row(session, person, supported_id)
    row = await session.get_one(Supporter, half.supporter_id)
    if row.confirmed_at is None or row.paused_at is not None:
        raise UserError("Just now nothing can be sent. Nobody did anything wrong.")
    said = await _said(session, half, now)
    if nth is not None and said != nth:
        return False
    if said >= CHEERS_A_DAY:
        raise UserError(
            "You have said {most} kind things in a day. Tomorrow there is room again.",
            most=CHEERS_A_DAY,
        )
    words = checked_cheer(text) if text is not None else None
    session.add(
        Cheer(
            person_id=row.person_id, supporter_id=row.id, what=cheering.value, text=words,
            sent_at=now,
        )
    )  # fmt: skip
    await session.flush()
    return True


async def _said(session: AsyncSession, half: Supported, now: datetime) -> int:
    count = await session.scalar(
        select(func.count())
        .select_from(Cheer)
        .where(Cheer.supporter_id == half.supporter_id, Cheer.sent_at > now - timedelta(days=1))
    )
    return int(count or 0)
