"""The tap that opens the patterns."""

from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.triggers.store import known
from bot.journal.triggers.words import trigger_name
from bot.people.tables import Person
from bot.people.turn import Hands, Reply, TapHandler, Turn
from bot.plan.rules import local_date
from bot.screen import ButtonData
from bot.summary.patterns import actions
from bot.summary.patterns.buttons import PICTURE, Patterns
from bot.summary.patterns.picture import picture_screen
from bot.summary.patterns.screens import patterns_screen
from bot.summary.week.weeks import week_of


async def opened(turn: Turn, data: ButtonData) -> Reply:
    """Read and looked at after the commit, and not on the event loop: it takes long."""
    assert isinstance(data, Patterns)
    t, now, person_id, page = turn.t, turn.now, turn.person.id, data.page
    today = local_date(turn.person.zone, now)
    triggers = await known(turn.session, turn.person, before=today)

    async def read(session: AsyncSession) -> actions.Seen:
        return await actions.read(session, await session.get_one(Person, person_id), triggers, now)

    async def look(hands: Hands) -> Reply:
        found = await hands.work(partial(actions.looked, await hands.db.aside(read)))
        names = {one.id: trigger_name(t, one) for one in triggers}
        if page == PICTURE:
            return Reply(edit=picture_screen(t, found, names))
        monday = week_of(today).monday.toordinal()
        return Reply(edit=patterns_screen(t, found, names, monday, page))

    return Reply(after=look)


TAPS: dict[type[ButtonData], TapHandler] = {Patterns: opened}
