"""Reads injections. The log knows them all: one that a reminder was answered for is in it, too."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.people.tables import Person
from bot.treatment.injections.rules import SITES, Check, Entry, Sign, Working
from bot.treatment.injections.tables import Injection, InjectionCheck


async def injection_days(session: AsyncSession, person: Person) -> Sequence[date]:
    """The dates of all injections of a person, in order."""
    return (await injection_days_of(session, [person.id]))[person.id]


async def last_injections(
    session: AsyncSession, person_ids: Sequence[int], until: date
) -> Mapping[int, date]:
    """The date of each person's last injection up to a date."""
    found = await injection_days_of(session, person_ids)
    past = {id_: [day for day in days if day <= until] for id_, days in found.items()}
    return {id_: days[-1] for id_, days in past.items() if days}


async def injection_days_of(
    session: AsyncSession, person_ids: Sequence[int]
) -> Mapping[int, Sequence[date]]:
    """By person, the local dates on which there was an injection, in order, each once."""
    rows = await session.execute(
        select(Injection.person_id, Injection.local_date)
        .where(Injection.person_id.in_(person_ids), Injection.removed_at.is_(None))
        .order_by(Injection.local_date)
        .distinct()
    )
    found: defaultdict[int, list[date]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row.local_date)
    return found


async def is_massage_held(session: AsyncSession, person: Person) -> bool:
    """Whether massage waits until the person says that their clinic finds it fine."""
    found = await session.scalar(
        select(Injection.id)
        .where(
            Injection.person_id == person.id,
            Injection.removed_at.is_(None),
            Injection.held_at.is_not(None),
            Injection.advised_at.is_(None),
        )
        .limit(1)
    )
    return found is not None


async def row_of(session: AsyncSession, person: Person, injection_id: int) -> Injection:
    """This person's, removed ones too; UserError for any other."""
    found = await session.scalar(
        select(Injection).where(Injection.id == injection_id, Injection.person_id == person.id)
    )
    if found is None:
        raise UserError("I can't find that entry any more.")
    return found


async def entry_of(session: AsyncSession, person: Person, injection_id: int) -> Entry:
    return entry(await row_of(session, person, injection_id))


async def entry_of_reminder(
    session: AsyncSession, person: Person, occurrence_id: int
) -> Entry | None:
    """What the answer to a reminder put into the log."""
    found = await session.scalar(
        select(Injection).where(
            Injection.occurrence_id == occurrence_id,
            Injection.person_id == person.id,
            Injection.removed_at.is_(None),
        )
    )
    return None if found is None else entry(found)


async def entries_of(session: AsyncSession, person: Person) -> tuple[Entry, ...]:
    """What is in the log, the newest first."""
    rows = await session.scalars(
        select(Injection)
        .where(Injection.person_id == person.id, Injection.removed_at.is_(None))
        .order_by(Injection.local_date.desc(), Injection.id.desc())
    )
    return tuple(entry(row) for row in rows)


async def entries_by_id(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, Entry]:
    """Of anybody: for what the bot says by itself."""
    rows = await session.scalars(select(Injection).where(Injection.id.in_(ids)))
    return {row.id: entry(row) for row in rows}


async def checks_of(session: AsyncSession, person: Person) -> tuple[Check, ...]:
    """Of all injections that are in the log, the oldest first."""
    rows = await session.scalars(
        select(InjectionCheck)
        .join(Injection, Injection.id == InjectionCheck.injection_id)
        .where(
            InjectionCheck.person_id == person.id,
            InjectionCheck.removed_at.is_(None),
            Injection.removed_at.is_(None),
        )
        .order_by(InjectionCheck.local_date)
    )
    return tuple(check(row) for row in rows)


async def control_by_day(session: AsyncSession, person: Person) -> Mapping[date, int]:
    """How well the face was said to be under control, 0 to 10, by local date."""
    return {
        one.day: one.control for one in await checks_of(session, person) if one.control is not None
    }


async def checks_of_one(
    session: AsyncSession, person: Person, injection_id: int
) -> tuple[Check, ...]:
    """What was said of one injection, the newest first."""
    rows = await session.scalars(
        select(InjectionCheck)
        .where(
            InjectionCheck.person_id == person.id,
            InjectionCheck.injection_id == injection_id,
            InjectionCheck.removed_at.is_(None),
        )
        .order_by(InjectionCheck.local_date.desc())
    )
    return tuple(check(row) for row in rows)


async def check_of(session: AsyncSession, person: Person, injection_id: int, day: date) -> Check:
    """Of one day; empty where nothing was said, or where that was removed."""
    row = await check_row(session, person, injection_id, day)
    return Check(day) if row is None or row.removed_at is not None else check(row)


async def checks_by_key(
    session: AsyncSession, ids: Sequence[int]
) -> Mapping[tuple[int, date], Check]:
    """By injection and day, of anybody."""
    rows = await session.scalars(
        select(InjectionCheck).where(
            InjectionCheck.injection_id.in_(ids), InjectionCheck.removed_at.is_(None)
        )
    )
    return {(row.injection_id, row.local_date): check(row) for row in rows}


async def check_row(
    session: AsyncSession, person: Person, injection_id: int, day: date
) -> InjectionCheck | None:
    """Removed ones, too: a day has one row."""
    found: InjectionCheck | None = await session.scalar(
        select(InjectionCheck).where(
            InjectionCheck.person_id == person.id,
            InjectionCheck.injection_id == injection_id,
            InjectionCheck.local_date == day,
        )
    )
    return found


def entry(row: Injection) -> Entry:
    kept = set(row.sites)
    return Entry(
        id=row.id,
        day=row.local_date,
        product=row.product,
        amount=row.amount,
        clinic=row.clinic,
        lot=row.lot,
        note=row.note,
        sites=tuple(site for code, site in SITES.items() if code in kept),
        is_held=row.held_at is not None and row.advised_at is None,
        removed_at=row.removed_at,
    )


def check(row: InjectionCheck) -> Check:
    return Check(
        day=row.local_date,
        working=Working(row.working) if row.working else None,
        control=row.control,
        signs=frozenset(Sign(each) for each in row.signs),
        is_done=row.answered_at is not None,
    )
