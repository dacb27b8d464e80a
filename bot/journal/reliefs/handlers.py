"""Taps and messages about own reliefs."""

from bot.journal.reliefs import actions, screens
from bot.journal.reliefs.buttons import HideRelief, OpenRelief, RenameRelief, ShowReliefs
from bot.journal.reliefs.rules import Own
from bot.journal.reliefs.store import own_reliefs
from bot.journal.triggers.buttons import Flag
from bot.people.asides import ask_aside, asked_about, end_aside
from bot.people.turn import Reply, TapHandler, Turn
from bot.screen import ButtonData

FLOW = "relief"


async def list_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ShowReliefs)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    own = await own_reliefs(turn.session, turn.person)
    return Reply(edit=screens.relief_list(turn.t, own, data.page, data.episode))


async def card_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenRelief)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(edit=screens.relief_card(turn.t, await _own(turn, data.relief), data.episode))


async def rename_asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RenameRelief)
    one = await _own(turn, data.relief)
    await ask_aside(turn.session, turn.person, turn.now, FLOW, relief=one.id, episode=data.episode)
    return Reply(edit=screens.name_asked(turn.t, one, data.episode))


async def hidden(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, HideRelief)
    is_hidden = data.flag is Flag.ON
    await actions.hide(turn.session, turn.person, data.relief, turn.now, hidden=is_hidden)
    return Reply(edit=screens.relief_card(turn.t, await _own(turn, data.relief), data.episode))


async def name_text(turn: Turn, text: str) -> Reply | None:
    """The other name that an own relief was asked for."""
    about = await asked_about(turn.session, turn.person, turn.now, FLOW)
    if about is None:
        return None
    await actions.rename(turn.session, turn.person, about["relief"], text)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    one = await _own(turn, about["relief"])
    return Reply(
        send=(screens.relief_card(turn.t, one, about["episode"], turn.t.html("Renamed.")),)
    )


TAPS: dict[type[ButtonData], TapHandler] = {
    ShowReliefs: list_shown,
    OpenRelief: card_shown,
    RenameRelief: rename_asked,
    HideRelief: hidden,
}


async def _own(turn: Turn, relief_id: int) -> Own:
    """One of the person's; UserError for any other."""
    row = await actions.owned(turn.session, turn.person, relief_id)
    return Own(row.id, row.code, row.name, is_hidden=row.hidden_at is not None)
