"""Visits as words."""

from datetime import date

from bot.plan.when import day_name
from bot.texts import Translator
from bot.treatment.visits.rules import Appointment, Changed, VisitKind


def when_words(t: Translator, visit: Appointment, today: date) -> str:
    """`Thu 12 Mar 10:30`; without its time where that is not known."""
    day = day_name(t, visit.day, today)
    return day if visit.at is None else t("{day} {time}", day=day, time=f"{visit.at:%H:%M}")


def visit_words(t: Translator, visit: Appointment, today: date) -> str:
    """`Thu 12 Mar 10:30 · Dr. Weber`."""
    said = [when_words(t, visit, today)]
    said += [visit.with_whom] if visit.with_whom else []
    return " · ".join(said)


def sign_of(visit: Appointment) -> str:
    return "💉" if visit.kind is VisitKind.INJECTION else "🗓"


def ahead_words(t: Translator, visit: Appointment, today: date) -> str:
    """`in 3 days`, `tomorrow`, `today`."""
    days = (visit.day - today).days
    if days in {0, 1}:
        return day_name(t, visit.day, today)
    return t.plural("in {n} day", "in {n} days", n=days)


def changed_words(t: Translator, changed: Changed) -> str:
    words = {
        Changed.MEDICINE: t("💊 A medicine"),
        Changed.DOSE: t("🔢 A dose"),
        Changed.EXERCISE: t("🤸 An exercise"),
        Changed.NOTHING: t("Nothing"),
    }
    return words[changed]
