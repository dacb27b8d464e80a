"""/today and /history: what is due, done and ahead, and what was, a page a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup
from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.history.rules import Line, Part, around, happened_on
from bot.journal.water.actions import quiet_until
from bot.pauses.store import rests
from bot.people.rules import is_paused
from bot.people.tables import Person
from bot.people.words import day_and_time, until
from bot.plan.items import Planned, items_of
from bot.plan.rules import AsNeeded, Kind, due_between, local_date
from bot.plan.screens import in_words
from bot.plan.when import as_heading, both_times, clock_time, day_name
from bot.plan.zones import day_bounds
from bot.reminders.buttons import NeedMenu, Place, Show, ShowToday, TakeEarly
from bot.reminders.edited import covered, taken_early
from bot.reminders.instants import minute_number
from bot.reminders.last_doses import last_doses_of
from bot.reminders.screens import answer_rows, shortened
from bot.reminders.state import State
from bot.reminders.tables import IS_OPEN, Occurrence
from bot.reminders.views import Row, rows
from bot.reminders.words import ICONS, fitted, missed_notes, state_words, title
from bot.screen import Button, Screen
from bot.texts import Translator

MOST_AHEAD = 6
MOST_BUTTONS = 12
ROOM = 850
"""Characters of a section of /today: four of them, and what missed doses say, are one message."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ahead:
    """One occurrence that is still to come today."""

    item: Planned
    at: datetime
    amount: str | None


@dataclass(frozen=True, slots=True)
class Today:
    past: tuple[Row, ...]
    ahead: tuple[Ahead, ...]
    needed: tuple[Planned, ...]


async def load_today(session: AsyncSession, person: Person, now: datetime) -> Today:
    """Everything of the person's present local day."""
    start, end = day_bounds(person.zone, local_date(person.zone, now))
    past = await rows(
        session,
        Occurrence.person_id == person.id,
        Occurrence.due_at < end,
        or_(Occurrence.due_at >= start, IS_OPEN),
    )
    last = await last_doses_of(session, person)
    items = await items_of(session, person, now, last)
    quiet = (await quiet_until(session, [person.id])).get(person.id, now)
    last_minute = end - timedelta(minutes=1)
    early = await taken_early(session, [item.id for item in items], start - DAY)
    known = {(row.item_id, row.due_at) for row in past} | {
        (item.id, at)
        for item in items
        for at in covered(
            item.schedule, item.zone or person.plan_zone, item.valid_from, early.get(item.id, ())
        )
    }
    ahead = [
        Ahead(item, due.at, due.amount or item.amount)
        for item in items
        if item.paused_at is None
        for due in due_between(
            item.schedule, item.zone or person.plan_zone, now, last_minute, last.get(item.id)
        )
        if (item.id, due.at) not in known
        and not (item.kind is Kind.HYDRATION and due.at <= quiet)  # the day's target is reached
        and not rests(person, item.kind, due.at)
    ]
    needed = tuple(item for item in items if isinstance(item.schedule.when, AsNeeded))
    return Today(past, tuple(sorted(ahead, key=lambda one: one.at)), needed)


def today_screen(t: Translator, today: Today, person: Person, now: datetime) -> Screen:
    """Due first, then ahead, then what is answered; one button or one row of them each."""
    zone = person.zone
    due = [row for row in today.past if row.state is State.OPEN and row.due_at <= now]
    early = [row for row in today.past if row.state is State.OPEN and row.due_at > now]
    answered = [row for row in today.past if row.state is not State.OPEN]
    day = day_name(t, local_date(zone, now), local_date(zone, now))
    lines = [
        t.html(
            "📋 <b>{day}</b> {time}",
            day=as_heading(day),
            time=both_times(t, now, zone, person.home_zone),
        )
    ]
    if is_paused(person.paused_until, now) and person.paused_until is not None:
        lines.append(_paused_line(t, person, person.paused_until, now))
    ahead = _lines(t, early, zone, now) + [
        _ahead_line(t, one, zone, person.home_zone) for one in today.ahead
    ]
    for head, section in (
        (t.html("<b>Due</b>"), _lines(t, due, zone, now)),
        (t.html("<b>Ahead</b>"), ahead),
        (t.html("<b>So far</b>"), _lines(t, answered, zone, now)),
        (t.html("<b>As needed</b>"), [_needed_line(t, item) for item in today.needed]),
    ):
        if section:
            lines += [Markup(), head, *fitted(t, section, ROOM)]
    notes = missed_notes(t, answered)
    lines += [Markup(), *notes] if notes else []
    if len(lines) == 1:
        lines.append(t.html("Nothing today. /add puts something into your plan."))
    return Screen(Markup("\n").join(lines), _today_rows(t, due, early, answered, today, zone, now))


def _paused_line(t: Translator, person: Person, end: datetime, now: datetime) -> Markup:
    begins = person.pause_from
    if begins is not None and begins > now:
        since = day_and_time(t, begins, person.zone)
        return t.html("⏸ A pause begins {since}: /pause", since=since)
    return t.html("⏸ Reminders are paused {until}: /resume", until=until(t, end, person.zone))


def _today_rows(  # noqa: PLR0917  the parts of a day
    t: Translator, due: Sequence[Row], early: Sequence[Row], answered: Sequence[Row],
    today: Today, zone: str, now: datetime,
) -> tuple[tuple[Button, ...], ...]:  # fmt: skip
    built = [buttons for row in due for buttons in answer_rows(t, row, zone)]
    built += [(_early_button(t, one, zone),) for one in today.ahead[:MOST_AHEAD]]
    built += [
        (Button(shortened(t("💊 Take {name}", name=item.name)), NeedMenu(item.id)),)
        for item in today.needed
    ]
    built += [
        (_row_button(t, row, zone, Place.TODAY),)
        for row in (*early, *reversed(answered))
        if row.can_change(now)
    ]
    return (*built[:MOST_BUTTONS], (Button(t("🔄 Refresh"), ShowToday()),))


async def load_day(
    session: AsyncSession, person: Person, day: date, now: datetime
) -> tuple[Row, ...]:
    """The occurrences of a date, by the clocks of the zone in which each was due."""
    start, end = around(person.zone, day)
    found = await rows(
        session,
        Occurrence.person_id == person.id,
        Occurrence.due_at >= start,
        Occurrence.due_at < min(end, now + DAY),
    )
    return tuple(row for row in found if happened_on(day, row.due_at, row.zone))


def occurrence_lines(t: Translator, found: Sequence[Row], now: datetime) -> list[Line]:
    """The plan's part of a day's page, with a way to what can still be corrected."""
    return [
        Line(
            Part.TIMED,
            row.due_at,
            _line(t, row, row.zone, now),
            _row_button(t, row, row.zone, Place.CARD)
            if row.can_change(now) and row.due_at <= now
            else None,
        )
        for row in found
    ]


def needed_screen(
    t: Translator,
    item: Planned,
    doses: Sequence[datetime],
    now: datetime,
    buttons: Sequence[Button],
) -> Screen:
    """What was taken already, before anything is saved; it warns, and never blocks."""
    assert isinstance(item.schedule.when, AsNeeded)
    rule = item.schedule.when
    lines = [_needed_line(t, item)]
    if rule != AsNeeded():
        lines.append(t.html("{rule}", rule=in_words(t, item.schedule)))
    if doses:
        lines.append(t.html("Last dose {ago} ago", ago=_span(t, now - doses[-1])))
    today = sum(1 for at in doses if now - at < DAY)
    if rule.most_a_day:
        lines.append(t.html("In the last 24 hours: {n} of {most}", n=today, most=rule.most_a_day))
    gap = timedelta(minutes=rule.least_gap or 0)
    if (doses and now - doses[-1] < gap) or (rule.most_a_day and today >= rule.most_a_day):
        lines.append(
            t.html("⚠️ That is more often than your prescription says. If you took it, I note it.")
        )
    return Screen(Markup("\n").join(lines), (tuple(buttons),))


def _span(t: Translator, span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    if hours >= 48:  # noqa: PLR2004  two days
        return t.plural("{n} day", "{n} days", n=hours // 24)
    return t("{hours} h {minutes} min", hours=hours, minutes=rest) if hours else t(
        "{minutes} min", minutes=rest
    )  # fmt: skip


def _lines(t: Translator, found: Sequence[Row], zone: str, now: datetime) -> list[Markup]:
    return [_line(t, row, zone, now) for row in found]


def _line(t: Translator, row: Row, zone: str, now: datetime) -> Markup:
    time, state = both_times(t, row.due_at, zone, row.home), state_words(t, row, zone, now)
    if state:
        return t.html("{time} {title}: {state}", time=time, title=title(t, row), state=state)
    return t.html("{time} {title}", time=time, title=title(t, row))


def _ahead_line(t: Translator, one: Ahead, zone: str, home: str | None) -> Markup:
    return t.html(
        "{time} {icon} <b>{name}</b> {amount}",
        time=both_times(t, one.at, zone, home),
        icon=ICONS[one.item.kind],
        name=one.item.name,
        amount=t.figures(one.amount or ""),
    )


def _needed_line(t: Translator, item: Planned) -> Markup:
    return t.html(
        "{icon} <b>{name}</b> {amount}",
        icon=ICONS[item.kind],
        name=item.name,
        amount=t.figures(item.amount or ""),
    )


def _early_button(t: Translator, one: Ahead, zone: str) -> Button:
    label = t("Early: {time} {name}", time=clock_time(one.at, zone), name=one.item.name)
    return Button(shortened(label), TakeEarly(one.item.id, minute_number(one.at)))


def _row_button(t: Translator, row: Row, zone: str, place: Place) -> Button:
    label = t("✏️ {time} {name}", time=clock_time(row.due_at, zone), name=row.name)
    data = Show(row.id, Place.CARD) if place is Place.CARD else Show(row.id, Place.ENTRY)
    return Button(shortened(label), data)
