"""Taps on the check-ins of a cycle. What the urgent card speaks of brings the card at once."""

from datetime import date

from bot.journal.removal import can_restore
from bot.people.rules import unknown_button
from bot.people.turn import Reply, TapHandler, Turn
from bot.people.urgent_handlers import card as urgent_card
from bot.plan.rules import local_date
from bot.screen import ButtonData, Screen
from bot.treatment.injections import check_actions
from bot.treatment.injections.buttons import (
    FinishCycleCheck,
    Flag,
    ListCycleChecks,
    OpenCycleCheck,
    RemoveCycleCheck,
    RestoreCycleCheck,
    SetControl,
    SetWorking,
    ToggleSign,
)
from bot.treatment.injections.check_screens import check_screen, checks_screen, removed_screen
from bot.treatment.injections.rules import ALARMING
from bot.treatment.injections.store import check_of, check_row, checks_of_one, entry_of


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenCycleCheck)
    await check_actions.reopen(turn.session, turn.person, data.injection, _day(data.day))
    return Reply(edit=await _check(turn, data.injection, data.day))


async def working_said(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetWorking)
    await check_actions.set_working(
        turn.session, turn.person, data.injection, _day(data.day), data.working, turn.now
    )
    return Reply(edit=await _check(turn, data.injection, data.day))


async def control_said(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetControl)
    await check_actions.set_control(
        turn.session, turn.person, data.injection, _day(data.day), data.control, turn.now
    )
    return Reply(edit=await _check(turn, data.injection, data.day))


async def sign_toggled(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ToggleSign)
    is_on = data.flag is Flag.ON
    is_new = await check_actions.set_sign(
        turn.session, turn.person, data.injection, _day(data.day), data.sign, turn.now, on=is_on
    )
    alarm = is_new and is_on and data.sign in ALARMING
    card = (urgent_card(turn),) if alarm else ()
    return Reply(edit=await _check(turn, data.injection, data.day), send=card)


async def finished(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, FinishCycleCheck)
    await check_actions.finish(turn.session, turn.person, data.injection, _day(data.day), turn.now)
    return Reply(edit=await _check(turn, data.injection, data.day))


async def listed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ListCycleChecks)
    entry = await entry_of(turn.session, turn.person, data.injection)
    checks = await checks_of_one(turn.session, turn.person, data.injection)
    return Reply(edit=checks_screen(turn.t, entry, checks, _today(turn), data.page))


async def removed(turn: Turn, data: ButtonData) -> Reply:
    """A check-in of which nothing is known is shown as the open question it is."""
    assert isinstance(data, RemoveCycleCheck)
    entry, day = await entry_of(turn.session, turn.person, data.injection), _day(data.day)
    if not await check_actions.remove(turn.session, turn.person, entry.id, day, turn.now):
        return Reply(edit=await _check(turn, data.injection, data.day))
    row = await check_row(turn.session, turn.person, entry.id, day)
    back = row is not None and can_restore(row.removed_at, turn.now)
    return Reply(edit=removed_screen(turn.t, entry, day, _today(turn), can_restore=back))


async def restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreCycleCheck)
    day = _day(data.day)
    await check_actions.restore(turn.session, turn.person, data.injection, day, turn.now)
    return Reply(edit=await _check(turn, data.injection, data.day))


async def _check(turn: Turn, injection_id: int, ordinal: int) -> Screen:
    entry = await entry_of(turn.session, turn.person, injection_id)
    check = await check_of(turn.session, turn.person, injection_id, _day(ordinal))
    return check_screen(turn.t, entry, check, _today(turn))


def _today(turn: Turn) -> date:
    return local_date(turn.person.zone, turn.now)


def _day(ordinal: int) -> date:
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError):
        raise unknown_button() from None


TAPS: dict[type[ButtonData], TapHandler] = {
    OpenCycleCheck: opened,
    SetWorking: working_said,
    SetControl: control_said,
    ToggleSign: sign_toggled,
    FinishCycleCheck: finished,
    ListCycleChecks: listed,
    RemoveCycleCheck: removed,
    RestoreCycleCheck: restored,
}
