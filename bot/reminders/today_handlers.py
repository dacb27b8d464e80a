"""/today and /history, what is taken early, and what is taken as needed."""

from bot.errors import UserError
from bot.journal.history.buttons import BackToDay, ShowDay, ShowPage
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.items import item_of
from bot.plan.rules import AsNeeded, local_date
from bot.reminders import early, lookups
from bot.reminders.buttons import NeedMenu, ShowToday, TakeEarly, TakeNeeded
from bot.reminders.instants import instant_of_minute, instant_of_second
from bot.reminders.present import day_page, today_of
from bot.reminders.today import needed_screen
from bot.screen import Button, ButtonData
from bot.treatment.dates import past_date


async def today(turn: Turn, words: str) -> Reply:
    """/today: what is due, what is ahead, and what was."""
    del words
    return Reply(send=(await today_of(turn),))


async def history(turn: Turn, words: str) -> Reply:
    """/history: today's page, with a way back day by day; /history yesterday: that day's."""
    day = local_date(turn.person.zone, turn.now)
    if words.strip():
        day = past_date(words, day, turn.person.language)
    return Reply(send=(await day_page(turn, day.toordinal()),))


async def today_shown(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await today_of(turn))


async def day_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ShowDay)
    return Reply(edit=await day_page(turn, data.day))


async def page_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ShowPage)
    return Reply(edit=await day_page(turn, data.day, data.page))


async def taken_early(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TakeEarly)
    at = instant_of_minute(data.at)
    changed = await early.take_early(turn.session, turn.person, data.item, at, turn.now)
    return Reply(edit=await today_of(turn), notice=None if changed else turn.t("Already noted."))


async def need_asked(turn: Turn, data: ButtonData) -> Reply:
    """As needed: what was taken already comes before the question."""
    assert isinstance(data, NeedMenu)
    item = await item_of(turn.session, turn.person, data.item, turn.now)
    if item is None or item.removed_at or not isinstance(item.schedule.when, AsNeeded):
        raise UserError("This is no longer in your plan. /plan shows what is.")
    doses = await lookups.doses_of(turn.session, turn.person, data.item)
    buttons = [
        Button(turn.t("💾 Save"), TakeNeeded(data.item, int(turn.now.timestamp()))),
        Button(turn.t("◀ Today"), ShowToday()),
    ]
    return Reply(edit=needed_screen(turn.t, item, doses, turn.now, buttons))


async def need_taken(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TakeNeeded)
    asked_at = instant_of_second(data.at)
    changed = await early.take_needed(turn.session, turn.person, data.item, asked_at, turn.now)
    return Reply(edit=await today_of(turn), notice=None if changed else turn.t("Already noted."))


TAPS: dict[type[ButtonData], TapHandler] = {
    ShowToday: today_shown,
    ShowDay: day_shown,
    BackToDay: day_shown,
    ShowPage: page_shown,
    TakeEarly: taken_early,
    NeedMenu: need_asked,
    TakeNeeded: need_taken,
}
