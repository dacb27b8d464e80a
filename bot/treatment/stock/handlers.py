"""Taps and typed numbers about the supply of a medicine."""

from bot.errors import UserError
from bot.people.asides import ask_aside, asked_about, end_aside
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.buttons import OpenStock
from bot.plan.fields import clean_amount
from bot.plan.quick_add import parse_amount
from bot.plan.rules import Kind
from bot.screen import ButtonData, Screen
from bot.treatment.stock import actions, screens
from bot.treatment.stock.buttons import (
    Ask,
    AskStock,
    EndStock,
    Refill,
    SetDose,
    SetWarning,
    StockHistory,
    TakeBackEntry,
)
from bot.treatment.stock.rules import Dosing, newest, read_units
from bot.treatment.stock.store import Supply, supply_of

FLOWS = {Ask.COUNT: "stock-count", Ask.REFILL: "stock-refill", Ask.DOSE: "stock-dose"}


async def opened(turn: Turn, data: ButtonData) -> Reply:
    """A question that was open about it is left by coming here."""
    assert isinstance(data, OpenStock)
    for flow in FLOWS.values():
        await end_aside(turn.session, turn.person, turn.now, flow)
    return Reply(edit=await _page(turn, data.item))


async def asked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, AskStock)
    supply = await _supply(turn, data.item)
    await ask_aside(turn.session, turn.person, turn.now, FLOWS[data.ask], item=data.item)
    return Reply(edit=screens.asked_screen(turn.t, supply, data.ask))


async def stock_text(turn: Turn, text: str) -> Reply | None:
    """The answer to an open question; UserError leaves it open."""
    for ask, flow in FLOWS.items():
        about = await asked_about(turn.session, turn.person, turn.now, flow)
        if about is not None:
            await _answered(turn, ask, about["item"], text)
            await end_aside(turn.session, turn.person, turn.now, flow)
            return Reply(send=(await _page(turn, about["item"]),))
    return None


async def refilled(turn: Turn, data: ButtonData) -> Reply:
    """Once: where something was counted or refilled since, the supply is shown as it is."""
    assert isinstance(data, Refill)
    supply = await _supply(turn, data.item)
    if newest(supply.entries) != data.seen:
        return Reply(edit=screens.stock_screen(turn.t, supply), notice=turn.t("Already noted."))
    entry = await actions.refill(turn.session, turn.person, data.item, data.units, turn.now)
    after = await _supply(turn, data.item)
    return Reply(edit=screens.refilled_screen(turn.t, after, entry))


async def taken_back(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TakeBackEntry)
    is_new = await actions.take_back(turn.session, turn.person, data.item, data.entry, turn.now)
    notice = turn.t("Taken back.") if is_new else turn.t("Already noted.")
    return Reply(edit=await _page(turn, data.item), notice=notice)


async def dose_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetDose)
    await actions.set_dose(turn.session, turn.person, data.item, Dosing(data.units), turn.now)
    await end_aside(turn.session, turn.person, turn.now, FLOWS[Ask.DOSE])
    return Reply(edit=await _page(turn, data.item), notice=turn.t("Saved."))


async def warning_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetWarning)
    if not data.days:
        return Reply(edit=screens.warn_screen(turn.t, await _supply(turn, data.item)))
    await actions.set_warning(turn.session, turn.person, data.item, data.days, turn.now)
    return Reply(edit=await _page(turn, data.item), notice=turn.t("Saved."))


async def history_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, StockHistory)
    supply = await _supply(turn, data.item)
    return Reply(
        edit=screens.history_screen(turn.t, supply, data.page, turn.person.zone, supply.entries)
    )


async def ended(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, EndStock)
    supply = await _supply(turn, data.item)
    if supply.units is not None and not data.sure:
        return Reply(edit=screens.end_screen(turn.t, supply))
    if supply.units is not None:
        await actions.end(turn.session, turn.person, data.item, turn.now)
    return Reply(edit=await _page(turn, data.item))


async def _answered(turn: Turn, ask: Ask, item: int, text: str) -> None:
    session, person, now = turn.session, turn.person, turn.now
    match ask:
        case Ask.COUNT:
            await actions.count(session, person, item, read_units(text), now)
        case Ask.REFILL:
            await actions.refill(session, person, item, read_units(text), now)
        case Ask.DOSE:
            await actions.set_dose(session, person, item, _dosing(text, turn.person.language), now)


def _dosing(text: str, language: str) -> Dosing:
    """A bare number is units for a dose, an amount is what one unit holds."""
    amount = parse_amount(text, language)
    if amount is None:
        return Dosing(read_units(text))
    return Dosing(unit_amount=clean_amount(amount))


async def _page(turn: Turn, item: int) -> Screen:
    return screens.stock_screen(turn.t, await _supply(turn, item))


async def _supply(turn: Turn, item: int) -> Supply:
    """That of a medicine in this person's plan; UserError for any other."""
    supply = await supply_of(turn.session, turn.person, item, turn.now)
    if supply is None or supply.item.removed_at is not None:
        raise UserError("I can't find this in your plan. /plan shows what is there.")
    if supply.item.kind is not Kind.MEDICATION:
        raise UserError("Only medicines have a supply.")
    return supply


TAPS: dict[type[ButtonData], TapHandler] = {
    OpenStock: opened,
    AskStock: asked,
    Refill: refilled,
    TakeBackEntry: taken_back,
    SetDose: dose_set,
    SetWarning: warning_set,
    StockHistory: history_opened,
    EndStock: ended,
}
