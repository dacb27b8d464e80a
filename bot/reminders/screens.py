"""Reminders and what follows from them, as screens."""

from datetime import date, datetime

from markupsafe import Markup

from bot.journal.days.night_screens import morning_screen
from bot.journal.days.rules import Morning
from bot.journal.days.screens import checkin_asked
from bot.journal.history.buttons import ShowDay
from bot.plan.rules import CHECK_INS, Kind, local_date
from bot.plan.when import both_times, clock_time
from bot.reminders.buttons import (
    Because,
    LaterMenu,
    Place,
    Show,
    ShowToday,
    Skip,
    Take,
    TimeMenu,
    Undo,
)
from bot.reminders.state import Reason, State
from bot.reminders.views import Row
from bot.reminders.words import missed_notes, reason_words, state_words, title
from bot.screen import Button, Screen
from bot.texts import Translator
from bot.treatment.guided.buttons import BeginReminded

CHOICES = (Reason.SIDE_EFFECT, Reason.DOCTOR, Reason.RAN_OUT, Reason.CHOSE)
"""What a person can say."""
_ANSWERABLE = (State.OPEN, State.OFFLINE)
LONGEST_LABEL = 40
MOST_LISTED = 25
MOST_ROWS = 12
"""Items with buttons in one message: more would not fit a phone; /today has the rest."""


def card(
    t: Translator, row: Row, zone: str, now: datetime, place: Place, *, nag: bool = False
) -> Screen:
    """One occurrence with everything that can be said to it."""
    if row.kind in CHECK_INS and row.state in _ANSWERABLE:
        asked = _asked(t, row, local_date(zone, now))
        ways_out: tuple[Button, ...] = (skip_button(t, row, place),)
        if row.state is State.OPEN:
            ways_out = (later_button(t, row, place), *ways_out)
        return Screen(asked.text, (*asked.rows, ways_out))
    lines = [_heading(t, row, zone, now)]
    if nag and row.state is State.OPEN:
        lines.append(t.html("Still open. Taken already?") if row.kind is Kind.MEDICATION
                     else t.html("Still open."))  # fmt: skip
    state = state_words(t, row, zone, now)
    if state:
        lines.append(Markup.escape(state))
    lines += missed_notes(t, [row])
    if row.state is State.SKIPPED and row.reason is None and row.can_change(now):
        lines.append(t.html("Would you like to say why? You don't have to."))
    return Screen(Markup("\n").join(lines), _card_rows(t, row, now, place))


def _both(t: Translator, row: Row, zone: str) -> str:
    return both_times(t, row.due_at, zone, row.home)


def _heading(t: Translator, row: Row, zone: str, now: datetime) -> Markup:
    """Where nothing is named, a number alone would not say what is wanted."""
    name, time = title(t, row), _both(t, row, zone)
    if t.is_discreet and row.state is State.OPEN and not row.is_later(now):
        return t.html("🔔 It is time for {title} · {time}", title=name, time=time)
    return t.html("{title} · {time}", title=name, time=time)


def _asked(t: Translator, row: Row, today: date) -> Screen:
    """What a check-in asks: about the day, or the night before it."""
    day = local_date(row.zone, row.due_at)
    if row.kind is Kind.CHECKIN:
        return checkin_asked(t, day, today, None, row.id)
    return morning_screen(t, Morning(day, today, row.usual_sleep, occurrence=row.id))


def _card_rows(
    t: Translator, row: Row, now: datetime, place: Place
) -> tuple[tuple[Button, ...], ...]:
    rows: tuple[tuple[Button, ...], ...] = ()
    if row.can_change(now):
        match row.state:
            case State.DONE:
                rows = ((undo_button(t, row, place), change_time_button(t, row, place)),)
            case State.SKIPPED:
                rows = _skipped_rows(t, row, place)
            case State.OPEN:
                rows = (
                    (take_button(t, row, place),),
                    *filter(None, (guide_row(t, row),)),
                    (later_button(t, row, place), skip_button(t, row, place)),
                )
            case State.MISSED | State.OFFLINE:
                rows = ((take_button(t, row, place), skip_button(t, row, place)),)
    return (*rows, *_back(t, row, place))


def guide_row(t: Translator, row: Row, number: int = 0) -> tuple[Button, ...]:
    """A calm moment and stretching begin with one tap."""
    labels = {Kind.CALM: t("🌿 Guide me"), Kind.STRETCHING: t("🙆 Guide me")}
    if row.kind not in labels:
        return ()
    label = f"{labels[row.kind]} {number}" if number else labels[row.kind]
    return (Button(label, BeginReminded(row.id)),)


def _skipped_rows(t: Translator, row: Row, place: Place) -> tuple[tuple[Button, ...], ...]:
    undo = (undo_button(t, row, place),)
    if row.let_go:  # a message of the past has no buttons; its own card can still correct it
        return () if place is Place.MESSAGE else ((take_button(t, row, place),),)
    if row.reason is not None:
        return (undo,)
    reasons = [
        Button(reason_words(t, reason).capitalize(), Because(row.id, reason, place))
        for reason in CHOICES
    ]
    return (tuple(reasons[:2]), tuple(reasons[2:]), undo)


def _back(t: Translator, row: Row, place: Place) -> tuple[tuple[Button, ...], ...]:
    """The way back to where the card was opened."""
    if place in {Place.TODAY, Place.ENTRY}:
        return ((Button(t("◀ Today"), ShowToday()),),)
    if place is Place.CARD:
        return ((Button(t("◀ Day"), ShowDay(local_date(row.zone, row.due_at).toordinal())),),)
    return ()


def answer_rows(t: Translator, row: Row, zone: str) -> tuple[tuple[Button, ...], ...]:
    """The same answers in /today, with the item's name across the whole width."""
    place, time = Place.TODAY, clock_time(row.due_at, zone)
    if row.kind in CHECK_INS:
        return ((Button(t("🌆 Answer the check-in"), Show(row.id, Place.ENTRY)),),)
    label = t("✅ Taken") if row.kind is Kind.MEDICATION else t("✅ Done")
    named = t("{answer} {time} {name}", answer=label, time=time, name=row.name)
    return (
        (Button(shortened(named), Take(row.id, place)),),
        (later_button(t, row, place), skip_button(t, row, place)),
    )


def take_button(t: Translator, row: Row, place: Place, number: int = 0) -> Button:
    label = t("✅ Taken") if row.kind is Kind.MEDICATION else t("✅ Done")
    if number:
        label = shortened(
            t("{answer} {number} · {name}", answer=label, number=number, name=row.name)
        )
    return Button(label, Take(row.id, place))


def later_button(t: Translator, row: Row, place: Place, number: int = 0) -> Button:
    label = t("⏰ Later {number}", number=number) if number else t("⏰ Later")
    return Button(label, LaterMenu(row.id, place))


def skip_button(t: Translator, row: Row, place: Place, number: int = 0) -> Button:
    label = t("⏭ Skip {number}", number=number) if number else t("⏭ Skip")
    return Button(label, Skip(row.id, place))


def undo_button(t: Translator, row: Row, place: Place, number: int = 0) -> Button:
    label = t("↩️ Undo {number}", number=number) if number else t("↩️ Undo")
    return Button(label, Undo(row.id, place))


def change_time_button(t: Translator, row: Row, place: Place, number: int = 0) -> Button:
    label = t("🕗 Change time {number}", number=number) if number else t("🕗 Change time")
    return Button(label, TimeMenu(row.id, place))


def shortened(label: str) -> str:
    """A button label that a phone can show: the whole name stands in the text above."""
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
