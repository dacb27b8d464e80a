"""The plan's commands, taps and typed answers, as the app registers them."""

from collections.abc import Mapping

from bot.people.turn import Reply, TapHandler, TextHandler, Turn
from bot.plan import add_handlers as adding
from bot.plan import buttons, screens
from bot.plan import item_handlers as items
from bot.plan.add_handlers import add, add_text
from bot.plan.drafting import ADD_FLOW, ITEM_FLOW, leave
from bot.plan.item_handlers import item_text
from bot.plan.items import items_of
from bot.screen import ButtonData, Screen

__all__ = ["FLOWS", "TAPS", "add", "plan"]


async def plan(turn: Turn, words: str) -> Reply:
    """The list; words name the page, where they are a number."""
    page = int(words) - 1 if words.isdecimal() and len(words) < 4 else 0  # noqa: PLR2004  digits
    return Reply(send=(await _list(turn, page),))


async def plan_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, buttons.OpenPlan)
    return Reply(edit=await _list(turn, data.page))


async def _list(turn: Turn, page: int) -> Screen:
    """The list; a question about an item that was left by coming here is no longer open."""
    await leave(turn, ITEM_FLOW)
    planned = await items_of(turn.session, turn.person, turn.now)
    return screens.plan(turn.t, planned, page, screens.moment_of(turn.person, turn.now))


TAPS: Mapping[type[ButtonData], TapHandler] = {
    buttons.OpenPlan: plan_opened,
    buttons.OpenItem: items.item_opened,
    buttons.EditItem: items.edit_tapped,
    buttons.ClearField: items.field_cleared,
    buttons.SetNags: items.nags_set,
    buttons.SetKind: items.kind_set,
    buttons.SetAgreed: items.agreed_set,
    buttons.KeepPast: items.past_kept,
    buttons.PauseItem: items.pause_tapped,
    buttons.RemoveItem: items.remove_tapped,
    buttons.RestoreItem: items.restored,
    buttons.ItemHistory: items.history_opened,
    buttons.AddItem: adding.add_tapped,
    buttons.PickAnswer: adding.answer_picked,
    buttons.StepBack: adding.stepped_back,
    buttons.SaveNew: adding.saved,
    buttons.CancelNew: adding.cancel_tapped,
}

FLOWS: Mapping[str, TextHandler] = {ADD_FLOW: add_text, ITEM_FLOW: item_text}
