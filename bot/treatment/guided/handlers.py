"""/calm, /stretch, and the buttons of a run."""

from datetime import timedelta

from bot.journal.history.way_back import day_behind, keeping_day, with_way_back
from bot.people.actions import change_side
from bot.people.asides import ask_aside, awaits, end_aside
from bot.people.rules import Condition, Side
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.rules import local_date
from bot.screen import ButtonData, Screen
from bot.treatment.guided import actions, screens
from bot.treatment.guided.buttons import (
    Begin,
    Hear,
    OpenGood,
    OpenRun,
    PauseRun,
    PickSide,
    PickView,
    RateBefore,
    RemoveGood,
    RestoreGood,
    ResumeRun,
    SetRunSide,
    ShowCalm,
    ShowGood,
    ShowStretch,
    StopRun,
    View,
)
from bot.treatment.guided.frames import Pace, after_below, frame_screen
from bot.treatment.guided.good_history import good_card, good_of
from bot.treatment.guided.routines import Code, Routine, routine_of, stretches_for
from bot.treatment.guided.rules import check_sound, minutes_in
from bot.treatment.guided.store import good_row, good_things, is_facing, live_rows, row_of, run_of
from bot.treatment.guided.tables import GoodThing, GuidedRun
from bot.treatment.injections.store import is_massage_held

FLOW = "good_thing"
_DOUBLED = timedelta(seconds=10)
"""Within which a second tap on the same routine is the first one's echo."""


async def calm(turn: Turn, words: str) -> Reply:
    """/calm: what there is; /calm 3 begins at once, and its message comes by itself."""
    if words.strip():
        await begin(turn, routine_of(Code.BREATHING, minutes_in(words)))
        return Reply()
    return Reply(send=(screens.calm_screen(turn.t),))


async def stretch(turn: Turn, words: str) -> Reply:
    """/stretch: the routines; asks once for the side."""
    del words
    return Reply(send=(await stretches(turn),))


async def calm_shown(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=screens.calm_screen(turn.t))


async def stretch_shown(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await stretches(turn))


async def begun(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Begin)
    return await begin(turn, routine_of(data.routine, data.minutes))


async def begin(turn: Turn, routine: Routine, occurrence_id: int | None = None) -> Reply:
    """Begins it, unless it just was; its message is sent by whoever conducts."""
    side = side_of(turn)
    if routine.has_sides and (side is None or await is_massage_held(turn.session, turn.person)):
        return Reply(send=(await stretches(turn),))
    running = await live_rows(turn.session, turn.person, turn.now)
    if any(_is_echo(row, routine, turn) for row in running):
        return Reply(notice=turn.t("It has begun, below."))
    await actions.start(
        turn.session, turn.person, routine, turn.now, side=side, occurrence_id=occurrence_id
    )
    if running:
        return Reply(notice=turn.t("Here we go. What went on before has ended."))
    return Reply(notice=turn.t("Here we go."))


def reminded(turn: Turn, *, is_calm: bool) -> Routine:
    """What a reminder begins with one tap."""
    if is_calm:
        return routine_of(Code.BREATHING, 3)
    return routine_of(stretches_for(_condition(turn))[0])


async def stretches(turn: Turn) -> Screen:
    if await is_massage_held(turn.session, turn.person):
        return screens.held_screen(turn.t)
    codes = stretches_for(_condition(turn))
    facing = await is_facing(turn.session, turn.person)
    return screens.stretch_screen(turn.t, codes, side_of(turn), is_facing=facing)


async def side_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PickSide)
    await change_side(turn.session, turn.person, data.side)
    return Reply(edit=await stretches(turn))


async def view_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PickView)
    facing = data.view is View.FACING
    await actions.choose_facing(turn.session, turn.person, is_facing=facing)
    return Reply(edit=await stretches(turn))


async def rated_before(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RateBefore)
    row = await actions.rate_before(turn.session, turn.person, data.run, data.rating, turn.now)
    return await _as_it_is(turn, row)


async def side_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetRunSide)
    row = await actions.set_side(turn.session, turn.person, data.run, data.side, turn.now)
    return await _as_it_is(turn, row)


async def paused(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PauseRun)
    row = await row_of(turn.session, turn.person, data.run)
    await actions.pause(turn.session, turn.person, row, turn.now)
    return await _as_it_is(turn, row)


async def resumed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ResumeRun)
    row = await row_of(turn.session, turn.person, data.run)
    for other in await live_rows(turn.session, turn.person, turn.now):
        if other.id != row.id and run_of(row).is_live(turn.now):
            await actions.end(turn.session, turn.person, other, turn.now)
            other.next_at = turn.now
    await actions.resume(turn.session, turn.person, row, turn.now)
    return await _as_it_is(turn, row)


async def stopped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, StopRun)
    row = await row_of(turn.session, turn.person, data.run)
    await actions.stop(turn.session, turn.person, row, turn.now)
    return Reply(edit=await after(turn, row))


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenRun)
    row = await row_of(turn.session, turn.person, data.run)
    if run_of(row).is_live(turn.now):
        return await _as_it_is(turn, row)
    return Reply(edit=await after(turn, row))


async def after(turn: Turn, row: GuidedRun, noted: str | None = None) -> Screen:
    """How it is now; with the drawing, where that is what was tapped."""
    run = run_of(row, is_facing=await is_facing(turn.session, turn.person))
    shows = after_below if row.message_id == turn.message_id else screens.after_screen
    return shows(turn.t, run, turn.now, noted=noted)


async def heard(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Hear)
    return Reply(send=(screens.sound_screen(turn.t, check_sound(data.minutes)),))


async def good_asked(turn: Turn, data: ButtonData) -> Reply:
    del data
    await ask_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(edit=await _good_screen(turn))


async def good_text(turn: Turn, text: str) -> Reply | None:
    """The line that was asked for; a voice message is one without words."""
    if not await awaits(turn.session, turn.person, turn.now, FLOW):
        return None
    row = await actions.keep_good(turn.session, turn.person, text, turn.now)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(send=(await _good_screen(turn, row),))


async def good_opened(turn: Turn, data: ButtonData) -> Reply:
    """From the page of its day. One that was removed meanwhile can be brought back."""
    assert isinstance(data, OpenGood)
    return Reply(edit=await _card(turn, data.good))


async def good_removed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RemoveGood)
    await actions.remove_good(turn.session, turn.person, data.good, turn.now)
    return Reply(edit=screens.good_removed(turn.t, data.good))


async def good_restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreGood)
    await actions.restore_good(turn.session, turn.person, data.good, turn.now)
    if day_behind(turn.below) is not None:
        return Reply(edit=await _card(turn, data.good))
    return Reply(edit=await _good_screen(turn))


async def _card(turn: Turn, good_id: int) -> Screen:
    row = await good_row(turn.session, turn.person, good_id)
    if row.removed_at is not None:
        return with_way_back(turn.t, screens.good_removed(turn.t, row.id), row.local_date)
    today = local_date(turn.person.zone, turn.now)
    return with_way_back(turn.t, good_card(turn.t, good_of(row), today), row.local_date)


async def _good_screen(turn: Turn, kept: GoodThing | None = None) -> Screen:
    things = [good_of(row) for row in await good_things(turn.session, turn.person)]
    today = local_date(turn.person.zone, turn.now)
    return screens.good_screen(turn.t, things, today, kept=good_of(kept) if kept else None)


async def _as_it_is(turn: Turn, row: GuidedRun) -> Reply:
    """The run's message as it stands, which is the one that was tapped from now on."""
    row.message_id = turn.message_id
    facing = await is_facing(turn.session, turn.person)
    pace = Pace(row.next_at or turn.now, is_phased=False)
    run = run_of(row, is_facing=facing)
    return Reply(edit=frame_screen(turn.t, run, turn.person.zone, pace, turn.now))


def side_of(turn: Turn) -> Side | None:
    return Side(turn.person.side) if turn.person.side else None


def _condition(turn: Turn) -> Condition | None:
    return Condition(turn.person.condition) if turn.person.condition else None


def _is_echo(row: GuidedRun, routine: Routine, turn: Turn) -> bool:
    return (
        run_of(row).routine == routine
        and row.paused_at is None
        and turn.now - row.started_at < _DOUBLED
    )


TAPS: dict[type[ButtonData], TapHandler] = {
    ShowCalm: calm_shown,
    ShowStretch: stretch_shown,
    Begin: begun,
    RateBefore: rated_before,
    PauseRun: paused,
    ResumeRun: resumed,
    StopRun: stopped,
    OpenRun: opened,
    SetRunSide: side_set,
    PickSide: side_picked,
    PickView: view_picked,
    Hear: heard,
    ShowGood: good_asked,
    OpenGood: good_opened,
    RemoveGood: keeping_day(good_removed),
    RestoreGood: keeping_day(good_restored),
}
"""All but those that answer reminders, too: bot/reminders/guided_handlers.py."""
