"""/urgent, its buttons, and the card for a message that sounds like it. Strangers have it, too."""

from bot.people import urgent_actions as actions
from bot.people import urgent_screens as screens
from bot.people.turn import Reply, TapHandler, Turn
from bot.people.urgent_buttons import (
    AskRegion,
    EndHush,
    InCrisis,
    PickRegion,
    ShowUrgent,
)
from bot.people.urgent_phrases import Alarm
from bot.people.urgent_rules import Region
from bot.people.zone_names import UTC_NAME
from bot.screen import ButtonData, Screen


async def urgent(turn: Turn, words: str) -> Reply:
    del words
    return Reply(send=(card(turn),))


async def shown(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=card(turn))


async def region_wanted(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=screens.region_asked(turn.t, region_of(turn)))


async def region_picked(turn: Turn, data: ButtonData) -> Reply:
    """Kept for a person; somebody who has not agreed to anything sees it once."""
    assert isinstance(data, PickRegion)
    if turn.person_or_none is not None:
        await actions.choose_region(turn.session, turn.person_or_none, data.region)
    return Reply(edit=screens.urgent_card(turn.t, data.region))


async def in_crisis(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await _crisis(turn))


async def hush_ended(turn: Turn, data: ButtonData) -> Reply:
    del data
    if turn.person_or_none is not None:
        await actions.end_hush(turn.session, turn.person_or_none, turn.now)
    return Reply(edit=screens.as_usual(turn.t))


async def alarmed(turn: Turn, alarm: Alarm) -> Reply:
    """The card for what somebody wrote; for thoughts of ending one's life also whom to call."""
    crisis = (await _crisis(turn),) if alarm is Alarm.CRISIS else ()
    return Reply(send=(card(turn), *crisis))


def card(turn: Turn) -> Screen:
    return screens.urgent_card(turn.t, region_of(turn))


def region_of(turn: Turn) -> Region | None:
    """The region that the person chose; None for strangers, and for what no code knows."""
    person = turn.person_or_none
    chosen = person.urgent_region if person else None
    return Region(chosen) if chosen in set(Region) else None


async def _crisis(turn: Turn) -> Screen:
    person = turn.person_or_none
    if person is None:
        return screens.in_crisis(turn.t, None, None, UTC_NAME)
    until = await actions.hush(turn.session, person, turn.now)
    return screens.in_crisis(turn.t, region_of(turn), until, person.zone)


TAPS: dict[type[ButtonData], TapHandler] = {
    ShowUrgent: shown,
    AskRegion: region_wanted,
    PickRegion: region_picked,
    InCrisis: in_crisis,
    EndHush: hush_ended,
}
STRANGER_TAPS: frozenset[type[ButtonData]] = frozenset(TAPS)
