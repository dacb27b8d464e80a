"""In spare time: what will be said in the next minutes is composed, and its picture drawn.

Nothing depends on it. When the message leaves it is composed anew, from the rows as they are
then; if the picture would be the same, it is there already.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db import Database
from bot.notes.composing import Composer, NoteInHand, Says
from bot.notes.tables import Note
from bot.people.tables import Person
from bot.screen import Screen
from bot.telegram import kept
from bot.telegram.budget import Budget
from bot.telegram.lanes import Lane
from bot.telegram.say import SayingBot
from bot.telemetry import Metrics, told
from bot.texts import Texts

SOON = timedelta(minutes=10)
_AT_ONCE = 20
_PAUSE = 5.0
"""Seconds between two looks."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Coming:
    """A note that will be owed soon, and the language it will be said in."""

    note: NoteInHand
    language: str


class Ahead:
    """`composers` say the topics that have pictures."""

    def __init__(  # noqa: PLR0917  what it works with
        self, bot: SayingBot, db: Database, clock: Clock, texts: Texts, metrics: Metrics,
        composers: Mapping[str, Composer],
    ) -> None:  # fmt: skip
        self._bot = bot
        self._maker = bot.maker
        self._db = db
        self._clock = clock
        self._texts = texts
        self._metrics = metrics
        self._composers = composers
        self._looked_at: dict[int, datetime] = {}

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _PAUSE)
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001  it will be made when it leaves
                self._metrics.errors.labels("ahead").inc()
                _log.warning("nothing_made_ahead", **told(error))

    async def look(self) -> int:
        """Makes what there is room for, as long as nobody waits; how many pictures."""
        now, made = self._clock(), 0
        self._looked_at = {id_: due for id_, due in self._looked_at.items() if due > now}
        coming = await self._db.aside(partial(soon, now=now, topics=tuple(self._composers)))
        if not coming:
            self._maker.kept.clear()
        fresh = [one for one in coming if self._looked_at.get(one.note.id) != one.note.due_at]
        for start in range(0, len(fresh), _AT_ONCE):
            some = fresh[start : start + _AT_ONCE]
            if self._somebody_waits() or self._maker.kept.room < len(some):
                break
            made += await self._make(some)
        return made

    async def _make(self, some: Sequence[Coming]) -> int:
        made = 0
        for topic in {one.note.topic for one in some}:
            mine = [one for one in some if one.note.topic == topic]
            says = await self._composed(topic, [one.note for one in mine])
            for one in mine:
                self._looked_at[one.note.id] = one.note.due_at
                screen = self._screen(one, says.get(one.note.id))
                if screen is not None and screen.attachment is not None:
                    await self._maker.keep(screen.attachment)
                    made += 1
        return made

    async def _composed(self, topic: str, notes: Sequence[NoteInHand]) -> Mapping[int, Says | None]:
        async def read(session: AsyncSession) -> Mapping[int, Says | None]:
            return await self._composers[topic](session, notes)

        return await self._db.aside(read)

    def _somebody_waits(self) -> bool:
        """Whether an answer or a medicine waits for its turn: then nothing else is begun."""
        budget = self._bot.rate_limiter
        urgent = (Lane.ANSWER, Lane.MEDICINE)
        return isinstance(budget, Budget) and any(budget.waiting[lane] for lane in urgent)

    def _screen(self, one: Coming, says: Says | None) -> Screen | None:
        screen = says(self._texts.translator(one.language), one.note.due_at) if says else None
        return screen if isinstance(screen, Screen) else None


async def soon(session: AsyncSession, now: datetime, topics: Sequence[str]) -> Sequence[Coming]:
    """Notes of these topics that will be owed within the next minutes, the first ones first."""
    woken = select(Person.id).where(Person.wake_at <= now + SOON)  # owed is what comes after it
    rows = await session.execute(
        select(
            Note.id, Note.person_id, Note.topic, Note.subject_id, Note.due_at, Person.zone,
            Person.language,
        )
        .join(Person, Person.id == Note.person_id)
        .where(
            Note.person_id.in_(woken),
            Note.topic.in_(topics),
            Person.is_discreet.is_(False),  # to whom no picture is sent
            Note.due_at > now,
            Note.due_at <= now + SOON,
        )
        .order_by(Note.due_at, Note.id)
        .limit(kept.MOST)
    )  # fmt: skip
    return [
        Coming(
            NoteInHand(row.id, row.person_id, row.topic, row.subject_id, row.due_at, row.zone),
            row.language,
        )
        for row in rows
    ]
