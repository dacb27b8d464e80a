"""The taps that open the longer looks."""

from dataclasses import replace

from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import local_date
from bot.screen import Button, ButtonData
from bot.summary.views import actions, screens
from bot.summary.views.buttons import OpenView, View
from bot.summary.views.rules import WEEKS
from bot.summary.week.weeks import week_of, week_of_button
from bot.treatment.injections.buttons import ShowCycles, ShowInjections


async def opened(turn: Turn, data: ButtonData) -> Reply:
    """Up to the week it was opened from; one that is still to come is the present one."""
    assert isinstance(data, OpenView)
    t, session, person = turn.t, turn.session, turn.person
    today = local_date(person.zone, turn.now)
    week = min(week_of_button(data.monday), week_of(today), key=lambda one: one.monday)
    match data.view:
        case View.TWELVE_WEEKS:
            ratings = await actions.twelve_weeks(session, person, week, today)
            return Reply(edit=screens.twelve_weeks_screen(t, ratings))
        case View.CYCLE:
            cycles = await actions.cycles_until(session, person, min(week.sunday, today))
            return Reply(edit=screens.cycle_screen(t, cycles, week))
        case View.PLAN:
            shares = await actions.shares(session, person, week, today)
            return Reply(edit=screens.plan_screen(t, shares, week.away(1 - WEEKS), week))


async def cycles_shown(turn: Turn, data: ButtonData) -> Reply:
    """From /injection: the cycles up to today, in a message of their own."""
    assert isinstance(data, ShowCycles)
    today = local_date(turn.person.zone, turn.now)
    cycles = await actions.cycles_until(turn.session, turn.person, today)
    screen = screens.cycle_screen(turn.t, cycles, week_of(today))
    back = Button(turn.t("💉 Injections"), ShowInjections())
    return Reply(send=(replace(screen, rows=((back,),)),))


TAPS: dict[type[ButtonData], TapHandler] = {OpenView: opened, ShowCycles: cycles_shown}
