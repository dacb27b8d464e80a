"""Taps and typed answers about one plan item."""

from datetime import date
from typing import Any

from markupsafe import Markup

from bot.errors import UserError
from bot.people.rules import unknown_button
from bot.people.turn import Reply, Turn
from bot.plan import actions, item_screens
from bot.plan.buttons import (
    ClearField,
    EditItem,
    Field,
    ItemHistory,
    KeepPast,
    OpenItem,
    PauseItem,
    RemoveItem,
    RestoreItem,
    SetAgreed,
    SetClass,
    SetKind,
    SetNags,
    TurnCalendar,
)
from bot.plan.drafting import ITEM_FLOW, keep_edit, leave, open_edit
from bot.plan.history_screen import history
from bot.plan.items import Planned, dues_ahead, history_of, item_of
from bot.plan.medicine_screens import calendar_screen
from bot.plan.medicines import class_said
from bot.plan.rules import AfterLast, Steps, from_json, to_json
from bot.plan.screens import moment_of
from bot.plan.typed import NewSchedule, check_text, day_of, read_amount, read_change, read_nags
from bot.screen import ButtonData, Screen

PAST = "past"
"""The step at which dates in the past are asked about."""


async def item_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenItem)
    planned = await _found(turn, data.item)
    await leave(turn, ITEM_FLOW)
    return Reply(edit=_page(turn, planned))


async def edit_tapped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, EditItem)
    planned = await _found(turn, data.item)
    if planned.removed_at is not None:
        return Reply(edit=_page(turn, planned))
    await keep_edit(turn, planned.id, data.field.value)
    return Reply(edit=item_screens.edit_asked(turn.t, planned, data.field))


async def item_text(turn: Turn, text: str) -> Reply | None:
    """The new value of the field that was asked for; UserError leaves the question open."""
    edit = await open_edit(turn)
    if edit is None:
        return None
    planned = await _found(turn, edit.item)
    if planned.removed_at is not None:
        await leave(turn, ITEM_FLOW)
        return Reply(send=(_page(turn, planned),))
    check_text(text)
    field = Field.TIMES if edit.step == PAST else Field(edit.step)
    if field is Field.TIMES:
        return Reply(send=(await _times_typed(turn, planned, text),))
    await _change(turn, planned, field, text)
    return Reply(send=(await _done(turn, planned.id),))


async def field_cleared(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ClearField)
    args = (turn.session, turn.person, data.item, None, turn.now)
    if data.field is Field.AMOUNT:
        await actions.change_amount(*args)
    elif data.field is Field.NOTES:
        await actions.change_notes(*args)
    else:
        raise unknown_button()
    return Reply(edit=await _done(turn, data.item))


async def nags_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetNags)
    minutes = data.minutes.split("-") if data.minutes else []
    if not all(minute.isdecimal() for minute in minutes):
        raise unknown_button()
    nags = [int(minute) for minute in minutes]
    await actions.change_nags(turn.session, turn.person, data.item, nags, turn.now)
    return Reply(edit=await _done(turn, data.item))


async def kind_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetKind)
    await actions.change_kind(turn.session, turn.person, data.item, data.kind, turn.now)
    return Reply(edit=await _done(turn, data.item))


async def agreed_set(turn: Turn, data: ButtonData) -> Reply:
    """The page as it stands; a second tap on the same one changes nothing more."""
    assert isinstance(data, SetAgreed)
    await actions.agree(turn.session, turn.person, data.item, data.agreed.whom, turn.now)
    return Reply(edit=_page(turn, await _found(turn, data.item)), notice=turn.t("Saved."))


async def class_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetClass)
    try:
        said = class_said(data.said)
    except ValueError:
        raise unknown_button() from None
    await actions.confirm_class(turn.session, turn.person, data.item, said, turn.now)
    return Reply(edit=await _done(turn, data.item))


async def calendar_turned(turn: Turn, data: ButtonData) -> Reply:
    """The steps that wait to be kept, else the item's own; without any it is the item's page."""
    assert isinstance(data, TurnCalendar)
    planned = await _found(turn, data.item)
    edit = await open_edit(turn)
    if edit is not None and edit.item == data.item and edit.step == PAST:
        new = NewSchedule(from_json(edit.data["schedule"]), edit.data["amount"])
        past = edit.data.get("past")
        asked = None if past is None else date.fromisoformat(past)
        return Reply(edit=item_screens.keep_asked(turn.t, planned, new.schedule, asked, data.page))
    when = planned.schedule.when
    if planned.removed_at is not None or not isinstance(when, Steps):
        return Reply(edit=_page(turn, planned))
    return Reply(edit=calendar_screen(turn.t, planned, when, data.page))


async def past_kept(turn: Turn, data: ButtonData) -> Reply:
    """Takes the schedule that was asked about; a later tap shows the item as it is."""
    assert isinstance(data, KeepPast)
    planned = await _found(turn, data.item)
    edit = await open_edit(turn)
    if edit is None or edit.item != data.item or edit.step != PAST:
        return Reply(edit=_page(turn, planned))
    new = NewSchedule(from_json(edit.data["schedule"]), edit.data["amount"])
    await _reschedule(turn, planned, new)
    return Reply(edit=await _done(turn, data.item))


async def pause_tapped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PauseItem)
    if data.paused not in {0, 1}:
        raise unknown_button()
    act = actions.pause_item if data.paused else actions.resume_item
    await act(turn.session, turn.person, data.item, turn.now)
    return Reply(edit=_page(turn, await _found(turn, data.item)))


async def remove_tapped(turn: Turn, data: ButtonData) -> Reply:
    """Asks first; what is removed already is shown as that, and nothing more happens to it."""
    assert isinstance(data, RemoveItem)
    planned = await _found(turn, data.item)
    if planned.removed_at is None and not data.sure:
        return Reply(edit=item_screens.remove_asked(turn.t, planned))
    if planned.removed_at is None:
        await leave(turn, ITEM_FLOW)
        await actions.remove(turn.session, turn.person, data.item, turn.now)
    return Reply(edit=item_screens.removed(turn.t, planned))


async def restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreItem)
    await actions.restore(turn.session, turn.person, data.item, turn.now)
    note = turn.t.html("↩️ Back in your plan.")
    return Reply(edit=_page(turn, await _found(turn, data.item), note))


async def history_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ItemHistory)
    planned = await _found(turn, data.item)
    past = await history_of(turn.session, turn.person, data.item)
    moment = moment_of(turn.person, turn.now)
    return Reply(edit=history(turn.t, planned, past, data.page, moment))


async def _found(turn: Turn, item_id: int) -> Planned:
    planned = await item_of(turn.session, turn.person, item_id, turn.now)
    if planned is None:
        raise UserError("I can't find this in your plan. /plan shows what is there.")
    return planned


def _page(turn: Turn, planned: Planned, note: Markup | None = None) -> Screen:
    """The item's page; of a removed one only that it is, and Undo."""
    if planned.removed_at is not None:
        return item_screens.removed(turn.t, planned)
    # After a dose the next one depends on it; what the clock alone would say might mislead.
    known = planned.paused_at is None and not isinstance(planned.schedule.when, AfterLast)
    zone = planned.zone or turn.person.plan_zone
    dues = dues_ahead(planned.schedule, zone, turn.now) if known else ()
    return item_screens.item(turn.t, planned, dues, moment_of(turn.person, turn.now), note)


async def _done(turn: Turn, item_id: int) -> Screen:
    await leave(turn, ITEM_FLOW)
    return _page(turn, await _found(turn, item_id), turn.t.html("✅ Saved."))


async def _change(turn: Turn, planned: Planned, field: Field, text: str) -> None:
    person, now = turn.person, turn.now
    match field:
        case Field.NAME:
            await actions.rename(turn.session, person, planned.id, text, now)
        case Field.AMOUNT:
            amount = read_amount(text, person.language)
            await actions.change_amount(turn.session, person, planned.id, amount, now)
        case Field.NOTES:
            await actions.change_notes(turn.session, person, planned.id, text, now)
        case Field.KIND | Field.CLASS:
            raise UserError("Please tap one of the kinds.")
        case _:
            nags = read_nags(text, person.language)
            await actions.change_nags(turn.session, person, planned.id, nags, now)


async def _times_typed(turn: Turn, planned: Planned, text: str) -> Screen:
    """Takes a schedule; dated steps, and what lies in the past, are shown before they are kept."""
    day = day_of(turn.person, turn.now)
    new = read_change(text, planned.kind, planned.schedule, day)
    if new.past is not None or isinstance(new.schedule.when, Steps):
        await keep_edit(turn, planned.id, PAST, **_kept(new))
        return item_screens.keep_asked(turn.t, planned, new.schedule, new.past)
    await _reschedule(turn, planned, new)
    await leave(turn, ITEM_FLOW)
    said = [turn.t.html("✅ Saved.")]
    said += [turn.t.html(remark.message, **remark.values) for remark in new.remarks]
    return _page(turn, await _found(turn, planned.id), Markup("\n").join(said))


async def _reschedule(turn: Turn, planned: Planned, new: NewSchedule) -> None:
    person, now = turn.person, turn.now
    await actions.change_schedule(turn.session, person, planned.id, new.schedule, now)
    has_own = isinstance(new.schedule.when, Steps)  # each step of a taper has its amount
    if has_own or new.amount is not None:
        await actions.change_amount(turn.session, person, planned.id, new.amount, now)


def _kept(new: NewSchedule) -> dict[str, Any]:
    past = None if new.past is None else new.past.isoformat()
    return {"schedule": to_json(new.schedule), "amount": new.amount, "past": past}
