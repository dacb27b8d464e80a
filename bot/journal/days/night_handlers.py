"""Taps that write the nights."""

from datetime import date

from bot.journal.days import actions
from bot.journal.days.buttons import OpenNight, RestoreNight, SetQuality, SetSleep, UndoNight
from bot.journal.days.night_screens import morning_screen
from bot.journal.days.rules import (
    Morning,
    check_answer,
    check_day,
    check_sleep,
    day_of,
    sleep_choices,
)
from bot.journal.removal import can_restore
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import local_date
from bot.screen import ButtonData, Screen


async def slept(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetSleep)
    day = _checked(turn, data.day)
    check_sleep(data.minutes)
    await actions.sleep(turn.session, turn.person, day, turn.now, minutes=data.minutes)
    return Reply(edit=await night(turn, day, data.occurrence))


async def quality_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetQuality)
    day = _checked(turn, data.day)
    check_answer(data.quality, day, turn.now, turn.person.zone)
    await actions.sleep(turn.session, turn.person, day, turn.now, quality=data.quality)
    return Reply(edit=await night(turn, day, data.occurrence))


async def night_opened(turn: Turn, data: ButtonData) -> Reply:
    """A night, or other half hours to choose from."""
    assert isinstance(data, OpenNight)
    day = _checked(turn, data.day)
    return Reply(edit=await night(turn, day, data.occurrence, middle=data.middle))


async def night_undone(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, UndoNight)
    day = _checked(turn, data.day)
    actions.remove(await actions.night_of(turn.session, turn.person, day), turn.now)
    return Reply(edit=await night(turn, day))


async def night_restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreNight)
    day = _checked(turn, data.day)
    actions.restore(await actions.night_of(turn.session, turn.person, day), turn.now)
    return Reply(edit=await night(turn, day))


NIGHT_TAPS: dict[type[ButtonData], TapHandler] = {
    SetSleep: slept,
    SetQuality: quality_set,
    OpenNight: night_opened,
    UndoNight: night_undone,
    RestoreNight: night_restored,
}


async def night(
    turn: Turn, day: date, occurrence: int = 0, *, middle: int = 0, typed: bool = False
) -> Screen:
    """The night before `day`, with half hours round what was answered, chosen or is usual."""
    person = turn.person
    row = await actions.night_of(turn.session, person, day)
    kept = row if row is not None and row.removed_at is None else None
    usual = (await actions.usual_of(turn.session, [(person.id, day)]))[person.id, day]
    minutes = kept.minutes if kept else None
    if not middle:
        offered = minutes is None or minutes in sleep_choices(usual)
        middle = usual if offered else minutes or 0
    morning = Morning(
        day=day,
        today=local_date(person.zone, turn.now),
        middle=middle,
        minutes=minutes,
        quality=kept.quality if kept else None,
        can_restore=row is not None and can_restore(row.removed_at, turn.now),
        occurrence=occurrence,
    )
    return morning_screen(turn.t, morning, typed=typed)


def _checked(turn: Turn, ordinal: int) -> date:
    day = day_of(ordinal)
    check_day(day, turn.now, turn.person.zone)
    return day
