"""Writes triggers and exposures; everything is selected by id and person."""

from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.journal.triggers.rules import MOST_EVER, MOST_TRIGGERS, checked_name, name_key
from bot.journal.triggers.store import all_rows, names
from bot.journal.triggers.tables import EpisodeTrigger, Exposure, Trigger
from bot.people.room import check_room
from bot.people.tables import Person
from bot.plain import insert_new


async def expose(
    session: AsyncSession, person: Person, trigger_id: int, day: date, now: datetime, *, on: bool
) -> None:
    """Notes that a trigger was present on a day, or takes that back; a second time does nothing."""
    trigger = await owned(session, person, trigger_id)
    if on:
        await insert_new(
            session, Exposure, person_id=person.id, trigger_id=trigger.id, at=now,
            zone=person.zone, local_date=day,
        )  # fmt: skip
    else:
        await session.execute(
            delete(Exposure).where(Exposure.trigger_id == trigger.id, Exposure.local_date == day)
        )


async def owned(session: AsyncSession, person: Person, trigger_id: int) -> Trigger:
    """A trigger of the person's, or the one that it was merged into."""
    found = await session.scalar(
        select(Trigger).where(Trigger.id == trigger_id, Trigger.person_id == person.id)
    )
    if found is None:
        raise UserError("I can't find that trigger any more. /trigger shows yours.")
    if found.merged_into_id is not None:
        return await owned(session, person, found.merged_into_id)
    return found


async def add_own(session: AsyncSession, person: Person, typed: str) -> Trigger:
    """A trigger of this name, made where there is none; a hidden one is shown again."""
    name = checked_name(typed)
    rows = await all_rows(session, person)
    there = names(rows).get(name_key(name))
    if there is not None:
        trigger = await owned(session, person, there)
        trigger.hidden_at = None
        return trigger
    if sum(row.merged_into_id is None for row in rows) >= MOST_TRIGGERS:
        raise UserError(
            "You have {most} triggers, which is the most. Please hide or merge some first.",
            most=MOST_TRIGGERS,
        )
    check_room(len(rows), MOST_EVER)
    trigger = Trigger(person_id=person.id, name=name, name_key=name_key(name))
    session.add(trigger)
    await session.flush()
    return trigger


async def rename(session: AsyncSession, person: Person, trigger_id: int, typed: str) -> Trigger:
    """Gives another name; UserError where another trigger goes by it."""
    name = checked_name(typed)
    trigger = await owned(session, person, trigger_id)
    rows, key = await all_rows(session, person), name_key(name)
    holder = names(rows).get(key)
    if holder not in {None, trigger.id}:
        raise UserError(
            "Another trigger has the name {name}. You can merge the two instead.", name=name
        )
    for row in rows:  # a trigger merged into this one may have gone by the name
        if row.name_key == key:
            row.name_key = None
    await session.flush()
    trigger.name, trigger.name_key = name, key
    await session.flush()
    return trigger


async def hide(
    session: AsyncSession, person: Person, trigger_id: int, now: datetime, *, hidden: bool
) -> Trigger:
    """Hidden triggers are not offered any more; what was noted of them stays."""
    trigger = await owned(session, person, trigger_id)
    trigger.hidden_at = (trigger.hidden_at or now) if hidden else None
    return trigger


async def merge(session: AsyncSession, person: Person, trigger_id: int, into_id: int) -> Trigger:
    """Hands all history of a trigger to another one; the trigger that has it now."""
    trigger = await owned(session, person, trigger_id)
    into = await owned(session, person, into_id)
    if trigger.id != into.id:
        once = ((Exposure, Exposure.local_date), (EpisodeTrigger, EpisodeTrigger.episode_id))
        for table, same in once:
            has_both = select(same).where(table.trigger_id == into.id)
            await session.execute(
                delete(table)
                .where(table.trigger_id == trigger.id, same.in_(has_both))
                .execution_options(synchronize_session=False)
            )
            await session.execute(
                update(table)
                .where(table.trigger_id == trigger.id)
                .values(trigger_id=into.id)
                .execution_options(synchronize_session=False)
            )
        trigger.merged_into_id = into.id
        await session.flush()
    return into
