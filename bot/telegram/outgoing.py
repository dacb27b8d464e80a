"""Deliveries that were leased, with all that sending them needs, loaded in bulk.

What notes say is read later, aside and together, when the first of them makes ready to leave: to
read a week may take long, and neither a medicine nor the next lease waits for it.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db import Database
from bot.discreet.buttons import ShowNames, Way
from bot.discreet.covering import Cover
from bot.discreet.names import namings
from bot.discreet.rules import Naming
from bot.notes.composing import Composer, NoteInHand, Says
from bot.notes.tables import Note
from bot.people.rules import is_paused
from bot.people.tables import Person
from bot.people.urgent_rules import is_hushed
from bot.plain import Among, among, fetch
from bot.prepared import Statement
from bot.reminders.messages import message_screen
from bot.reminders.state import Sort, State
from bot.reminders.tables import Delivery
from bot.reminders.views import Row, rows_of_deliveries
from bot.screen import Screen
from bot.telegram.composed import Composed
from bot.texts import Texts

COMPOSED_AT_ONCE = 20
"""Notes of a topic: enough for few queries, few enough for the first to leave soon."""

Saying = Callable[[], Awaitable[Says | None]]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One delivery. `target` is the message that a tidy brings up to date.

    `rows` are the occurrences to be shown: the delivery's own, or the target's.
    """

    id: int
    person_id: int
    chat_id: int
    language: str
    zone: str
    sort: Sort
    lane: int
    due_at: datetime
    urgent_by: datetime
    """The end of its tolerance."""
    expires_at: datetime
    attempts: int
    doubts: int
    target: int | None
    target_sort: Sort | None
    rows: tuple[Row, ...]
    paused_until: datetime | None = None
    hushed_until: datetime | None = None
    is_easy: bool = False
    """Whether they want few buttons, and those large."""
    says: Saying | None = None
    """How the note that it says becomes a message; of a topic we do not know, nothing."""
    naming: Naming | None = None
    """What must not be said to somebody in discreet mode."""
    shown_by: int = 0
    """The delivery whose message it is: the target's, or its own."""

    def is_wanted(self, now: datetime) -> bool:
        """Whether anything in it still waits for an answer, or is still to be said."""
        if self.sort is Sort.NOTE:
            return self.says is not None and not is_paused(self.paused_until, now)
        return any(row.state in {State.OPEN, State.OFFLINE} for row in self.rows)

    async def screen(self, texts: Texts, now: datetime) -> Screen | None:
        """The message as it is now; None when nothing is left of it, or nobody wants it."""
        screen = await self._screen(texts, now)
        if screen is None or self.naming is None:
            return screen
        cover = Cover(texts.translator(self.language, discreet=True), self.naming)
        return cover.screen(screen, ShowNames(Way.MESSAGE, str(self.shown_by), 1))

    async def _screen(self, texts: Texts, now: datetime) -> Screen | None:
        t = texts.translator(
            self.language,
            hushed=is_hushed(self.hushed_until, now),
            discreet=self.naming is not None,
        )
        if self.says is not None:
            says = await self.says()
            said = says(t, now) if says is not None else None
            return await said if isinstance(said, Awaitable) else said
        if not self.rows:
            return None
        return message_screen(t, self.target_sort or self.sort, self.rows, self.zone, now)


async def load(
    session: AsyncSession, ids: Sequence[int], composers: Mapping[str, Composer], db: Database
) -> list[Outgoing]:
    """The deliveries of these ids in the order in which they should leave."""
    found = await fetch(session, _to_send(among(session)), {"ids": ids})
    notes = [row.id for row in found if row.kind == Sort.NOTE]
    says = await _says(session, notes, composers, db) if notes else {}
    discreet = {row.person_id for row in found if row.is_discreet}
    names = await namings(session, discreet) if discreet else {}
    shown = await rows_of_deliveries(session, [row.replaces or row.id for row in found])
    return [
        _outgoing(
            row, shown.get(row.replaces or row.id, ()), says.get(row.id), names.get(row.person_id)
        )
        for row in found
    ]


@cache
def _to_send(among: Among) -> Statement:
    target = aliased(Delivery)
    return (
        select(
            Delivery.id, Delivery.person_id, Person.telegram_id, Person.language,
            Person.zone, Person.paused_until, Person.hushed_until, Person.easy_mode,
            Person.is_discreet, Delivery.kind, Delivery.lane, Delivery.due_at,
            Delivery.urgent_by, Delivery.expires_at, Delivery.attempts, Delivery.doubts,
            Delivery.replaces, target.message_id, target.kind.label("target_kind"),
        )
        .join(Person, Person.id == Delivery.person_id)
        .outerjoin(target, target.id == Delivery.replaces)
        .where(among(Delivery.id, "ids"))
        .order_by(Delivery.lane, Delivery.urgent_by, Delivery.id)
    )  # fmt: skip


def _outgoing(
    row: Any, rows: tuple[Row, ...], says: Saying | None, naming: Naming | None
) -> Outgoing:
    return Outgoing(
        id=row.id,
        person_id=row.person_id,
        chat_id=row.telegram_id,
        language=row.language,
        zone=row.zone,
        sort=Sort(row.kind),
        lane=row.lane,
        due_at=row.due_at,
        urgent_by=row.urgent_by or row.due_at,
        expires_at=row.expires_at,
        attempts=row.attempts,
        doubts=row.doubts,
        target=row.message_id,
        target_sort=Sort(row.target_kind) if row.target_kind else None,
        rows=rows,
        paused_until=row.paused_until,
        hushed_until=row.hushed_until,
        is_easy=row.easy_mode,
        says=says,
        naming=naming,
        shown_by=row.replaces or row.id,
    )


async def _says(
    session: AsyncSession,
    delivery_ids: Sequence[int],
    composers: Mapping[str, Composer],
    db: Database,
) -> dict[int, Saying]:
    """By delivery: what gives what the note says; of a topic that this code does not know, none."""
    rows = await session.execute(
        select(
            Note.delivery_id, Note.id, Note.person_id, Note.topic, Note.subject_id,
            Note.last_due_at, Person.zone,
        )
        .join(Person, Person.id == Note.person_id)
        .where(Note.delivery_id.in_(delivery_ids))
        .order_by(Note.delivery_id)
    )  # fmt: skip
    by_topic: defaultdict[str, dict[int, NoteInHand]] = defaultdict(dict)
    for row in rows:
        by_topic[row.topic][row.delivery_id] = NoteInHand(
            row.id, row.person_id, row.topic, row.subject_id, row.last_due_at, row.zone
        )
    found: dict[int, Saying] = {}
    for topic in by_topic.keys() & composers.keys():
        for some in _few(by_topic[topic]):
            composed = Composed(db, composers[topic], tuple(some.values()))
            found |= {id_: partial(composed.says, note) for id_, note in some.items()}
    return found


def _few(notes: Mapping[int, NoteInHand]) -> list[dict[int, NoteInHand]]:
    ids = list(notes)
    starts = range(0, len(ids), COMPOSED_AT_ONCE)
    return [{id_: notes[id_] for id_ in ids[start : start + COMPOSED_AT_ONCE]} for start in starts]
