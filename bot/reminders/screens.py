"""Reminders and what follows from them, as screens."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.journal.screens import checkin_asked
from bot.plan.rules import Kind, local_date
from bot.plan.when import clock_time, day_name
from bot.reminders.buttons import (
    Because,
    LaterMenu,
    Place,
    Show,
    ShowDay,
    ShowToday,
    Skip,
    Take,
    TakeAll,
    TimeMenu,
    Undo,
)
from bot.reminders.state import Reason, Sort, State
from bot.reminders.views import Row
from bot.reminders.words import missed_note, reason_words, state_words, title
from bot.screen import Button, Screen
from bot.texts import Translator

CHOICES = (Reason.SIDE_EFFECT, Reason.DOCTOR, Reason.RAN_OUT, Reason.CHOSE)
"""What a person can say."""
_ANSWERABLE = (State.OPEN, State.OFFLINE)
LONGEST_LABEL = 40
MOST_LISTED = 25
MOST_ROWS = 12
"""Items with buttons in one message: more would not fit a phone; /today has the rest."""


def message_screen(
    t: Translator, sort: Sort, rows: Sequence[Row], zone: str, now: datetime
) -> Screen:
    """The message of one delivery, as things stand now."""
    if sort in {Sort.DIGEST, Sort.HELD}:
        return _digest(t, sort, rows, zone, now)
    if len(rows) == 1:
        return card(t, rows[0], zone, now, Place.MESSAGE, nag=sort is Sort.NAG)
    return _shared(t, rows, zone, now)


def card(
    t: Translator, row: Row, zone: str, now: datetime, place: Place, *, nag: bool = False
) -> Screen:
    """One occurrence with everything that can be said to it."""
    if row.kind is Kind.CHECKIN and row.state in _ANSWERABLE:
        day = local_date(row.zone, row.due_at)
        asked = checkin_asked(t, day, local_date(zone, now), None, row.id)
        ways_out: tuple[Button, ...] = (_skip(t, row, place),)
        if row.state is State.OPEN:
            ways_out = (_later(t, row, place), *ways_out)
        return Screen(asked.text, (*asked.rows, ways_out))
    lines = [t.html("{title} · {time}", title=title(t, row), time=clock_time(row.due_at, zone))]
    if nag and row.state is State.OPEN:
        lines.append(t.html("Still open. Taken already?") if row.kind is Kind.MEDICATION
                     else t.html("Still open."))  # fmt: skip
    state = state_words(t, row, zone, now)
    if state:
        lines.append(Markup.escape(state))
    if row.state is State.MISSED and row.kind is Kind.MEDICATION:
        lines.append(missed_note(t))
    if row.state is State.SKIPPED and row.reason is None and row.can_change(now):
        lines.append(t.html("Would you like to say why? You don't have to."))
    return Screen(Markup("\n").join(lines), _card_rows(t, row, now, place))


def _card_rows(
    t: Translator, row: Row, now: datetime, place: Place
) -> tuple[tuple[Button, ...], ...]:
    back = _back(t, row, place)
    if not row.can_change(now):
        return back
    match row.state:
        case State.DONE:
            return ((_undo(t, row, place), _change_time(t, row, place)), *back)
        case State.SKIPPED if row.reason is None:
            reasons = [
                Button(reason_words(t, reason).capitalize(), Because(row.id, reason, place))
                for reason in CHOICES
            ]
            return (tuple(reasons[:2]), tuple(reasons[2:]), (_undo(t, row, place),), *back)
        case State.SKIPPED if row.reason not in CHOICES:  # the bot let it go
            take = () if place is Place.MESSAGE else ((_take(t, row, place),),)
            return (*take, *back)
        case State.SKIPPED:
            return ((_undo(t, row, place),), *back)
        case State.OPEN:
            return (
                (_take(t, row, place),),
                (_later(t, row, place), _skip(t, row, place)),
                *back,
            )
        case _:
            return ((_take(t, row, place), _skip(t, row, place)), *back)


def _back(t: Translator, row: Row, place: Place) -> tuple[tuple[Button, ...], ...]:
    """The way back to where the card was opened."""
    if place in {Place.TODAY, Place.ENTRY}:
        return ((Button(t("◀ Today"), ShowToday()),),)
    if place is Place.CARD:
        return ((Button(t("◀ Day"), ShowDay(local_date(row.zone, row.due_at).toordinal())),),)
    return ()


def answer_row(t: Translator, row: Row, place: Place, zone: str) -> tuple[Button, ...]:
    """Taken, Later and Skip for one of several items."""
    label = t("✅ Taken") if row.kind is Kind.MEDICATION else t("✅ Done")
    if row.kind is Kind.CHECKIN:
        return (Button(t("🌆 Answer the check-in"), Show(row.id, Place.ENTRY)),)
    named = t(
        "{answer} {time} {name}", answer=label, time=clock_time(row.due_at, zone), name=row.name
    )
    return (
        Button(shortened(named), Take(row.id, place)),
        _later(t, row, place),
        _skip(t, row, place),
    )


def _shared(t: Translator, rows: Sequence[Row], zone: str, now: datetime) -> Screen:
    """Several items of the same minute: a row of buttons each, and one for all."""
    lines = [t.html("🔔 <b>{time}</b>", time=clock_time(min(r.prompt_at for r in rows), zone))]
    lines += [_numbered(t, number, row, zone, now) for number, row in enumerate(rows, 1)]
    if any(row.state is State.MISSED and row.kind is Kind.MEDICATION for row in rows):
        lines.append(missed_note(t))
    return Screen(Markup("\n").join(lines), _shared_rows(t, rows, now))


def _digest(t: Translator, sort: Sort, rows: Sequence[Row], zone: str, now: datetime) -> Screen:
    """One message for all that came due while the bot, or the person, was away."""
    if sort is Sort.HELD:
        head = t.html("👋 Good to see you again. While we were apart, these came due:")
    else:
        head = t.html("☁️ I was offline, and these came due. Did you take or do them?")
    lines = [head]
    day = None
    for number, row in enumerate(rows[:MOST_LISTED], 1):
        if (shown := day_name(t, local_date(zone, row.due_at), local_date(zone, now))) != day:
            day = shown
            lines.append(t.html("<b>{day}</b>", day=day))
        lines.append(
            t.html(
                "{time} {line}",
                time=clock_time(row.due_at, zone),
                line=_numbered(t, number, row, zone, now, in_digest=True),
            )
        )
    if len(rows) > MOST_LISTED:
        lines.append(
            t.html_plural(
                "and {n} more: /history", "and {n} more: /history", n=len(rows) - MOST_LISTED
            )
        )
    lines.append(t.html("Whatever you leave open is not counted as missed."))
    return Screen(Markup("\n").join(lines), _shared_rows(t, rows[:MOST_LISTED], now))


def _numbered(
    t: Translator, number: int, row: Row, zone: str, now: datetime, *, in_digest: bool = False
) -> Markup:
    state = "" if in_digest and row.state is State.OFFLINE else state_words(t, row, zone, now)
    if state:
        return t.html("{number}. {title}: {state}", number=number, title=title(t, row), state=state)
    return t.html("{number}. {title}", number=number, title=title(t, row))


def _shared_rows(
    t: Translator, rows: Sequence[Row], now: datetime
) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons for each item; medicines first when there is no room for all."""
    place = Place.MESSAGE
    numbered = [(n, row) for n, row in enumerate(rows, 1) if row.can_change(now)]
    chosen = sorted(numbered, key=lambda pair: pair[1].kind is not Kind.MEDICATION)[:MOST_ROWS]
    built: list[tuple[Button, ...]] = []
    for number, row in sorted(chosen, key=lambda pair: pair[0]):
        match row.state:
            case State.OPEN:
                built.append(
                    (
                        _take(t, row, place, number),
                        _later(t, row, place, number),
                        _skip(t, row, place, number),
                    )
                )
            case State.OFFLINE | State.MISSED:
                built.append((_take(t, row, place, number), _skip(t, row, place, number)))
            case State.DONE:
                built.append((_undo(t, row, place, number), _change_time(t, row, place, number)))
            case State.SKIPPED if row.reason in {None, *CHOICES}:
                built.append((_undo(t, row, place, number),))
            case State.SKIPPED:
                pass  # the bot let it go
    waiting = [row for row in rows if row.state in _ANSWERABLE and row.delivery_id is not None]
    if len(waiting) > 1:
        assert waiting[0].delivery_id is not None
        built.append((Button(t("✅ All done"), TakeAll(waiting[0].delivery_id)),))
    return tuple(built)


def _take(t: Translator, row: Row, place: Place, number: int = 0) -> Button:
    label = t("✅ Taken") if row.kind is Kind.MEDICATION else t("✅ Done")
    if number:
        label = shortened(
            t("{answer} {number}. {name}", answer=label, number=number, name=row.name)
        )
    return Button(label, Take(row.id, place))


def _later(t: Translator, row: Row, place: Place, number: int = 0) -> Button:
    label = t("⏰ Later {number}", number=number) if number else t("⏰ Later")
    return Button(label, LaterMenu(row.id, place))


def _skip(t: Translator, row: Row, place: Place, number: int = 0) -> Button:
    label = t("⏭ Skip {number}", number=number) if number else t("⏭ Skip")
    return Button(label, Skip(row.id, place))


def _undo(t: Translator, row: Row, place: Place, number: int = 0) -> Button:
    label = t("↩️ Undo {number}", number=number) if number else t("↩️ Undo")
    return Button(label, Undo(row.id, place))


def _change_time(t: Translator, row: Row, place: Place, number: int = 0) -> Button:
    label = t("🕗 Change time {number}", number=number) if number else t("🕗 Change time")
    return Button(label, TimeMenu(row.id, place))


def shortened(label: str) -> str:
    """A button label that a phone can show: the whole name stands in the text above."""
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
