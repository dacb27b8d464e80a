"""Guided minutes and the plan: a reminder begins them with one tap, and doing them answers it."""

from datetime import timedelta

from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.items import items_of
from bot.plan.rules import Kind
from bot.plan.tables import PlanItem
from bot.reminders import actions, early
from bot.reminders.present import tapped_of, tidy_elsewhere
from bot.reminders.tables import IS_OPEN, Occurrence
from bot.reminders.views import Row, rows
from bot.screen import ButtonData
from bot.treatment.guided import actions as guided
from bot.treatment.guided.buttons import BeginReminded, DidIt, RateAfter
from bot.treatment.guided.handlers import after, begin, reminded
from bot.treatment.guided.store import row_of, run_of
from bot.treatment.guided.tables import GuidedRun

NEAR = timedelta(hours=1)
"""What is due so soon is meant by doing it now."""


async def begun(turn: Turn, data: ButtonData) -> Reply:
    """From the reminder: the routine begins below it, and its own buttons stay."""
    assert isinstance(data, BeginReminded)
    row = (await tapped_of(turn, data.occurrence)).row
    return await begin(turn, reminded(turn, is_calm=row.kind is Kind.CALM), row.id)


async def done(turn: Turn, data: ButtonData) -> Reply:
    """Did it, with or without a rating; the first time, the plan's occurrence is done as well."""
    assert isinstance(data, DidIt | RateAfter)
    rating = data.rating if isinstance(data, RateAfter) else None
    is_first = (await row_of(turn.session, turn.person, data.run)).done_at is None
    run = await guided.say_done(turn.session, turn.person, data.run, turn.now, rating=rating)
    noted = await _answer_plan(turn, run) if is_first else None
    return Reply(edit=await after(turn, run, noted))


async def _answer_plan(turn: Turn, run: GuidedRun) -> str | None:
    """The name of what is done by it: begun from, open, or near. None where nothing is."""
    kind = run_of(run).routine.kind
    row = await _open_one(turn, kind, run.occurrence_id)
    if row is not None:
        if not await actions.take(turn.session, turn.person, row.id, turn.now):
            return None
        await tidy_elsewhere(turn, row.id)
        return row.name
    for item in await items_of(turn.session, turn.person, turn.now):
        due = item.next
        if item.kind is kind and item.paused_at is None and due and due.at <= turn.now + NEAR:
            if not await early.take_early(turn.session, turn.person, item.id, due.at, turn.now):
                return None
            return item.name
    return None


async def _open_one(turn: Turn, kind: Kind, begun_from: int | None) -> Row | None:
    """The one it was begun from, else the latest one of its kind that is open and was asked for."""
    found = await rows(
        turn.session,
        Occurrence.person_id == turn.person.id,
        IS_OPEN,
        Occurrence.due_at <= turn.now,
        PlanItem.kind == kind,
    )
    own = next((row for row in found if row.id == begun_from), None)
    return own or (found[-1] if found else None)


TAPS: dict[type[ButtonData], TapHandler] = {
    BeginReminded: begun,
    DidIt: done,
    RateAfter: done,
}
