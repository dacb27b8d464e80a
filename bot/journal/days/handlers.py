"""Commands and taps that write the days."""

from datetime import date

from bot.errors import UserError
from bot.journal.days import actions, screens
from bot.journal.days.buttons import Rate
from bot.journal.days.rules import check_rating, rated_day, read_rating
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import local_date
from bot.screen import ButtonData, Screen


async def checkin(turn: Turn, words: str) -> Reply:
    """/checkin: the evening question now; `/checkin 2` answers it at once."""
    rating, day = read_rating(words), rated_day(turn.now, turn.person.zone)
    if rating is None:
        given = await actions.rating_of(turn.session, turn.person, day)
        return Reply(send=(_asked(turn, day, given.rating if given else None),))
    await actions.rate(turn.session, turn.person, rating, day, turn.now)
    return Reply(send=(_asked(turn, day, rating),))


async def rated(turn: Turn, data: ButtonData) -> Reply:
    """An answer to /checkin; answers to a check-in that was due also mark its occurrence."""
    assert isinstance(data, Rate)
    day = _day(data)
    check_rating(data.rating, day, turn.now, turn.person.zone)
    await actions.rate(turn.session, turn.person, data.rating, day, turn.now)
    return Reply(edit=_asked(turn, day, data.rating, data.occurrence))


TAPS: dict[type[ButtonData], TapHandler] = {Rate: rated}


def _asked(turn: Turn, day: date, chosen: int | None, occurrence: int = 0) -> Screen:
    today = local_date(turn.person.zone, turn.now)
    return screens.checkin_asked(turn.t, day, today, chosen, occurrence)


def _day(data: Rate) -> date:
    try:
        return date.fromordinal(data.day)
    except (ValueError, OverflowError):
        raise UserError("I don't know this button. /help shows what I can do.") from None
