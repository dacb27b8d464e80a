"""Taps and commands about reminders. Whatever was tapped, the present state is shown."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.drafts import drop_draft, keep_draft, open_draft
from bot.errors import UserError
from bot.journal.days import handlers as days
from bot.journal.days.buttons import Rate, SetQuality, SetSleep
from bot.journal.days.rules import day_of, unknown_answer
from bot.journal.history.buttons import ShowDay, ShowPage
from bot.journal.history.rules import Line
from bot.journal.history.screens import day_screen, journal_lines
from bot.journal.history.store import day_log
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.items import item_of
from bot.plan.quick_add import parse_time
from bot.plan.rules import AsNeeded, instant_of, local_date
from bot.reminders import actions, menus
from bot.reminders.buttons import (
    Because,
    Later,
    LaterMenu,
    LaterTyped,
    NeedMenu,
    Place,
    Show,
    ShowToday,
    Skip,
    Take,
    TakeAll,
    TakeEarly,
    TakenAt,
    TakeNeeded,
    TimeMenu,
    TimeTyped,
    Undo,
)
from bot.reminders.screens import card, message_screen
from bot.reminders.state import Sort, State
from bot.reminders.tables import Delivery, Occurrence
from bot.reminders.today import (
    load_day,
    load_today,
    needed_screen,
    occurrence_lines,
    today_screen,
)
from bot.reminders.views import Row, rows, rows_of_deliveries
from bot.reminders.words import state_words
from bot.screen import Button, ButtonData, Screen

FLOW = "reminder"
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


async def today(turn: Turn, words: str) -> Reply:
    del words
    return Reply(send=(await _today(turn),))


async def history(turn: Turn, words: str) -> Reply:
    """/history: today's page, with a way back day by day."""
    del words
    day = local_date(turn.person.zone, turn.now)
    return Reply(send=(await _history(turn, day.toordinal()),))


async def today_shown(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await _today(turn))


async def day_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ShowDay)
    return Reply(edit=await _history(turn, data.day))


async def page_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ShowPage)
    return Reply(edit=await _history(turn, data.day, data.page))


async def taken(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Take)
    changed = await actions.take(turn.session, turn.person, data.o, turn.now)
    return await _shown(turn, data.o, data.place, changed=changed)


async def all_taken(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TakeAll)
    changed = await actions.take_all(turn.session, turn.person, data.delivery, turn.now)
    screen = await _message(turn, data.delivery)
    if screen is None:
        raise UserError("I can't find this any more. /today shows what is current.")
    return Reply(edit=screen, notice=None if changed else turn.t("Already noted."))


async def skipped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Skip)
    changed = await actions.skip(turn.session, turn.person, data.o, turn.now)
    place = Place.ENTRY if data.place is Place.TODAY else data.place  # where reasons are offered
    return await _shown(turn, data.o, place, changed=changed)


async def reason_given(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Because)
    changed = await actions.give_reason(turn.session, turn.person, data.o, data.reason, turn.now)
    return await _shown(turn, data.o, data.place, changed=changed)


async def undone(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Undo)
    changed = await actions.undo(turn.session, turn.person, data.o, turn.now)
    return await _shown(turn, data.o, data.place, changed=changed)


async def later_asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, LaterMenu)
    row = await _row(turn, data.o)
    if row.state is not State.OPEN:
        return await _shown(turn, data.o, data.place, changed=False)
    occurrence = await actions.changeable(turn.session, turn.person, data.o, turn.now)
    limit = await actions.latest(turn.session, turn.person, occurrence)
    zone = turn.person.zone
    bed = instant_of(zone, local_date(zone, turn.now), turn.person.bed_time) or turn.now
    tonight = menus.tonight_of(zone, bed, turn.now)
    return Reply(edit=menus.later_screen(turn.t, row, zone, turn.now, tonight, limit, data.place))


async def put_off(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Later)
    at = _instant(data.at) if data.at else turn.now + _minutes(data.minutes)
    changed = await actions.later(turn.session, turn.person, data.o, at, turn.now)
    return await _shown(turn, data.o, data.place, changed=changed)


async def later_typed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, LaterTyped)
    return await _ask_time(turn, "later", data.o, data.place)


async def time_asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TimeMenu)
    row = await _row(turn, data.o)
    if row.state is not State.DONE:
        return await _shown(turn, data.o, data.place, changed=False)
    return Reply(edit=menus.time_screen(turn.t, row, turn.person.zone, turn.now, data.place))


async def time_changed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TakenAt)
    changed = await actions.taken_at(turn.session, turn.person, data.o, _instant(data.at), turn.now)
    return await _shown(turn, data.o, data.place, changed=changed)


async def time_typed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TimeTyped)
    return await _ask_time(turn, "taken", data.o, data.place)


async def shown(turn: Turn, data: ButtonData) -> Reply:
    """Back from a menu, or a card opened from a list; a question for a time is dropped."""
    assert isinstance(data, Show)
    draft = await open_draft(turn.session, turn.person.id, turn.now)
    if draft is not None and draft.flow == FLOW:
        await drop_draft(turn.session, turn.person.id)
    return Reply(edit=await _place(turn, data.o, data.place))


async def taken_early(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TakeEarly)
    await actions.take_early(turn.session, turn.person, data.item, _instant(data.at), turn.now)
    return Reply(edit=await _today(turn))


async def need_asked(turn: Turn, data: ButtonData) -> Reply:
    """As needed: what was taken already comes before the question."""
    assert isinstance(data, NeedMenu)
    item = await item_of(turn.session, turn.person, data.item, turn.now)
    if item is None or item.removed_at or not isinstance(item.schedule.when, AsNeeded):
        raise UserError("This is no longer in your plan. /plan shows what is.")
    doses = await turn.session.scalars(
        select(Occurrence.taken_at)
        .where(Occurrence.item_id == data.item, Occurrence.state == State.DONE)
        .order_by(Occurrence.taken_at.desc())
        .limit(50)
    )
    buttons = [
        Button(turn.t("💾 Save"), TakeNeeded(data.item, int(turn.now.timestamp()))),
        Button(turn.t("◀ Today"), ShowToday()),
    ]
    taken_at = [at for at in reversed(doses.all()) if at is not None]
    return Reply(edit=needed_screen(turn.t, item, taken_at, turn.now, buttons))


async def need_taken(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TakeNeeded)
    asked_at = _second(data.at)
    await actions.take_needed(turn.session, turn.person, data.item, asked_at, turn.now)
    return Reply(edit=await _today(turn))


async def checked_in(turn: Turn, data: ButtonData) -> Reply:
    """The answer to a check-in that was due: it is saved, and the occurrence done."""
    assert isinstance(data, Rate | SetSleep | SetQuality)
    reply = await days.TAPS[type(data)](turn, data)
    if data.occurrence:
        await actions.take(turn.session, turn.person, data.occurrence, turn.now)
    return reply


async def time_text(turn: Turn, text: str) -> Reply | None:
    """A typed time for Later or Change time; None while nothing waits for one."""
    draft = await open_draft(turn.session, turn.person.id, turn.now)
    if draft is None or draft.flow != FLOW:
        return None
    at = parse_time(text)
    if at is None:
        raise UserError("I don't read a time in this. Please send one such as 15:30 or 8 pm.")
    occurrence_id, place = int(draft.data["o"]), Place(draft.data["place"])
    zone, now = turn.person.zone, turn.now
    day = local_date(zone, now)
    if draft.step == "later":
        instant = instant_of(zone, day, at)
        if instant is None or instant <= now:
            instant = instant_of(zone, day + timedelta(days=1), at) or now
        await actions.later(turn.session, turn.person, occurrence_id, instant, now)
    else:
        instant = instant_of(zone, day, at)
        if instant is None or instant > now:
            instant = instant_of(zone, day - timedelta(days=1), at) or now
        await actions.taken_at(turn.session, turn.person, occurrence_id, instant, now)
    await drop_draft(turn.session, turn.person.id)
    return Reply(send=(await _place(turn, occurrence_id, place),))


TAPS: dict[type[ButtonData], TapHandler] = {
    Take: taken,
    TakeAll: all_taken,
    Skip: skipped,
    Because: reason_given,
    Undo: undone,
    LaterMenu: later_asked,
    Later: put_off,
    LaterTyped: later_typed,
    TimeMenu: time_asked,
    TakenAt: time_changed,
    TimeTyped: time_typed,
    Show: shown,
    ShowToday: today_shown,
    ShowDay: day_shown,
    ShowPage: page_shown,
    TakeEarly: taken_early,
    NeedMenu: need_asked,
    TakeNeeded: need_taken,
    Rate: checked_in,
    SetSleep: checked_in,
    SetQuality: checked_in,
}


async def _shown(turn: Turn, occurrence_id: int, place: Place, *, changed: bool) -> Reply:
    """The present state; a tap that changed nothing also gets it as a word over the chat."""
    if changed:
        await _tidy_elsewhere(turn, occurrence_id)
    screen = await _place(turn, occurrence_id, place)
    if changed:
        return Reply(edit=screen)
    row = await _row(turn, occurrence_id)
    words = state_words(turn.t, row, turn.person.zone, turn.now)
    return Reply(edit=screen, notice=words or turn.t("Still open."))


async def _tidy_elsewhere(turn: Turn, occurrence_id: int) -> None:
    """Brings the reminder's own message up to date when another one was tapped."""
    row = await _row(turn, occurrence_id)
    if row.delivery_id is None:
        return
    delivery = await turn.session.get(Delivery, row.delivery_id)
    if delivery and delivery.message_id and delivery.message_id != turn.message_id:
        await actions.tidy(turn.session, turn.person, delivery.id, turn.now)


async def _place(turn: Turn, occurrence_id: int, place: Place) -> Screen:
    if place is Place.TODAY:
        return await _today(turn)
    row = await _row(turn, occurrence_id)
    if place is Place.MESSAGE and row.delivery_id is not None:
        screen = await _message(turn, row.delivery_id)
        if screen is not None:
            return screen
    return card(turn.t, row, turn.person.zone, turn.now, place)


async def _message(turn: Turn, delivery_id: int) -> Screen | None:
    """A delivery's screen; None when it is gone or somebody else's."""
    delivery = await turn.session.scalar(
        select(Delivery).where(Delivery.id == delivery_id, Delivery.person_id == turn.person.id)
    )
    found = (await rows_of_deliveries(turn.session, [delivery_id])).get(delivery_id)
    if delivery is None or not found:
        return None
    return message_screen(turn.t, Sort(delivery.kind), found, turn.person.zone, turn.now)


async def _row(turn: Turn, occurrence_id: int) -> Row:
    found = await rows(
        turn.session, Occurrence.id == occurrence_id, Occurrence.person_id == turn.person.id
    )
    if not found:
        raise UserError("I can't find this any more. /today shows what is current.")
    return found[0]


async def _today(turn: Turn) -> Screen:
    loaded = await load_today(turn.session, turn.person, turn.now)
    return today_screen(turn.t, loaded, turn.person, turn.now)


async def _history(turn: Turn, ordinal: int, page: int = 0) -> Screen:
    """A page of a day: the plan's part and the journal's, in the order in which it was lived."""
    day, today = day_of(ordinal), local_date(turn.person.zone, turn.now)
    if day > today + DAY:
        raise unknown_answer()
    lines = await _lines(turn, day)
    # After a flight to the west there can be a day ahead that was lived in part already.
    has_next = day < today or (day == today and bool(await _lines(turn, day + DAY)))
    return day_screen(turn.t, lines, day, today, page, has_next=has_next)


async def _lines(turn: Turn, day: date) -> list[Line]:
    found = await load_day(turn.session, turn.person, day, turn.now)
    log = await day_log(turn.session, turn.person, day)
    planned = occurrence_lines(turn.t, found, turn.now)
    return planned + journal_lines(turn.t, log, turn.person.zone)


async def _ask_time(turn: Turn, step: str, occurrence_id: int, place: Place) -> Reply:
    row = await _row(turn, occurrence_id)
    data: dict[str, Any] = {"o": occurrence_id, "place": place.value}
    await keep_draft(turn.session, turn.person.id, turn.now, FLOW, step, **data)
    return Reply(edit=menus.ask_time(turn.t, row, place))


def _instant(minute: int) -> datetime:
    return _second(minute * 60)


def _second(second: int) -> datetime:
    try:
        return datetime.fromtimestamp(second, UTC)
    except (ValueError, OverflowError, OSError):
        raise UserError("I don't know this button. /help shows what I can do.") from None


def _minutes(minutes: int) -> timedelta:
    if minutes not in menus.MINUTES:
        raise UserError("I don't know this button. /help shows what I can do.")
    return minutes * MINUTE
