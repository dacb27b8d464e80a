"""Writes episodes, selected by id and person; the last answer wins."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.journal.episodes.rules import SEVERITIES
from bot.journal.episodes.tables import Episode
from bot.people.tables import Person


async def log_episode(
    session: AsyncSession, person: Person, severity: int | None, now: datetime
) -> Episode:
    """Saves an episode of this moment, in the zone in which the person is."""
    episode = Episode(person_id=person.id, at=now, zone=person.zone, severity=severity)
    session.add(episode)
    await session.flush()
    return episode


async def set_severity(
    session: AsyncSession, person: Person, episode_id: int, severity: int
) -> Episode:
    """A removed episode stays as it is, to be shown so."""
    if severity not in SEVERITIES:
        raise UserError("I don't know this button. /help shows what I can do.")
    episode = await _episode(session, person, episode_id)
    if episode.removed_at is None:
        episode.severity = severity
    return episode


async def remove_episode(
    session: AsyncSession, person: Person, episode_id: int, now: datetime
) -> Episode:
    episode = await _episode(session, person, episode_id)
    episode.removed_at = episode.removed_at or now
    return episode


async def restore_episode(session: AsyncSession, person: Person, episode_id: int) -> Episode:
    episode = await _episode(session, person, episode_id)
    episode.removed_at = None
    return episode


async def _episode(session: AsyncSession, person: Person, episode_id: int) -> Episode:
    found = await session.scalar(
        select(Episode).where(Episode.id == episode_id, Episode.person_id == person.id)
    )
    if found is None:
        raise UserError("I can't find that entry any more.")
    return found
