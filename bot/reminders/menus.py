"""Later, and Change time: the choices."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.plan.rules import local_date
from bot.plan.when import clock_time, when
from bot.reminders.buttons import (
    Later,
    LaterTyped,
    Place,
    Show,
    TakenAt,
    TimeTyped,
)
from bot.reminders.instants import minute_number
from bot.reminders.views import Row
from bot.reminders.words import title
from bot.screen import Button, ButtonData, Screen
from bot.texts import Translator

MINUTES = (10, 30, 60)


def later_screen(  # noqa: PLR0917  the occurrence, its limit, and where it is seen
    t: Translator, row: Row, zone: str, now: datetime, tonight: datetime | None,
    limit: datetime | None, place: Place,
) -> Screen:  # fmt: skip
    """When to be reminded again; nothing past the item's next occurrence."""
    seen = minute_number(row.prompt_at)
    labels = {10: t("10 min"), 30: t("30 min"), 60: t("1 h")}
    buttons = [
        Button(labels[m], Later(row.id, m, 0, seen, place))
        for m in MINUTES
        if limit is None or now + timedelta(minutes=m) < limit
    ]
    second: list[Button] = []
    if tonight is not None and (limit is None or tonight < limit):
        label = t("Tonight {time}", time=clock_time(tonight, zone))
        second.append(Button(label, Later(row.id, 0, minute_number(tonight), seen, place)))
    second.append(Button(t("Another time…"), LaterTyped(row.id, place)))
    text = t.html("{title}\nWhen shall I remind you again?", title=title(t, row))
    return Screen(text, _rows(buttons, second, [_back(t, row, place)]))


def tonight_of(zone: str, bed_time: datetime, now: datetime) -> datetime | None:
    """Two hours before bed, when that is more than an hour away."""
    at = bed_time - timedelta(hours=2)
    is_ahead = at - now > timedelta(hours=1) and local_date(zone, at) == local_date(zone, now)
    return at if is_ahead else None


def time_screen(t: Translator, row: Row, zone: str, now: datetime, place: Place) -> Screen:
    """When it was taken really."""
    choices = [row.due_at] if row.due_at <= now else []
    choices += [now - timedelta(minutes=m) for m in (60, 30, 15, 0)]
    buttons = [
        Button(label, TakenAt(row.id, minute_number(at), place))
        for label, at in _labelled(t, sorted(choices), zone, now)
    ]
    text = t.html("{title}\nWhen did you take it?", title=title(t, row))
    return Screen(
        text,
        _rows(
            buttons[:3],
            buttons[3:],
            [Button(t("Another time…"), TimeTyped(row.id, place))],
            [_back(t, row, place)],
        ),
    )


def ask_time(t: Translator, row: Row, place: Place) -> Screen:
    """Waits for a typed time; Back leaves it."""
    text = t.html("{title}\nPlease send the time, such as 15:30.", title=title(t, row))
    return Screen(text, _rows([_back(t, row, place)]))


def _labelled(
    t: Translator, choices: Iterable[datetime], zone: str, now: datetime
) -> list[tuple[str, datetime]]:
    found: dict[str, datetime] = {}
    for at in choices:
        is_today = local_date(zone, at) == local_date(zone, now)
        label = clock_time(at, zone) if is_today else when(t, at, zone, now)
        found.setdefault(label, at)
    return list(found.items())


def _back(t: Translator, row: Row, place: Place) -> Button:
    data: ButtonData = Show(row.id, place)
    return Button(t("◀ Back"), data)


def _rows(*rows: list[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(row) for row in rows if row)
