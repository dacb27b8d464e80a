"""Reads episodes with all that belongs to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    CompoundSelect,
    Select,
    String,
    bindparam,
    cast,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import BigId, UtcDateTime
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
from bot.plain import fetch


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
    triggers: defaultdict[int, set[int]] = defaultdict(set)
    reliefs: defaultdict[int, dict[str, bool | None]] = defaultdict(dict)
    for one in await fetch(session, _beside(), {"episodes": [row.id for row in rows]}):
        if one.relief is None:
            triggers[one.episode_id].add(one.trigger_id)
        else:
            reliefs[one.episode_id][one.relief] = one.helped
    naming = {row.person_id for row in rows if any(map(is_own, reliefs[row.id]))}
    names = await own_names(session, naming) if naming else {}
    return {
        row.id: _entry(row, triggers[row.id], reliefs[row.id], names.get(row.person_id, {}))
        for row in rows
    }


@cache
def _beside() -> CompoundSelect[*tuple[Any, ...]]:
    """Triggers and reliefs of episodes, in the order in which reliefs were tried."""
    nothing = (cast(null(), String).label("relief"), cast(null(), Boolean).label("helped"))
    at = cast(null(), UtcDateTime).label("at")
    named = select(EpisodeTrigger.episode_id, EpisodeTrigger.trigger_id, *nothing, at)
    tried = select(
        EpisodeRelief.episode_id, cast(null(), BigId), EpisodeRelief.relief,
        EpisodeRelief.helped, EpisodeRelief.at,
    )  # fmt: skip
    of: BindParameter[int] = bindparam("episodes", expanding=True)
    return union_all(
        named.where(EpisodeTrigger.episode_id.in_(of)),
        tried.where(EpisodeRelief.episode_id.in_(of)),
    ).order_by("at")


async def best_of(session: AsyncSession, person: Person, besides: int) -> tuple[Tried, ...]:
    """What helped this person most reliably in other episodes."""
    values = {"person": person.id, "besides": besides}
    answers = await fetch(session, _answers(), values)
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
