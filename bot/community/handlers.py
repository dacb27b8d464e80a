"""/support and its buttons."""

from bot.community import screens
from bot.community.book import communities
from bot.community.buttons import Communities, Scope, ShareCommunities, ShowCommunities
from bot.community.rules import all_for, everything, region_of, three_for
from bot.people.rules import Condition
from bot.people.turn import Reply, TapHandler, Turn
from bot.people.zone_names import zone_of
from bot.screen import ButtonData, Screen


async def support(turn: Turn, words: str) -> Reply:
    """/support: the communities that fit the person."""
    del words
    return Reply(send=(_page(turn, Scope.MINE, 0),))


async def opened(turn: Turn, data: ButtonData) -> Reply:
    """From the week summary, which stays as it is."""
    del data
    return Reply(send=(_page(turn, Scope.MINE, 0),))


async def shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ShowCommunities)
    return Reply(edit=_page(turn, data.scope, data.page))


async def shared(turn: Turn, data: ButtonData) -> Reply:
    """Chosen by language and country alone, so that it tells nobody what the person has."""
    del data
    person = turn.person
    book, region = communities(turn.communities_file), region_of(person.zone)
    today = turn.now.astimezone(zone_of(person.zone)).date()
    chosen = three_for(book, None, person.language, region, today)
    return Reply(send=(screens.to_forward(turn.t, chosen),), notice=screens.how_to_forward(turn.t))


TAPS: dict[type[ButtonData], TapHandler] = {
    Communities: opened,
    ShowCommunities: shown,
    ShareCommunities: shared,
}


def _page(turn: Turn, scope: Scope, page: int) -> Screen:
    person, book = turn.person, communities(turn.communities_file)
    condition = Condition(person.condition) if person.condition else None
    region = region_of(person.zone)
    if scope is Scope.ALL:
        found = everything(book, person.language, region)
    else:
        found = all_for(book, condition, person.language, region)
    return screens.communities_screen(turn.t, found, condition, scope, page)
