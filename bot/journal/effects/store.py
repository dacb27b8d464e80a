"""Reads side effects: what a person's medicines can have, and what was answered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.effects.rules import DayEffects, Effect, EffectCount, counted, offered
from bot.journal.effects.tables import SideEffectDay
from bot.people.tables import Person
from bot.plan.medicines import MedicineClass, suggested_class
from bot.plan.rules import Kind
from bot.plan.tables import PlanItem


async def classes_of(session: AsyncSession, person: Person) -> frozenset[MedicineClass]:
    """The classes of the medicines in the plan: as kept, else as their names suggest."""
    return (await classes_by_person(session, [person.id]))[person.id]


async def classes_by_person(
    session: AsyncSession, person_ids: Sequence[int]
) -> Mapping[int, frozenset[MedicineClass]]:
    """The same for many persons at once."""
    rows = await session.execute(
        select(
            PlanItem.person_id,
            PlanItem.kind,
            PlanItem.name,
            PlanItem.medicine_class,
            PlanItem.class_confirmed_at,
        ).where(
            PlanItem.person_id.in_(person_ids),
            PlanItem.removed_at.is_(None),
            PlanItem.kind.in_((Kind.MEDICATION, Kind.INJECTION)),
        )
    )
    found: dict[int, set[MedicineClass]] = {id_: set() for id_ in person_ids}
    for row in rows:
        if row.medicine_class:
            found[row.person_id].add(MedicineClass(row.medicine_class))
        elif row.class_confirmed_at is None:  # who said that it is unknown is believed
            suggested = suggested_class(Kind(row.kind), row.name)
            found[row.person_id].update({suggested} if suggested else ())
    return {id_: frozenset(classes) for id_, classes in found.items()}


async def offered_to(session: AsyncSession, person: Person, day: date) -> tuple[Effect, ...]:
    """What the evening of a day can ask; empty where no medicine has side effects here.

    Frequency counts the days before, so that nothing moves under the finger. What was noted
    stands at the end also when its medicine has left the plan.
    """
    classes = await classes_of(session, person)
    today = await day_effects(session, person, day)
    noted = today.present if today else frozenset()
    if not classes and not noted:
        return ()
    before = await _days(session, person, date.min, day)
    found = offered(classes, {one.effect: one.days for one in counted(before)})
    return (*found, *(each for each in Effect if each in noted and each not in found))


async def day_effects(session: AsyncSession, person: Person, day: date) -> DayEffects | None:
    """What was tapped or answered for a day; None for nothing, or what was removed."""
    row = await row_of(session, person, day)
    return None if row is None or row.removed_at is not None else _read(row)


async def answered_on(session: AsyncSession, days: Mapping[int, date]) -> frozenset[int]:
    """Those persons whose evening was answered on the day beside their id."""
    rows = await session.execute(
        select(SideEffectDay.person_id, SideEffectDay.local_date).where(
            SideEffectDay.person_id.in_(days),
            SideEffectDay.local_date.in_(set(days.values())),
            SideEffectDay.answered_at.is_not(None),
            SideEffectDay.removed_at.is_(None),
        )
    )
    return frozenset(row.person_id for row in rows if days[row.person_id] == row.local_date)


async def effects_between(
    session: AsyncSession, person: Person, start: date, end: date
) -> tuple[EffectCount, ...]:
    """Counts from `start` on, before `end`: days there, of days known; the most frequent first."""
    return counted(await _days(session, person, start, end))


async def row_of(session: AsyncSession, person: Person, day: date) -> SideEffectDay | None:
    """The day's row, also one that was removed."""
    found: SideEffectDay | None = await session.scalar(
        select(SideEffectDay).where(
            SideEffectDay.person_id == person.id, SideEffectDay.local_date == day
        )
    )
    return found


async def _days(
    session: AsyncSession, person: Person, start: date, end: date
) -> Iterable[DayEffects]:
    rows = await session.scalars(
        select(SideEffectDay).where(
            SideEffectDay.person_id == person.id,
            SideEffectDay.local_date >= start,
            SideEffectDay.local_date < end,
            SideEffectDay.removed_at.is_(None),
        )
    )
    return [_read(row) for row in rows]


def _read(row: SideEffectDay) -> DayEffects:
    return DayEffects(
        asked=tuple(Effect(each) for each in row.asked),
        present=frozenset(Effect(each) for each in row.present),
        is_answered=row.answered_at is not None,
    )
