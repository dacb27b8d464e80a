"""Replies on their way out: answer the tap, edit in place, or send anew where that cannot be."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram import CallbackQuery, Message, Update
from telegram.constants import CallbackQueryLimit
from telegram.error import TelegramError

from bot.errors import UserError
from bot.people.turn import Reply
from bot.screen import Screen, words
from bot.telegram import calls, incoming
from bot.telegram.markup import has_buttons
from bot.telegram.outcomes import Kind, classify
from bot.telegram.say import SayingBot
from bot.texts import Translator

_NEVER_LEFT = frozenset({Kind.NOT_SENT})
_REPEATABLE = frozenset({Kind.NOT_SENT, Kind.IN_DOUBT, Kind.SERVER_FAILED})
"""For calls that do no harm when they are carried out twice."""


class NotShownError(Exception):
    """The tap is answered, but its screen could not be shown: the cause says why."""


async def show(update: Update, reply: Reply) -> None:
    """Shows a reply; the callback query, where there is one, is answered in any case.

    NotShownError when the edit failed, Telegram's own errors for the rest.
    """
    query = update.callback_query
    if query is None:
        for screen in ((reply.edit,) if reply.edit else ()) + reply.send:
            await _send(update, screen)
        return
    # Side by side: the word over the chat must not wait for the edit's place in line. And
    # neither is cut off when the other fails.
    answered, edited = await asyncio.gather(
        _answer(update, query, reply), _changed(update, query, reply), return_exceptions=True
    )
    if isinstance(answered, BaseException):
        raise answered
    if isinstance(edited, BaseException):
        raise NotShownError from edited
    for screen in reply.send:
        await _send(update, screen)


def refusal(t: Translator, error: UserError, *, is_tap: bool) -> Reply:
    """Why not, kindly: over the chat for a tap, as a message otherwise, or when it is long."""
    plain = t(error.message, **error.values)
    if is_tap and len(plain) <= CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        return Reply(notice=plain, alert=True)
    return Reply(send=(Screen(t.html(error.message, **error.values)),))


async def _answer(update: Update, query: CallbackQuery, reply: Reply) -> None:
    bot = _bot(update)
    try:
        await _repeated(lambda: bot.answer(query.id, reply.notice, alert=reply.alert), _REPEATABLE)
    except TelegramError as error:
        if classify(error).kind is not Kind.QUERY_TOO_OLD:
            raise


async def _changed(update: Update, query: CallbackQuery, reply: Reply) -> None:
    if reply.buttons is not None:
        await _edit_buttons(update, query, reply.buttons)
    await _edit(update, query, reply.edit)


async def _edit_buttons(update: Update, query: CallbackQuery, screen: Screen) -> None:
    """Other buttons below the same words; a message of their own where that cannot be."""
    message = query.message
    if not isinstance(message, Message):
        await _send(update, screen)
        return
    try:
        await _repeated(lambda: calls.edit_buttons(message, screen), _REPEATABLE)
    except TelegramError as error:
        kind = classify(error).kind
        if kind is Kind.CANNOT_EDIT:
            await _send(update, screen)
        elif kind is not Kind.NOT_MODIFIED:
            raise


async def _edit(update: Update, query: CallbackQuery, screen: Screen | None) -> None:
    message = query.message
    if screen is None or (isinstance(message, Message) and _shows(message, screen)):
        return
    if not isinstance(message, Message):  # deleted, or too old for Telegram to say what it was
        await _send(update, screen)
    elif calls.can_become(message, screen):
        await _edit_in_place(update, message, screen)
    else:  # the new one first: a message too many is better than none
        await _send(update, screen)
        await _repeated(lambda: calls.take_away(message), _REPEATABLE)


async def _edit_in_place(update: Update, message: Message, screen: Screen) -> None:
    content = await _bot(update).maker.make(screen.attachment)
    try:
        await _repeated(lambda: calls.edit(_bot(update), message, screen, content), _REPEATABLE)
    except TelegramError as error:
        kind = classify(error).kind
        if kind is Kind.CANNOT_EDIT:
            await _send(update, screen, content)
        elif kind is not Kind.NOT_MODIFIED:
            raise


async def _send(update: Update, screen: Screen, made: bytes | None = None) -> None:
    user, bot = update.effective_user, _bot(update)
    assert user is not None
    content = made or await bot.maker.make(screen.attachment)
    await _repeated(lambda: bot.send(user.id, screen, content), _NEVER_LEFT)


def _bot(update: Update) -> SayingBot:
    bot = update.get_bot()
    assert isinstance(bot, SayingBot)
    return bot


async def _repeated(call: Callable[[], Awaitable[object]], kinds: frozenset[Kind]) -> None:
    """Makes a call, and once more when it failed in one of these ways."""
    try:
        await call()
    except TelegramError as error:
        if classify(error).kind not in kinds:
            raise
        await call()


def _shows(message: Message, screen: Screen) -> bool:
    """Whether the message shows this already: an edit that changes nothing is not sent."""
    if screen.attachment is not None:  # nobody can tell whether a picture is the same
        return False
    return message.text == words(screen.text) and has_buttons(incoming.rows_of(message), screen)
