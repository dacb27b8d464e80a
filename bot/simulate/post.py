"""Sending replaced by an outcome at once: who got which message, and who had blocked the bot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.people.tables import Person
from bot.plain import Among, among, fetch
from bot.prepared import Statement
from bot.reminders import queue
from bot.reminders.queue import DeliveryState, Result
from bot.reminders.state import Sort, State
from bot.reminders.tables import Delivery, Occurrence
from bot.simulate.inhabitants import Event, Inhabitant
from bot.simulate.lived import Key, Prompt, What
from bot.simulate.rules import MINUTE, answer, dice, on_grid

OWNER = "simulation:0"
_MOST = 500


@dataclass(slots=True)
class Leaving:
    """A delivery that was leased; `waits` while anything in it still wants an answer."""

    id: int
    person_id: int
    sort: Sort
    expires_at: datetime
    person: Inhabitant
    waits: bool = False
    occurrences: list[int] = field(default_factory=list)


class Post:
    """Takes deliveries from the real queue, by the way the sender takes them."""

    def __init__(self, db: Database, people: Mapping[int, Inhabitant]) -> None:
        self._db = db
        self._people = people
        """By Telegram id."""

    async def carries(self, now: datetime) -> list[tuple[Inhabitant, Event]]:
        """Everything that may leave now arrives; what people will do about it."""
        reactions: list[tuple[Inhabitant, Event]] = []
        async with self._db.writing() as session:
            leaving = await self._take(session, now)
            await queue.record(session, [self._outcome(one, now, reactions) for one in leaving])
        return reactions

    async def dies(self, seed: int, now: datetime) -> list[tuple[Inhabitant, Event]]:
        """The process is killed while everything is going out: about half of it arrives."""
        reactions: list[tuple[Inhabitant, Event]] = []
        async with self._db.writing() as session:
            leaving = await self._take(session, now)
            await queue.mark(session, OWNER, [one.id for one in leaving], now)
        for one in leaving:
            if one.sort is Sort.TIDY or not one.waits:
                continue
            life = one.person.life
            life.doubtful |= {one.person.occurrences[id_] for id_ in one.occurrences}
            arrives = dice(seed, life.number, now).random() < 0.5  # noqa: PLR2004
            if arrives and not one.person.is_blocking:
                reactions += self._arrives(one, now)
        return reactions

    async def leased(self, now: datetime) -> None:
        """The process is killed when it has only taken what it was about to send."""
        async with self._db.writing() as session:
            await queue.lease(session, OWNER, now, _MOST)

    async def _take(self, session: AsyncSession, now: datetime) -> Sequence[Leaving]:
        """Leases what may leave: of one lane at a time, medicines first."""
        ids: list[int] = []
        while found := await queue.lease(session, OWNER, now, _MOST):
            ids += found
        return await self._load(session, ids) if ids else ()

    async def _load(self, session: AsyncSession, ids: Sequence[int]) -> list[Leaving]:
        deliveries = await fetch(session, _deliveries(among(session)), {"ids": ids})
        found = {
            row.id: Leaving(
                row.id, row.person_id, Sort(row.kind), row.expires_at, self._people[row.telegram_id]
            )
            for row in deliveries
        }
        rows = await fetch(session, _what_they_show(among(session)), {"ids": ids})
        for row in rows:
            one = found[row.delivery_id]
            one.waits = one.waits or row.state in {State.OPEN, State.OFFLINE}
            one.occurrences.append(row.id)
            key = Key(*one.person.schedules[row.schedule_id], label_of(row.local_date, row.slot))
            one.person.occurrences[row.id] = key
        return list(found.values())

    def _outcome(
        self, one: Leaving, now: datetime, reactions: list[tuple[Inhabitant, Event]]
    ) -> Result:
        person = one.person
        if one.expires_at <= now:
            return Result(one.id, one.person_id, DeliveryState.EXPIRED, now)
        if one.sort is not Sort.TIDY and not one.waits:
            return Result(one.id, one.person_id, DeliveryState.WITHDRAWN, now)
        if person.is_blocking:
            if not person.is_known_to_block:
                person.note(What.NOTICED, now)
                person.is_known_to_block = True
            return Result(one.id, one.person_id, DeliveryState.BLOCKED, now)
        if one.sort is not Sort.TIDY:
            reactions += self._arrives(one, now)
        return Result(one.id, one.person_id, DeliveryState.SENT, now, message_id=one.id)

    @staticmethod
    def _arrives(one: Leaving, now: datetime) -> list[tuple[Inhabitant, Event]]:
        person = one.person
        keys = tuple(person.occurrences[id_] for id_ in one.occurrences)
        person.life.prompts.append(Prompt(now, one.sort.value, keys))
        found = []
        for id_ in one.occurrences:
            will = answer(person.chance, person.habits.answers)
            if will is not None and id_ not in person.to_answer:
                person.to_answer.add(id_)
                at = on_grid(now + will.after * MINUTE)
                found.append((person, Event(at, "answer", id_, will)))
        return found


@cache
def _deliveries(among: Among) -> Statement:
    return (
        select(
            Delivery.id, Delivery.person_id, Delivery.kind, Delivery.expires_at, Person.telegram_id
        )
        .join(Person, Person.id == Delivery.person_id)
        .where(among(Delivery.id, "ids"))
        .order_by(Delivery.id)
    )


@cache
def _what_they_show(among: Among) -> Statement:
    return (
        select(
            Occurrence.id,
            Occurrence.delivery_id,
            Occurrence.schedule_id,
            Occurrence.local_date,
            Occurrence.slot,
            Occurrence.state,
        )
        .where(among(Occurrence.delivery_id, "ids"))
        .order_by(Occurrence.due_at, Occurrence.id)
    )


def label_of(local_date: object, slot: str) -> str:
    """How the model names an occurrence."""
    return slot if slot.endswith("Z") else f"{local_date}T{slot}"
