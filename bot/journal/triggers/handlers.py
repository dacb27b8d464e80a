"""Commands, taps and messages about triggers."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from bot.errors import UserError
from bot.journal.triggers import actions, screens
from bot.journal.triggers.buttons import (
    Expose,
    Flag,
    HideTrigger,
    MergeMenu,
    MergeTrigger,
    NewTrigger,
    OpenTrigger,
    RenameTrigger,
    ShowExposures,
    ShowTriggers,
)
from bot.journal.triggers.rules import Known, check_day, name_key
from bot.journal.triggers.store import all_rows, exposed, known, names
from bot.journal.triggers.words import phrases
from bot.people.asides import ask_aside, asked_about, end_aside
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import local_date
from bot.screen import ButtonData, Screen

FLOW = "trigger"


async def trigger(turn: Turn, words: str) -> Reply:
    """/trigger: what is there today; with names, it is noted at once."""
    today = _today(turn)
    meant = await meanings(turn) if words.strip() else {}
    for name in filter(str.strip, words.split(",")):
        trigger_id = meant.get(name_key(name))
        if trigger_id is None:
            trigger_id = (await actions.add_own(turn.session, turn.person, name)).id
        await actions.expose(turn.session, turn.person, trigger_id, today, turn.now, on=True)
    return Reply(send=(await exposures_of(turn, today, 0),))


async def meanings(turn: Turn) -> Mapping[str, int]:
    """Every phrase that means one of the person's triggers, to its id."""
    triggers = await known(turn.session, turn.person, before=_today(turn))
    own = names(await all_rows(turn.session, turn.person))
    translators = [turn.texts.translator(code) for code in turn.texts.languages]
    return phrases(triggers, translators, own)


async def note_typed(turn: Turn, typed: str, day: date) -> None:
    """Notes a trigger by its name for a day; an own one is made where none goes by it."""
    trigger_id = (await meanings(turn)).get(name_key(typed))
    if trigger_id is None:
        trigger_id = (await actions.add_own(turn.session, turn.person, typed)).id
    await actions.expose(turn.session, turn.person, trigger_id, day, turn.now, on=True)


async def exposed_tapped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Expose)
    day = _day(turn, data.day)
    await actions.expose(
        turn.session, turn.person, data.trigger, day, turn.now, on=data.flag is Flag.ON
    )
    return Reply(edit=await exposures_of(turn, day, data.page))


async def exposures_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ShowExposures)
    return Reply(edit=await exposures_of(turn, _day(turn, data.day), data.page))


async def list_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ShowTriggers)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    triggers = await known(turn.session, turn.person, before=_today(turn))
    return Reply(edit=screens.trigger_list(turn.t, triggers, data.page, _today(turn)))


async def card_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenTrigger)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(edit=screens.trigger_card(turn.t, await _known(turn, data.trigger)))


async def new_asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, NewTrigger)
    day = _day(turn, data.day)
    await ask_aside(turn.session, turn.person, turn.now, FLOW, day=day.toordinal())
    return Reply(send=(screens.name_asked(turn.t, None),))


async def rename_asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RenameTrigger)
    one = await _known(turn, data.trigger)
    await ask_aside(turn.session, turn.person, turn.now, FLOW, trigger=one.id)
    return Reply(edit=screens.name_asked(turn.t, one))


async def hidden(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, HideTrigger)
    is_hidden = data.flag is Flag.ON
    await actions.hide(turn.session, turn.person, data.trigger, turn.now, hidden=is_hidden)
    return Reply(edit=screens.trigger_card(turn.t, await _known(turn, data.trigger)))


async def merge_asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, MergeMenu)
    one = await _known(turn, data.trigger)
    triggers = await known(turn.session, turn.person, before=_today(turn))
    others = [other for other in triggers if other.id != one.id]
    return Reply(edit=screens.merge_menu(turn.t, one, others, data.page))


async def merged(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, MergeTrigger)
    into = await actions.merge(turn.session, turn.person, data.trigger, data.into)
    note = turn.t.html("Merged: everything noted is here now.")
    return Reply(edit=screens.trigger_card(turn.t, await _known(turn, into.id), note))


async def name_text(turn: Turn, text: str) -> Reply | None:
    """The name that a new trigger, or another name that one of them, was asked for."""
    about = await asked_about(turn.session, turn.person, turn.now, FLOW)
    if about is None:
        return None
    reply = await _named(turn, about, text)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return reply


TAPS: dict[type[ButtonData], TapHandler] = {
    Expose: exposed_tapped,
    ShowExposures: exposures_shown,
    NewTrigger: new_asked,
    ShowTriggers: list_shown,
    OpenTrigger: card_shown,
    RenameTrigger: rename_asked,
    MergeMenu: merge_asked,
    MergeTrigger: merged,
    HideTrigger: hidden,
}


async def _named(turn: Turn, about: Mapping[str, int], text: str) -> Reply:
    if "trigger" in about:
        changed = await actions.rename(turn.session, turn.person, about["trigger"], text)
        note: Markup = turn.t.html("Renamed.")
        return Reply(send=(screens.trigger_card(turn.t, await _known(turn, changed.id), note),))
    day = date.fromordinal(about["day"])
    await note_typed(turn, text, day)
    return Reply(send=(await exposures_of(turn, day, 0),))


async def exposures_of(turn: Turn, day: date, page: int = 0) -> Screen:
    triggers = await known(turn.session, turn.person, before=day)
    present = await exposed(turn.session, turn.person, day)
    return screens.exposures(turn.t, triggers, present, day, _today(turn), page=page)


async def _known(turn: Turn, trigger_id: int) -> Known:
    """A trigger as screens show it; what was merged away is shown as what it became."""
    row = await actions.owned(turn.session, turn.person, trigger_id)
    triggers = await known(turn.session, turn.person, before=_today(turn))
    return next(one for one in triggers if one.id == row.id)


def _today(turn: Turn) -> date:
    return local_date(turn.person.zone, turn.now)


def _day(turn: Turn, ordinal: int) -> date:
    try:
        day = date.fromordinal(ordinal)
    except (ValueError, OverflowError):
        raise UserError("I don't know this button. /help shows what I can do.") from None
    check_day(day, _today(turn))
    return day
