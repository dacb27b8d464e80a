"""/learn and its buttons."""

from bot.people.rules import Condition, unknown_button
from bot.people.turn import Reply, TapHandler, Turn
from bot.screen import ButtonData, Screen
from bot.treatment.learn import screens
from bot.treatment.learn.book import book
from bot.treatment.learn.buttons import ListCards, OpenCard
from bot.treatment.learn.rules import found, ordered


async def learn(turn: Turn, words: str) -> Reply:
    """/learn TEXT: the one card that fits, or those among which to choose."""
    if not words:
        return Reply(send=(_list(turn, 0),))
    cards = found(book(turn.person.language), words)
    if len(cards) == 1:
        return Reply(send=(_card(turn, cards[0].id, 0),))
    return Reply(send=(screens.found_screen(turn.t, cards, words),))


async def listed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ListCards)
    return Reply(edit=_list(turn, data.page))


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenCard)
    return Reply(edit=_card(turn, data.card, data.page))


TAPS: dict[type[ButtonData], TapHandler] = {ListCards: listed, OpenCard: opened}


def _list(turn: Turn, page: int) -> Screen:
    person = turn.person
    condition = Condition(person.condition) if person.condition else None
    cards = ordered(book(person.language), condition)
    return screens.list_screen(turn.t, cards, condition, page)


def _card(turn: Turn, card: str, page: int) -> Screen:
    cards = book(turn.person.language)
    if card not in cards:
        raise unknown_button()
    return screens.card_screen(turn.t, cards, cards[card], page)
