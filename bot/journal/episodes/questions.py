"""Questions about episodes: which are still open, and the screens that ask them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.episodes.rules import Entry, Question
from bot.journal.episodes.screens import going_asked, helped_asked
from bot.journal.episodes.store import entries_by_id
from bot.journal.episodes.tables import Episode, EpisodeQuestion, EpisodeRelief
from bot.screen import Screen
from bot.texts import Translator


def still_open() -> tuple[ColumnElement[bool], ...]:
    """Conditions on a question and its episode: nobody has answered it in the meantime."""
    untold = select(EpisodeRelief.relief).where(
        EpisodeRelief.episode_id == EpisodeQuestion.episode_id, EpisodeRelief.helped.is_(None)
    )
    return (
        Episode.removed_at.is_(None),
        or_(
            and_(EpisodeQuestion.question == Question.GOING, Episode.going_at.is_not(None)),
            and_(EpisodeQuestion.question == Question.HELPED, untold.exists()),
        ),
    )


async def asked_by(
    session: AsyncSession, delivery_ids: Sequence[int]
) -> Mapping[int, tuple[Question, Entry]]:
    """What each of these deliveries asks, where it is still to be asked."""
    found = await session.execute(
        select(EpisodeQuestion.delivery_id, EpisodeQuestion.question, EpisodeQuestion.episode_id)
        .join(Episode, Episode.id == EpisodeQuestion.episode_id)
        .where(EpisodeQuestion.delivery_id.in_(delivery_ids), *still_open())
    )
    rows = found.all()
    entries = await entries_by_id(session, [row.episode_id for row in rows])
    return {row.delivery_id: (Question(row.question), entries[row.episode_id]) for row in rows}


def question_screen(t: Translator, question: Question, entry: Entry) -> Screen:
    return going_asked(t, entry) if question is Question.GOING else helped_asked(t, entry)
