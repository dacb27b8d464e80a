"""Taps on the week's question. What the urgent card speaks of brings the card at once."""

from datetime import date

from bot.journal.days.evening import checked_day
from bot.journal.effects.buttons import OpenEffectsWeek
from bot.journal.effects.rules import ALARMING, by_class
from bot.journal.effects.store import classes_of
from bot.journal.effects.weeks import finish_week, forget_week, say_strength, strengths_of
from bot.people.turn import Reply, TapHandler, Turn
from bot.people.urgent_handlers import card as urgent_card
from bot.screen import ButtonData, Screen
from bot.treatment.effects import screens
from bot.treatment.effects.buttons import (
    FinishEffectsWeek,
    ForgetEffectsWeek,
    SayStrength,
)
from bot.treatment.effects.rules import asked_classes
from bot.treatment.injections.store import injection_days


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenEffectsWeek)
    return Reply(edit=await _page(turn, checked_day(turn, data.day), data.page))


async def strength_said(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SayStrength)
    day = checked_day(turn, data.day)
    is_new = await say_strength(turn.session, turn.person, data.effect, data.strength, day)
    alarm = is_new and data.effect in ALARMING
    card = (urgent_card(turn),) if alarm else ()
    return Reply(edit=await _page(turn, day, data.page), send=card)


async def finished(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, FinishEffectsWeek)
    day = checked_day(turn, data.day)
    asked = [effect for _, effects in await _pages(turn, day) for effect in effects]
    await finish_week(turn.session, turn.person, day, asked)
    known = await strengths_of(turn.session, turn.person, day)
    return Reply(edit=screens.done_screen(turn.t, known, day))


async def forgotten(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ForgetEffectsWeek)
    day = checked_day(turn, data.day)
    await forget_week(turn.session, turn.person, day)
    return Reply(edit=screens.forgotten_screen(turn.t, day), notice=turn.t("Removed."))


async def _page(turn: Turn, day: date, page: int) -> Screen:
    pages = await _pages(turn, day)
    if not pages:
        return screens.nothing_screen(turn.t)
    known = await strengths_of(turn.session, turn.person, day)
    return screens.week_screen(turn.t, pages, page, known, day)


async def _pages(turn: Turn, day: date) -> tuple[screens.Page, ...]:
    planned = await classes_of(turn.session, turn.person)
    injections = await injection_days(turn.session, turn.person)
    return by_class(asked_classes(planned, injections, day))


TAPS: dict[type[ButtonData], TapHandler] = {
    OpenEffectsWeek: opened,
    SayStrength: strength_said,
    FinishEffectsWeek: finished,
    ForgetEffectsWeek: forgotten,
}
