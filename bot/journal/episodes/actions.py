"""Writes episodes, selected by id and person; a removed one stays as it is until restored.

What one tap changes in the row itself gives the row as it is then, to be shown.
"""

from datetime import datetime, time
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.journal.episodes.buttons import Detail
from bot.journal.episodes.parse import TypedEpisode
from bot.journal.episodes.rules import (
    ASKED_AFTER,
    DID_IT_HELP,
    SEVERITIES,
    STILL_GOING,
    Duration,
    FaceZone,
    Going,
    Movement,
    burst,
    checked_note,
    in_order,
    latest_at,
    minutes_before,
)
from bot.journal.episodes.tables import Episode, EpisodeRelief
from bot.journal.reliefs import actions as reliefs
from bot.journal.triggers import actions as triggers
from bot.journal.triggers.tables import EpisodeTrigger
from bot.notes.actions import owe, withdraw
from bot.notes.rules import Topic
from bot.people.room import check_day
from bot.people.rules import Side, unknown_button
from bot.people.tables import Person
from bot.plain import add, insert_new, put

_ANSWERS = {Detail.SIDE: Side, Detail.MOVEMENT: Movement, Detail.DURATION: Duration}


async def log_episode(
    session: AsyncSession, person: Person, typed: TypedEpisode, now: datetime
) -> Episode:
    """Saves an episode of this moment, or of the one that was typed, in the person's zone."""
    await check_day(session, person, Episode.logged_at, now, indexed=Episode.at)
    at = now - typed.ago
    if typed.clock is not None:
        at = latest_at(typed.clock, now, person.zone)
    episode = Episode(
        person_id=person.id, at=at, logged_at=now, zone=person.zone, severity=typed.severity,
        side=typed.side, face_zones=list(typed.face_zones), movement=typed.movement,
        duration=typed.duration, count=typed.count, note=typed.note,
    )  # fmt: skip
    await add(session, episode)
    for trigger_id in typed.triggers:
        await _add_trigger(session, person, episode, trigger_id)
    return episode


async def set_severity(
    session: AsyncSession, person: Person, episode_id: int, severity: int
) -> Episode:
    if severity not in SEVERITIES:
        raise unknown_button()
    episode = await _open(session, person, episode_id)
    await put(session, episode, severity=severity)
    return episode


async def set_detail(
    session: AsyncSession, person: Person, episode_id: int, detail: Detail, value: str
) -> Episode:
    try:
        answer = _ANSWERS[detail](value)
    except ValueError:
        raise unknown_button() from None
    episode = await _open(session, person, episode_id)
    await put(session, episode, **{detail.name.lower(): answer})
    return episode


async def set_face_zone(
    session: AsyncSession, person: Person, episode_id: int, face_zone: FaceZone, *, on: bool
) -> None:
    episode = await _open(session, person, episode_id)
    chosen = set(episode.face_zones)
    episode.face_zones = list(in_order(chosen | {face_zone} if on else chosen - {face_zone}))


async def clear_details(session: AsyncSession, person: Person, episode_id: int) -> None:
    episode = await _open(session, person, episode_id)
    episode.side, episode.movement, episode.face_zones = None, None, []


async def set_trigger(
    session: AsyncSession, person: Person, episode_id: int, trigger_id: int, *, on: bool
) -> None:
    episode = await _open(session, person, episode_id)
    if on:
        await _add_trigger(session, person, episode, trigger_id)
        return
    trigger = await triggers.owned(session, person, trigger_id)
    await session.execute(
        delete(EpisodeTrigger).where(
            EpisodeTrigger.episode_id == episode.id, EpisodeTrigger.trigger_id == trigger.id
        )
    )


async def set_ago(session: AsyncSession, person: Person, episode_id: int, minutes: int) -> None:
    episode = await _open(session, person, episode_id)
    episode.at = minutes_before(episode.logged_at, minutes)


async def set_time(session: AsyncSession, person: Person, episode_id: int, at: time) -> None:
    """The last time before the first tap that clocks of the episode's zone showed."""
    episode = await _open(session, person, episode_id)
    episode.at = latest_at(at, episode.logged_at, episode.zone)


async def set_note(session: AsyncSession, person: Person, episode_id: int, typed: str) -> None:
    """Adds to what was noted; UserError for more than can be kept."""
    episode = await _open(session, person, episode_id)
    episode.note = checked_note(f"{episode.note}\n{typed}" if episode.note else typed)


async def set_going(
    session: AsyncSession, person: Person, episode_id: int, going: Going, now: datetime
) -> None:
    """Only a person's own tap begins or ends; a second one changes nothing."""
    episode = await _open(session, person, episode_id)
    if going is Going.ON:
        if episode.going_at is None:
            episode.going_at, episode.ended_at = now, None
            await _ask(session, person, episode, STILL_GOING, now)
        return
    await withdraw(session, person, STILL_GOING, now, subject_id=episode.id)
    if going is Going.EARLIER:
        episode.going_at, episode.ended_at = None, None
    elif episode.ended_at is None:
        episode.going_at, episode.ended_at = None, now


async def add_to_burst(
    session: AsyncSession, person: Person, episode_id: int, step: int
) -> Episode:
    episode = await _open(session, person, episode_id)
    await put(session, episode, count=burst(episode.count, step))
    return episode


async def set_relief(
    session: AsyncSession,
    person: Person,
    episode_id: int,
    relief: str,
    now: datetime,
    *,
    on: bool,
) -> None:
    """Notes that something was tried; whether it helped is asked once, later."""
    episode = await _open(session, person, episode_id)
    if on:
        await reliefs.check_code(session, person, relief)
        await insert_new(
            session, EpisodeRelief, episode_id=episode.id, relief=relief, person_id=person.id,
            at=now,
        )  # fmt: skip
        await _ask(session, person, episode, DID_IT_HELP, now)
    else:
        await session.execute(delete(EpisodeRelief).where(*_relief(episode, relief)))
        await _ask_no_more(session, person, episode, now)


async def set_helped(
    session: AsyncSession,
    person: Person,
    episode_id: int,
    relief: str,
    now: datetime,
    *,
    helped: bool,
) -> None:
    """Whether something that was tried helped; the last answer wins."""
    episode = await _open(session, person, episode_id)
    await session.execute(
        update(EpisodeRelief)
        .where(*_relief(episode, relief))
        .values(helped=helped)
        .execution_options(synchronize_session=False)
    )
    await _ask_no_more(session, person, episode, now)


async def remove_episode(
    session: AsyncSession, person: Person, episode_id: int, now: datetime
) -> None:
    episode = await owned(session, person, episode_id)
    episode.removed_at = episode.removed_at or now
    for topic in ASKED_AFTER:
        await withdraw(session, person, topic, now, subject_id=episode.id)


async def restore_episode(
    session: AsyncSession, person: Person, episode_id: int, now: datetime
) -> None:
    episode = await owned(session, person, episode_id)
    episode.removed_at = None
    if episode.going_at is not None:
        await _ask(session, person, episode, STILL_GOING, now, since=episode.going_at)
    tried_at = await _untold_since(session, episode)
    if tried_at is not None:
        await _ask(session, person, episode, DID_IT_HELP, now, since=tried_at)


async def owned(session: AsyncSession, person: Person, episode_id: int) -> Episode:
    found = await session.scalar(_owned(), {"episode": episode_id, "person": person.id})
    if found is None:
        raise UserError("I can't find that entry any more.")
    return found


@cache
def _owned() -> Select[Episode]:
    mine = Episode.person_id == bindparam("person")
    return select(Episode).where(Episode.id == bindparam("episode"), mine)


class RemovedError(Exception):
    """The episode was removed: nothing is changed in it, and it is shown so."""


async def _open(session: AsyncSession, person: Person, episode_id: int) -> Episode:
    episode = await owned(session, person, episode_id)
    if episode.removed_at is not None:
        raise RemovedError
    return episode


async def _add_trigger(
    session: AsyncSession, person: Person, episode: Episode, trigger_id: int
) -> None:
    trigger = await triggers.owned(session, person, trigger_id)
    await insert_new(
        session, EpisodeTrigger, episode_id=episode.id, trigger_id=trigger.id, person_id=person.id
    )


async def _ask(  # noqa: PLR0917  a question has these coordinates
    session: AsyncSession, person: Person, episode: Episode, topic: Topic, now: datetime,
    since: datetime | None = None,
) -> None:  # fmt: skip
    """Plans a question of this kind about the episode, unless it is planned or was asked."""
    at = (since or now) + ASKED_AFTER[topic]
    await owe(session, person, topic, at, now, subject_id=episode.id)


async def _ask_no_more(
    session: AsyncSession, person: Person, episode: Episode, now: datetime
) -> None:
    """Nobody is asked what they have told of every relief."""
    if await _untold_since(session, episode) is None:
        await withdraw(session, person, DID_IT_HELP, now, subject_id=episode.id)


async def _untold_since(session: AsyncSession, episode: Episode) -> datetime | None:
    """When the first relief was tried of which nobody said whether it helped."""
    found: datetime | None = await session.scalar(
        select(func.min(EpisodeRelief.at)).where(
            EpisodeRelief.episode_id == episode.id, EpisodeRelief.helped.is_(None)
        )
    )
    return found


def _relief(episode: Episode, relief: str) -> tuple[ColumnElement[bool], ...]:
    return EpisodeRelief.episode_id == episode.id, EpisodeRelief.relief == relief
