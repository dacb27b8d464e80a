"""Deliveries that were leased, with all that sending them needs, loaded in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.journal.episodes.questions import asked_by, question_screen
from bot.journal.episodes.rules import Entry, Question
from bot.people.tables import Person
from bot.reminders.messages import message_screen
from bot.reminders.state import Sort, State
from bot.reminders.tables import Delivery
from bot.reminders.views import Row, rows_of_deliveries
from bot.screen import Screen
from bot.texts import Texts


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
    expires_at: datetime
    attempts: int
    target: int | None
    target_sort: Sort | None
    rows: tuple[Row, ...]
    asks: tuple[Question, Entry] | None = None
    """What is asked about which episode."""

    @property
    def is_wanted(self) -> bool:
        """Whether anything in it still waits for an answer."""
        return self.asks is not None or any(
            row.state in {State.OPEN, State.OFFLINE} for row in self.rows
        )

    def screen(self, texts: Texts, now: datetime) -> Screen:
        t = texts.translator(self.language)
        if self.asks is not None:
            return question_screen(t, *self.asks)
        return message_screen(
            t,
            self.target_sort or self.sort,
            self.rows,
            self.zone,
            now,
        )


async def load(session: AsyncSession, ids: Sequence[int]) -> list[Outgoing]:
    """The deliveries of these ids in the order in which they should leave."""
    target = aliased(Delivery)
    found = (
        await session.execute(
            select(
                Delivery.id, Delivery.person_id, Person.telegram_id, Person.language,
                Person.zone, Delivery.kind, Delivery.lane, Delivery.due_at,
                Delivery.expires_at, Delivery.attempts, Delivery.replaces,
                target.message_id, target.kind.label("target_kind"),
            )
            .join(Person, Person.id == Delivery.person_id)
            .outerjoin(target, target.id == Delivery.replaces)
            .where(Delivery.id.in_(ids))
            .order_by(Delivery.lane, Delivery.due_at, Delivery.id)
        )
    ).all()  # fmt: skip
    asked = [row.id for row in found if row.kind == Sort.ASK]
    asks = await asked_by(session, asked) if asked else {}
    shown = await rows_of_deliveries(session, [row.replaces or row.id for row in found])
    return [
        Outgoing(
            id=row.id,
            person_id=row.person_id,
            chat_id=row.telegram_id,
            language=row.language,
            zone=row.zone,
            sort=Sort(row.kind),
            lane=row.lane,
            due_at=row.due_at,
            expires_at=row.expires_at,
            attempts=row.attempts,
            target=row.message_id,
            target_sort=Sort(row.target_kind) if row.target_kind else None,
            rows=shown.get(row.replaces or row.id, ()),
            asks=asks.get(row.id),
        )
        for row in found
    ]
