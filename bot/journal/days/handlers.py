"""Commands and taps that write the days."""

from datetime import date, timedelta

from bot.journal.days import actions, screens
from bot.journal.days.buttons import (
    AnswerDay,
    Flag,
    OpenDay,
    Rate,
    RestoreMood,
    RestoreRating,
    SetMood,
    ToggleTrigger,
    UndoMood,
    UndoRating,
)
from bot.journal.days.night_handlers import NIGHT_TAPS, night
from bot.journal.days.rules import (
    Evening,
    Toggle,
    check_answer,
    check_day,
    day_of,
    is_morning,
    rated_day,
    read_rating,
)
from bot.journal.removal import can_restore
from bot.journal.triggers import actions as triggers
from bot.journal.triggers.rules import PAGE, Known
from bot.journal.triggers.store import exposed, known
from bot.journal.triggers.words import trigger_name
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import local_date
from bot.screen import ButtonData, Screen

DAY = timedelta(days=1)


async def checkin(turn: Turn, words: str) -> Reply:
    """/checkin: the question of the hour, night or day; `/checkin 2` rates the day at once."""
    rating, now, zone = read_rating(words), turn.now, turn.person.zone
    if rating is None and is_morning(now, zone, turn.person.wake_time):
        return Reply(send=(await night(turn, local_date(zone, now), typed=True),))
    day = rated_day(now, zone)
    if rating is not None:
        await actions.rate(turn.session, turn.person, rating, day, now)
    evening = await _evening(turn, day)
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
    return await _opened(turn, _checked(turn, data.day))


async def toggled(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ToggleTrigger)
    day, is_on = _checked(turn, data.day), data.flag is Flag.ON
    await triggers.expose(turn.session, turn.person, data.trigger, day, turn.now, on=is_on)
    return await _opened(turn, day)


async def answered(turn: Turn, data: ButtonData) -> Reply:
    """Done: only now are the triggers that are not marked a no."""
    assert isinstance(data, AnswerDay)
    day = _checked(turn, data.day)
    evening = await _evening(turn, day)
    if evening.rating is None:
        return await _opened(turn, day)
    asked = [each.id for each in evening.toggles]
    await actions.answer_triggers(turn.session, turn.person, day, asked, turn.now)
    return Reply(edit=screens.evening_closed(turn.t, await _evening(turn, day)))


async def mood_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetMood)
    day = day_of(data.day)
    check_answer(data.mood, day, turn.now, turn.person.zone)
    await actions.set_mood(turn.session, turn.person, data.mood, day, turn.now)
    return Reply(edit=screens.evening_closed(turn.t, await _evening(turn, day)))


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
    AnswerDay: answered,
    SetMood: mood_set,
    UndoMood: mood_undone,
    RestoreMood: mood_restored,
    UndoRating: undone,
    RestoreRating: restored,
    **NIGHT_TAPS,
}


def _checked(turn: Turn, ordinal: int) -> date:
    day = day_of(ordinal)
    check_day(day, turn.now, turn.person.zone)
    return day


async def day_closed(turn: Turn, day: date) -> Screen:
    """A day as it was answered, or the question where it was not."""
    evening = await _evening(turn, day)
    if evening.rating is None and evening.mood is None:
        return screens.evening_screen(turn.t, evening)
    return screens.evening_closed(turn.t, evening)


async def _opened(turn: Turn, day: date, occurrence: int = 0) -> Reply:
    evening = await _evening(turn, day, occurrence)
    return Reply(edit=screens.evening_screen(turn.t, evening))


async def _evening(turn: Turn, day: date, occurrence: int = 0) -> Evening:
    """All that is known of a day."""
    session, person = turn.session, turn.person
    rating = await actions.rating_of(session, person, day)
    mood = await actions.mood_of(session, person, day)
    return Evening(
        day=day,
        today=local_date(person.zone, turn.now),
        rating=rating.rating if rating and rating.removed_at is None else None,
        toggles=await _toggles(turn, day),
        is_answered=await actions.triggers_of(session, person, day) is not None,
        mood=mood.mood if mood and mood.removed_at is None else None,
        can_restore=rating is not None and can_restore(rating.removed_at, turn.now),
        can_restore_mood=mood is not None and can_restore(mood.removed_at, turn.now),
        occurrence=occurrence,
    )


async def _toggles(turn: Turn, day: date) -> tuple[Toggle, ...]:
    """Yesterday's triggers first, then the most used; what was noted for the day is among them."""
    session, person = turn.session, turn.person
    found = await known(session, person, before=day)
    before = await exposed(session, person, day - DAY)
    present = await exposed(session, person, day)
    habit = sorted(
        (one for one in found if not one.is_hidden), key=lambda one: one.id not in before
    )
    shown: list[Known] = habit[:PAGE]
    shown += [one for one in found if one.id in present and one not in shown]
    return tuple(Toggle(one.id, trigger_name(turn.t, one), one.id in present) for one in shown)
