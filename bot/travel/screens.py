"""Screens about a journey: where, until when, and whose time medicines keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from bot.people.places import Found
from bot.people.words import clock, zone_labels
from bot.people.zone_names import city
from bot.people.zone_screens import settings_row, zone_note
from bot.plan.items import Planned
from bot.plan.when import clock_time, day_name
from bot.plan.wording import item_label, short
from bot.plan.zones import local_date
from bot.screen import Button, Screen
from bot.texts import Translator
from bot.travel.buttons import AmHome, KeepHome, StayLonger, TravelDays, TravelTo
from bot.travel.rules import LONGER, last_day

OFFERED = (3, 7, 14)
"""Days from which a journey's length can be chosen."""
MOST_ASKED = 8
_LABEL = 22
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """Where somebody is, where they are at home, and their medicines with whose time they keep."""

    zone: str
    home: str
    until: datetime | None
    medicines: tuple[Planned, ...]


def travel_asked(t: Translator, zone: str, now: datetime) -> Screen:
    text = t.html(
        "✈️ <b>Travelling</b>\nYou are at home in {city}, where it is {time}.\n\n"
        "Where are you, and until when? Send it to me, such as <i>Tokyo until 14 May</i>.",
        city=city(zone, t.language),
        time=clock(now, zone),
    )
    return Screen(text, (settings_row(t),))


def place_asked(
    t: Translator, typed: str, found: Found, last: date | None, now: datetime
) -> Screen:  # fmt: skip
    """What was typed means several places, or none."""
    choices = found.zones or found.near
    ordinal = last.toordinal() if last else 0
    labels = zone_labels(t, tuple(choices), now)
    rows = tuple((Button(label, TravelTo(name, ordinal)),) for name, label in labels.items())
    return Screen(zone_note(t, typed, found), (*rows, settings_row(t)))


def journey(t: Translator, now: datetime, one: Journey, note: Markup | None = None) -> Screen:
    """Both clocks, the end, and one row for each medicine."""
    here, home = city(one.zone, t.language), city(one.home, t.language)
    lines = [
        t.html(
            "✈️ You are in <b>{here}</b>, where it is {time}; at home in {home} it is {other}.",
            here=here, home=home, time=clock(now, one.zone), other=clock(now, one.home),
        ),
        _until(t, one, now),
    ]  # fmt: skip
    if note is not None:
        lines.insert(0, note)
    if one.medicines:
        lines.append(_medicines(t, one))
        lines.append(
            t.html(
                "A medicine taken by home time keeps its hours apart; by local time the first"
                " gap is longer or shorter by the difference. What is right for yours, your"
                " doctor's or pharmacist's advice counts."
            )
        )
    lines.append(t.html("Everything else goes by the clocks in {here}.", here=here))
    return Screen(Markup("\n\n").join(lines), (*_keeping(t, one), *_ending(t, one)))


def ends_soon(t: Translator, zone: str, home: str, last: int, now: datetime) -> Screen:
    """The morning before the clocks go home."""
    text = t.html(
        "✈️ Today is your last day in {here}, as you told me: from midnight on I go by the clocks"
        " in {home} again, where it is {time} now.",
        here=city(zone, t.language),
        home=city(home, t.language),
        time=clock(now, home),
    )
    return Screen(text, (_longer(t, zone, last), (Button(t("🏠 I am home"), AmHome()),)))


def back(t: Translator, zone: str, now: datetime) -> Screen:
    """After it ended, by itself or with a tap."""
    return Screen(
        t.html(
            "🏠 Welcome home. Everything goes by the clocks in {home} again, where it is {time}."
            " Still away? /travel",
            home=city(zone, t.language),
            time=clock(now, zone),
        ),
        (settings_row(t),),
    )


def _until(t: Translator, one: Journey, now: datetime) -> Markup:
    if one.until is None:
        return t.html("Until you tell me that you are back, with the button below.")
    day = last_day(one.until, one.zone)
    return t.html(
        "Until {day}; after that I go by the clocks at home again, and say so that morning.",
        day=day_name(t, day, local_date(one.zone, now)),
    )


def _medicines(t: Translator, one: Journey) -> Markup:
    lines = [t.html("Your medicines:")]
    for item in one.medicines[:MOST_ASKED]:
        kept = t("🏠 home time") if item.zone else t("🕗 local time")
        line = t.html("• {name}: {kept}", name=item_label(item.kind, item.name), kept=kept)
        if item.next is not None:
            line += t.html(
                ", next {time} (home {home})",
                time=clock_time(item.next.at, one.zone),
                home=clock_time(item.next.at, one.home),
            )
        lines.append(line)
    return Markup("\n").join(lines)


def _keeping(t: Translator, one: Journey) -> Rows:
    """All at once, and each alone where there are several."""
    if not one.medicines:
        return ()
    rows: list[tuple[Button, ...]] = [
        (
            Button(t("🏠 Medicines: home time"), KeepHome(0, 1)),
        ),
        (
            Button(t("🕗 Medicines: local time"), KeepHome(0, 0)),
        ),
    ]  # fmt: skip
    if len(one.medicines) > 1:
        for item in one.medicines[:MOST_ASKED]:
            name = short(item.name, _LABEL)
            label = (
                t("🕗 {name}: local", name=name) if item.zone else t("🏠 {name}: home", name=name)
            )
            rows.append((Button(label, KeepHome(item.id, 0 if item.zone else 1)),))
    return tuple(rows)


def _ending(t: Translator, one: Journey) -> Rows:
    if one.until is None:
        days: Sequence[Button] = [
            Button(t.plural("{n} day", "{n} days", n=count), TravelDays(count)) for count in OFFERED
        ]
        row = tuple(days)
    else:
        row = _longer(t, one.zone, last_day(one.until, one.zone).toordinal())
    return (row, (Button(t("🏠 I am home"), AmHome()),), settings_row(t))


def _longer(t: Translator, zone: str, last: int) -> tuple[Button, ...]:
    return tuple(
        Button(t.plural("➕ {n} day", "➕ {n} days", n=days), StayLonger(zone, last, days))
        for days in LONGER
    )
