"""Show names, Hide names: the same once more. Whatever that would change is taken back."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from sqlalchemy import select

from bot.discreet.buttons import ShowNames, Way
from bot.errors import UserError
from bot.notes.composing import Composer, NoteInHand
from bot.notes.tables import Note
from bot.people.turn import CommandHandler, Hands, Reply, TapHandler, Turn
from bot.reminders.present import message_of
from bot.screen import ButtonCodec, ButtonData, MalformedButtonError, RetiredButtonError, Screen

Composers = Callable[[Turn], Mapping[str, Composer]]


def names_shown(
    taps: Mapping[type[ButtonData], TapHandler],
    commands: Mapping[str, CommandHandler],
    composers: Composers,
) -> TapHandler:
    """The handler of the button; `commands` are those that show something and change nothing."""
    codec = ButtonCodec(taps)

    async def shown(turn: Turn, data: ButtonData) -> Reply:
        assert isinstance(data, ShowNames)
        t = turn.texts.translator(turn.person.language, discreet=not data.on)
        turn = replace(turn, t=t)
        match data.way:
            case Way.TAP:
                tapped = _unpacked(codec, data.tapped)
                async with _changing_nothing(turn):
                    reply = await taps[type(tapped)](turn, tapped)
            case Way.COMMAND:
                if data.what not in commands:
                    raise _unknown()
                async with _changing_nothing(turn):
                    reply = await commands[data.what](turn, "")
            case Way.MESSAGE:
                return await _message(turn, data.what, composers)
        return _as_edit(reply)

    return shown


def _as_edit(reply: Reply) -> Reply:
    screen = reply.edit or (reply.send[-1] if reply.send else None)
    if screen is None:
        raise _nothing_more()
    return Reply(edit=replace(screen, keyboard=None))


async def _message(turn: Turn, delivery: str, composers: Composers) -> Reply:
    """What a message of the bot's own says now."""
    if not delivery.isascii() or not delivery.isdigit() or len(delivery) > 18:  # noqa: PLR2004  64 bits
        raise _unknown()
    screen = await message_of(turn, int(delivery))
    if screen is not None:
        return Reply(edit=screen)
    note = await turn.session.scalar(
        select(Note).where(Note.delivery_id == int(delivery), Note.person_id == turn.person.id)
    )
    every = composers(turn)
    if note is None or note.topic not in every:
        raise _nothing_more()
    said_for = note.last_due_at or turn.now
    hand = NoteInHand(
        note.id, note.person_id, note.topic, note.subject_id, said_for, turn.person.zone
    )
    says = (await every[note.topic](turn.session, (hand,))).get(note.id)
    if says is None:
        raise _nothing_more()

    async def after(hands: Hands) -> Reply:
        del hands
        said = says(turn.t, turn.now)
        screen: Screen = await said if isinstance(said, Awaitable) else said
        return Reply(edit=screen)

    return Reply(after=after)


@asynccontextmanager
async def _changing_nothing(turn: Turn) -> AsyncIterator[None]:
    """Whatever is done within is taken back at the end."""
    await turn.session.flush()
    kept = await turn.session.begin_nested()
    try:
        yield
    finally:
        await kept.rollback()
        await turn.session.refresh(turn.person)


def _unpacked(codec: ButtonCodec, raw: str) -> ButtonData:
    try:
        return codec.unpack(raw)
    except (MalformedButtonError, RetiredButtonError):
        raise _unknown() from None


def _unknown() -> UserError:
    return UserError("I don't know this button. /help shows what I can do.")


def _nothing_more() -> UserError:
    return UserError("There is nothing more to show.")
