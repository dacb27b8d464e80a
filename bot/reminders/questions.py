"""Questions about episodes on their way: loaded, due, and noted as asked, once each."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.episodes.questions import still_open
from bot.journal.episodes.rules import Question
from bot.journal.episodes.tables import Episode, EpisodeQuestion
from bot.reminders.quiet import held_until
from bot.reminders.state import WINDOW, Changes, Lane, PersonState, Prompt, Sort, Unasked


def questions_due(
    state: PersonState, now: datetime
) -> tuple[tuple[Prompt, ...], tuple[Unasked, ...]]:
    """The questions to be asked now, and those for which it is too late."""
    due = tuple((one, asked_at(state, one)) for one in state.unasked)
    prompts = tuple(
        Prompt(Sort.ASK, Lane.TOLERANT, at, at + WINDOW, born=(), open=(), asks=one)
        for one, at in due
        if at <= now < at + WINDOW
    )
    return prompts, tuple(one for one, at in due if at + WINDOW <= now)


def asked_at(state: PersonState, one: Unasked) -> datetime:
    """Nobody is woken by a question."""
    return held_until(state.zone, state.wake_time, state.bed_time, one.ask_at)


async def load_unasked(session: AsyncSession, ids: list[int]) -> defaultdict[int, list[Unasked]]:
    """By person: questions still to be asked, about episodes that are still as they were."""
    rows = await session.execute(
        select(EpisodeQuestion.person_id, EpisodeQuestion.episode_id, EpisodeQuestion.question,
               EpisodeQuestion.ask_at)
        .join(Episode, Episode.id == EpisodeQuestion.episode_id)
        .where(
            EpisodeQuestion.person_id.in_(ids),
            EpisodeQuestion.asked_at.is_(None),
            *still_open(),
        )
        .order_by(EpisodeQuestion.ask_at)
    )  # fmt: skip
    found: defaultdict[int, list[Unasked]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(Unasked(row.episode_id, Question(row.question), row.ask_at))
    return found


async def write_asked(
    session: AsyncSession,
    all_changes: Sequence[Changes],
    messages: Sequence[tuple[Changes, Prompt]],
    ids: Sequence[int],
) -> None:
    """A question is asked once: it is noted with the delivery that asks it, if any still does."""
    for (_, prompt), delivery_id in zip(messages, ids, strict=True):
        if prompt.asks is not None:
            await _note(session, prompt.asks, prompt.due_at, delivery_id)
    for changes in all_changes:
        for one in changes.lapsed:
            await _note(session, one, changes.advanced_until, None)


async def _note(session: AsyncSession, one: Unasked, at: datetime, delivery_id: int | None) -> None:
    await session.execute(
        update(EpisodeQuestion)
        .where(
            EpisodeQuestion.episode_id == one.episode_id, EpisodeQuestion.question == one.question
        )
        .values(asked_at=at, delivery_id=delivery_id)
        .execution_options(synchronize_session=False)
    )
