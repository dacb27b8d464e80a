"""Later and Change time: the choices, and a time that is typed."""

from datetime import timedelta
from typing import Any

from bot.drafts import drop_draft, keep_draft, open_draft
from bot.errors import UserError
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.quick_add import parse_time
from bot.plan.rules import instant_of, local_date
from bot.reminders import actions, lookups, menus
from bot.reminders.buttons import Later, LaterMenu, LaterTyped, Place, TakenAt, TimeMenu, TimeTyped
from bot.reminders.instants import instant_of_minute, minute_number, nearest_at, next_at
from bot.reminders.present import answered, row_of, seen_from, tidy_elsewhere
from bot.reminders.state import State
from bot.screen import ButtonData

FLOW = "reminder"


async def later_asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, LaterMenu)
    row = await row_of(turn, data.o)
    if row.state is not State.OPEN:
        return await answered(turn, data.o, data.place, changed=False)
    occurrence = await lookups.changeable(turn.session, turn.person, data.o, turn.now)
    limit = await lookups.latest(turn.session, turn.person, occurrence)
    zone = turn.person.zone
    bed = instant_of(zone, local_date(zone, turn.now), turn.person.bed_time) or turn.now
    tonight = menus.tonight_of(zone, bed, turn.now)
    return Reply(edit=menus.later_screen(turn.t, row, zone, turn.now, tonight, limit, data.place))


async def put_off(turn: Turn, data: ButtonData) -> Reply:
    """A doubled tap must not put it off twice: the choice is for the time that was seen."""
    assert isinstance(data, Later)
    row = await row_of(turn, data.o)
    if minute_number(row.prompt_at) != data.seen:
        return await answered(turn, data.o, data.place, changed=False)
    # A whole minute, as its message is noted: with seconds it would be owed once more.
    at = instant_of_minute(data.at or minute_number(turn.now + _minutes(data.minutes)))
    changed = await actions.later(turn.session, turn.person, data.o, at, turn.now)
    return await answered(turn, data.o, data.place, changed=changed)


async def later_typed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, LaterTyped)
    row = await row_of(turn, data.o)
    if row.state is not State.OPEN:
        return await answered(turn, data.o, data.place, changed=False)
    return await _ask_time(turn, "later", data.o, data.place)


async def time_asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TimeMenu)
    row = await row_of(turn, data.o)
    if row.state is not State.DONE:
        return await answered(turn, data.o, data.place, changed=False)
    return Reply(edit=menus.time_screen(turn.t, row, turn.person.zone, turn.now, data.place))


async def time_changed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TakenAt)
    at = instant_of_minute(data.at)
    changed = await actions.taken_at(turn.session, turn.person, data.o, at, turn.now)
    return await answered(turn, data.o, data.place, changed=changed)


async def time_typed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TimeTyped)
    row = await row_of(turn, data.o)
    if row.state is not State.DONE:
        return await answered(turn, data.o, data.place, changed=False)
    return await _ask_time(turn, "taken", data.o, data.place)


async def time_text(turn: Turn, text: str) -> Reply | None:
    """A typed time for Later or Change time; None while nothing waits for one."""
    draft = await open_draft(turn.session, turn.person.id, turn.now)
    if draft is None or draft.flow != FLOW:
        return None
    at = parse_time(text, turn.person.language)
    if at is None:
        raise UserError("I don't read a time in this. Please send one such as 15:30 or 8 pm.")
    occurrence_id, place = int(draft.data["o"]), Place(draft.data["place"])
    row, zone = await row_of(turn, occurrence_id), turn.person.zone
    if draft.step == "later":
        instant = next_at(zone, at, turn.now)
        await actions.later(turn.session, turn.person, row.id, instant, turn.now)
    else:
        instant = nearest_at(zone, at, row.due_at)
        await actions.taken_at(turn.session, turn.person, row.id, instant, turn.now)
    await drop_draft(turn.session, turn.person.id)
    await tidy_elsewhere(turn, row.id)
    return Reply(send=(await seen_from(turn, row.id, place),))


async def _ask_time(turn: Turn, step: str, occurrence_id: int, place: Place) -> Reply:
    row = await row_of(turn, occurrence_id)
    data: dict[str, Any] = {"o": occurrence_id, "place": place.value}
    await keep_draft(turn.session, turn.person.id, turn.now, FLOW, step, **data)
    return Reply(edit=menus.ask_time(turn.t, row, place))


def _minutes(minutes: int) -> timedelta:
    if minutes not in menus.MINUTES:
        raise UserError("I don't know this button. /help shows what I can do.")
    return timedelta(minutes=minutes)


TAPS: dict[type[ButtonData], TapHandler] = {
    LaterMenu: later_asked,
    Later: put_off,
    LaterTyped: later_typed,
    TimeMenu: time_asked,
    TakenAt: time_changed,
    TimeTyped: time_typed,
}
