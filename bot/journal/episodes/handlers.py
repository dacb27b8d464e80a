"""Commands, taps and messages that write episodes. Whatever was tapped, what is saved is shown."""

from collections.abc import Awaitable

from bot.drafts import open_draft
from bot.errors import UserError
from bot.journal.episodes import actions, screens
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
    Typed,
    UndoEpisode,
)
from bot.journal.episodes.parse import TypedEpisode, read_episode
from bot.journal.episodes.rules import EPISODE_SIGN, SEVERE, Going
from bot.journal.episodes.store import best_of, entry_of
from bot.journal.triggers import actions as triggers
from bot.journal.triggers.buttons import Flag
from bot.journal.triggers.handlers import meanings
from bot.journal.triggers.rules import name_key
from bot.journal.triggers.store import known
from bot.people.asides import ask_aside, asked_about, end_aside
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.quick_add import parse_time
from bot.plan.zones import local_date
from bot.screen import ButtonData, Screen

FLOWS = {
    Typed.TIME: "episode_time",
    Typed.NOTE: "episode_note",
    Typed.TRIGGER: "episode_trigger",
}


async def log(turn: Turn, words: str) -> Reply:
    """/log: the first thing is that the episode is saved, with all that was typed."""
    meant = await meanings(turn) if words.strip() else {}
    return await _logged(turn, read_episode(words, meant))


async def episode_text(turn: Turn, text: str) -> Reply | None:
    """The keyboard's widest key, in any language it was shown in, or a lone full stop."""
    keys = {turn.texts.translator(code)("⚡ Episode") for code in turn.texts.languages}
    pressed = text.replace("\N{VARIATION SELECTOR-16}", "").strip()
    return await log(turn, "") if pressed in keys | {EPISODE_SIGN} else None


async def voice(turn: Turn, text: str) -> Reply | None:
    """A voice message logs an episode; the voice itself is neither fetched nor kept.

    Not in the middle of something else, where an answer is waited for.
    """
    del text
    if await open_draft(turn.session, turn.person.id, turn.now):
        return None
    return await log(turn, "")


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
    return await _changed(turn, data.episode, change, Panel.RELIEFS)


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
    return Reply(edit=await _shown(turn, data.episode, data.panel, data.page))


async def undone(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, UndoEpisode)
    await actions.remove_episode(turn.session, turn.person, data.episode, turn.now)
    return Reply(edit=await _shown(turn, data.episode))


async def restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreEpisode)
    await actions.restore_episode(turn.session, turn.person, data.episode, turn.now)
    return Reply(edit=await _shown(turn, data.episode))


async def typed_asked(turn: Turn, data: ButtonData) -> Reply:
    """Asks for a message; a removed episode is shown as removed."""
    assert isinstance(data, AskTyped)
    entry = await entry_of(turn.session, turn.person, data.episode)
    if entry.is_removed:
        return Reply(edit=screens.episode_removed(turn.t, entry))
    await ask_aside(turn.session, turn.person, turn.now, FLOWS[data.typed], episode=data.episode)
    asked = {
        Typed.TIME: screens.time_asked,
        Typed.NOTE: screens.note_asked,
        Typed.TRIGGER: screens.trigger_asked,
    }
    return Reply(edit=asked[data.typed](turn.t, entry))


async def answer_text(turn: Turn, text: str) -> Reply | None:
    """The time, note or trigger that was asked for."""
    for typed, flow in FLOWS.items():
        about = await asked_about(turn.session, turn.person, turn.now, flow)
        if about is not None:
            panel = await _answered(turn, typed, about["episode"], text)
            await end_aside(turn.session, turn.person, turn.now, flow)
            return Reply(send=(await _shown(turn, about["episode"], panel),))
    return None


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


async def _logged(turn: Turn, typed: TypedEpisode) -> Reply:
    episode = await actions.log_episode(turn.session, turn.person, typed, turn.now)
    return Reply(send=(await _shown(turn, episode.id),))


async def _answered(turn: Turn, typed: Typed, episode_id: int, text: str) -> Panel:
    """Writes what was typed; the section that shows it. A removed episode stays as it is."""
    session, person = turn.session, turn.person
    try:
        match typed:
            case Typed.TIME:
                at = parse_time(text)
                if at is None:
                    raise UserError(
                        "I don't read a time in this. Please send one such as 15:30 or 8 pm."
                    )
                await actions.set_time(session, person, episode_id, at)
                return Panel.TIME
            case Typed.NOTE:
                await actions.set_note(session, person, episode_id, text)
                return Panel.MAIN
            case Typed.TRIGGER:
                trigger_id = (await meanings(turn)).get(name_key(text))
                if trigger_id is None:
                    trigger_id = (await triggers.add_own(session, person, text)).id
                await actions.set_trigger(session, person, episode_id, trigger_id, on=True)
                return Panel.TRIGGERS
    except RemovedError:
        return Panel.MAIN


async def _changed(
    turn: Turn, episode_id: int, change: Awaitable[None], panel: Panel, page: int = 0
) -> Reply:
    """Makes a change and shows the episode; a removed one stays as it is."""
    try:
        await change
    except RemovedError:
        panel = Panel.MAIN
    return Reply(edit=await _shown(turn, episode_id, panel, page))


async def _shown(turn: Turn, episode_id: int, panel: Panel = Panel.MAIN, page: int = 0) -> Screen:
    entry = await entry_of(turn.session, turn.person, episode_id)
    if entry.is_removed:
        return screens.episode_removed(turn.t, entry)
    needs_triggers = entry.triggers or panel is Panel.TRIGGERS
    day = local_date(turn.person.zone, turn.now)
    named = (
        await known(turn.session, turn.person, before=day, besides=entry.id)
        if needs_triggers
        else ()
    )
    is_severe = entry.severity is not None and entry.severity >= SEVERE
    best = await best_of(turn.session, turn.person, entry.id) if is_severe else ()
    return screens.episode_saved(turn.t, entry, named, panel=panel, page=page, best=best)
