"""The settings: one screen, and from each button to the screen that changes it and back."""

from bot.pauses.handlers import pause_screen
from bot.people import actions as people
from bot.people import screens as people_screens
from bot.people.asides import ask_aside, awaits, end_aside
from bot.people.rules import Condition, Side, is_paused
from bot.people.turn import Reply, Turn
from bot.people.words import condition_words, side_words, until
from bot.people.zone_handlers import ZONE_FLOW, ask_zone
from bot.screen import ButtonData, Screen
from bot.setup import actions, screens
from bot.setup.buttons import Answer, OpenSetting, Setting, Within
from bot.setup.discreet_screen import discreet_asked, switched
from bot.setup.hours import read_hours
from bot.setup.rules import Step
from bot.setup.settings_screens import SettingsNow, cannot_speak, keys_changed, settings_screen
from bot.setup.week_time import set_speaking, week_time
from bot.setup.week_time_handlers import week_time_asked
from bot.setup.week_time_screens import week_time_words

HOURS_FLOW = "hours"
_DISCREET = frozenset({Setting.DISCREET, Setting.DISCREET_ON, Setting.DISCREET_OFF})


async def settings(turn: Turn, words: str) -> Reply:
    del words
    return Reply(send=(await _settings(turn),))


async def settings_opened(turn: Turn, data: ButtonData) -> Reply:
    """Back from one of the settings: a question that was open there is left."""
    del data
    for flow in (HOURS_FLOW, ZONE_FLOW):
        await end_aside(turn.session, turn.person, turn.now, flow)
    return Reply(edit=await _settings(turn))


async def setting_opened(turn: Turn, data: ButtonData) -> Reply:  # noqa: C901, PLR0911  one a setting
    assert isinstance(data, OpenSetting)
    t, person = turn.t, turn.person
    if data.setting in _DISCREET:
        return _discreet(turn, data.setting)
    match data.setting:
        case Setting.ZONE:
            return Reply(edit=await ask_zone(turn))
        case Setting.HOURS:
            await ask_aside(turn.session, person, turn.now, HOURS_FLOW)
            return Reply(
                edit=screens.hours_step(t, person.wake_time, person.bed_time, Within.SETTINGS)
            )
        case Setting.LANGUAGE:
            return Reply(edit=people_screens.language_asked(t, turn.texts.languages))
        case Setting.CONDITION:
            return Reply(edit=screens.condition_step(t, Within.SETTINGS))
        case Setting.PAUSE:
            return Reply(edit=await pause_screen(turn))
        case Setting.WEEK:
            return Reply(edit=await week_time_asked(turn))
        case Setting.EASY_ON | Setting.EASY_TWO | Setting.EASY_OFF:
            person.easy_mode = data.setting is not Setting.EASY_OFF
            person.two_keys = data.setting is Setting.EASY_TWO
            keys = keys_changed(t, person.easy_keys)
            return Reply(edit=await _settings(turn), send=(keys,))
        case Setting.SPEAK_ON | Setting.SPEAK_OFF:
            return await _speaking_set(turn, is_on=data.setting is Setting.SPEAK_ON)
        case Setting.QUESTIONS_ON | Setting.QUESTIONS_OFF:
            person.weekly_questions = data.setting is Setting.QUESTIONS_ON
            return Reply(edit=await _settings(turn), notice=t("Saved."))
    raise AssertionError


def _discreet(turn: Turn, setting: Setting) -> Reply:
    """What it is; the answer to a change is in the words of the mode that begins."""
    if setting is Setting.DISCREET:
        return Reply(edit=discreet_asked(turn.t, is_on=turn.person.is_discreet))
    is_on = setting is Setting.DISCREET_ON
    was_on, turn.person.is_discreet = turn.person.is_discreet, is_on
    t = turn.texts.translator(turn.person.language, discreet=is_on)
    keys = switched(t, is_easy=turn.person.easy_mode)
    return Reply(edit=discreet_asked(t, is_on=is_on), send=(keys,) if was_on != is_on else ())


async def _speaking_set(turn: Turn, *, is_on: bool) -> Reply:
    if is_on and turn.voice is None:
        raise cannot_speak()
    await set_speaking(turn.session, turn.person, turn.now, is_on=is_on)
    return Reply(edit=await _settings(turn), notice=turn.t("Saved."))


async def answered_in_settings(turn: Turn, data: Answer) -> Reply:
    """The condition leads on to the side; everything else back to the settings."""
    person = turn.person
    if data.step is Step.HOURS:
        await end_aside(turn.session, person, turn.now, HOURS_FLOW)
    await actions.answer(turn.session, person, data.step, data.value, turn.now)
    if data.step is Step.CONDITION:
        condition = Condition(person.condition) if person.condition else None
        note = screens.doctor_note(turn.t, condition)
        return Reply(edit=screens.side_step(turn.t, Within.SETTINGS, note))
    return Reply(edit=await _settings(turn), notice=turn.t("Saved."))


async def hours_text(turn: Turn, text: str) -> Reply | None:
    """A message after "wake and bed time" was opened: two times, for an hour."""
    person = turn.person
    if not await awaits(turn.session, person, turn.now, HOURS_FLOW):
        return None
    wake, bed = read_hours(text, turn.person.language)
    await people.change_hours(turn.session, person, wake, bed, turn.now)
    await end_aside(turn.session, person, turn.now, HOURS_FLOW)
    return Reply(send=(await _settings(turn),))


async def _settings(turn: Turn) -> Screen:
    person, t = turn.person, turn.t
    is_on = person.pause_from is None or person.pause_from <= turn.now
    paused = person.paused_until if is_on and is_paused(person.paused_until, turn.now) else None
    return settings_screen(
        t,
        SettingsNow(
            zone=person.zone,
            plan_zone=person.plan_zone,
            wake_time=person.wake_time,
            bed_time=person.bed_time,
            language=people_screens.language_name(person.language),
            condition=condition_words(t, Condition(person.condition)) if person.condition else None,
            side=side_words(t, Side(person.side)) if person.side else None,
            week=week_time_words(t, await week_time(turn.session, person)),
            easy_keys=person.easy_keys,
            speaks_week=person.speaks_week,
            asks_weekly=person.weekly_questions,
            is_discreet=person.is_discreet,
            paused=until(t, paused, person.zone) if paused else None,
        ),
        turn.now,
    )
