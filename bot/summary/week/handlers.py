"""/week and the buttons of the summary."""

from bot.community.book import communities
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import local_date
from bot.screen import ButtonData
from bot.summary.week import compose
from bot.summary.week.buttons import ShowWeek, WeekDetails
from bot.summary.week.screens import Summary, details_screen
from bot.summary.week.weeks import Week, week_of, week_of_button


async def week(turn: Turn, words: str) -> Reply:
    """/week: the present week so far."""
    del words
    return Reply(send=(compose.drawn(turn.t, await _summary(turn, _present(turn))),))


async def week_shown(turn: Turn, data: ButtonData) -> Reply:
    """Another week; one that is still to come is the present one."""
    assert isinstance(data, ShowWeek)
    summary = await _summary(turn, _past(turn, data.monday))
    return Reply(edit=compose.drawn(turn.t, summary))


async def details_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, WeekDetails)
    summary = await _summary(turn, _past(turn, data.monday))
    return Reply(edit=details_screen(turn.t, summary.numbers))


TAPS: dict[type[ButtonData], TapHandler] = {
    ShowWeek: week_shown,
    WeekDetails: details_shown,
}


async def _summary(turn: Turn, chosen: Week) -> Summary:
    person, book = turn.person, communities(turn.communities_file)
    found = await compose.summaries(turn.session, (person,), chosen, turn.now, book)
    return found[person.id]


def _present(turn: Turn) -> Week:
    return week_of(local_date(turn.person.zone, turn.now))


def _past(turn: Turn, monday: int) -> Week:
    return min(week_of_button(monday), _present(turn), key=lambda one: one.monday)
