"""Commands and taps that write the days."""

from datetime import date

from bot.journal.days import actions, screens
from bot.journal.days.buttons import (
    AnswerDay,
    AnswerOffer,
    AskTrigger,
    Flag,
    OpenDay,
    Rate,
    RestoreMood,
    RestoreRating,
    SetMood,
    ToggleTrigger,
    TurnDay,
    UndoMood,
    UndoRating,
)
from bot.journal.days.evening import checked_day, day_closed, evening_done, evening_of, habit_of
from bot.journal.days.morning_offer import offer_answered
from bot.journal.days.night_handlers import NIGHT_TAPS, night
from bot.journal.days.rules import check_answer, day_of, is_morning, rated_day, read_rating
from bot.journal.triggers import actions as triggers
from bot.journal.triggers.handlers import note_typed
from bot.journal.triggers.rules import page_with
from bot.journal.triggers.screens import name_asked
from bot.people.asides import ask_aside, asked_about, end_aside
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import local_date
from bot.screen import ButtonData

FLOW = "day_trigger"


async def checkin(turn: Turn, words: str) -> Reply:
    """/checkin: the question of the hour, night or day; `/checkin 2` rates the day at once."""
    rating, now, zone = read_rating(words), turn.now, turn.person.zone
    if rating is None and is_morning(now, zone, turn.person.wake_time):
        return Reply(send=(await night(turn, local_date(zone, now), typed=True),))
    day = rated_day(now, zone)
    if rating is not None:
        await actions.rate(turn.session, turn.person, rating, day, now)
    evening = await evening_of(turn, day)
    if rating is None and evening.rating is not None and evening.is_answered:
        return Reply(send=(screens.evening_closed(turn.t, evening),))
    return Reply(send=(screens.evening_screen(turn.t, evening, typed=True),))


async def rated(turn: Turn, data: ButtonData) -> Reply:
    """An answer to /checkin; answers to a check-in that was due also mark its occurrence."""
    assert isinstance(data, Rate)
    day = day_of(data.day)
    check_answer(data.rating, day, turn.now, turn.person.zone)
    await actions.rate(turn.session, turn.person, data.rating, day, turn.now)
    return await _opened(turn, day, data.occurrence)


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenDay)
    return await _opened(turn, checked_day(turn, data.day))


async def toggled(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ToggleTrigger)
    day, is_on = checked_day(turn, data.day), data.flag is Flag.ON
    page = page_with(await habit_of(turn, day), data.trigger)
    await triggers.expose(turn.session, turn.person, data.trigger, day, turn.now, on=is_on)
    return await _opened(turn, day, page=page)


async def page_turned(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TurnDay)
    return await _opened(turn, checked_day(turn, data.day), page=data.page)


async def trigger_asked(turn: Turn, data: ButtonData) -> Reply:
    """In a message of its own: the evening stays as it is meanwhile."""
    assert isinstance(data, AskTrigger)
    day = checked_day(turn, data.day)
    await ask_aside(turn.session, turn.person, turn.now, FLOW, day=day.toordinal())
    return Reply(send=(name_asked(turn.t, None),))


async def trigger_text(turn: Turn, text: str) -> Reply | None:
    """The name of the own trigger that was asked for; the evening goes on below it."""
    about = await asked_about(turn.session, turn.person, turn.now, FLOW)
    if about is None:
        return None
    day = date.fromordinal(about["day"])
    await note_typed(turn, text, day)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(send=(screens.evening_screen(turn.t, await evening_of(turn, day)),))


async def answered(turn: Turn, data: ButtonData) -> Reply:
    """Done: only now are the triggers that are not marked a no."""
    assert isinstance(data, AnswerDay)
    day = checked_day(turn, data.day)
    evening = await evening_of(turn, day)
    if evening.rating is None:
        return await _opened(turn, day)
    asked = dict.fromkeys(each.id for each in (*evening.toggles, *evening.noted))
    await actions.answer_triggers(turn.session, turn.person, day, list(asked), turn.now)
    return await evening_done(turn, day)


async def mood_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetMood)
    day = day_of(data.day)
    check_answer(data.mood, day, turn.now, turn.person.zone)
    await actions.set_mood(turn.session, turn.person, data.mood, day, turn.now)
    return Reply(edit=screens.evening_closed(turn.t, await evening_of(turn, day)))


async def mood_undone(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, UndoMood)
    day = day_of(data.day)
    actions.remove(await actions.mood_of(turn.session, turn.person, day), turn.now)
    return Reply(edit=await day_closed(turn, day))


async def mood_restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreMood)
    day = day_of(data.day)
    actions.restore(await actions.mood_of(turn.session, turn.person, day), turn.now)
    return Reply(edit=await day_closed(turn, day))


async def undone(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, UndoRating)
    day = day_of(data.day)
    actions.remove(await actions.rating_of(turn.session, turn.person, day), turn.now)
    return await _opened(turn, day)


async def restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreRating)
    day = day_of(data.day)
    actions.restore(await actions.rating_of(turn.session, turn.person, day), turn.now)
    return await _opened(turn, day)


TAPS: dict[type[ButtonData], TapHandler] = {
    Rate: rated,
    OpenDay: opened,
    ToggleTrigger: toggled,
    TurnDay: page_turned,
    AskTrigger: trigger_asked,
    AnswerDay: answered,
    SetMood: mood_set,
    UndoMood: mood_undone,
    RestoreMood: mood_restored,
    UndoRating: undone,
    RestoreRating: restored,
    AnswerOffer: offer_answered,
    **NIGHT_TAPS,
}


async def _opened(turn: Turn, day: date, occurrence: int = 0, page: int = 0) -> Reply:
    evening = await evening_of(turn, day, occurrence, page)
    return Reply(edit=screens.evening_screen(turn.t, evening))
