"""What an answer without a button can be about: open reminders, and what was done last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.episodes.buttons import UndoEpisode
from bot.journal.episodes.tables import Episode
from bot.journal.water.buttons import UndoGlass
from bot.journal.water.tables import WaterGlass
from bot.people.tables import Person
from bot.plan.rules import CHECK_INS
from bot.reminders import views
from bot.reminders.buttons import Place, Undo
from bot.reminders.state import State
from bot.reminders.tables import IS_OPEN, Occurrence
from bot.reminders.views import Row
from bot.screen import ButtonData

JUST_NOW = timedelta(hours=1)
"""What is longer ago is not undone by a word: the history has it."""


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was saved, when, and the button that takes it back."""

    at: datetime
    undo: ButtonData


async def open_reminders(session: AsyncSession, person: Person, now: datetime) -> tuple[Row, ...]:
    """What the person was asked about and has not answered; check-ins have answers of their own."""
    found = await views.rows(
        session,
        Occurrence.person_id == person.id,
        IS_OPEN,
        Occurrence.prompt_at <= now,
        Occurrence.deadline > now,
    )
    return tuple(row for row in found if row.kind not in CHECK_INS)


async def going_episode(session: AsyncSession, person: Person) -> int | None:
    """The newest episode that goes on, as the person said."""
    found: int | None = await session.scalar(
        select(Episode.id)
        .where(
            Episode.person_id == person.id,
            Episode.going_at.is_not(None),
            Episode.ended_at.is_(None),
            Episode.removed_at.is_(None),
        )
        .order_by(Episode.going_at.desc())
        .limit(1)
    )
    return found


async def last_done(session: AsyncSession, person: Person, now: datetime) -> Done | None:
    """What was saved last, within the last hour: an answer, an episode or a glass."""
    answer = (
        select(Occurrence.id, Occurrence.answered_at)
        .where(
            Occurrence.person_id == person.id,
            Occurrence.answered_at > now - JUST_NOW,
            Occurrence.state.in_((State.DONE, State.SKIPPED)),
        )
        .order_by(Occurrence.answered_at.desc(), Occurrence.id.desc())
        .limit(1)
    )
    episode = (
        select(Episode.id, Episode.logged_at)
        .where(
            Episode.person_id == person.id,
            Episode.logged_at > now - JUST_NOW,
            Episode.removed_at.is_(None),
        )
        .order_by(Episode.logged_at.desc(), Episode.id.desc())
        .limit(1)
    )
    glass = (
        select(WaterGlass.id, WaterGlass.at)
        .where(
            WaterGlass.person_id == person.id,
            WaterGlass.at > now - JUST_NOW,
            WaterGlass.removed_at.is_(None),
        )
        .order_by(WaterGlass.at.desc(), WaterGlass.id.desc())
        .limit(1)
    )
    found = []
    if (answered := (await session.execute(answer)).first()) and answered[1]:
        found.append(Done(answered[1], Undo(answered[0], Place.ENTRY)))
    if logged := (await session.execute(episode)).first():
        found.append(Done(logged[1], UndoEpisode(logged[0])))
    if drunk := (await session.execute(glass)).first():
        found.append(Done(drunk[1], UndoGlass(drunk[0])))
    return max(found, key=lambda one: one.at, default=None)
