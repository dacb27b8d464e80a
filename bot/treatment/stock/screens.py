"""A supply as screens: what is left, the warning, its history."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.plan.buttons import OpenItem, OpenStock
from bot.plan.screens import pager, title
from bot.plan.when import when
from bot.plan.wording import isolated
from bot.screen import Button, Screen
from bot.texts import Translator
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
from bot.treatment.stock.rules import UNIT, WARN_DAYS, Entry, What, newest
from bot.treatment.stock.store import Supply
from bot.treatment.stock.words import last_words, left_words, units_words

DOSES = (25, 50, 100, 150, 200, 300)
"""Hundredths of a unit that buttons offer for a dose."""
PAGE = 12

Rows = tuple[tuple[Button, ...], ...]


def stock_screen(t: Translator, supply: Supply, note: Markup | None = None) -> Screen:
    """What should be left, and everything that can be done about it."""
    head = t.html("📦 <b>Supply</b> of {item}", item=_name(t, supply))
    blocks = [] if note is None else [note]
    if supply.units is None:
        blocks += [
            head,
            t.html("I can count along: every dose that you take goes off, and I tell you some days"
                   " before it runs out."),
        ]  # fmt: skip
        rows: Rows = ((Button(t("🔢 Count them now"), AskStock(supply.item.id, Ask.COUNT)),),)
        return Screen(Markup("\n\n").join(blocks), (*rows, _back(t, supply)))
    lines = [head, left_words(t, supply), t.html("{dose}", dose=_dose_words(t, supply))]
    lines.append(
        t.html_plural("🔔 I warn {n} day ahead, in the morning.",
                      "🔔 I warn {n} days ahead, in the morning.", n=supply.warn_days)
    )  # fmt: skip
    blocks.append(Markup("\n").join(lines))
    return Screen(Markup("\n\n").join(blocks), _rows(t, supply))


def warning_screen(t: Translator, supply: Supply) -> Screen:
    """What the bot says by itself in the morning."""
    text = t.html("📦 Supply of {item}: {left}", item=_name(t, supply), left=last_words(t, supply))
    open_ = Button(t("📦 Supply"), OpenStock(supply.item.id))
    return Screen(text, ((_refill_button(t, supply),), (open_,)))


def refilled_screen(t: Translator, supply: Supply, entry_id: int) -> Screen:
    """After a refill of one tap, with its way back."""
    text = t.html("✅ Refilled: {item}\n{left}", item=_name(t, supply), left=left_words(t, supply))
    undo = Button(t("↩️ Undo"), TakeBackEntry(supply.item.id, entry_id))
    return Screen(text, ((undo, Button(t("📦 Supply"), OpenStock(supply.item.id))),))


def asked_screen(t: Translator, supply: Supply, ask: Ask) -> Screen:
    """Waits for a number, or what a unit holds."""
    questions = {
        Ask.COUNT: t.html("<b>How many are there now?</b> Please send the number: <code>30</code>"),
        Ask.REFILL: t.html("<b>How many came?</b> Please send the number: <code>30</code>"),
        Ask.DOSE: t.html(
            "<b>How many make one dose?</b> Choose, or send what one holds, for example"
            " <code>5 mg</code>: then I follow the amount of each dose."
        ),
    }
    rows: Rows = ()
    if ask is Ask.DOSE:
        item = supply.item.id
        buttons = [Button(units_words(t, each), SetDose(item, each)) for each in DOSES]
        rows = (tuple(buttons[:3]), tuple(buttons[3:]))
    back = (Button(t("⬅️ Back"), OpenStock(supply.item.id)),)
    text = t.html("📦 Supply of {item}", item=_name(t, supply)) + Markup("\n\n") + questions[ask]
    return Screen(text, (*rows, back))


def warn_screen(t: Translator, supply: Supply) -> Screen:
    text = t.html("<b>How many days ahead shall I warn?</b>")
    buttons = tuple(
        Button(t.plural("{n} day", "{n} days", n=days), SetWarning(supply.item.id, days))
        for days in WARN_DAYS
    )
    back = (Button(t("⬅️ Back"), OpenStock(supply.item.id)),)
    return Screen(text, (buttons[:2], buttons[2:], back))


def end_screen(t: Translator, supply: Supply) -> Screen:
    text = t.html("Shall I count {item} no more? What was noted stays.", item=_name(t, supply))
    rows = (
        (Button(t("🗑 Count no more"), EndStock(supply.item.id, 1)),),
        (Button(t("⬅️ Back"), OpenStock(supply.item.id)),),
    )
    return Screen(text, rows)


def history_screen(
    t: Translator, supply: Supply, page: int, zone: str, entries: Sequence[Entry]
) -> Screen:
    """Counts, refills and doses, the newest first. `zone`: where the person is."""
    pages = max(0, len(entries) - 1) // PAGE + 1
    page = min(max(page, 0), pages - 1)
    shown = entries[page * PAGE : (page + 1) * PAGE]
    lines = [t.html("🕓 Supply of {item}, what was", item=_name(t, supply))]
    lines += [_entry_line(t, one, zone) for one in shown]
    if not shown:
        lines.append(t.html("Nothing was noted yet."))
    rows = pager(t, page, pages, lambda to: StockHistory(supply.item.id, to))
    return Screen(Markup("\n").join(lines), (*rows, (_back_to_stock(t, supply),)))


def _entry_line(t: Translator, one: Entry, zone: str) -> Markup:
    words = {
        What.COUNTED: t("counted: {n}", n=units_words(t, one.units)),
        What.REFILLED: t("came: +{n}", n=units_words(t, one.units)),
        What.TAKEN: t("taken: −{n}", n=units_words(t, one.units)),
    }
    at = when(t, one.at, zone, one.at.replace(year=one.at.year - 1))
    return t.html("{when}: {what}", when=at, what=words[one.what])


def _rows(t: Translator, supply: Supply) -> Rows:
    item = supply.item.id
    rows: Rows = (
        (_refill_button(t, supply),),
        (
            Button(t("➕ Another number came"), AskStock(item, Ask.REFILL)),
            Button(t("🔢 Count again"), AskStock(item, Ask.COUNT)),
        ),
        (
            Button(t("💊 A dose"), AskStock(item, Ask.DOSE)),
            Button(t("🔔 Warning"), SetWarning(item, 0)),
        ),
        (
            Button(t("🕓 History"), StockHistory(item, 0)),
            Button(t("🗑 Count no more"), EndStock(item, 0)),
        ),
    )
    last = next((one for one in supply.entries if one.what is not What.TAKEN), None)
    if last is not None and len([1 for one in supply.entries if one.what is not What.TAKEN]) > 1:
        label = t("↩️ Undo {what}", what=f"+{units_words(t, last.units)}"
                  if last.what is What.REFILLED else f"= {units_words(t, last.units)}")  # fmt: skip
        rows += ((Button(label, TakeBackEntry(item, last.id)),),)
    return (*rows, _back(t, supply))


def _refill_button(t: Translator, supply: Supply) -> Button:
    label = t("✅ Refilled +{n}", n=units_words(t, supply.pack))
    return Button(label, Refill(supply.item.id, supply.pack, newest(supply.entries)))


def _back(t: Translator, supply: Supply) -> tuple[Button, ...]:
    return (Button(t("⬅️ Back"), OpenItem(supply.item.id)),)


def _back_to_stock(t: Translator, supply: Supply) -> Button:
    return Button(t("⬅️ Back"), OpenStock(supply.item.id))


def _name(t: Translator, supply: Supply) -> Markup:
    return title(t, supply.item.kind, supply.item.name, None)


def _dose_words(t: Translator, supply: Supply) -> str:
    """`One holds 5 mg.`, or how many make a dose."""
    holds = supply.dosing.unit_amount
    if holds is not None:
        return t("💊 One holds {amount}.", amount=isolated(t.figures(holds)))
    units = supply.dosing.units(supply.item.amount)
    if units == UNIT:
        return t("💊 A dose is 1.")
    return t("💊 A dose is {n}.", n=units_words(t, units))
