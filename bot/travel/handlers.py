"""/travel, the message after it, and the buttons of a journey."""

from datetime import date

from bot.people import zone_handlers as zones
from bot.people.asides import ask_aside, awaits, end_aside
from bot.people.buttons import PickZone, Travelling
from bot.people.places import Found, find_zones_in
from bot.people.rules import accepted_zone, unknown_button
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.zones import DAY, local_date
from bot.screen import ButtonData, Screen
from bot.travel import actions, screens
from bot.travel.buttons import AmHome, KeepHome, StayLonger, TravelDays, TravelTo
from bot.travel.reading import read_travel
from bot.travel.rules import LONGER, ends_at, last_day

FLOW = "travel"
_LAST_ORDINAL = date(2999, 12, 31).toordinal()


async def travel(turn: Turn, words: str) -> Reply:
    """With a place it acts at once; alone it shows the journey, or asks where."""
    if words:
        return Reply(send=(await _take_typed(turn, words),))
    if turn.person.home_zone is not None:
        return Reply(send=(await _journey(turn),))
    return Reply(send=(await _asked(turn),))


async def travel_text(turn: Turn, text: str) -> Reply | None:
    """A message after /travel: a place and a day, for an hour."""
    if not await awaits(turn.session, turn.person, turn.now, FLOW):
        return None
    return Reply(send=(await _take_typed(turn, text),))


async def travelling(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Travelling)
    if turn.person.home_zone is not None:
        return Reply(edit=await _journey(turn))
    return Reply(edit=await _asked(turn))


async def place_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TravelTo)
    if not 0 <= data.last <= _LAST_ORDINAL:
        raise unknown_button()
    last = date.fromordinal(data.last) if data.last else None
    return Reply(edit=await _depart(turn, accepted_zone(data.zone), last))


async def days_picked(turn: Turn, data: ButtonData) -> Reply:
    """From today on; a journey that has an end keeps it."""
    assert isinstance(data, TravelDays)
    person = turn.person
    if data.days not in screens.OFFERED:
        raise unknown_button()
    if person.home_zone is not None and person.away_until is None:
        last = local_date(person.zone, turn.now) + (data.days - 1) * DAY
        until = ends_at(last, person.zone, turn.now)
        await actions.set_until(turn.session, person, until, turn.now)
    return Reply(edit=await _as_it_is(turn))


async def longer_picked(turn: Turn, data: ButtonData) -> Reply:
    """A doubled tap lengthens it once; after the end it is taken up again."""
    assert isinstance(data, StayLonger)
    person, now, zone = turn.person, turn.now, accepted_zone(data.zone)
    if data.days not in LONGER or not 0 < data.last <= _LAST_ORDINAL - max(LONGER):
        raise unknown_button()
    last = date.fromordinal(data.last)
    until = person.away_until
    if person.zone == zone and until is not None and last_day(until, zone) == last:
        later = ends_at(max(last, local_date(zone, now)) + data.days * DAY, zone, now)
        await actions.set_until(turn.session, person, later, now)
    return Reply(edit=await _as_it_is(turn))


async def keeping_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, KeepHome)
    if data.keeps not in {0, 1}:
        raise unknown_button()
    await actions.keep_home(
        turn.session, turn.person, data.item, turn.now, keeps=bool(data.keeps)
    )  # fmt: skip
    return Reply(edit=await _as_it_is(turn))


async def home_picked(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await _come_home(turn))


async def zone_picked(turn: Turn, data: ButtonData) -> Reply:
    """As in people; who chooses the zone of their home is at home."""
    reply = await zones.zone_picked(turn, data)
    await settled(turn)
    return reply


async def zone_text(turn: Turn, text: str) -> Reply | None:
    reply = await zones.zone_text(turn, text)
    if reply is not None:
        await settled(turn)
    return reply


async def settled(turn: Turn) -> None:
    """After a change of zone: back where home is, the journey is over."""
    person = turn.person
    if person.home_zone is not None and person.home_zone == person.zone:
        await actions.come_home(turn.session, person, turn.now)


async def _asked(turn: Turn) -> Screen:
    await ask_aside(turn.session, turn.person, turn.now, FLOW)
    return screens.travel_asked(turn.t, turn.person.zone, turn.now)


async def _take_typed(turn: Turn, text: str) -> Screen:
    person, t = turn.person, turn.t
    typed = read_travel(text, local_date(person.zone, turn.now), t.language)
    if typed.is_home:
        return await _come_home(turn)
    found = find_zones_in(typed.place, t.language, turn.sender.language_code)
    if len(found.zones) == 1:
        return await _depart(turn, found.zones[0], typed.last)
    await ask_aside(turn.session, person, turn.now, FLOW)
    return screens.place_asked(t, typed.place, found or Found(), typed.last, turn.now)


async def _depart(turn: Turn, zone: str, last: date | None) -> Screen:
    until = ends_at(last, zone, turn.now) if last is not None else None
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    await actions.depart(turn.session, turn.person, zone, until, turn.now)
    return await _as_it_is(turn)


async def _come_home(turn: Turn) -> Screen:
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    await actions.come_home(turn.session, turn.person, turn.now)
    return screens.back(turn.t, turn.person.zone, turn.now)


async def _as_it_is(turn: Turn) -> Screen:
    if turn.person.home_zone is None:
        return screens.back(turn.t, turn.person.zone, turn.now)
    return await _journey(turn)


async def _journey(turn: Turn) -> Screen:
    person = turn.person
    assert person.home_zone is not None
    medicines = await actions.medicines(turn.session, person, turn.now)
    one = screens.Journey(person.zone, person.home_zone, person.away_until, medicines)
    return screens.journey(turn.t, turn.now, one)


TAPS: dict[type[ButtonData], TapHandler] = {
    PickZone: zone_picked,
    Travelling: travelling,
    TravelTo: place_picked,
    TravelDays: days_picked,
    StayLonger: longer_picked,
    KeepHome: keeping_picked,
    AmHome: home_picked,
}
