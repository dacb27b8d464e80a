"""The journal's part of a day's page, and the screens that its entries open."""

from datetime import date

from markupsafe import Markup

from bot.journal.days.night_screens import night_words
from bot.journal.days.screens import mood_words
from bot.journal.effects.buttons import OpenEffectsWeek
from bot.journal.effects.words import effects_words, strengths_words
from bot.journal.episodes.rules import Entry
from bot.journal.episodes.words import entry_lines
from bot.journal.history.buttons import (
    Answer,
    BackToDay,
    OpenAnswer,
    OpenEntry,
    OpenGlass,
    OpenGlasses,
    RemoveGlass,
    ResizeGlass,
    RestoreGlass,
    ShowDay,
    ShowPage,
)
from bot.journal.history.rules import Line, Part, pages
from bot.journal.history.store import DayLog
from bot.journal.selfcheck.words import day_words
from bot.journal.triggers.words import trigger_name
from bot.journal.water.rules import GLASSES, Glass, Unit
from bot.journal.water.screens import amount_words
from bot.journal.words import severity_words, urgent
from bot.marks import marked
from bot.plan.when import as_heading, clock_time, day_name
from bot.plan.zones import day_bounds
from bot.screen import Button, Screen
from bot.texts import Translator

_GLASSES_SHOWN = 24
_ECHOED = 300
"""Characters of a note on a day's page: one alone can be as long as a whole message."""


def day_screen(
    t: Translator, lines: list[Line], day: date, today: date, page: int, *, has_next: bool
) -> Screen:
    """One page of a day, each entry with a button that opens it, and the ways to other days."""
    found = pages(lines)
    page = min(max(page, 0), len(found) - 1)
    head = t.html("📖 <b>{day}</b>", day=as_heading(day_name(t, day, today)))
    if len(found) > 1:
        head += t.html(" · page {page} of {of}", page=page + 1, of=len(found))
    texts = [line.text for line in found[page]] or [t.html("Nothing on this day.")]
    buttons = [(line.button,) for line in found[page] if line.button is not None]
    ordinal = day.toordinal()
    paging: list[Button] = []
    if page > 0:
        paging.append(Button(t("▲ Page before"), ShowPage(ordinal, page - 1)))
    if page + 1 < len(found):
        paging.append(Button(t("▼ Next page"), ShowPage(ordinal, page + 1)))
    turning = [Button(t("◀ Day before"), ShowDay(ordinal - 1))]
    if has_next:
        turning.append(Button(t("Day after ▶"), ShowDay(ordinal + 1)))
    rows = (*buttons, *([tuple(paging)] if paging else []), tuple(turning))
    foot = (urgent(t),) if lines else ()
    return Screen(Markup("\n").join((head, *texts, *foot)), rows)


def journal_lines(t: Translator, log: DayLog, zone: str) -> list[Line]:
    """Everything in the journal of a day; `zone` only orders what has no time."""
    start, end = day_bounds(zone, log.day)
    lines = [_episode(t, log, entry) for entry in log.episodes]
    day = log.day.toordinal()
    if log.minutes is not None or log.quality is not None:
        night = night_words(t, log.minutes, log.quality)
        button = Button(t("✏️ Night"), OpenAnswer(Answer.NIGHT, day))
        lines.append(Line(Part.NIGHT, start, t.html("🌅 Slept: {night}", night=night), button))
    if log.glasses:
        button = Button(t("✏️ Water"), OpenGlasses(day))
        lines.append(Line(Part.DAY, end, _water(t, log), button))
    if log.present or log.is_answered:
        button = Button(t("✏️ Triggers"), OpenAnswer(Answer.TRIGGERS, day))
        lines.append(Line(Part.DAY, end, _triggers(t, log), button))
    button = Button(t("✏️ Day rating"), OpenAnswer(Answer.DAY, day))
    if log.rating is not None:
        rating = severity_words(t, log.rating)
        lines.append(Line(Part.DAY, end, t.html("🌆 Day: {rating}", rating=rating), button))
    if log.mood is not None:
        text = t.html("🙂 Mood of the week: {mood}", mood=mood_words(t, log.mood))
        lines.append(Line(Part.DAY, end, text, None if log.rating is not None else button))
    if log.effects is not None and (log.effects.present or log.effects.is_answered):
        text = t.html("💊 {effects}", effects=effects_words(t, log.effects))
        button = Button(t("✏️ Side effects"), OpenAnswer(Answer.EFFECTS, day))
        lines.append(Line(Part.DAY, end, text, button))
    if log.week_effects:
        text = t.html("💊 Of the week: {effects}", effects=strengths_words(t, log.week_effects))
        button = Button(t("✏️ Side effects of the week"), OpenEffectsWeek(day, 0))
        lines.append(Line(Part.DAY, end, text, button))
    if answers := day_words(t, log.given):
        button = Button(t("✏️ Weekly questions"), OpenAnswer(Answer.CHECK, day))
        lines.append(Line(Part.DAY, end, t.html("🗒 {answers}", answers=answers), button))
    return lines


def glasses_screen(t: Translator, day: date, glasses: tuple[Glass, ...], unit: Unit) -> Screen:
    """The glasses of a day, each with a button."""
    text = t.html("💧 Which glass?") if glasses else t.html("💧 No water noted on this day.")
    buttons = [
        Button(_glass(t, each, unit), OpenGlass(each.id)) for each in glasses[-_GLASSES_SHOWN:]
    ]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    return Screen(text, (*rows, (Button(t("◀ Day"), BackToDay(day.toordinal())),)))


def glass_screen(t: Translator, glass: Glass, day: date, unit: Unit, *, is_removed: bool) -> Screen:
    """One glass, to correct or remove; a removed one can be restored for a day."""
    shown = _glass(t, glass, unit)
    back = (Button(t("◀ Back"), OpenGlasses(day.toordinal())),)
    if is_removed:
        restore = (Button(t("↪️ Restore"), RestoreGlass(glass.id)),)
        return Screen(t.html("💧 <s>{glass}</s>\nRemoved.", glass=shown), (restore, back))
    sizes = [
        Button(
            marked(t, amount_words(t, ml, unit), is_chosen=ml == glass.ml),
            ResizeGlass(glass.id, ml),
        )
        for ml in GLASSES[unit]
    ]
    remove = (Button(t("🗑 Remove"), RemoveGlass(glass.id)),)
    rows = (tuple(sizes[:3]), tuple(sizes[3:]), remove, back)
    return Screen(t.html("💧 <b>{glass}</b>\nHow much was it?", glass=shown), rows)


def _episode(t: Translator, log: DayLog, entry: Entry) -> Line:
    names = ", ".join(trigger_name(t, one) for one in log.triggers if one.id in entry.triggers)
    at = clock_time(entry.at, entry.zone)
    head = t.html("{time} ⚡ <b>Episode</b>", time=at)
    note = entry.note if len(entry.note) <= _ECHOED else f"{entry.note[:_ECHOED]}…"
    text = Markup(" · ").join((head, *entry_lines(t, entry, names, note=note)))
    button = Button(t("✏️ {time} Episode", time=at), OpenEntry(entry.id, log.day.toordinal()))
    return Line(Part.TIMED, entry.at, text, button)


def _triggers(t: Translator, log: DayLog) -> Markup:
    names = ", ".join(trigger_name(t, one) for one in log.triggers if one.id in log.present)
    if names:
        return t.html("🎯 Triggers: {names}", names=names)
    return t.html("🎯 None of the triggers asked.")


def _water(t: Translator, log: DayLog) -> Markup:
    total = amount_words(t, sum(each.ml for each in log.glasses), log.unit)
    each = ", ".join(_glass(t, one, log.unit) for one in log.glasses[-_GLASSES_SHOWN:])
    if len(log.glasses) > _GLASSES_SHOWN:
        each = f"…, {each}"
    return t.html("💧 Water: {total} ({glasses})", total=total, glasses=each)


def _glass(t: Translator, glass: Glass, unit: Unit) -> str:
    at = clock_time(glass.at, glass.zone)
    return t("{time} {amount}", time=at, amount=amount_words(t, glass.ml, unit))
