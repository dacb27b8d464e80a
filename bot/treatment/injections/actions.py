"""Writes injections. Each change settles what the cycle owes, in the same transaction."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.journal.removal import check_restorable
from bot.notes.actions import move, withdraw
from bot.notes.tables import Note
from bot.people.room import check_day
from bot.people.tables import Person
from bot.plan.rules import local_date
from bot.treatment.injections.fields import clean, product_in
from bot.treatment.injections.rules import (
    INJECTION_CHECK,
    NEXT_VISIT,
    SITES,
    Field,
    Site,
    checked_day,
    nudge_after,
    owed_after,
    subject_of,
)
from bot.treatment.injections.store import entries_of, row_of
from bot.treatment.injections.tables import Injection
from bot.treatment.injections.waiting import hold, let_go

_COLUMNS = {
    Field.PRODUCT: "product",
    Field.AMOUNT: "amount",
    Field.CLINIC: "clinic",
    Field.LOT: "lot",
    Field.NOTE: "note",
}


async def log(
    session: AsyncSession, person: Person, day: date, now: datetime
) -> tuple[Injection, bool]:
    """The entry of a day, and whether it is new: a second tap finds the first one's."""
    checked_day(day, local_date(person.zone, now))
    found = await session.scalar(_of_day(person, day))
    if found is not None:
        return found, False
    await check_day(session, person, Injection.logged_at, now)
    row = Injection(person_id=person.id, local_date=day, sites=[], held=[], logged_at=now)
    session.add(row)
    await session.flush()
    await hold(session, person, row, now)
    await settle(session, person, now)
    return row, True


@dataclass(frozen=True, slots=True)
class Done:
    """A reminder of an injection in the plan: the occurrence, its name and amount."""

    occurrence_id: int
    name: str
    amount: str | None


async def follow(
    session: AsyncSession, person: Person, done: Done, done_on: date | None, now: datetime
) -> None:
    """An injection of the plan that was answered: done is an entry, undone is none.

    A day has one entry: the person's own stays theirs. One to which they added details outlives
    an undo.
    """
    found = await session.scalar(
        select(Injection).where(
            Injection.occurrence_id == done.occurrence_id, Injection.person_id == person.id
        )
    )
    if done_on is None:
        if found is not None:
            await _undone(session, person, found, now)
        return
    if found is None:
        found, is_new = await log(session, person, min(done_on, _today(person, now)), now)
        if is_new:
            found.occurrence_id, found.amount = done.occurrence_id, done.amount
            found.product = product_in(done.name)
    elif found.local_date != done_on:
        found.local_date = done_on
    await session.flush()
    await settle(session, person, now)


async def set_day(
    session: AsyncSession, person: Person, injection_id: int, day: date, now: datetime
) -> None:
    """Corrects when it was; UserError for a day that has an entry already."""
    checked_day(day, _today(person, now))
    row = await _live(session, person, injection_id)
    if row.local_date == day:
        return
    if await session.scalar(_of_day(person, day)) is not None:
        raise UserError("There is an entry for {day} already. /injection shows it.", day=day)
    row.local_date = day
    await session.flush()
    await settle(session, person, now)


async def set_field(
    session: AsyncSession, person: Person, injection_id: int, field: Field, text: str | None
) -> None:
    """One detail as it was typed, None to leave it open; UserError for what is too long."""
    row = await _live(session, person, injection_id)
    setattr(row, _COLUMNS[field], clean(field, text))
    await session.flush()


async def copy_field(
    session: AsyncSession, person: Person, injection_id: int, field: Field, source_id: int
) -> None:
    source = await row_of(session, person, source_id)
    await set_field(session, person, injection_id, field, getattr(source, _COLUMNS[field]))


async def copy_last(session: AsyncSession, person: Person, injection_id: int) -> None:
    """What is still open, as it was at the newest injection before; lot and note are new ones."""
    row = await _live(session, person, injection_id)
    before = [one for one in await entries_of(session, person) if one.day < row.local_date]
    if not before:
        return
    row.product = row.product or before[0].product
    row.amount = row.amount or before[0].amount
    row.clinic = row.clinic or before[0].clinic
    row.sites = row.sites or [site.code for site in before[0].sites]
    await session.flush()


async def set_site(
    session: AsyncSession, person: Person, injection_id: int, site: Site, *, on: bool
) -> None:
    row = await _live(session, person, injection_id)
    kept = (set(row.sites) | {site.code}) if on else (set(row.sites) - {site.code})
    row.sites = [code for code in SITES if code in kept]
    await session.flush()


async def clear_sites(session: AsyncSession, person: Person, injection_id: int) -> None:
    (await _live(session, person, injection_id)).sites = []
    await session.flush()


async def remove(session: AsyncSession, person: Person, injection_id: int, now: datetime) -> None:
    row = await row_of(session, person, injection_id)
    if row.removed_at is not None:
        return
    await let_go(session, person, row, now)
    row.removed_at, row.held_at, row.held = now, None, []
    await session.flush()
    await settle(session, person, now)


async def restore(session: AsyncSession, person: Person, injection_id: int, now: datetime) -> None:
    """UserError for one removed more than a day ago, or whose day has another entry by now."""
    row = await row_of(session, person, injection_id)
    if row.removed_at is None:
        return
    check_restorable(row.removed_at, now)
    if await session.scalar(_of_day(person, row.local_date)) is not None:
        raise UserError(
            "There is an entry for {day} already. /injection shows it.", day=row.local_date
        )
    row.removed_at = None
    await session.flush()
    if row.advised_at is None:
        await hold(session, person, row, now)
    await settle(session, person, now)


async def settle(session: AsyncSession, person: Person, now: datetime) -> None:
    """The newest injection's check-ins and nudge are owed, and nothing of earlier ones."""
    entries = await entries_of(session, person)
    newest = entries[0] if entries else None
    owed = {}
    if newest is not None:
        dated = owed_after(newest.day, person.zone, now)
        owed = {(INJECTION_CHECK, subject_of(newest.id, day)): when for day, when in dated.items()}
        nudge = nudge_after(newest.day, person.zone, now)
        owed |= {(NEXT_VISIT, newest.id): nudge} if nudge else {}
    topics = {topic.name: topic for topic in (INJECTION_CHECK, NEXT_VISIT)}
    waiting = await session.execute(
        select(Note.topic, Note.subject_id).where(
            Note.person_id == person.id, Note.topic.in_(topics), Note.due_at.is_not(None)
        )
    )
    for name, subject in waiting.all():
        if (topics[name], subject) not in owed:
            await withdraw(session, person, topics[name], now, subject_id=subject)
    for (topic, subject), when in owed.items():
        await move(session, person, topic, when, now, subject_id=subject)


async def _undone(session: AsyncSession, person: Person, row: Injection, now: datetime) -> None:
    if row.clinic or row.lot or row.note or row.sites:
        row.occurrence_id = None
        return
    await let_go(session, person, row, now)
    await session.delete(row)
    await session.flush()
    await settle(session, person, now)


async def _live(session: AsyncSession, person: Person, injection_id: int) -> Injection:
    row = await row_of(session, person, injection_id)
    if row.removed_at is not None:
        raise UserError("This entry was removed. Restore it first, then it can be changed.")
    return row


def _of_day(person: Person, day: date) -> Select[Injection]:
    return select(Injection).where(
        Injection.person_id == person.id,
        Injection.local_date == day,
        Injection.removed_at.is_(None),
    )


def _today(person: Person, now: datetime) -> date:
    return local_date(person.zone, now)
