"""Answers to reminders. Whatever was tapped, the present state is shown."""

from bot.drafts import drop_draft, open_draft
from bot.journal.days import handlers as days
from bot.journal.days.buttons import Rate, SetQuality, SetSleep
from bot.people.turn import Reply, TapHandler, Turn
from bot.reminders import actions, guided_handlers, lookups, time_handlers, today_handlers
from bot.reminders.buttons import Because, Place, Show, Skip, Take, TakeAll, Undo
from bot.reminders.present import (
    answered,
    as_it_is,
    message_of,
    offers,
    seen_from,
    tapped_of,
    tidy_elsewhere,
    today_of,
)
from bot.reminders.time_handlers import FLOW, time_text
from bot.reminders.today_handlers import history, today
from bot.screen import ButtonData

__all__ = ["FLOW", "TAPS", "history", "time_text", "today"]


async def taken(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Take)
    before = await tapped_of(turn, data.o)
    one = await actions.taken(turn.session, turn.person, before, turn.now)
    return await as_it_is(turn, one, data.place, changed=one is not before)


async def all_taken(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TakeAll)
    changed = await actions.take_all(turn.session, turn.person, data.delivery, turn.now)
    for occurrence_id in changed:
        await tidy_elsewhere(turn, occurrence_id)
    screen = await message_of(turn, data.delivery) or await today_of(turn)
    if not changed:
        return Reply(edit=screen, notice=turn.t("Already noted."))
    sent = [
        each for id_ in changed for each in await offers(turn, (await tapped_of(turn, id_)).row)
    ]
    return Reply(edit=screen, send=tuple(sent))


async def skipped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Skip)
    before = await tapped_of(turn, data.o)
    one = await actions.skipped(turn.session, turn.person, before, turn.now)
    place = Place.ENTRY if data.place is Place.TODAY else data.place  # where reasons are offered
    return await as_it_is(turn, one, place, changed=one is not before)


async def reason_given(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Because)
    changed = await actions.give_reason(turn.session, turn.person, data.o, data.reason, turn.now)
    return await answered(turn, data.o, data.place, changed=changed)


async def undone(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Undo)
    changed = await actions.undo(turn.session, turn.person, data.o, turn.now)
    if changed and not await lookups.is_known(turn.session, turn.person, data.o):
        return Reply(edit=await today_of(turn), notice=turn.t("Removed."))
    return await answered(turn, data.o, data.place, changed=changed)


async def shown(turn: Turn, data: ButtonData) -> Reply:
    """Back from a menu, or a card opened from a list; a question for a time is dropped."""
    assert isinstance(data, Show)
    draft = await open_draft(turn.session, turn.person.id, turn.now)
    if draft is not None and draft.flow == FLOW:
        await drop_draft(turn.session, turn.person.id)
    return Reply(edit=await seen_from(turn, data.o, data.place))


async def checked_in(turn: Turn, data: ButtonData) -> Reply:
    """The answer to a check-in that was due: it is saved, and the occurrence done."""
    assert isinstance(data, Rate | SetSleep | SetQuality)
    reply = await days.TAPS[type(data)](turn, data)
    if data.occurrence and await actions.take(turn.session, turn.person, data.occurrence, turn.now):
        await tidy_elsewhere(turn, data.occurrence)
    return reply


TAPS: dict[type[ButtonData], TapHandler] = {
    Take: taken,
    TakeAll: all_taken,
    Skip: skipped,
    Because: reason_given,
    Undo: undone,
    Show: shown,
    Rate: checked_in,
    SetSleep: checked_in,
    SetQuality: checked_in,
    **time_handlers.TAPS,
    **today_handlers.TAPS,
    **guided_handlers.TAPS,
}
