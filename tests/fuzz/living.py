"""A bot at whom updates are thrown, and somebody else's rows that must stay as they are."""

import asyncio
import copy
import hashlib
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import URL
from structlog.testing import capture_logs

from bot.people.tables import Person
from tests.circle.life import joined
from tests.edge.watching import answers, errors, refused_calls, rows_of
from tests.fuzz.making import Known, any_data, any_text, any_update
from tests.phone import Phone, Story, telling

HARMLESS = ("bad_update", "telegram_")
"""Errors that are expected: what PTB cannot read, and chats that the stand-in does not know."""
LINES = (
    "/add Clonazepam 0.5 mg 08:00 20:00", "/add Stretching every 4h 09:00-21:00",
    "/add Ibuprofen 400 mg as needed",
)  # fmt: skip
SAID = (
    "/log 3 left cheek stress, after coffee", "/trigger wallpaper", "/water 300 ml",
    "/visits 12 March 10:30 Dr. Weber", "/ask Is it normal?", "/injection yesterday", "/calm 1",
)  # fmt: skip


@dataclass(slots=True)
class Found:
    """What went wrong, and what was thrown just before."""

    what: str
    updates: list[Any]


@dataclass(slots=True)
class Thrown:
    """What was thrown, by kind, and what became of it."""

    kinds: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)


class Arena:
    """Mallory has a diary and a circle, Sam is a stranger, Vera is whom nobody may touch."""

    def __init__(self, story: Story, vera: Phone, senders: list[Phone], rows: list[int]) -> None:
        self.story = story
        self.vera = vera
        self.senders = senders
        self.rows = rows
        self.thrown = Thrown()
        self._frozen: dict[int, Known] = {}

    def freeze(self) -> None:
        """From now on what senders know is what they know now: dice then throw the same again."""
        self._frozen = {phone.user.id: self._known(phone) for phone in self.senders}

    async def throw(self, dice: Random, count: int) -> None:
        """So many updates side by side; afterwards everything is looked at."""
        if dice.random() < 0.05:
            await self.story.later(minutes=dice.choice((1, 30, 240, 1500)))
        before, failed = await self._vera(), errors(self.story)
        refused = refused_calls(self.story)
        told, tapped, last, updates = answers(self.story), 0, 0, list[Any]()
        with capture_logs() as logs:
            for _ in range(count):
                last, update, is_tap = self._one(dice)
                tapped += is_tap
                updates.append(update)
            await self.story.standin.acknowledged(last, within=60)
            await self._in_hand()
            await self.story.app.settle()
        new = {call for call, n in refused_calls(self.story).items() if n != refused.get(call)}
        self._look(failed, [one for one in logs if one["log_level"] == "error"], updates, new)
        if await self._vera() != before:
            self.thrown.found.append(Found("a foreign row was touched", updates))
        if answers(self.story) - told < tapped:
            self.thrown.found.append(Found("a tap was not answered", updates))

    async def _in_hand(self) -> None:
        """What takes longer than an update may hold back the others has ended as well."""
        way: Any = self.story.app.intake.way
        async with asyncio.timeout(120):
            while getattr(way, "_poller", way)._in_hand.open:
                await asyncio.sleep(0.01)

    def _look(
        self,
        failed: dict[str, float],
        logs: list[Any],
        updates: list[Any],
        refused: set[tuple[str, str]],
    ) -> None:
        now = errors(self.story)
        new = Counter({kind: int(n - failed.get(kind, 0)) for kind, n in now.items()})
        self.thrown.errors += new
        if any(n > 0 and not kind.startswith(HARMLESS) for kind, n in new.items()) or logs:
            where = sorted({f"{one.get('error')} at {one.get('where')}" for one in logs})
            told = f"{dict(+new)} {where} {sorted(refused) if 'BadRequest' in str(where) else ''}"
            self.thrown.found.append(Found(told, updates))

    def _one(self, dice: Random) -> tuple[int, Any, bool]:
        """One update: half of them as a client sends them, the others made by hand."""
        phone = dice.choice(self.senders)
        known = self._known(phone)
        match dice.randrange(10):
            case 0 | 1 | 2 if known.seen:
                message = dice.choice(known.seen)[0]
                data = any_data(dice, known)
                self.thrown.kinds["tap"] += 1
                return phone.user.tap(message, data), ("tap", data), True
            case 3 | 4:
                text = any_text(dice, known)[:4096] or "x"
                self.thrown.kinds["typed"] += 1
                return phone.user.send_text(text), ("typed", text), False
            case _:
                update = any_update(dice, known)
                self.thrown.kinds[f"raw {next(iter(update))}"] += 1
                return self.story.standin.push(update), copy.deepcopy(update), False

    def _known(self, phone: Phone) -> Known:
        if phone.user.id in self._frozen:
            return self._frozen[phone.user.id]
        recent = phone.user.received[-12:]
        seen = [
            (message.message_id, button["callback_data"])
            for message in recent
            for button in message.buttons
            if "callback_data" in button
        ]
        person = dict(phone.user.chat.person)
        return Known(person, [one.message_id for one in recent] or [1], self.rows, seen)

    async def _vera(self) -> str:
        return hashlib.sha256(repr(await rows_of(self.vera)).encode()).hexdigest()

    async def begin_again(self) -> None:
        """Who left, or stopped half-way, gets a diary again."""
        mallory = self.senders[0]
        async with self.story.app.db.reading() as session:
            found = await session.scalar(
                select(Person.set_up_at).where(Person.telegram_id == mallory.user.id)
            )
        if found is None:
            for _ in range(2):
                await mallory.sends("/start")
                await mallory.sends("/cancel")
            await mallory.leaves() if await rows_of(mallory) else None
            await mallory.sets_up()
            await fill(mallory)


async def fill(phone: Phone) -> None:
    """A little of everything."""
    for line in LINES:
        await phone.sends(line)
        await phone.taps("Save")
    for line in SAID:
        await phone.sends(line)
    await phone.story.later(hours=7)


@asynccontextmanager
async def arena(database: URL) -> AsyncIterator[Arena]:
    async with telling(database, bot_log_level="ERROR") as story:
        vera = await story.phone("Vera Klein").sets_up()
        mallory = await story.phone("Mallory").sets_up()
        sam, friend = story.phone("Sam"), story.phone("Fred")
        await fill(vera)
        await fill(mallory)
        await joined(vera, story.phone("Hans"))
        await joined(mallory, friend)
        story.standin.api.calls.clear()
        rows = await rows_of(vera)
        ids = [row[0] for table in rows.values() for row in table if isinstance(row[0], int)]
        yield Arena(story, vera, [mallory, mallory, mallory, friend, sam], ids or [1])
