"""The messages of deliveries: a reminder, several at one minute, a digest."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.journal.words import urgent
from bot.plan.rules import CHECK_INS, Kind, local_date
from bot.plan.when import as_heading, both_times, clock_time, day_name
from bot.reminders.buttons import Place, Show, TakeAll
from bot.reminders.screens import (
    card,
    change_time_button,
    guide_row,
    later_button,
    shortened,
    skip_button,
    take_button,
    undo_button,
)
from bot.reminders.state import DIGESTS, Sort, State
from bot.reminders.views import Row
from bot.reminders.words import ICONS, fitted, missed_notes, state_words, title
from bot.screen import Button, Screen
from bot.texts import Translator

ANSWERABLE = (State.OPEN, State.OFFLINE)
MOST_ROWS = 20
"""Items with buttons in one message: three each, and Telegram allows a hundred."""
MOST_ASKED = 8
"""Items with buttons in a digest; the rest of a long outage is named, line by line."""
MOST_TIMES = 6

Numbered = Sequence[tuple[int, Row]]


def message_screen(
    t: Translator, sort: Sort, rows: Sequence[Row], zone: str, now: datetime
) -> Screen:
    """The message of one delivery, as things stand now."""
    if sort in DIGESTS:
        return _digest(t, sort, rows, zone, now)
    if len(rows) == 1:
        return card(t, rows[0], zone, now, Place.MESSAGE, nag=sort is Sort.NAG)
    return _shared(t, rows, zone, now)


def _shared(t: Translator, rows: Sequence[Row], zone: str, now: datetime) -> Screen:
    """Several items of the same minute: a row of buttons each, and one for all."""
    at = min(row.prompt_at for row in rows)
    lines = [_numbered(t, number, row, zone, now) for number, row in enumerate(rows, 1)]
    time = both_times(t, at, zone, rows[0].home)
    shown = [t.html("🔔 <b>{time}</b>", time=time), *fitted(t, lines)]
    shown += missed_notes(t, rows)
    asked = _urgent_first([pair for pair in enumerate(rows, 1) if pair[1].can_change(now)])
    buttons = _rows(t, asked[:MOST_ROWS], rows, now, is_digest=False)
    return Screen(Markup("\n").join(shown), buttons)


def _digest(t: Translator, sort: Sort, rows: Sequence[Row], zone: str, now: datetime) -> Screen:
    """One message for all that came due while the bot, or the person, was away."""
    asked = _asked(rows, now)
    lines, today, day = [_head(t, sort)], local_date(zone, now), None
    for number, row in asked:
        if (date := local_date(zone, row.due_at)) != day:
            day = date
            lines.append(t.html("<b>{day}</b>", day=as_heading(day_name(t, day, today))))
        line = _numbered(t, number, row, zone, now, in_digest=True)
        time = both_times(t, row.due_at, zone, row.home)
        lines.append(t.html("{time} {line}", time=time, line=line))
    numbered = {row.id for _, row in asked}
    rest = _summed_up(t, [row for row in rows if row.id not in numbered], zone, now)
    if rest:
        lines += [t.html("<b>And:</b>"), *fitted(t, rest, room=1500)]
    if len(asked) > 1 or any(row.state in ANSWERABLE for _, row in asked):
        lines.append(t.html("What you leave open just stays open. /history has it all."))
    lines += missed_notes(t, rows)
    lines.append(urgent(t))
    return Screen(Markup("\n").join(lines), _rows(t, asked, rows, now, is_digest=True))


def _head(t: Translator, sort: Sort) -> Markup:
    match sort:
        case Sort.HELD:
            return t.html("👋 Good to see you again. While we were apart, these came due:")
        case Sort.MOVED:
            return t.html("🧭 Your clocks moved past these. Did you take or do them?")
        case _:
            return t.html("☁️ I was offline, and these came due. Did you take or do them?")


def _asked(rows: Sequence[Row], now: datetime) -> Numbered:
    """Those that get buttons, numbered in order of time: the urgent and the latest ones."""
    recent = [(0, row) for row in reversed(rows) if row.can_change(now)]
    chosen = sorted(_urgent_first(recent)[:MOST_ASKED], key=lambda pair: pair[1].due_at)
    return list(enumerate((row for _, row in chosen), 1))


def _urgent_first(numbered: Numbered) -> Numbered:
    """What can still be done in time, then medicines, then the rest; else as they stand."""
    return sorted(
        numbered,
        key=lambda pair: (pair[1].state is not State.OPEN, pair[1].kind is not Kind.MEDICATION),
    )


def _summed_up(t: Translator, rows: Sequence[Row], zone: str, now: datetime) -> list[Markup]:
    """One line for each item and day: `💧 Water yesterday 09:00, 11:00, 13:00`."""
    groups: dict[tuple[int, object], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.item_id, local_date(zone, row.due_at)), []).append(row)
    lines: list[Markup] = []
    for found in groups.values():
        times = ", ".join(clock_time(row.due_at, zone) for row in found[:MOST_TIMES])
        lines.append(
            t.html(
                "{title} {day} {times}",
                title=title(t, found[0]),
                day=day_name(t, local_date(zone, found[0].due_at), local_date(zone, now)),
                times=f"{times} …" if len(found) > MOST_TIMES else times,
            )
        )
    return lines


def _numbered(
    t: Translator, number: int, row: Row, zone: str, now: datetime, *, in_digest: bool = False
) -> Markup:
    state = "" if in_digest and row.state is State.OFFLINE else state_words(t, row, zone, now)
    if state:
        return t.html("{number}. {title}: {state}", number=number, title=title(t, row), state=state)
    return t.html("{number}. {title}", number=number, title=title(t, row))


def _rows(
    t: Translator, asked: Numbered, rows: Sequence[Row], now: datetime, *, is_digest: bool
) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons for each item, in the order of their numbers, and one for all."""
    built = []
    for number, row in sorted(asked, key=lambda pair: pair[0]):
        begins = row.state is State.OPEN and not is_digest
        built += [_row(t, number, row), guide_row(t, row, number) if begins else ()]
    waiting = [
        row.delivery_id
        for row in rows
        if row.state in ANSWERABLE and row.kind not in CHECK_INS and row.can_change(now)
    ]
    if len(waiting) > 1 and waiting[0] is not None:
        built.append((Button(t("✅ All done"), TakeAll(waiting[0]), is_main=True),))
    return tuple(row for row in built if row)


def _row(t: Translator, number: int, row: Row) -> tuple[Button, ...]:
    place = Place.MESSAGE
    match row.state:
        case State.OPEN | State.OFFLINE if row.kind in CHECK_INS:
            label = t("{icon} Answer {number} · {name}", icon=ICONS[row.kind], number=number,
                      name=row.name)  # fmt: skip
            return (Button(shortened(label), Show(row.id, Place.ENTRY)),)
        case State.OPEN:
            return (
                take_button(t, row, place, number),
                later_button(t, row, place, number),
                skip_button(t, row, place, number),
            )
        case State.OFFLINE | State.MISSED:
            return (take_button(t, row, place, number), skip_button(t, row, place, number))
        case State.DONE:
            return (undo_button(t, row, place, number), change_time_button(t, row, place, number))
        case State.SKIPPED:
            return () if row.let_go else (undo_button(t, row, place, number),)
