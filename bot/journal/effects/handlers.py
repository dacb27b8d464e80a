"""Taps that write side effects. One that the urgent card speaks of brings the card at once."""

from bot.journal.days.evening import checked_day, effects_of, evening_done
from bot.journal.effects import actions
from bot.journal.effects.buttons import (
    AnswerEffects,
    OpenEffects,
    RemoveEffects,
    RestoreEffects,
    ToggleEffect,
)
from bot.journal.effects.rules import ALARMING, MOST_ASKED, asked_on
from bot.journal.effects.store import day_effects, offered_to
from bot.journal.triggers.buttons import Flag
from bot.people.turn import Reply, TapHandler, Turn
from bot.people.urgent_handlers import card as urgent_card
from bot.screen import ButtonData


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenEffects)
    return Reply(edit=await effects_of(turn, checked_day(turn, data.day), data.page))


async def toggled(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ToggleEffect)
    day, is_on = checked_day(turn, data.day), data.flag is Flag.ON
    is_new = await actions.note_effect(turn.session, turn.person, data.effect, day, on=is_on)
    alarm = is_new and is_on and data.effect in ALARMING
    offered = await offered_to(turn.session, turn.person, day)
    page = offered.index(data.effect) // MOST_ASKED if data.effect in offered else 0
    card = (urgent_card(turn),) if alarm else ()
    return Reply(edit=await effects_of(turn, day, page), send=card)


async def answered(turn: Turn, data: ButtonData) -> Reply:
    """Done: only now is what is not marked a no."""
    assert isinstance(data, AnswerEffects)
    day = checked_day(turn, data.day)
    known = await day_effects(turn.session, turn.person, day)
    asked = asked_on(
        await offered_to(turn.session, turn.person, day), known.present if known else ()
    )
    if asked:
        await actions.answer_effects(turn.session, turn.person, day, asked, turn.now)
    return await evening_done(turn, day)


async def removed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RemoveEffects)
    day = checked_day(turn, data.day)
    await actions.remove_effects(turn.session, turn.person, day, turn.now)
    return Reply(edit=await effects_of(turn, day))


async def restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreEffects)
    day = checked_day(turn, data.day)
    await actions.restore_effects(turn.session, turn.person, day, turn.now)
    return Reply(edit=await effects_of(turn, day))


TAPS: dict[type[ButtonData], TapHandler] = {
    OpenEffects: opened,
    ToggleEffect: toggled,
    AnswerEffects: answered,
    RemoveEffects: removed,
    RestoreEffects: restored,
}
