"""The plan's items: commands, taps and typed answers, as the app registers them."""

from collections.abc import Mapping

from bot.people.turn import TapHandler, TextHandler
from bot.plan import add_handlers as adding
from bot.plan import buttons
from bot.plan import item_handlers as items
from bot.plan.add_handlers import add, add_text
from bot.plan.drafting import ADD_FLOW, ITEM_FLOW
from bot.plan.item_handlers import item_text
from bot.screen import ButtonData

__all__ = ["FLOWS", "TAPS", "add"]


TAPS: Mapping[type[ButtonData], TapHandler] = {
    buttons.OpenItem: items.item_opened,
    buttons.EditItem: items.edit_tapped,
    buttons.ClearField: items.field_cleared,
    buttons.SetNags: items.nags_set,
    buttons.SetKind: items.kind_set,
    buttons.SetAgreed: items.agreed_set,
    buttons.SetClass: items.class_set,
    buttons.TurnCalendar: items.calendar_turned,
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
