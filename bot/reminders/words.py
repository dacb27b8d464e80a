"""Occurrences in words: icon, name, amount, state."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.plan.medicines import STOP_SENSITIVE
from bot.plan.rules import Kind, local_date
from bot.plan.when import clock_time, when
from bot.reminders.state import Reason, State
from bot.reminders.views import Row
from bot.texts import Translator

ICONS: Mapping[Kind, str] = {
    Kind.MEDICATION: "💊",
    Kind.STRETCHING: "🙆",
    Kind.HYDRATION: "💧",
    Kind.SLEEP: "🌙",
    Kind.CALM: "🌿",
    Kind.INJECTION: "💉",
    Kind.APPOINTMENT: "📅",
    Kind.CHECKIN: "🌆",
    Kind.MORNING: "🌅",
    Kind.OWN: "🔹",
}


def title(t: Translator, row: Row) -> Markup:
    """`💊 <b>Clonazepam</b> 0.5 mg`."""
    if t.is_discreet:
        return t.html("<b>{name}</b>", name=row.name)
    if row.amount:
        return t.html(
            "{icon} <b>{name}</b> {amount}",
            icon=ICONS[row.kind],
            name=row.name,
            amount=t.figures(row.amount),
        )
    return t.html("{icon} <b>{name}</b>", icon=ICONS[row.kind], name=row.name)


def state_words(t: Translator, row: Row, zone: str, now: datetime) -> str:
    """What became of it; empty for one that is open and due."""
    match row.state:
        case State.DONE:
            at = _at(t, row, row.taken_at or row.due_at, zone)
            medicine = row.kind is Kind.MEDICATION
            return t("✅ Taken {time}", time=at) if medicine else t("✅ Done {time}", time=at)
        case State.SKIPPED:
            why = reason_words(t, row.reason) if row.reason else ""
            return t("⏭ Skipped: {why}", why=why) if why else t("⏭ Skipped")
        case State.MISSED:
            return t("▫️ Missed")
        case State.OFFLINE:
            return t("☁️ I was offline")
        case State.OPEN if row.is_later(now):
            return t("⏰ Later: {when}", when=when(t, row.prompt_at, zone, now))
        case State.OPEN:
            return ""


def _at(t: Translator, row: Row, at: datetime, zone: str) -> str:
    """The time alone, with its day where that is not the day it was due."""
    if local_date(zone, at) == local_date(zone, row.due_at):
        return clock_time(at, zone)
    return when(t, at, zone, at + timedelta(days=7))  # with the date: neither today nor near


def fitted(t: Translator, lines: Sequence[Markup], room: int = 3600) -> list[Markup]:
    """As many lines as there is room for, in Telegram's units (UTF-16), and how many more."""
    kept: list[Markup] = []
    for line in lines:
        room -= len(line.striptags().encode("utf-16-le")) // 2 + 1
        if room < 0:
            more = len(lines) - len(kept)
            return [*kept, t.html_plural("and {n} more", "and {n} more", n=more)]
        kept.append(line)
    return kept


def reason_words(t: Translator, reason: Reason) -> str:  # noqa: PLR0911  one a reason
    match reason:
        case Reason.SIDE_EFFECT:
            return t("side effect")
        case Reason.DOCTOR:
            return t("doctor said so")
        case Reason.RAN_OUT:
            return t("ran out")
        case Reason.CHOSE:
            return t("chose not to")
        case Reason.PAUSED:
            return t("paused")
        case Reason.REMOVED:
            return t("no longer in your plan")
        case Reason.RESTED:
            return t("target reached")


def missed_notes(t: Translator, rows: Iterable[Row]) -> list[Markup]:
    """What is said wherever a medicine is marked as missed, once for all; the wording is exact."""
    missed = [row for row in rows if row.is_missed_dose]
    notes: list[Markup] = []
    if missed:
        notes.append(
            t.html(
                "Marked as missed. Please don't take extra to make up. What to do now depends on"
                " your medicine: check its leaflet or ask your pharmacist."
            )
        )
    if any(row.follows_a_miss and row.medicine_class in STOP_SENSITIVE for row in missed):
        notes.append(
            t.html(
                "⚠️ Stopping this kind of medicine suddenly can be harmful. Please call your"
                " pharmacist or doctor today, and before restarting."
            )
        )
    return notes
