"""Commands and taps about a person: language, cancelling."""

from bot.drafts import drop_draft, open_draft
from bot.errors import UserError
from bot.people import actions, screens
from bot.people.asides import end_aside
from bot.people.buttons import (
    PickLanguage,
    PickZone,
    PlanTimes,
    ShareLocation,
)
from bot.people.easy_actions import unfolded
from bot.people.easy_buttons import Unfold
from bot.people.keyboard import main_keyboard
from bot.people.turn import Reply, TapHandler, Turn
from bot.people.urgent_handlers import STRANGER_TAPS as URGENT_STRANGER_TAPS
from bot.people.urgent_handlers import TAPS as URGENT_TAPS
from bot.people.zone_handlers import ZONE_FLOW, location_wanted, plan_times_picked, zone_picked
from bot.screen import ButtonData, Screen
from bot.texts import SOURCE_LANGUAGE, Translator


async def language(turn: Turn, words: str) -> Reply:
    if not words:
        return Reply(send=(screens.language_asked(turn.t, turn.texts.languages),))
    code = _known_language(turn, words)
    return Reply(send=await _speak(turn, code))


async def language_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PickLanguage)
    code = _known_language(turn, data.language)
    sent = await _speak(turn, code) if code != turn.person.language else ()
    t = turn.texts.translator(code, discreet=turn.person.is_discreet)
    return Reply(edit=screens.language_asked(t, turn.texts.languages), send=sent)


async def cancel(turn: Turn, words: str) -> Reply:
    """Leaves what is open. After a question in between, what was open before it is open again."""
    del words
    person = turn.person
    draft = await open_draft(turn.session, person.id, turn.now)
    if draft is None:
        return Reply(send=(screens.cancelled(turn.t, None),))
    what = _flow_words(turn.t, draft.flow)
    if "asked" in draft.data:
        await end_aside(turn.session, person, turn.now, draft.flow)
    else:
        await drop_draft(turn.session, person.id)
    return Reply(send=(screens.cancelled(turn.t, what),))


def _flow_words(t: Translator, flow: str) -> str:
    words = {
        "setup": t("the set-up, which /start takes up again"),
        ZONE_FLOW: t("the question about your time zone"),
        "hours": t("the question about your day"),
        "leave": t("the question whether to delete everything"),
        "reminder": t("the question about a time"),
        "add": t("what you were adding to your plan"),
        "plan": t("the change of your plan"),
        "edit": t("the change of your plan"),
    }
    return words.get(flow, t("what we were in the middle of"))


def _known_language(turn: Turn, typed: str) -> str:
    spoken = turn.texts.languages
    known = {code.casefold().split("_")[0]: code for code in spoken}
    known |= {code.casefold(): code for code in spoken}
    for of in (SOURCE_LANGUAGE, turn.t.language, None):  # German, allemand, Deutsch
        known |= {screens.language_name(code, of).casefold(): code for code in spoken}
    code = known.get(typed.strip().casefold().replace("-", "_"))
    if code is None:
        raise UserError(
            "I don't speak “{typed}” yet. I speak: {languages}. For example: /language en",
            typed=typed[:40],
            languages=", ".join(
                f"{screens.language_name(code)} ({code})" for code in turn.texts.languages
            ),
        )
    return code


async def _speak(turn: Turn, code: str) -> tuple[Screen, ...]:
    """Changes the language; the keys below the message field speak it from now on too."""
    await actions.change_language(turn.session, turn.person, code)
    t = turn.texts.translator(code, discreet=turn.person.is_discreet)
    keyboard = main_keyboard(t, easy=turn.person.easy_keys) if turn.person.set_up_at else None
    return (Screen(t.html("🗣 From now on I speak English."), keyboard=keyboard),)


TAPS: dict[type[ButtonData], TapHandler] = {
    PickZone: zone_picked,
    PlanTimes: plan_times_picked,
    ShareLocation: location_wanted,
    PickLanguage: language_picked,
    Unfold: unfolded,
    **URGENT_TAPS,
}
STRANGER_TAPS: frozenset[type[ButtonData]] = URGENT_STRANGER_TAPS
