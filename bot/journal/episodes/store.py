"""Reads episodes with all that belongs to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import run
from bot.journal.episodes.actions import owned
from bot.journal.episodes.rules import (
    Duration,
    Entry,
    Movement,
    Tried,
    best_reliefs,
    in_order,
)
from bot.journal.episodes.tables import Episode, EpisodeRelief
from bot.journal.reliefs.rules import is_own
from bot.journal.reliefs.store import own_names
from bot.journal.triggers.tables import EpisodeTrigger
from bot.people.rules import Side
from bot.people.tables import Person


async def entry_of(session: AsyncSession, person: Person, episode_id: int) -> Entry:
    """One episode of the person's; UserError for any other."""
    return await entry_of_row(session, await owned(session, person, episode_id))


async def entry_of_row(session: AsyncSession, row: Episode) -> Entry:
    """An episode that was read already."""
    return (await _entries(session, [row]))[row.id]


def new_entry(row: Episode) -> Entry:
    """An episode that was saved this moment, with nothing beside it."""
    return _entry(row, (), {}, {})


async def entries_by_id(session: AsyncSession, ids: Sequence[int]) -> dict[int, Entry]:
    """Episodes with all that belongs to them."""
    if not ids:
        return {}
    rows = await session.scalars(select(Episode).where(Episode.id.in_(ids)))
    return await _entries(session, rows.all())


async def _entries(session: AsyncSession, rows: Sequence[Episode]) -> dict[int, Entry]:
    of = {"episodes": [row.id for row in rows]}
    triggers: defaultdict[int, set[int]] = defaultdict(set)
    for one in await run(session, _named(), of):
        triggers[one.episode_id].add(one.trigger_id)
    reliefs: defaultdict[int, dict[str, bool | None]] = defaultdict(dict)
    for each in await run(session, _tried(), of):
        reliefs[each.episode_id][each.relief] = each.helped
    naming = {row.person_id for row in rows if any(map(is_own, reliefs[row.id]))}
    names = await own_names(session, naming) if naming else {}
    return {
        row.id: _entry(row, triggers[row.id], reliefs[row.id], names.get(row.person_id, {}))
        for row in rows
    }


@cache
def _named() -> Select[int, int]:
    named = select(EpisodeTrigger.episode_id, EpisodeTrigger.trigger_id)
    return named.where(EpisodeTrigger.episode_id.in_(bindparam("episodes", expanding=True)))


@cache
def _tried() -> Select[int, str, bool | None]:
    tried = select(EpisodeRelief.episode_id, EpisodeRelief.relief, EpisodeRelief.helped)
    of = EpisodeRelief.episode_id.in_(bindparam("episodes", expanding=True))
    return tried.where(of).order_by(EpisodeRelief.at)


async def best_of(session: AsyncSession, person: Person, besides: int) -> tuple[Tried, ...]:
    """What helped this person most reliably in other episodes."""
    values = {"person": person.id, "besides": besides}
    answers = await run(session, _answers(), values)
    return best_reliefs((one.relief, bool(one.helped)) for one in answers)


@cache
def _answers() -> Select[str, bool | None]:
    return (
        select(EpisodeRelief.relief, EpisodeRelief.helped)
        .join(Episode, Episode.id == EpisodeRelief.episode_id)
        .where(
            EpisodeRelief.person_id == bindparam("person"),
            EpisodeRelief.helped.is_not(None),
            EpisodeRelief.episode_id != bindparam("besides"),
            Episode.removed_at.is_(None),
        )
    )


def _entry(
    row: Episode,
    triggers: Iterable[int],
    reliefs: Mapping[str, bool | None],
    names: Mapping[str, str],
) -> Entry:
    return Entry(
        id=row.id,
        at=row.at,
        logged_at=row.logged_at,
        zone=row.zone,
        severity=row.severity,
        side=Side(row.side) if row.side else None,
        face_zones=in_order(row.face_zones),
        movement=Movement(row.movement) if row.movement else None,
        duration=Duration(row.duration) if row.duration else None,
        count=row.count,
        is_going=row.going_at is not None,
        ended_at=row.ended_at,
        note=row.note,
        is_removed=row.removed_at is not None,
        triggers=frozenset(triggers),
        reliefs=reliefs,
        own_reliefs={code: names[code] for code in reliefs if code in names},
    )
