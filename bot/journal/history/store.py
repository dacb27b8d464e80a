"""Reads a person's day; what was removed is not in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.days import actions as days
from bot.journal.days.tables import DayRating, Mood, Night
from bot.journal.effects.rules import DayEffects, Effect
from bot.journal.effects.store import day_effects
from bot.journal.effects.weeks import strengths_said_on
from bot.journal.episodes.rules import Entry
from bot.journal.episodes.store import entry_of
from bot.journal.episodes.tables import Episode
from bot.journal.history.rules import around, happened_on
from bot.journal.selfcheck.rules import Given
from bot.journal.selfcheck.store import given_on
from bot.journal.triggers.rules import Known
from bot.journal.triggers.store import exposed, known
from bot.journal.water import actions as water
from bot.journal.water.rules import Glass, Unit
from bot.journal.water.tables import WaterGlass
from bot.people.tables import Person

_Row = TypeVar("_Row", DayRating, Mood, Night)


@dataclass(frozen=True, slots=True)
class DayLog:
    """Everything in the journal of one local date, each by the clocks where it happened."""

    day: date
    episodes: tuple[Entry, ...]
    triggers: tuple[Known, ...]
    """All of the person's, for their names."""
    present: frozenset[int]
    """The triggers that were there."""
    is_answered: bool
    rating: int | None
    mood: int | None
    minutes: int | None
    quality: int | None
    effects: DayEffects | None
    week_effects: Mapping[Effect, int]
    """How strong each was in the week, as it was said on the day."""
    given: tuple[Given, ...]
    """What the weekly self-check was answered on the day."""
    glasses: tuple[Glass, ...]
    unit: Unit


async def day_log(session: AsyncSession, person: Person, day: date) -> DayLog:
    rating = _there(await days.rating_of(session, person, day))
    mood = _there(await days.mood_of(session, person, day))
    night = _there(await days.night_of(session, person, day))
    return DayLog(
        day=day,
        episodes=await _episodes(session, person, day),
        triggers=await known(session, person, before=day),
        present=await exposed(session, person, day),
        is_answered=await days.triggers_of(session, person, day) is not None,
        rating=rating.rating if rating else None,
        mood=mood.mood if mood else None,
        minutes=night.minutes if night else None,
        quality=night.quality if night else None,
        effects=await day_effects(session, person, day),
        week_effects=await strengths_said_on(session, person, day),
        given=await given_on(session, person, day),
        glasses=await glasses_of(session, person, day),
        unit=Unit((await water.settings_of(session, person)).unit),
    )


async def glasses_of(session: AsyncSession, person: Person, day: date) -> tuple[Glass, ...]:
    found = await session.scalars(
        select(WaterGlass)
        .where(
            WaterGlass.person_id == person.id,
            WaterGlass.local_date == day,
            WaterGlass.removed_at.is_(None),
        )
        .order_by(WaterGlass.at, WaterGlass.id)
    )
    return tuple(Glass(each.id, each.at, each.zone, each.ml) for each in found)


async def _episodes(session: AsyncSession, person: Person, day: date) -> tuple[Entry, ...]:
    start, end = around(person.zone, day)
    rows = await session.execute(
        select(Episode.id, Episode.at, Episode.zone)
        .where(
            Episode.person_id == person.id,
            Episode.at >= start,
            Episode.at < end,
            Episode.removed_at.is_(None),
        )
        .order_by(Episode.at, Episode.id)
    )
    ids = [row.id for row in rows if happened_on(day, row.at, row.zone)]
    return tuple([await entry_of(session, person, id_) for id_ in ids])


def _there(row: _Row | None) -> _Row | None:
    return row if row is not None and row.removed_at is None else None
