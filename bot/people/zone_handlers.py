"""The time zone: by command, by tap, by a typed city, by a shared location."""

from bot.people import actions, zone_screens
from bot.people.asides import ask_aside, awaits, end_aside
from bot.people.buttons import PickZone, PlanTimes
from bot.people.keyboard import main_keyboard
from bot.people.places import Found, find_zones_in, likely_zones, zone_at
from bot.people.rules import accepted_zone
from bot.people.turn import Reply, Turn
from bot.screen import ButtonData, Keyboard, Screen

ZONE_FLOW = "timezone"


async def timezone(turn: Turn, words: str) -> Reply:
    """With a name it acts at once where the name means one zone."""
    if words:
        return Reply(send=(await _take_typed(turn, words),))
    return Reply(send=(await ask_zone(turn),))


async def ask_zone(turn: Turn, found: Found | None = None, typed: str = "") -> Screen:
    """Shows the zones to choose from, and waits for a typed one."""
    person, t = turn.person, turn.t
    await ask_aside(turn.session, person, turn.now, ZONE_FLOW)
    choices = likely_zones(turn.sender.language_code)
    note = None
    if found is not None:
        note = zone_screens.zone_note(t, typed, found)
        choices = found.zones or found.near or choices
    return zone_screens.zone_asked(
        t, person.zone, choices, turn.now, note, may_travel=person.set_up_at is not None
    )


async def zone_text(turn: Turn, text: str) -> Reply | None:
    """A message after /timezone: a city or a zone, for an hour."""
    if not await awaits(turn.session, turn.person, turn.now, ZONE_FLOW):
        return None
    return await not_now(turn, text) or Reply(send=(await _take_typed(turn, text),))


async def not_now(turn: Turn, text: str) -> Reply | None:
    """The key beside the one that shares the location."""
    if text != turn.t("↩️ Not now"):
        return None
    person = turn.person
    is_set_up = person.set_up_at is not None
    back = zone_screens.keys_back(turn.t, is_set_up=is_set_up, easy=person.easy_keys)
    return Reply(send=(back,))


async def location_wanted(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(send=(zone_screens.location_key(turn.t),))


async def zone_picked(turn: Turn, data: ButtonData) -> Reply:
    """A second tap on the same zone changes nothing and shows the same."""
    assert isinstance(data, PickZone)
    return Reply(edit=await _move(turn, accepted_zone(data.zone)))


async def plan_times_picked(turn: Turn, data: ButtonData) -> Reply:
    """A tap on the question about an earlier change shows how things stand, and changes nothing."""
    assert isinstance(data, PlanTimes)
    person = turn.person
    asked_about = person.zone_changed_at
    if asked_about is not None and data.changed == int(asked_about.timestamp()):
        zone = accepted_zone(data.zone)
        if zone != person.plan_zone:
            await actions.change_plan_zone(turn.session, person, zone, turn.now)
    return Reply(edit=zone_screens.plan_times_kept(turn.t, person.zone, person.plan_zone, turn.now))


async def place_shared(turn: Turn, latitude: float, longitude: float) -> Reply:
    """A location: taken when a zone was asked for, offered otherwise; the place is not kept."""
    zone = zone_at(latitude, longitude)
    if zone is None:
        return Reply(send=(zone_screens.place_at_sea(turn.t),))
    if not await awaits(turn.session, turn.person, turn.now, ZONE_FLOW):
        return Reply(send=(zone_screens.place_found(turn.t, zone, turn.now),))
    screen = await _move(turn, zone)
    person = turn.person
    keyboard = main_keyboard(turn.t, easy=person.easy_keys) if person.set_up_at else Keyboard()
    thanks = Screen(turn.t.html("📍 Thank you. I have not stored the place."), keyboard=keyboard)
    return Reply(send=(thanks, screen))


async def _take_typed(turn: Turn, text: str) -> Screen:
    found = find_zones_in(text, turn.t.language, turn.sender.language_code)
    if len(found.zones) == 1:
        return await _move(turn, found.zones[0])
    return await ask_zone(turn, found, text)


async def _move(turn: Turn, zone: str) -> Screen:
    """Changes the zone; asks about the plan's times where that makes a difference."""
    person, now = turn.person, turn.now
    await end_aside(turn.session, person, now, ZONE_FLOW)
    if zone == person.zone:
        return zone_screens.plan_times_kept(turn.t, zone, person.plan_zone, now)
    change = await actions.change_zone(turn.session, person, zone, now)
    if not change.asks:
        return zone_screens.zone_changed(turn.t, zone, now)
    changed = int((person.zone_changed_at or now).timestamp())
    return zone_screens.plan_times_asked(turn.t, zone, change.old_plan_zone, now, changed)
