"""Erases in time who left, asks who has been silent for too long, and tells of a new text."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime

import structlog
from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db import Database
from bot.discreet.covering import unnamed
from bot.notes.actions import move
from bot.notes.tables import Note
from bot.people.rules import CONSENT_VERSION
from bot.people.tables import Person
from bot.people.zone_names import zone_of
from bot.plain import insert_new
from bot.privacy import screens
from bot.privacy.actions import Gone, erase, is_nobodys, vanish
from bot.privacy.asking import TEXT_CHANGED
from bot.privacy.rules import AGAIN, ANSWER, Why, backups_gone, is_awake, silent_since
from bot.privacy.tables import Leaving
from bot.screen import Screen
from bot.telemetry import Metrics, told
from bot.texts import Texts, Translator

SECONDS = 5.0
"""Between two rounds."""
_ROUNDS_TO_LOOK = 720
"""Once an hour."""
_AT_ONCE = 50
_MOST_ROUNDS = 20
_log = structlog.get_logger(__name__)

Say = Callable[[int, Screen], Awaitable[bool]]
"""Sends a screen to a chat; whether that is settled: they have it, or nobody is there any more."""


class Sweeper:
    """`backup_days` is for how long backups are kept; 0 where there are none."""

    def __init__(  # noqa: PLR0917  what it needs of the running bot
        self, db: Database, clock: Clock, texts: Texts, metrics: Metrics, say: Say,
        backup_days: int,
    ) -> None:  # fmt: skip
        self._db = db
        self._clock = clock
        self._texts = texts
        self._metrics = metrics
        self._say = say
        self._backup_days = backup_days
        self._alone = asyncio.Lock()

    async def run(self, stop: asyncio.Event) -> None:
        rounds = 0
        while not stop.is_set():
            try:
                await self.sweep()
                if rounds % _ROUNDS_TO_LOOK == 0:
                    await self.look()
            except Exception as error:  # noqa: BLE001  a database that is away comes back
                self._metrics.errors.labels("housekeeping").inc()
                _log.warning("sweep_failed", **told(error))
            rounds += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), SECONDS)

    async def sweep(self) -> None:
        """Erases every account whose hour has come, and sends each a receipt."""
        async with self._alone:
            now = self._clock()
            due = select(Leaving.person_id).where(Leaving.erase_at <= now).limit(_AT_ONCE)
            async with self._db.reading() as session:
                found = list(await session.scalars(due))
            for person_id in found:
                await self._end(person_id, now)

    async def look(self) -> None:
        """Once an hour: who has been silent, and who agreed to an older text."""
        now = self._clock()
        await self._ask_silent(now)
        for _ in range(_MOST_ROUNDS):
            async with self._db.writing() as session:
                if await _tell_of_new_text(session, now) < _AT_ONCE:
                    break

    async def _end(self, person_id: int, now: datetime) -> None:
        async with self._db.writing() as session:
            person = await session.scalar(
                select(Person).where(Person.id == person_id).with_for_update()
            )
            found = await session.get(Leaving, person_id, populate_existing=True)
            if person is None or found is None or found.erase_at > now:
                return  # another process is at it
            if found.why == Why.SILENT and _was_seen(person, found):
                await session.delete(found)
                return
            chat, t, why = person.telegram_id, self._translator(person), found.why
            gone = await vanish(session, person, now)
        await erase(self._db, person_id)
        _log.info("account_erased", why=why, rows=gone.was.rows)
        if not is_nobodys(chat):
            await self._say(chat, self._receipt(t, gone, now))

    def _translator(self, person: Person) -> Translator:
        return self._texts.translator(person.language, discreet=person.is_discreet)

    def _receipt(self, t: Translator, gone: Gone, now: datetime) -> Screen:
        until = backups_gone(now, self._backup_days) if self._backup_days else None
        return unnamed(t, screens.receipt(t, gone.was, now, until))

    async def _ask_silent(self, now: datetime) -> None:
        """Whoever was asked has a month to answer, and any answer will do."""
        async with self._db.reading() as session:
            silent = list(await session.scalars(_silent(now)))
        for person in silent:
            local = now.astimezone(zone_of(person.zone)).time()
            if not is_awake(person.wake_time, person.bed_time, local):
                continue
            t = self._translator(person)
            if not await self._say(person.telegram_id, unnamed(t, screens.silent_asked(t))):
                continue
            async with self._db.writing() as session:
                await insert_new(
                    session, Leaving, person_id=person.id, why=Why.SILENT.value, asked_at=now,
                    erase_at=now + ANSWER,
                )  # fmt: skip


def _silent(now: datetime) -> Select[Person]:
    return (
        select(Person)
        .where(
            Person.seen_on <= silent_since(now.date()),
            Person.telegram_id > 0,
            Person.id.not_in(select(Leaving.person_id)),
        )
        .order_by(Person.seen_on)
        .limit(_AT_ONCE)
    )


def _was_seen(person: Person, asked: Leaving) -> bool:
    assert person.seen_on is not None
    return person.seen_on > silent_since(asked.asked_at.date())


async def _tell_of_new_text(session: AsyncSession, now: datetime) -> int:
    """Owes the question to some of those who agreed to an older text; to how many."""
    told_of = exists().where(
        Note.person_id == Person.id,
        Note.topic == TEXT_CHANGED.name,
        Note.due_at.is_not(None) | (Note.last_due_at > now - AGAIN),
    )
    older = (
        select(Person)
        .where(
            Person.consent_version.between(1, CONSENT_VERSION - 1),
            Person.set_up_at.is_not(None),
            Person.telegram_id > 0,
            ~told_of,
        )
        .order_by(Person.consent_version)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    people = list(await session.scalars(older))
    for person in people:
        await move(session, person, TEXT_CHANGED, now, now)
    return len(people)
