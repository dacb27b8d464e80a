"""Whether there is room for one more row, or time for one more file: UserError where not."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.db import UtcDateTime
from bot.errors import UserError
from bot.people.limits import A_DAY, AN_HOUR, DAY, HOUR, Heavy, next_possible
from bot.people.tables import HeavyRequest, Person
from bot.people.words import clock
from bot.plain import fetch

Moment = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
NEAR = timedelta(days=4)
"""What is written now is of these days: two days back at most, by any zone's clocks."""


async def check_day(
    session: AsyncSession,
    person: Person,
    made_at: Moment,
    now: datetime,
    *,
    indexed: InstrumentedAttribute[Any] | None = None,
) -> None:
    """UserError when the day's rows of a table are full; `made_at` is its column of when.

    By an `indexed` day or instant those of a year are not looked through.
    """
    values = {"person": person.id, "since": now - DAY}
    if indexed is not None:
        near = now - NEAR
        values["near"] = near if isinstance(indexed.type, UtcDateTime) else near.date()
    ((count,),) = await fetch(session, _since(made_at, indexed), values)
    check_room(count, A_DAY[made_at.class_.__table__.name])


def check_room(count: int, most: int) -> None:
    """UserError when that many were made within a day."""
    if count >= most:
        raise UserError(
            "That makes {most} of these within a day, the most I keep. All of them are saved; in"
            " some hours there is room again.",
            most=most,
        )


async def check_heavy(session: AsyncSession, person: Person, what: Heavy, now: datetime) -> None:
    """Notes that it was asked for; UserError, with the time of the next one, when too often."""
    mine = HeavyRequest.person_id == person.id
    await session.execute(delete(HeavyRequest).where(mine, HeavyRequest.asked_at <= now - HOUR))
    asked = await session.scalars(
        select(HeavyRequest.asked_at)
        .where(mine, HeavyRequest.what == what)
        .order_by(HeavyRequest.asked_at, HeavyRequest.id)
    )
    possible = next_possible(asked.all(), AN_HOUR[what], now)
    if possible is not None:
        raise UserError(
            "This takes me long, and you have had {most} of it within an hour. The next one is"
            " possible at {time}.",
            most=AN_HOUR[what],
            time=clock(possible, person.zone),
        )
    session.add(HeavyRequest(person_id=person.id, what=what.value, asked_at=now))
    await session.flush()


@cache
def _since(made_at: Moment, indexed: InstrumentedAttribute[Any] | None) -> Select[int]:
    table: Any = made_at.class_
    found = select(func.count()).where(
        table.person_id == bindparam("person"), made_at > bindparam("since")
    )
    return found if indexed is None else found.where(indexed > bindparam("near"))
