"""Good things as a day's page shows them: a line each, and the entry that it opens."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.journal.history.rules import Line, Part
from bot.plan.when import as_heading, clock_time, day_name
from bot.screen import Button, Screen
from bot.texts import Translator
from bot.treatment.guided.buttons import OpenGood, RemoveGood
from bot.treatment.guided.screens import Good, good_words
from bot.treatment.guided.tables import GoodThing


def good_of(row: GoodThing) -> Good:
    return Good(row.id, row.local_date, row.text, row.said_at, row.zone)


def good_lines(t: Translator, things: Sequence[Good]) -> list[Line]:
    """By the clocks where each was said."""
    return [_line(t, one) for one in things]


def good_card(t: Translator, one: Good, today: date) -> Screen:
    """One of them, to be removed; the way back to its day is the caller's."""
    day = as_heading(day_name(t, one.day, today))
    when = t("{day} {time}", day=day, time=clock_time(one.at, one.zone))
    lines = (
        t.html("☀️ <b>{when}</b>", when=when),
        t.html("{text}", text=good_words(t, one)),
    )
    return Screen(Markup("\n").join(lines), ((Button(t("🗑 Remove"), RemoveGood(one.id)),),))


def _line(t: Translator, one: Good) -> Line:
    at = clock_time(one.at, one.zone)
    text = t.html("{time} ☀️ {text}", time=at, text=good_words(t, one))
    return Line(Part.TIMED, one.at, text, Button(t("✏️ {time} Good thing", time=at),
                                                 OpenGood(one.id)))  # fmt: skip
