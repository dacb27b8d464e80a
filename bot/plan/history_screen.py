"""What was changed about a plan item, and when."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.plan.agreed import AgreedWith, agreed_words
from bot.plan.buttons import ItemHistory, OpenItem
from bot.plan.items import Past, Planned
from bot.plan.medicine_words import class_words
from bot.plan.medicines import MedicineClass
from bot.plan.reasons import Reason
from bot.plan.rules import Kind, Schedule
from bot.plan.screens import Moment, in_words, pager, title
from bot.plan.when import when
from bot.plan.wording import isolated, kind_name, nags_words, short
from bot.screen import Button, Screen
from bot.texts import Translator

HISTORY_PAGE = 10
SHOWN_VALUE = 60
"""Characters of an old or new value."""


def history(
    t: Translator, planned: Planned, past: Sequence[Past], page: int, moment: Moment
) -> Screen:
    """What was changed about an item, the newest first."""
    pages = max((len(past) - 1) // HISTORY_PAGE + 1, 1)
    page = min(max(page, 0), pages - 1)
    shown = past[page * HISTORY_PAGE : (page + 1) * HISTORY_PAGE]
    lines = [
        t.html("{when}: ", when=when(t, change.at, moment.zone, moment.now)) + told(t, change)
        for change in shown
    ]
    heading = title(t, planned.kind, planned.name, planned.amount)
    rows = pager(t, page, pages, lambda other: ItemHistory(planned.id, other))
    rows += ((Button(t("⬅️ Back"), OpenItem(planned.id)),),)
    return Screen(Markup("\n").join((heading, Markup(), *lines)), rows)


def told(t: Translator, change: Past) -> Markup:
    """One change in a line, with its reason where one was given."""
    words = _change(t, change)
    if change.reason == Reason.DOCTOR:
        return words + t.html(" · <i>agreed with the doctor</i>")
    return words


def _change(t: Translator, change: Past) -> Markup:
    values = {"before": _value(t, change, change.before), "after": _value(t, change, change.after)}
    words = {
        "added": t.html("added as {after}", **values),
        "renamed": t.html("name {before} → {after}", **values),
        "amount": t.html("amount {before} → {after}", **values),
        "schedule": t.html("when {before} → {after}", **values),
        "nags": t.html("repeats {before} → {after}", **values),
        "notes": t.html("notes {before} → {after}", **values),
        "class": t.html("kind of medicine {before} → {after}", **values),
        "kind": t.html("kind {before} → {after}", **values),
        "agreed": t.html("agreed with {before} → {after}", **values),
        "paused": t.html("paused"),
        "resumed": t.html("resumed"),
        "removed": t.html("removed"),
        "restored": t.html("put back"),
    }
    return words[change.what]


def _value(t: Translator, change: Past, value: str | Schedule | None) -> str:
    if isinstance(value, Schedule):
        return short(in_words(t, value), SHOWN_VALUE)
    if change.what == "class":
        return class_words(t, MedicineClass(value) if value else None)
    if change.what == "kind" and value is not None:
        return kind_name(t, Kind(value))
    if change.what == "agreed":
        return agreed_words(t, AgreedWith(value)) if value else t("not said")
    if change.what == "nags":
        return nags_words(t, [int(minute) for minute in value.split(",")] if value else ())
    if change.what == "amount" and value is not None:
        value = t.figures(value)
    return isolated(short(value, SHOWN_VALUE)) if value else t("none")
