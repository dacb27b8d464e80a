"""/week and the buttons of the summary."""

from bot.community.book import communities
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import local_date
from bot.screen import ButtonData, Screen
from bot.setup.settings_screens import cannot_speak
from bot.summary.week import compose, spoken
from bot.summary.week.buttons import ReadWeek, ShowWeek, WeekDetails
from bot.summary.week.checks import check_words
from bot.summary.week.screens import details_screen
from bot.summary.week.weeks import Week, week_of, week_of_button


async def week(turn: Turn, words: str) -> Reply:
    """/week: the present week so far."""
    del words
    return Reply(send=(await _summary(turn, _present(turn)),))


async def week_shown(turn: Turn, data: ButtonData) -> Reply:
    """Another week; one that is still to come is the present one."""
    assert isinstance(data, ShowWeek)
    return Reply(edit=await _summary(turn, _past(turn, data.monday)))


async def details_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, WeekDetails)
    material = await _material(turn, _past(turn, data.monday))
    checks = check_words(turn.t, material.checks)
    return Reply(edit=details_screen(turn.t, material.numbers(turn.now), checks))


async def week_read(turn: Turn, data: ButtonData) -> Reply:
    """The week as a voice message, below the written one."""
    assert isinstance(data, ReadWeek)
    if turn.voice is None:
        raise cannot_speak()
    material = await _material(turn, _past(turn, data.monday))
    return Reply(send=(spoken.read_aloud(turn.voice, material, turn.t, turn.now),))


TAPS: dict[type[ButtonData], TapHandler] = {
    ShowWeek: week_shown,
    WeekDetails: details_shown,
    ReadWeek: week_read,
}


async def _summary(turn: Turn, chosen: Week) -> Screen:
    return compose.said(await _material(turn, chosen), turn.t, turn.now)


async def _material(turn: Turn, chosen: Week) -> compose.Material:
    person, book = turn.person, communities(turn.communities_file)
    return (await compose.gather(turn.session, (person,), chosen, book))[person.id]


def _present(turn: Turn) -> Week:
    return week_of(local_date(turn.person.zone, turn.now))


def _past(turn: Turn, monday: int) -> Week:
    return min(week_of_button(monday), _present(turn), key=lambda one: one.monday)
