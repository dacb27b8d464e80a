"""What rings at the end of guided minutes."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes.composing import NoteInHand, Says
from bot.treatment.guided.rules import Run, Stage, was_left
from bot.treatment.guided.screens import bell_screen
from bot.treatment.guided.store import run_of
from bot.treatment.guided.tables import GuidedRun


async def ring_the_end(
    session: AsyncSession, notes: Sequence[NoteInHand]
) -> Mapping[int, Says | None]:
    """For runs that went on to their end; not where the bot was away in the middle of it."""
    ids = [note.subject_id for note in notes]
    rows = {row.id: row for row in await session.scalars(_of(ids))}
    told: dict[int, Says | None] = {}
    for note in notes:
        row = rows.get(note.subject_id)
        if row is None or run_of(row).stage(note.due_at) is not Stage.OVER:
            continue
        if row.next_at is None or not was_left(row.next_at, note.due_at, note.due_at):
            told[note.id] = _rings(run_of(row))
    return told


def _of(ids: Sequence[int]) -> Select[GuidedRun]:
    return select(GuidedRun).where(GuidedRun.id.in_(ids))


def _rings(run: Run) -> Says:
    return lambda t, now: bell_screen(t, run, now)
