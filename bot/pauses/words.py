"""Pauses in words, for the history and what looks back."""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from bot.pauses.rules import Why
from bot.pauses.screens import why_words
from bot.pauses.store import ended
from bot.pauses.tables import Pause
from bot.people.rules import Rests
from bot.plan.when import clock_time
from bot.plan.zones import day_bounds, local_date
from bot.texts import Translator


def pause_line(t: Translator, row: Pause, day: date, zone: str) -> Markup:
    """What a pause was on a day: its beginning, its end, or all of it."""
    begins = local_date(zone, row.begins_at) == day and row.begins_at > day_bounds(zone, day)[0]
    ends = (over := ended(row)) is not None and over < day_bounds(zone, day)[1]
    since = clock_time(row.begins_at, zone)
    if begins and ends and over is not None:
        line = t.html("⏸ Pause from {since} to {until}", since=since, until=clock_time(over, zone))
    elif begins:
        line = t.html("⏸ Pause from {since}", since=since)
    elif ends and over is not None:
        line = t.html("⏸ Pause until {until}", until=clock_time(over, zone))
    else:
        line = t.html("⏸ Pause")
    return line + _what(t, row)


def _what(t: Translator, row: Pause) -> Markup:
    """`: holiday; medicines went on`."""
    words = [why_words(t, Why(row.reason))] if row.reason else []
    match Rests(row.rests):
        case Rests.BUT_MEDICINES:
            words.append(t("medicines went on"))
        case Rests.BUT_WATER:
            words.append(t("medicines and water went on"))
        case Rests.ALL:
            pass
    return t.html(": {what}", what="; ".join(words)) if words else Markup()


def paused_days(
    pauses: Iterable[Pause], zone: str, first: date, last: date
) -> frozenset[date]:  # fmt: skip
    """The days, from the first to the last, on which there was a pause for most of the day."""
    found: set[date] = set()
    for row in pauses:
        over = ended(row)
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            start, end = day_bounds(zone, day)
            covered = min(over or end, end) - max(row.begins_at, start)
            if covered * 2 > end - start:
                found.add(day)
    return frozenset(found)
