"""Two people, and turns of theirs as the edge hands them to handlers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.people.tables import Person
from bot.people.turn import Reply, Sender, Turn
from bot.screen import ButtonCodec, Screen, pack
from bot.texts import Texts

AFTERNOON = datetime(2026, 3, 2, 13, 3, tzinfo=UTC)  # 14:03 in Berlin
TEXTS = Texts()

Tells = Callable[..., Awaitable[Reply]]


@asynccontextmanager
async def turn_of(db: Database, telegram_id: int, now: datetime = AFTERNOON) -> AsyncIterator[Turn]:
    async with db.writing() as session:
        person = await session.scalar(select(Person).where(Person.telegram_id == telegram_id))
        t = TEXTS.translator("en")
        yield Turn(session, Sender(telegram_id, "en"), person, now, t, TEXTS)


class Someone:
    """A person whose commands and taps go straight to the journal's handlers."""

    def __init__(self, db: Database, telegram_id: int) -> None:
        self.db = db
        self.telegram_id = telegram_id

    async def sends(self, handler: Any, words: str = "", now: datetime = AFTERNOON) -> Screen:
        async with turn_of(self.db, self.telegram_id, now) as turn:
            reply = await handler(turn, words)
        return only(reply)

    async def taps(self, screen: Screen, label: str, now: datetime = AFTERNOON) -> Screen:
        """Taps the button whose label contains the words, by the data that Telegram would send."""
        from bot.app import taps

        kinds = taps()
        buttons = [one for row in screen.rows for one in row]
        named = [one for one in buttons if one.label == label]
        (button,) = named or [one for one in buttons if label in one.label]
        assert button.data is not None
        data = ButtonCodec(kinds).unpack(pack(button.data))
        async with turn_of(self.db, self.telegram_id, now) as turn:
            return only(await kinds[type(data)](turn, data))


def only(reply: Reply) -> Screen:
    (screen,) = [*reply.send, *([reply.edit] if reply.edit else [])]
    return screen


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


@pytest.fixture
async def ada(db: Database) -> Someone:
    return await new_person(db, 1001)


@pytest.fixture
async def bob(db: Database) -> Someone:
    return await new_person(db, 1002)


async def new_person(db: Database, telegram_id: int) -> Someone:
    async with db.writing() as session:
        session.add(
            Person(
                telegram_id=telegram_id,
                created_at=AFTERNOON,
                consent_version=1,
                consented_at=AFTERNOON,
                language="en",
                zone="Europe/Berlin",
                plan_zone="Europe/Berlin",
                advanced_until=AFTERNOON,
            )
        )
    return Someone(db, telegram_id)
