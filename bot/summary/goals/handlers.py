"""/goals, its buttons, and a goal in own words."""

from datetime import date

from bot.people import handlers as people
from bot.people.asides import ask_aside, awaits, end_aside
from bot.people.buttons import Pause
from bot.people.rules import is_paused
from bot.people.turn import Reply, TapHandler, Turn
from bot.screen import ButtonData, Screen
from bot.summary.goals import actions, screens
from bot.summary.goals.buttons import (
    ChooseGoal,
    Flag,
    GoalMenu,
    KeepGoal,
    NoGoal,
    OpenGoal,
    PickDays,
    PickMinute,
    RestGoal,
    SetDays,
    SetGoal,
    TickGoal,
    TypeGoal,
)
from bot.summary.goals.rules import bedtimes, check_counted, day_of

FLOW = "goal"


async def goals(turn: Turn, words: str) -> Reply:
    """/goals: this week's goal; with words, they are it."""
    if words.strip():
        return await _in_words(turn, words)
    return Reply(send=(await _goal(turn),))


async def opened(turn: Turn, data: ButtonData) -> Reply:
    """From the week summary, which stays as it is."""
    del data
    return Reply(send=(await _goal(turn),))


async def shown(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await _goal(turn))


async def choosing(turn: Turn, data: ButtonData) -> Reply:
    del data
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    can_count = await actions.countable(turn.session, turn.person, turn.now)
    return Reply(edit=screens.choose_screen(turn.t, can_count, _week(turn)))


async def minute_asked(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=screens.minute_screen(turn.t, bedtimes(turn.person.bed_time)))


async def days_asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PickDays)
    check_counted(data.what, data.minute)
    return Reply(edit=screens.days_screen(turn.t, data.what, data.minute, _week(turn)))


async def chosen(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetGoal)
    if _is_present(turn, data.week):
        await actions.choose_counted(
            turn.session, turn.person, data.what, data.days, data.minute, turn.now
        )
    return Reply(edit=await _goal(turn))


async def days_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetDays)
    if _is_present(turn, data.week):
        await actions.set_days(turn.session, turn.person, data.days, turn.now)
    return Reply(edit=await _goal(turn))


async def kept(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, KeepGoal)
    if _is_present(turn, data.week):
        await actions.keep(turn.session, turn.person, data.days, turn.now)
    return Reply(edit=await _goal(turn))


async def declined(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, NoGoal)
    if _is_present(turn, data.week):
        await actions.decline(turn.session, turn.person, turn.now)
    return Reply(edit=await _goal(turn))


async def rested(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestGoal)
    if _is_present(turn, data.week):
        await actions.rest(turn.session, turn.person, turn.now, on=data.flag is Flag.ON)
    return Reply(edit=await _goal(turn))


async def ticked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TickGoal)
    day = day_of(data.day)
    await actions.tick(turn.session, turn.person, day, turn.now, on=data.flag is Flag.ON)
    return Reply(edit=await _goal(turn))


async def words_wanted(turn: Turn, data: ButtonData) -> Reply:
    del data
    await ask_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(edit=screens.words_asked(turn.t))


async def words_text(turn: Turn, text: str) -> Reply | None:
    """The message after "in my own words"."""
    if not await awaits(turn.session, turn.person, turn.now, FLOW):
        return None
    return await _in_words(turn, text)


async def pause(turn: Turn, words: str) -> Reply:
    """/pause, after which this week's goal rests too."""
    reply = await people.pause(turn, words)
    await _rest_in_pause(turn)
    return reply


async def pause_picked(turn: Turn, data: ButtonData) -> Reply:
    reply = await people.pause_picked(turn, data)
    await _rest_in_pause(turn)
    return reply


TAPS: dict[type[ButtonData], TapHandler] = {
    GoalMenu: opened,
    OpenGoal: shown,
    ChooseGoal: choosing,
    PickMinute: minute_asked,
    PickDays: days_asked,
    SetGoal: chosen,
    SetDays: days_set,
    KeepGoal: kept,
    NoGoal: declined,
    RestGoal: rested,
    TickGoal: ticked,
    TypeGoal: words_wanted,
    Pause: pause_picked,
}


async def _goal(turn: Turn) -> Screen:
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    view = await actions.view_of(turn.session, turn.person, turn.now)
    return screens.goal_screen(turn.t, view)


async def _in_words(turn: Turn, typed: str) -> Reply:
    goal = await actions.choose_words(turn.session, turn.person, typed, turn.now)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(send=(screens.often_screen(turn.t, goal, _week(turn)),))


async def _rest_in_pause(turn: Turn) -> None:
    if is_paused(turn.person.paused_until, turn.now):
        await actions.rest(turn.session, turn.person, turn.now, on=True)


def _week(turn: Turn) -> date:
    return actions.week_now(turn.person, turn.now)


def _is_present(turn: Turn, week: int) -> bool:
    """Whether a button is about the week that it is now; of another one it changes nothing."""
    return week == _week(turn).toordinal()
