"""Taps that write episodes. Whatever was tapped, what is saved is shown."""

from collections.abc import Awaitable

from bot.journal.episodes import actions
from bot.journal.episodes.actions import RemovedError
from bot.journal.episodes.buttons import (
    AddToBurst,
    AskTyped,
    ClearDetails,
    Detail,
    OpenPanel,
    Panel,
    RestoreEpisode,
    SetAgo,
    SetDetail,
    SetFaceZone,
    SetGoing,
    SetHelped,
    SetRelief,
    SetSeverity,
    SetTrigger,
    UndoEpisode,
)
from bot.journal.episodes.messages import (
    FLOWS,
    answer_text,
    episode_text,
    log,
    typed_asked,
    voice,
)
from bot.journal.episodes.rules import Going
from bot.journal.episodes.showing import seen, shown
from bot.journal.episodes.store import entry_of_row
from bot.journal.episodes.tables import Episode
from bot.journal.reliefs.rules import offered, page_with
from bot.journal.reliefs.store import own_reliefs
from bot.journal.triggers.buttons import Flag
from bot.people.asides import end_aside
from bot.people.turn import Reply, TapHandler, Turn
from bot.screen import ButtonData

__all__ = ["TAPS", "answer_text", "episode_text", "log", "voice"]


async def severity_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetSeverity)
    change = actions.set_severity(turn.session, turn.person, data.episode, data.severity)
    return await _changed(turn, data.episode, change, Panel.MAIN)


async def detail_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetDetail)
    panel = Panel.TIME if data.detail is Detail.DURATION else Panel.DETAILS
    change = actions.set_detail(turn.session, turn.person, data.episode, data.detail, data.value)
    return await _changed(turn, data.episode, change, panel)


async def face_zone_tapped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetFaceZone)
    change = actions.set_face_zone(
        turn.session, turn.person, data.episode, data.face_zone, on=data.flag is Flag.ON
    )
    return await _changed(turn, data.episode, change, Panel.DETAILS)


async def details_cleared(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ClearDetails)
    change = actions.clear_details(turn.session, turn.person, data.episode)
    return await _changed(turn, data.episode, change, Panel.DETAILS)


async def trigger_tapped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetTrigger)
    change = actions.set_trigger(
        turn.session, turn.person, data.episode, data.trigger, on=data.flag is Flag.ON
    )
    return await _changed(turn, data.episode, change, Panel.TRIGGERS, data.page)


async def ago_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetAgo)
    change = actions.set_ago(turn.session, turn.person, data.episode, data.minutes)
    return await _changed(turn, data.episode, change, Panel.TIME)


async def going_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetGoing)
    panel = Panel.TIME if data.going is Going.EARLIER else Panel.MAIN
    change = actions.set_going(turn.session, turn.person, data.episode, data.going, turn.now)
    return await _changed(turn, data.episode, change, panel)


async def burst_tapped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, AddToBurst)
    change = actions.add_to_burst(turn.session, turn.person, data.episode, data.step)
    return await _changed(turn, data.episode, change, Panel.BURST)


async def relief_tapped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetRelief)
    change = actions.set_relief(
        turn.session, turn.person, data.episode, data.relief, turn.now, on=data.flag is Flag.ON
    )
    own = await own_reliefs(turn.session, turn.person)
    page = page_with(offered(own, {data.relief}), data.relief)
    return await _changed(turn, data.episode, change, Panel.RELIEFS, page)


async def helped_tapped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetHelped)
    change = actions.set_helped(
        turn.session, turn.person, data.episode, data.relief, turn.now,
        helped=data.flag is Flag.ON,
    )  # fmt: skip
    return await _changed(turn, data.episode, change, Panel.RELIEFS)


async def panel_opened(turn: Turn, data: ButtonData) -> Reply:
    """A section; a question that was open there is left."""
    assert isinstance(data, OpenPanel)
    for flow in FLOWS.values():
        await end_aside(turn.session, turn.person, turn.now, flow)
    return Reply(edit=await shown(turn, data.episode, data.panel, data.page))


async def undone(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, UndoEpisode)
    await actions.remove_episode(turn.session, turn.person, data.episode, turn.now)
    return Reply(edit=await shown(turn, data.episode))


async def restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreEpisode)
    await actions.restore_episode(turn.session, turn.person, data.episode, turn.now)
    return Reply(edit=await shown(turn, data.episode))


TAPS: dict[type[ButtonData], TapHandler] = {
    SetSeverity: severity_picked,
    SetDetail: detail_picked,
    SetFaceZone: face_zone_tapped,
    ClearDetails: details_cleared,
    SetTrigger: trigger_tapped,
    SetAgo: ago_picked,
    SetGoing: going_picked,
    AddToBurst: burst_tapped,
    SetRelief: relief_tapped,
    SetHelped: helped_tapped,
    OpenPanel: panel_opened,
    AskTyped: typed_asked,
    UndoEpisode: undone,
    RestoreEpisode: restored,
}


async def _changed(
    turn: Turn, episode_id: int, change: Awaitable[Episode | None], panel: Panel, page: int = 0
) -> Reply:
    """Makes a change and shows the episode; a removed one stays as it is."""
    row = None
    try:
        row = await change
    except RemovedError:
        panel = Panel.MAIN
    if row is None:
        return Reply(edit=await shown(turn, episode_id, panel, page))
    return Reply(edit=await seen(turn, await entry_of_row(turn.session, row), panel, page))
