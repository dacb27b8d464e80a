"""Screens of triggers."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from markupsafe import Markup

from bot.journal.triggers.buttons import (
    Expose,
    Flag,
    HideTrigger,
    MergeMenu,
    MergeTrigger,
    NewTrigger,
    OpenTrigger,
    RenameTrigger,
    ShowExposures,
    ShowTriggers,
)
from bot.journal.triggers.rules import PAGE, Known, page_of
from bot.journal.triggers.words import trigger_name
from bot.journal.words import urgent
from bot.marks import ticked
from bot.plan.when import day_name
from bot.screen import Button, ButtonData, Screen
from bot.texts import Translator

Rows = tuple[tuple[Button, ...], ...]


def exposures(
    t: Translator,
    triggers: Sequence[Known],
    present: Collection[int],
    day: date,
    today: date,
    *,
    page: int,
) -> Screen:
    """What was present on a day, as toggles."""
    named = [trigger_name(t, one) for one in triggers if one.id in present]
    lines = [t.html("<b>🎯 Triggers {day}</b>", day=day_name(t, day, today))]
    if named:
        lines.append(t.html("Noted: {names}", names=", ".join(named)))
    else:
        lines.append(t.html("What is there, with or without a spasm?"))
    shown, has_more, page = page_of(triggers, page)
    rows = chip_rows(
        t, shown, present, lambda one, flag: Expose(one.id, day.toordinal(), flag, page)
    )
    more = _more(t, page, has_more=has_more, to=lambda to: ShowExposures(day.toordinal(), to))
    last = (
        Button(t("➕ Own trigger"), NewTrigger(day.toordinal())),
        Button(t("✏️ Change triggers"), ShowTriggers(0)),
    )
    return Screen(Markup("\n").join((*lines, urgent(t))), (*rows, *more, last))


def chip_rows(
    t: Translator,
    shown: Sequence[Known],
    present: Collection[int],
    tap: Callable[[Known, Flag], ButtonData],
) -> Rows:
    """Toggles, two in a row; each asks for the other state than it shows."""
    chips = [
        Button(
            ticked(t, trigger_name(t, one), is_on=one.id in present),
            tap(one, Flag.OFF if one.id in present else Flag.ON),
        )
        for one in shown
    ]
    return tuple(tuple(chips[at : at + 2]) for at in range(0, len(chips), 2))


def trigger_list(t: Translator, triggers: Sequence[Known], page: int, today: date) -> Screen:
    """All of a person's triggers, to be renamed, merged and hidden."""
    last = max(0, (len(triggers) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = triggers[page * PAGE : (page + 1) * PAGE]
    rows = [(Button(_listed(t, one), OpenTrigger(one.id)),) for one in shown]
    more = _more(t, page, has_more=page < last, to=ShowTriggers)
    back = (Button(t("◀ Back"), ShowExposures(today.toordinal(), 0)),)
    text = t.html("<b>🎯 Your triggers</b>\nTap one to rename, merge or hide it.")
    return Screen(Markup("\n").join((text, urgent(t))), (*rows, *more, back))


def trigger_card(t: Translator, trigger: Known, note: Markup | None = None) -> Screen:
    lines = [t.html("<b>🎯 {name}</b>", name=trigger_name(t, trigger))]
    if note is not None:
        lines.append(note)
    noted = t.html_plural(
        "Noted {n} time before today.", "Noted {n} times before today.", n=trigger.uses
    )
    lines.append(noted)
    if trigger.is_hidden:
        lines.append(t.html("Hidden: I don't offer it. What was noted stays."))
        hide = Button(t("👁 Show again"), HideTrigger(trigger.id, Flag.OFF))
    else:
        hide = Button(t("🙈 Hide"), HideTrigger(trigger.id, Flag.ON))
    return Screen(
        Markup("\n").join((*lines, urgent(t))),
        (
            (Button(t("✏️ Rename"), RenameTrigger(trigger.id)),),
            (Button(t("🔗 Merge into another"), MergeMenu(trigger.id, 0)),),
            (hide,),
            (Button(t("◀ Triggers"), ShowTriggers(0)),),
        ),
    )


def merge_menu(t: Translator, trigger: Known, others: Sequence[Known], page: int) -> Screen:
    shown, has_more, page = page_of(others, page)
    rows = [(Button(trigger_name(t, one), MergeTrigger(trigger.id, one.id)),) for one in shown]
    more = _more(t, page, has_more=has_more, to=lambda to: MergeMenu(trigger.id, to))
    return Screen(
        t.html(
            "<b>🔗 Merge {name}</b>\nWhich trigger is the same? It takes over everything noted;"
            " this cannot be undone.",
            name=trigger_name(t, trigger),
        ),
        (*rows, *more, (Button(t("◀ Back"), OpenTrigger(trigger.id)),)),
    )


def name_asked(t: Translator, trigger: Known | None) -> Screen:
    """Asks for the name of a new trigger, or another name of one."""
    if trigger is None:
        return Screen(t.html("What is your trigger called? Send me a word or two."))
    return Screen(
        t.html("What shall <b>{name}</b> be called? Send me a word or two.",
               name=trigger_name(t, trigger)),
        ((Button(t("◀ Back"), OpenTrigger(trigger.id)),),),
    )  # fmt: skip


def _listed(t: Translator, one: Known) -> str:
    name = trigger_name(t, one)
    return t("🙈 Hidden: {name}", name=name) if one.is_hidden else name


def _more(t: Translator, page: int, *, has_more: bool, to: Callable[[int], ButtonData]) -> Rows:
    """The way to the pages before and after."""
    row: list[Button] = []
    if page > 0:
        row.append(Button(t("◀ Fewer"), to(page - 1)))
    if has_more:
        row.append(Button(t("▶ More"), to(page + 1)))
    return (tuple(row),) if row else ()
