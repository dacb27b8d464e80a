"""Replies on their way out: answer the tap, edit in place, or send anew where that cannot be."""

import asyncio
import html
import re

from telegram import CallbackQuery, Message, Update
from telegram.constants import CallbackQueryLimit, ParseMode
from telegram.error import BadRequest

from bot.errors import UserError
from bot.people.turn import Reply
from bot.screen import Screen
from bot.telegram.markup import inline, markup
from bot.telegram.outcomes import Kind, classify
from bot.texts import Translator

_TAG = re.compile(r"<[^>]+>")


async def show(update: Update, reply: Reply) -> None:
    """Shows a reply; the callback query, where there is one, is answered in any case."""
    query = update.callback_query
    if query is None:
        screens = ((reply.edit,) if reply.edit else ()) + reply.send
    else:
        # A task group of two: the word over the chat must not wait for the edit's place in line.
        async with asyncio.TaskGroup() as group:
            group.create_task(_answer(query, reply.notice, alert=reply.alert))
            if reply.edit is not None:
                group.create_task(_edit(query, reply.edit))
        screens = reply.send
    for screen in screens:
        await _send(update, screen)


async def refuse(update: Update, t: Translator, error: UserError) -> None:
    """Tells somebody kindly why not: over the chat for a tap, as a message otherwise."""
    plain = t(error.message, **error.values)
    query = update.callback_query
    if query is None:
        await _send(update, Screen(t.html(error.message, **error.values)))
    elif len(plain) <= CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        await _answer(query, plain, alert=True)
    else:
        await show(update, Reply(send=(Screen(t.html(error.message, **error.values)),)))


async def _answer(query: CallbackQuery, notice: str | None, *, alert: bool) -> None:
    try:
        await query.answer(notice, show_alert=alert)
    except BadRequest as error:
        if classify(error).kind is not Kind.QUERY_TOO_OLD:
            raise


async def _edit(query: CallbackQuery, screen: Screen) -> None:
    message = query.message
    if isinstance(message, Message) and _same(message, screen):
        return
    try:
        await query.edit_message_text(
            str(screen.text), parse_mode=ParseMode.HTML, reply_markup=inline(screen)
        )
    except BadRequest as error:
        kind = classify(error).kind
        if kind is Kind.CANNOT_EDIT:
            await query.get_bot().send_message(
                query.from_user.id,
                str(screen.text),
                parse_mode=ParseMode.HTML,
                reply_markup=markup(screen),
            )
        elif kind is not Kind.NOT_MODIFIED:
            raise


async def _send(update: Update, screen: Screen) -> None:
    user = update.effective_user
    assert user is not None
    await update.get_bot().send_message(
        user.id, str(screen.text), parse_mode=ParseMode.HTML, reply_markup=markup(screen)
    )


def _same(message: Message, screen: Screen) -> bool:
    """Whether the message shows this already: an edit that changes nothing is not sent."""
    shown = html.unescape(_TAG.sub("", str(screen.text))).strip()
    return message.text == shown and message.reply_markup == inline(screen)
