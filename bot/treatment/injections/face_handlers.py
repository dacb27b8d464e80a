"""The face on which sites are tapped: a picture in a message of its own, drawn anew at each tap."""

from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.rules import local_date
from bot.screen import ButtonData, Screen
from bot.treatment.injections import actions
from bot.treatment.injections.buttons import ClearSites, Flag, OpenFace, ToggleSite
from bot.treatment.injections.face_screen import face_screen
from bot.treatment.injections.rules import Site
from bot.treatment.injections.store import entry_of


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenFace)
    return Reply(send=(await _face(turn, data.injection),))


async def toggled(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ToggleSite)
    site = Site(data.half, data.zone)
    await actions.set_site(turn.session, turn.person, data.injection, site, on=data.flag is Flag.ON)
    return Reply(edit=await _face(turn, data.injection))


async def cleared(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ClearSites)
    await actions.clear_sites(turn.session, turn.person, data.injection)
    return Reply(edit=await _face(turn, data.injection))


async def _face(turn: Turn, injection_id: int) -> Screen:
    entry = await entry_of(turn.session, turn.person, injection_id)
    return face_screen(turn.t, entry, local_date(turn.person.zone, turn.now))


TAPS: dict[type[ButtonData], TapHandler] = {
    OpenFace: opened,
    ToggleSite: toggled,
    ClearSites: cleared,
}
