"""Replies on their way out: answer the tap, edit in place, or send anew where that cannot be."""

import asyncio
import html
import re
from collections.abc import Awaitable, Callable

from telegram import CallbackQuery, Message, Update
from telegram.constants import CallbackQueryLimit, ParseMode
from telegram.error import TelegramError

from bot.errors import UserError
from bot.people.turn import Reply
from bot.screen import Screen
from bot.telegram.markup import inline, markup
from bot.telegram.outcomes import Kind, classify
from bot.texts import Translator

_TAG = re.compile(r"<[^>]+>")
_NEVER_LEFT = frozenset({Kind.NOT_SENT})
_REPEATABLE = frozenset({Kind.NOT_SENT, Kind.IN_DOUBT})
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
        _answer(query, reply), _edit(update, query, reply.edit), return_exceptions=True
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


async def _answer(query: CallbackQuery, reply: Reply) -> None:
    try:
        await _repeated(lambda: query.answer(reply.notice, show_alert=reply.alert), _REPEATABLE)
    except TelegramError as error:
        if classify(error).kind is not Kind.QUERY_TOO_OLD:
            raise


async def _edit(update: Update, query: CallbackQuery, screen: Screen | None) -> None:
    message = query.message
    if screen is None or (isinstance(message, Message) and _shows(message, screen)):
        return
    if not isinstance(message, Message):  # deleted, or too old for Telegram to say what it was
        await _send(update, screen)
        return
    try:
        await _repeated(
            lambda: message.edit_text(
                str(screen.text), parse_mode=ParseMode.HTML, reply_markup=inline(screen)
            ),
            _REPEATABLE,
        )
    except TelegramError as error:
        kind = classify(error).kind
        if kind is Kind.CANNOT_EDIT:
            await _send(update, screen)
        elif kind is not Kind.NOT_MODIFIED:
            raise


async def _send(update: Update, screen: Screen) -> None:
    user = update.effective_user
    assert user is not None
    await _repeated(
        lambda: update.get_bot().send_message(
            user.id, str(screen.text), parse_mode=ParseMode.HTML, reply_markup=markup(screen)
        ),
        _NEVER_LEFT,
    )


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
    words = html.unescape(_TAG.sub("", str(screen.text))).strip()
    return message.text == words and message.reply_markup == inline(screen)
