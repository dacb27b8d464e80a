"""Screens about the time zone."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.people.buttons import OpenSettings, PickZone, PlanTimes, ShareLocation, Travelling
from bot.people.keyboard import main_keyboard
from bot.people.places import Found
from bot.people.words import clock, zone_labels
from bot.people.zone_names import city
from bot.screen import Button, Key, Keyboard, Screen
from bot.texts import Translator

LONGEST_QUOTED = 40


def zone_asked(
    t: Translator, zone: str, choices: Sequence[str], now: datetime, note: Markup | None = None,
    *, may_travel: bool = False,
) -> Screen:  # fmt: skip
    """The present zone and others to choose from; a journey is for those who have a plan."""
    text = t.html(
        "🌍 <b>Time zone</b>\nNow: <b>{zone}</b>, where it is {time}.\n\n"
        "Choose one, send me a city such as <i>São Paulo</i>, or share your location.",
        zone=zone,
        time=clock(now, zone),
    )
    labels = zone_labels(t, tuple(choices), now)
    rows = tuple((Button(label, PickZone(name)),) for name, label in labels.items())
    location = (Button(t("📍 Share my location"), ShareLocation()),)
    whole = text if note is None else note + Markup("\n\n") + text
    travel = (Button(t("✈️ I am travelling"), Travelling()),)
    return Screen(whole, (*rows, location, *((travel,) if may_travel else ()), settings_row(t)))


def zone_note(t: Translator, typed: str, found: Found) -> Markup:
    """Why what was typed is no zone yet."""
    typed = typed if len(typed) <= LONGEST_QUOTED else typed[:LONGEST_QUOTED] + "…"
    if found.is_offset:
        return t.html(
            "“{typed}” is a fixed offset: it does not follow summer and winter time, so reminders"
            " would be an hour off for half of the year. Please name a city, such as"
            " <i>Berlin</i> or <i>Europe/Berlin</i>.",
            typed=typed,
        )
    if found.zones:
        return t.html("There are several places called “{typed}”. Which one is yours?", typed=typed)
    if found.near:
        return t.html("I don't know “{typed}”. Is it one of these?", typed=typed)
    return t.html(
        "I don't know “{typed}”. Please send the nearest big city, such as <i>Berlin</i> or"
        " <i>New York</i>, or a name such as <i>Europe/Berlin</i>.",
        typed=typed,
    )


def zone_changed(t: Translator, zone: str, now: datetime) -> Screen:
    return Screen(_zone_words(t, zone, now), (settings_row(t),))


def plan_times_asked(t: Translator, zone: str, home: str, now: datetime, changed: int) -> Screen:
    """After a change of zone the local times are kept; home time is one tap away."""
    kept = t.html(
        "Your plan keeps its local times: what was due at 08:00 is due at 08:00 here."
        " Or shall it keep the time of {home}?",
        home=city(home, t.language),
    )
    return Screen(
        _zone_words(t, zone, now) + Markup("\n\n") + kept,
        (
            (Button(t("🕗 Keep local times"), PlanTimes(zone, changed)),),
            (Button(t("🏠 Keep home time"), PlanTimes(home, changed)),),
        ),
    )


def plan_times_kept(t: Translator, zone: str, plan_zone: str, now: datetime) -> Screen:
    if plan_zone == zone:
        kept = t.html(
            "Your plan keeps its local times: what was due at 08:00 is due at 08:00 here."
        )
    else:
        kept = t.html(
            "Your plan keeps home time: what is due at 08:00 comes when it is 08:00 in {home}.",
            home=city(plan_zone, t.language),
        )
    return Screen(_zone_words(t, zone, now) + Markup("\n\n") + kept, (settings_row(t),))


def location_key(t: Translator) -> Screen:
    """The key is for one use; where the phone has none, a city will do."""
    return Screen(
        t.html(
            "Press <b>Send my location</b> below the message field. I only look up its time zone;"
            " the place itself is not stored."
        ),
        keyboard=Keyboard(
            (
                (Key(t("📍 Send my location"), asks_location=True),),
                (Key(t("↩️ Not now")),),
            )
        ),
    )


def keys_back(t: Translator, *, is_set_up: bool, easy: int) -> Screen:
    """The usual keys again, or none where there were none."""
    return Screen(
        t.html("Alright. A city is fine too, such as <i>Berlin</i>."),
        keyboard=main_keyboard(t, easy=easy) if is_set_up else Keyboard(),
    )


def place_found(t: Translator, zone: str, now: datetime) -> Screen:
    """A location that nobody asked for."""
    text = t.html(
        "This place is in the time zone <b>{zone}</b>, where it is {time}. I have not stored"
        " the place. Is it yours?",
        zone=zone,
        time=clock(now, zone),
    )
    return Screen(text, ((Button(t("🌍 Use this time zone"), PickZone(zone)),),))


def place_at_sea(t: Translator) -> Screen:
    return Screen(
        t.html("I find no time zone at this place. Please send me a city instead: /timezone Berlin")
    )


def settings_row(t: Translator) -> tuple[Button, ...]:
    return (Button(t("⚙️ Settings"), OpenSettings()),)


def _zone_words(t: Translator, zone: str, now: datetime) -> Markup:
    return t.html(
        "🌍 Your time zone is <b>{zone}</b>. It is {time} there.",
        zone=zone,
        time=clock(now, zone),
    )
