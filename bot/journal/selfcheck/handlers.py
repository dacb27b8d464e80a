"""Taps that answer the weekly self-check."""

from datetime import date

from bot.errors import UserError
from bot.journal.days.evening import checked_day, day_closed
from bot.journal.selfcheck import actions
from bot.journal.selfcheck.buttons import (
    AnswerCheck,
    ChangeCheck,
    ListCheck,
    OpenCheck,
    RemoveCheck,
    RestoreCheck,
    SkipCheck,
    Then,
)
from bot.journal.selfcheck.rules import Question
from bot.journal.selfcheck.screens import change_screen, list_screen, question_screen
from bot.journal.selfcheck.store import asked_on, given_on
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import local_date
from bot.screen import ButtonData, Screen


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenCheck)
    return Reply(edit=await _next(turn, checked_day(turn, data.day)))


async def answered(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, AnswerCheck)
    day = checked_day(turn, data.day)
    await actions.answer_check(turn.session, turn.person, data.question, data.answer, day, turn.now)
    if data.then is Then.LIST:
        return Reply(edit=await answers_of(turn, day))
    is_yes = data.question is Question.NEW_AREA and bool(data.answer)
    return Reply(edit=await _next(turn, day, is_last_yes=is_yes))


async def skipped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SkipCheck)
    day = checked_day(turn, data.day)
    await actions.answer_check(turn.session, turn.person, data.question, None, day, turn.now)
    return Reply(edit=await _next(turn, day))


async def listed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ListCheck)
    return Reply(edit=await answers_of(turn, checked_day(turn, data.day)))


async def change_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ChangeCheck)
    return Reply(edit=await _one(turn, data.question, checked_day(turn, data.day)))


async def removed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RemoveCheck)
    day = checked_day(turn, data.day)
    await actions.remove_check(turn.session, turn.person, data.question, day, turn.now)
    return Reply(edit=await _one(turn, data.question, day))


async def restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreCheck)
    day = checked_day(turn, data.day)
    await actions.restore_check(turn.session, turn.person, data.question, day, turn.now)
    return Reply(edit=await _one(turn, data.question, day))


TAPS: dict[type[ButtonData], TapHandler] = {
    OpenCheck: opened,
    AnswerCheck: answered,
    SkipCheck: skipped,
    ListCheck: listed,
    ChangeCheck: change_opened,
    RemoveCheck: removed,
    RestoreCheck: restored,
}


async def answers_of(turn: Turn, day: date) -> Screen:
    """The day's answers, as the history opens them."""
    given = await given_on(turn.session, turn.person, day)
    return list_screen(turn.t, given, day, local_date(turn.person.zone, turn.now))


async def _next(turn: Turn, day: date, *, is_last_yes: bool = False) -> Screen:
    """The next question of the day; after the last, the day as it was answered."""
    asked = await asked_on(turn.session, turn.person, day)
    if asked:
        return question_screen(turn.t, asked, day, is_last_yes=is_last_yes)
    return await day_closed(turn, day)


async def _one(turn: Turn, question: Question, day: date) -> Screen:
    given = await given_on(turn.session, turn.person, day)
    for one in given:
        if one.question is question:
            return change_screen(turn.t, one)
    raise UserError("I can't find that entry any more.")
