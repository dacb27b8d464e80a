"""Screens about the export, and about a file that may be one."""

from collections.abc import Callable

from bot.export.buttons import Restore
from bot.export.diary import Diary
from bot.people.keyboard import main_keyboard
from bot.screen import Attachment, Button, Screen
from bot.texts import Translator


def exported(t: Translator, name: str, make: Callable[[], bytes]) -> Screen:
    text = t.html(
        "📦 Everything you told me: tables, a calendar, a file for your doctor's system (FHIR), and"
        " one for me. What you wrote is in it as you wrote it, so keep it where only you can read"
        " it.\n\nSend it to me again from an empty account and I restore it."
    )
    return Screen(text, attachment=Attachment(name, make))


def restore_asked(t: Translator, diary: Diary) -> Screen:
    count = {name: len(rows) for name, rows in diary.tables.items()}
    text = t.html(
        "📦 <b>Restore this diary?</b>\nIt is of {day} and holds {items} plan items, {doses}"
        " answers to reminders, {episodes} episodes and {days} rated days. Your settings"
        " become those of the file.",
        day=diary.at.date().isoformat(),
        items=count["plan_item"],
        doses=count["occurrence"],
        episodes=count["episode"],
        days=count["day_rating"],
    )
    rows = ((Button(t("📦 Restore"), Restore(1)),), (Button(t("↩️ Leave it"), Restore(0)),))
    return Screen(text, rows)


def restored(t: Translator) -> Screen:
    return Screen(t.html("✅ Restored. /today shows where things stand, /plan your plan."))


def keys(t: Translator, *, easy: int) -> Screen:
    text = t.html("Reminders come as your plan says from now on.")
    return Screen(text, keyboard=main_keyboard(t, easy=easy))


def left(t: Translator) -> Screen:
    return Screen(t.html("Nothing was changed."))
