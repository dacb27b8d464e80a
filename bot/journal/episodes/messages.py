"""What is typed about episodes: /log, the large key, and answers to what was asked."""

from bot.drafts import open_draft
from bot.errors import UserError
from bot.journal.episodes import actions, screens
from bot.journal.episodes.actions import RemovedError
from bot.journal.episodes.buttons import AskTyped, Panel, Typed
from bot.journal.episodes.parse import TypedEpisode, read_episode
from bot.journal.episodes.rules import EPISODE_SIGN
from bot.journal.episodes.showing import seen, shown
from bot.journal.episodes.store import entry_of, new_entry
from bot.journal.reliefs import actions as reliefs
from bot.journal.reliefs.store import own_phrases
from bot.journal.reliefs.words import usual_codes
from bot.journal.triggers import actions as triggers
from bot.journal.triggers.handlers import meanings
from bot.journal.triggers.rules import name_key
from bot.people.asides import ask_aside, asked_about, end_aside
from bot.people.turn import Reply, Turn
from bot.plan.quick_add import parse_time
from bot.screen import ButtonData

FLOWS = {
    Typed.TIME: "episode_time",
    Typed.NOTE: "episode_note",
    Typed.TRIGGER: "episode_trigger",
    Typed.RELIEF: "episode_relief",
}


async def log(turn: Turn, words: str) -> Reply:
    """/log: the first thing is that the episode is saved, with all that was typed."""
    if not words.strip():
        return await _logged(turn, TypedEpisode())
    tried = await own_phrases(turn.session, turn.person)
    return await _logged(
        turn, read_episode(words, await meanings(turn), tried, turn.person.language)
    )


async def episode_text(turn: Turn, text: str) -> Reply | None:
    """The keyboard's widest key, in any language it was shown in, or a lone full stop."""
    keys = {t("⚡ Episode") for t in turn.texts.every()}
    pressed = text.replace("\N{VARIATION SELECTOR-16}", "").strip()
    return await log(turn, "") if pressed in keys | {EPISODE_SIGN} else None


async def voice(turn: Turn, text: str) -> Reply | None:
    """A voice message logs an episode; the voice itself is neither fetched nor kept.

    Not in the middle of something else, where an answer is waited for.
    """
    del text
    if await open_draft(turn.session, turn.person.id, turn.now):
        return None
    return await log(turn, "")


async def typed_asked(turn: Turn, data: ButtonData) -> Reply:
    """Asks for a message; a removed episode is shown as removed."""
    assert isinstance(data, AskTyped)
    entry = await entry_of(turn.session, turn.person, data.episode)
    if entry.is_removed:
        return Reply(edit=screens.episode_removed(turn.t, entry))
    await ask_aside(turn.session, turn.person, turn.now, FLOWS[data.typed], episode=data.episode)
    asked = {
        Typed.TIME: screens.time_asked,
        Typed.NOTE: screens.note_asked,
        Typed.TRIGGER: screens.trigger_asked,
        Typed.RELIEF: screens.relief_asked,
    }
    return Reply(edit=asked[data.typed](turn.t, entry))


async def answer_text(turn: Turn, text: str) -> Reply | None:
    """The time, note, trigger or relief that was asked for."""
    for typed, flow in FLOWS.items():
        about = await asked_about(turn.session, turn.person, turn.now, flow)
        if about is not None:
            panel = await _answered(turn, typed, about["episode"], text)
            await end_aside(turn.session, turn.person, turn.now, flow)
            return Reply(send=(await shown(turn, about["episode"], panel),))
    return None


async def _logged(turn: Turn, typed: TypedEpisode) -> Reply:
    session, person = turn.session, turn.person
    episode = await actions.log_episode(session, person, typed, turn.now)
    for code in typed.reliefs:
        await actions.set_relief(session, person, episode.id, code, turn.now, on=True)
    if typed.triggers or typed.reliefs:
        return Reply(send=(await shown(turn, episode.id),))
    return Reply(send=(await seen(turn, new_entry(episode)),))


async def _answered(turn: Turn, typed: Typed, episode_id: int, text: str) -> Panel:
    """Writes what was typed; the section that shows it. A removed episode stays as it is."""
    session, person = turn.session, turn.person
    try:
        match typed:
            case Typed.TIME:
                at = parse_time(text, person.language)
                if at is None:
                    raise UserError(
                        "I don't read a time in this. Please send one such as 15:30 or 8 pm."
                    )
                await actions.set_time(session, person, episode_id, at)
                return Panel.TIME
            case Typed.NOTE:
                await actions.set_note(session, person, episode_id, text)
                return Panel.MAIN
            case Typed.TRIGGER:
                trigger_id = (await meanings(turn)).get(name_key(text))
                if trigger_id is None:
                    trigger_id = (await triggers.add_own(session, person, text)).id
                await actions.set_trigger(session, person, episode_id, trigger_id, on=True)
                return Panel.TRIGGERS
            case Typed.RELIEF:
                translators = map(turn.texts.translator, turn.texts.languages)
                code = usual_codes(translators).get(name_key(text))
                if code is None:
                    code = (await reliefs.add_own(session, person, text)).code
                await actions.set_relief(session, person, episode_id, code, turn.now, on=True)
                return Panel.RELIEFS
    except RemovedError:
        return Panel.MAIN
