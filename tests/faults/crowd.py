"""People who are owed one message each, in a bot whose time is moved."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from bot.db import Database
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn
from bot.people.tables import Person
from bot.reminders.tables import Delivery
from tests.process.rows import FIRST, MEDICINE, STRETCHING, owed

FROM = 1_000
"""Their ids begin here; whoever sets up over the phone has a smaller one."""


@dataclass(slots=True)
class Crowd:
    """By Telegram id, as in a house."""

    users: dict[int, StandInUser] = field(default_factory=dict)

    @property
    def arrived(self) -> int:
        return sum(len(user.received) for user in self.users.values())


async def crowd(standin: StandIn, db: Database, due: Sequence[datetime], each: int) -> Crowd:
    """So many people for each of these instants, every second of them with a medicine."""
    found, first = Crowd(), FROM
    for at in due:
        ids = range(first, first + each)
        for id_ in ids:
            user = standin.user(id=FIRST + id_)
            user.chat.started = True
            found.users[user.id] = user
        await owed(db, ids[::2], MEDICINE, at)
        await owed(db, ids[1::2], STRETCHING, at)
        first += each
    return found


async def doubted(db: Database) -> frozenset[int]:
    """Telegram ids of those with a send of which nobody can know whether it arrived."""
    async with db.reading() as session:
        found = await session.scalars(
            select(Person.telegram_id)
            .join(Delivery, Delivery.person_id == Person.id)
            .where(Delivery.doubts > 0)
        )
        return frozenset(found)
