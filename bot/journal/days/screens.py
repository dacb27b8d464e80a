"""Screens of the days."""

from datetime import date

from markupsafe import Markup

from bot.journal.days.buttons import Rate
from bot.journal.days.rules import RATINGS
from bot.journal.words import marked, severity_words, urgent
from bot.plan.when import day_name
from bot.screen import Button, Screen
from bot.texts import Translator


def checkin_asked(
    t: Translator, day: date, today: date, chosen: int | None, occurrence: int = 0
) -> Screen:
    """The evening question; with an answer given, that answer, and the buttons to change it."""
    if chosen is None:
        lines = [t.html("<b>How was your face today?</b>")]
    else:
        lines = [t.html("<b>✅ Day rating saved: {rating}</b>", rating=severity_words(t, chosen))]
    if day != today:
        lines.append(t.html("This counts for {day}.", day=day_name(t, day, today)))
    return Screen(
        Markup("\n").join((*lines, urgent(t))), rating_rows(t, occurrence, day=day, chosen=chosen)
    )


def rating_rows(
    t: Translator, occurrence: int, *, day: date | None = None, chosen: int | None = None
) -> tuple[tuple[Button, ...], ...]:
    """The five answers; give the occurrence of a check-in that was due, or 0 and the day."""
    return tuple(
        (
            Button(
                marked(severity_words(t, each), is_chosen=each == chosen),
                Rate(each, occurrence, day.toordinal() if day else 0),
            ),
        )
        for each in RATINGS
    )
