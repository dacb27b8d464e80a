"""Reads a person's triggers: with how often each was named, and the names that lead to them."""

from collections import Counter
from datetime import date

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.triggers.rules import Known, Usual, ranked
from bot.journal.triggers.tables import EpisodeTrigger, Exposure, Trigger
from bot.people.tables import Person


async def known(
    session: AsyncSession, person: Person, *, before: date, besides: int = 0
) -> tuple[Known, ...]:
    """The person's triggers, the most used first; those merged into others are not among them.

    Counted are days before `before` and episodes besides this one: what is being tapped now
    must not move the buttons under the finger.
    """
    rows = await all_rows(session, person)
    uses = await _uses(session, person, before, besides)
    return ranked(
        Known(
            id=row.id,
            code=Usual(row.code) if row.code else None,
            name=row.name,
            is_hidden=row.hidden_at is not None,
            uses=uses[row.id],
        )
        for row in rows
        if row.merged_into_id is None
    )


async def all_rows(session: AsyncSession, person: Person) -> list[Trigger]:
    """Every row of the person's; the usual ones are written when they are first asked for."""
    mine = select(Trigger).where(Trigger.person_id == person.id).order_by(Trigger.id)
    rows = (await session.scalars(mine)).all()
    missing = set(Usual) - {row.code for row in rows}
    if missing:
        values = [{"person_id": person.id, "code": code} for code in Usual if code in missing]
        await session.execute(insert(Trigger), values)
        rows = (await session.scalars(mine)).all()
    return list(rows)


def names(rows: list[Trigger]) -> dict[str, int]:
    """The names that the person gave, each to the trigger that it leads to now."""
    into = {row.id: row.merged_into_id for row in rows}
    return {row.name_key: target(into, row.id) for row in rows if row.name_key}


def target(into: dict[int, int | None], trigger_id: int) -> int:
    """Where a trigger's history is after mergers."""
    while (next_id := into.get(trigger_id)) is not None:
        trigger_id = next_id
    return trigger_id


async def exposed(session: AsyncSession, person: Person, day: date) -> frozenset[int]:
    """The triggers noted for a day."""
    rows = await session.scalars(
        select(Exposure.trigger_id).where(
            Exposure.person_id == person.id, Exposure.local_date == day
        )
    )
    return frozenset(rows)


async def _uses(session: AsyncSession, person: Person, before: date, besides: int) -> Counter[int]:
    days = await session.execute(
        select(Exposure.trigger_id, func.count())
        .where(Exposure.person_id == person.id, Exposure.local_date < before)
        .group_by(Exposure.trigger_id)
    )
    episodes = await session.execute(
        select(EpisodeTrigger.trigger_id, func.count())
        .where(EpisodeTrigger.person_id == person.id, EpisodeTrigger.episode_id != besides)
        .group_by(EpisodeTrigger.trigger_id)
    )
    uses: Counter[int] = Counter()
    for trigger_id, count in [*days, *episodes]:
        uses[trigger_id] += count
    return uses
