"""The tap that opens the patterns."""

from bot.journal.triggers.store import known
from bot.journal.triggers.words import trigger_name
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.rules import local_date
from bot.screen import ButtonData
from bot.summary.patterns.actions import look_at
from bot.summary.patterns.buttons import Patterns
from bot.summary.patterns.screens import patterns_screen
from bot.summary.week.weeks import week_of


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Patterns)
    today = local_date(turn.person.zone, turn.now)
    triggers = await known(turn.session, turn.person, before=today)
    look = await look_at(turn.session, turn.person, triggers, turn.now)
    names = {one.id: trigger_name(turn.t, one) for one in triggers}
    monday = week_of(today).monday.toordinal()
    return Reply(edit=patterns_screen(turn.t, look, names, monday, data.page))


TAPS: dict[type[ButtonData], TapHandler] = {Patterns: opened}
