"""The supporter's side: a link is opened, agreed to, paused, left; kind words are sent."""

from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from bot.circle import invite_screens, screens, supporting
from bot.circle import supported_screens as pages
from bot.circle.buttons import (
    Accept,
    CheerMenu,
    EndSupported,
    Flag,
    OpenSupported,
    PauseSupported,
    SendCheer,
    TypeCheer,
)
from bot.circle.compose import visit_in_words
from bot.circle.rules import Cheering, Share, Standing, Supports, token_in, unusable
from bot.circle.store import supported_by, supported_row, supports
from bot.circle.tables import Supporter
from bot.people.asides import ask_aside, asked_about, end_aside
from bot.people.rules import unknown_button
from bot.people.tables import Person
from bot.people.turn import Reply, Turn
from bot.people.zone_handlers import ask_zone
from bot.plan.rules import local_date
from bot.screen import ButtonData, Screen
from bot.treatment.visits.store import visits_from

CHEER_FLOW = "cheer"
_SHOWN = 3
_AHEAD = timedelta(days=92)


async def home(turn: Turn) -> Screen:
    """For somebody who only supports others."""
    return pages.home_screen(turn.t, await supported_by(turn.session, turn.person, turn.now))


async def invited(turn: Turn, payload: str) -> Reply:
    """A link was opened: from whom it is and what there is to get. Nothing is kept yet."""
    token = token_in(payload)
    found = await supporting.invitation(
        turn.session, turn.person_or_none, token or payload, turn.now
    )
    if token is None:  # the same look-up has been made, and found nothing
        raise unusable()
    is_known = turn.person_or_none is not None
    screen = invite_screens.invitation_screen(
        turn.t, found, token, account=turn.sender.account, is_known=is_known
    )
    return Reply(send=(screen,), exact=True)  # they must see whom they agree to support


async def accepted(turn: Turn, data: ButtonData) -> Reply:
    """For strangers too: they agree to this, and to nothing else."""
    assert isinstance(data, Accept)
    person = turn.person_or_none
    await supporting.invitation(turn.session, person, data.token, turn.now)
    is_new = person is None
    if person is None:
        language = turn.t.language
        person = await supporting.begin(turn.session, turn.sender, language, turn.now)
        turn = replace(turn, person_or_none=person)
    await supporting.accept(turn.session, person, data.token, turn.sender.account, turn.now)
    asked = (await ask_zone(turn),) if is_new else ()
    return Reply(edit=invite_screens.accepted_screen(turn.t), send=asked)


async def declined(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=invite_screens.declined_screen(turn.t))


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenSupported)
    await end_aside(turn.session, turn.person, turn.now, CHEER_FLOW)
    return Reply(edit=await _page(turn, data.supported))


async def rested(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PauseSupported)
    is_on = data.flag is Flag.ON
    await supporting.rest(turn.session, turn.person, data.supported, turn.now, on=is_on)
    return Reply(edit=await _page(turn, data.supported))


async def left(turn: Turn, data: ButtonData) -> Reply:
    """At once, and in one tap."""
    assert isinstance(data, EndSupported)
    await end_aside(turn.session, turn.person, turn.now, CHEER_FLOW)
    await supporting.leave(turn.session, turn.person, data.supported)
    return Reply(edit=screens.ended_screen(turn.t))


async def menu_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, CheerMenu)
    await end_aside(turn.session, turn.person, turn.now, CHEER_FLOW)
    one = await supports(turn.session, turn.person, data.supported, turn.now)
    return Reply(edit=await _menu(turn, one))


async def cheer_sent(turn: Turn, data: ButtonData) -> Reply:
    """A doubled tap says it once."""
    assert isinstance(data, SendCheer)
    if data.cheering is Cheering.OWN:
        raise unknown_button()
    one = await supports(turn.session, turn.person, data.supported, turn.now)
    is_new = await supporting.cheer(
        turn.session, turn.person, one.id, data.cheering, turn.now, nth=data.nth
    )
    if not is_new:
        return Reply(edit=await _menu(turn, one))
    return Reply(edit=pages.cheer_sent(turn.t, one))


async def cheer_wanted(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TypeCheer)
    one = await supports(turn.session, turn.person, data.supported, turn.now)
    await ask_aside(turn.session, turn.person, turn.now, CHEER_FLOW, supported=one.id)
    return Reply(edit=pages.cheer_asked(turn.t, one))


async def cheer_text(turn: Turn, text: str) -> Reply | None:
    """The message after `own words`."""
    session, person = turn.session, turn.person
    about = await asked_about(session, person, turn.now, CHEER_FLOW)
    if about is None:
        return None
    one = await supports(session, person, about["supported"], turn.now)
    await supporting.cheer(session, person, one.id, Cheering.OWN, turn.now, text=text)
    await end_aside(session, person, turn.now, CHEER_FLOW)
    return Reply(send=(pages.cheer_sent(turn.t, one),))


async def _menu(turn: Turn, one: Supports) -> Screen:
    left = await supporting.cheers_left(turn.session, turn.person, one.id, turn.now)
    return pages.cheer_menu(turn.t, one, left)


async def _page(turn: Turn, supported_id: int) -> Screen:
    one = await supports(turn.session, turn.person, supported_id, turn.now)
    return pages.supported_screen(turn.t, one, await _visits(turn, one))


async def _visits(turn: Turn, one: Supports) -> list[Markup]:
    """The next appointments, where they are shared just now."""
    if Share.VISITS not in one.shares or one.standing is not Standing.ACTIVE:
        return []
    half = await supported_row(turn.session, turn.person, one.id)
    row = await turn.session.get_one(Supporter, half.supporter_id)
    other = await turn.session.get_one(Person, row.person_id)
    zone = turn.person.zone
    today = local_date(zone, turn.now)
    ahead = await visits_from(turn.session, other, today)
    return [
        visit_in_words(
            turn.t,
            visit,
            turn.now,
            zone,
            other.zone,
            neutral=row.is_neutral or other.is_discreet,
        )
        for visit in ahead[:_SHOWN]
        if visit.day <= today + _AHEAD
    ]
