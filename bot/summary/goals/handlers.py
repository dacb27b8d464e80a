"""/goals, its buttons, and a goal in own words."""

from datetime import date

from bot.pauses import handlers as pauses
from bot.pauses.buttons import PauseFor
from bot.people.asides import ask_aside, asked_about, end_aside
from bot.people.buttons import Pause
from bot.people.rules import is_paused
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import local_date
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
from bot.summary.goals.rules import (
    Goal,
    What,
    bedtimes,
    check_counted,
    checked_words,
    counted_goal,
    day_of,
    weeks_to_choose,
)

FLOW = "goal"


async def goals(turn: Turn, words: str) -> Reply:
    """/goals: this week's goal; with words, they are it, on a Sunday that of the next week."""
    if words.strip():
        return await _in_words(turn, words, _weeks(turn)[-1])
    return Reply(send=(await _goal(turn),))


async def opened(turn: Turn, data: ButtonData) -> Reply:
    """From the week summary, which stays as it is."""
    del data
    return Reply(send=(await _goal(turn),))


async def shown(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await _goal(turn))


async def choosing(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ChooseGoal)
    if (week := _open_week(turn, data.week)) is None:
        return Reply(edit=await _goal(turn))
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    can_count = await actions.countable(turn.session, turn.person, turn.now)
    return Reply(edit=screens.choose_screen(turn.t, can_count, week, _this(turn)))


async def minute_asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PickMinute)
    if (week := _open_week(turn, data.week)) is None:
        return Reply(edit=await _goal(turn))
    return Reply(edit=screens.minute_screen(turn.t, bedtimes(turn.person.bed_time), week))


async def days_asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PickDays)
    check_counted(data.what, data.minute)
    if (week := _open_week(turn, data.week)) is None:
        return Reply(edit=await _goal(turn))
    return Reply(edit=screens.days_screen(turn.t, data.what, data.minute, week))


async def chosen(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetGoal)
    goal = counted_goal(data.what, data.days, data.minute)
    if (week := _open_week(turn, data.week)) is not None:
        await actions.choose(turn.session, turn.person, week, goal, turn.now)
    return Reply(edit=await _goal(turn))


async def days_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetDays)
    if (week := _open_week(turn, data.week)) is not None:
        await actions.set_days(turn.session, turn.person, week, data.days)
    return Reply(edit=await _goal(turn))


async def kept(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, KeepGoal)
    if (week := _open_week(turn, data.week)) is not None:
        await actions.keep(turn.session, turn.person, week, data.days, turn.now)
    return Reply(edit=await _goal(turn))


async def declined(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, NoGoal)
    if (week := _open_week(turn, data.week)) is not None:
        await actions.choose(turn.session, turn.person, week, Goal(What.NONE, 0), turn.now)
    return Reply(edit=await _goal(turn))


async def rested(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestGoal)
    if data.week == _this(turn).toordinal():
        await actions.rest(turn.session, turn.person, turn.now, on=data.flag is Flag.ON)
    return Reply(edit=await _goal(turn))


async def ticked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TickGoal)
    day = day_of(data.day)
    await actions.tick(turn.session, turn.person, day, turn.now, on=data.flag is Flag.ON)
    return Reply(edit=await _goal(turn))


async def words_wanted(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TypeGoal)
    if (week := _open_week(turn, data.week)) is None:
        return Reply(edit=await _goal(turn))
    await ask_aside(turn.session, turn.person, turn.now, FLOW, week=data.week)
    return Reply(edit=screens.words_asked(turn.t, week))


async def words_text(turn: Turn, text: str) -> Reply | None:
    """The message after "in my own words"."""
    about = await asked_about(turn.session, turn.person, turn.now, FLOW)
    if about is None:
        return None
    return await _in_words(turn, text, _open_week(turn, about["week"]) or _this(turn))


async def pause(turn: Turn, words: str) -> Reply:
    """/pause, after which this week's goal rests too."""
    reply = await pauses.pause(turn, words)
    await _rest_in_pause(turn)
    return reply


async def pause_picked(turn: Turn, data: ButtonData) -> Reply:
    reply = await pauses.TAPS[type(data)](turn, data)
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
    PauseFor: pause_picked,
}


async def _goal(turn: Turn) -> Screen:
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    view = await actions.view_of(turn.session, turn.person, turn.now)
    return screens.goal_screen(turn.t, view)


async def _in_words(turn: Turn, typed: str, week: date) -> Reply:
    """Ticked once, until the person says how often."""
    goal = Goal(What.OWN, 1, words=checked_words(typed))
    await actions.choose(turn.session, turn.person, week, goal, turn.now)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(send=(screens.often_screen(turn.t, goal, week, _this(turn)),))


async def _rest_in_pause(turn: Turn) -> None:
    """This week's goal, and those chosen for weeks in which a pause is on, rest."""
    if is_paused(turn.person.paused_until, turn.now):
        await actions.rest_in_pause(turn.session, turn.person, turn.now)


def _weeks(turn: Turn) -> tuple[date, ...]:
    return weeks_to_choose(local_date(turn.person.zone, turn.now))


def _this(turn: Turn) -> date:
    return _weeks(turn)[0]


def _open_week(turn: Turn, ordinal: int) -> date | None:
    """The week a button is about; None where its goal cannot be chosen now."""
    found = (week for week in _weeks(turn) if week.toordinal() == ordinal)
    return next(found, None)
