"""Consent and set-up: from /start to a working plan, one message edited in place."""

from dataclasses import replace

from bot.door.rules import code_in
from bot.errors import UserError
from bot.people import actions as people
from bot.people import zone_handlers
from bot.people.buttons import OpenSettings
from bot.people.places import find_zones_in, likely_zones, zone_at
from bot.people.rules import checked_hours, mark_of
from bot.people.screens import consent_text
from bot.people.turn import Reply, TapHandler, Turn
from bot.people.zone_handlers import not_now, place_shared
from bot.people.zone_names import UTC_NAME, normalised
from bot.people.zone_screens import place_at_sea, zone_note
from bot.screen import ButtonData, Keyboard, Screen
from bot.setup import actions, screens
from bot.setup.buttons import Agree, AgreeInvited, Answer, Disagree, OpenSetting, Within
from bot.setup.hours import read_hours
from bot.setup.invited import invitation_in, is_outside, knocked, let_in
from bot.setup.related import RELATED_TAPS
from bot.setup.rules import Step
from bot.setup.settings import answered_in_settings, setting_opened, settings_opened
from bot.setup.starter_handlers import STARTER_TAPS
from bot.setup.steps import next_reminder, step_screen, walk
from bot.setup.week_time_handlers import WEEK_TIME_TAPS
from bot.travel.handlers import settled


async def start(turn: Turn, words: str) -> Reply:
    """Consent for strangers, the open step for the half-way, a welcome for the rest."""
    person = turn.person_or_none
    if is_outside(turn):
        return await knocked(turn, words)
    if person is None:
        return Reply(send=(screens.consent(turn.t, invitation_in(words)),))
    if person.set_up_at is not None:
        return Reply(
            send=(
                screens.welcome_back(turn.t, await next_reminder(turn), easy=turn.person.easy_keys),
            )
        )
    return Reply(send=(await _resumed(turn),))


async def agreed(turn: Turn, data: ButtonData) -> Reply:
    """Creates the person; a second tap shows where they are in the set-up.

    A code is used where one is needed. Who tapped below an older text, or one in another language,
    is shown the present one.
    """
    assert isinstance(data, Agree | AgreeInvited)
    person, code = turn.person_or_none, invitation_of(data)
    if person is not None and person.set_up_at is not None:
        return Reply(edit=screens.agreed_before(turn.t))
    text = consent_text(turn.t)
    if person is None and data.seen != mark_of(text):
        return Reply(edit=screens.consent(turn.t, code))
    if person is None:
        await let_in(turn, code)
        language = turn.t.language
        person = await people.agree(turn.session, turn.sender, language, turn.now)
        await people.keep_consent(turn.session, person, language, text, turn.now)
        turn = replace(turn, person_or_none=person)
    return Reply(edit=await _resumed(turn))


def invitation_of(data: ButtonData) -> str:
    """The code in a button; "" for what is none, which goes into no other button."""
    return (code_in(data.invitation) or "") if isinstance(data, AgreeInvited) else ""


async def disagreed(turn: Turn, data: ButtonData) -> Reply:
    del data
    if turn.person_or_none is not None:
        return Reply(edit=screens.agreed_before(turn.t))
    return Reply(edit=screens.declined(turn.t))


async def answered(turn: Turn, data: ButtonData) -> Reply:
    """The answer to a step; one to a step that is behind shows the step that is open."""
    assert isinstance(data, Answer)
    if data.within is Within.SETTINGS:
        return await answered_in_settings(turn, data)
    person = turn.person
    if person.set_up_at is not None:
        return Reply(edit=screens.done_already(turn.t))
    kept = await actions.step_kept(turn.session, person, turn.now)
    if kept is not None and kept is not data.step:
        return Reply(edit=step_screen(turn, kept))
    edited, *sent = await walk(turn, data.step, data.value)
    return Reply(edit=edited, send=tuple(sent))


async def setup_text(turn: Turn, text: str) -> Reply | None:
    """A message in the middle of the set-up: an answer, or a kind word and the same step again."""
    person = turn.person
    step = await actions.step_kept(turn.session, person, turn.now)
    if step is None or person.set_up_at is not None:
        return None
    if (reply := await not_now(turn, text)) is not None:
        return reply
    labelled = _by_label(step_screen(turn, step), text)
    if labelled is not None:
        return Reply(send=await walk(turn, step, labelled.value))
    if step is Step.ZONE:
        return Reply(send=await _typed_zone(turn, text))
    if step is Step.HOURS:
        return Reply(send=await _typed_hours(turn, text))
    return Reply(send=(step_screen(turn, step, screens.tap_please(turn.t)),))


async def timezone(turn: Turn, words: str) -> Reply:
    """As everybody's command; in the first step of the set-up it is the answer to that."""
    reply = await zone_handlers.timezone(turn, words)
    await settled(turn)
    person = turn.person
    step = await actions.step_kept(turn.session, person, turn.now)
    if step is not Step.ZONE or person.set_up_at is not None or person.zone == UTC_NAME:
        return reply
    await actions.keep_step(turn.session, person, Step.HOURS, turn.now)
    return replace(reply, send=(*reply.send, step_screen(turn, Step.HOURS)))


async def place(turn: Turn, latitude: float, longitude: float) -> Reply | None:
    """A location: the answer to the first step while that is open; the place is not kept."""
    person = turn.person
    step = await actions.step_kept(turn.session, person, turn.now)
    if step is not Step.ZONE or person.set_up_at is not None:
        shared = await place_shared(turn, latitude, longitude)
        await settled(turn)
        return shared
    zone = zone_at(latitude, longitude)
    if zone is None:
        return Reply(send=(place_at_sea(turn.t),))
    thanks = Screen(screens.place_thanks(turn.t), keyboard=Keyboard())
    return Reply(send=(thanks, *await walk(turn, step, zone)))


async def _resumed(turn: Turn) -> Screen:
    step = await actions.step_to_resume(turn.session, turn.person, turn.now)
    await actions.keep_step(turn.session, turn.person, step, turn.now)
    return step_screen(turn, step)


async def _typed_zone(turn: Turn, text: str) -> tuple[Screen, ...]:
    code = turn.sender.language_code
    found = find_zones_in(text, turn.t.language, code)
    if len(found.zones) == 1:
        return await walk(turn, Step.ZONE, found.zones[0])
    note = zone_note(turn.t, text, found)
    choices = found.zones or found.near or likely_zones(code)
    return (screens.zone_step(turn.t, turn.person.zone, choices, turn.now, note),)


async def _typed_hours(turn: Turn, text: str) -> tuple[Screen, ...]:
    try:
        wake, bed = checked_hours(*read_hours(text, turn.person.language))
    except UserError as error:
        return (step_screen(turn, Step.HOURS, turn.t.html(error.message, **error.values)),)
    return await walk(turn, Step.HOURS, f"{wake:%H%M}-{bed:%H%M}")


def _by_label(screen: Screen, typed: str) -> Answer | None:
    """The button whose words were typed or dictated: `left` for Left side."""
    words = normalised(typed)
    named = [
        button.data
        for row in screen.rows
        for button in row
        if words and f"{normalised(button.label)} ".startswith(f"{words} ")
    ]
    only = named[0] if len(named) == 1 else None
    return only if isinstance(only, Answer) else None


TAPS: dict[type[ButtonData], TapHandler] = {
    Agree: agreed,
    AgreeInvited: agreed,
    Disagree: disagreed,
    Answer: answered,
    OpenSetting: setting_opened,
    OpenSettings: settings_opened,
    **RELATED_TAPS,
    **STARTER_TAPS,
    **WEEK_TIME_TAPS,
}
STRANGER_TAPS: frozenset[type[ButtonData]] = frozenset({Agree, AgreeInvited, Disagree})
