"""Who answers what: every handler, in one visible order."""

from typing import Any

from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.commands import commands, unknown
from bot.export import handlers as export
from bot.features import text_handlers
from bot.journal.episodes import handlers as episodes
from bot.setup import handlers as setup
from bot.telegram.chats import Chats
from bot.telegram.dispatch import Edge
from bot.telegram.failures import Failures


def application(
    bot: ExtBot[Any], edge: Edge, chats: Chats, failures: Failures
) -> "Application[Any, Any, Any, Any, Any, Any]":
    """The first that takes an update answers it; most updates are taps."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    app = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    app.add_handler(CallbackQueryHandler(edge.tap()))
    for command in commands():
        answer = edge.command(
            command.handler,
            strangers=command.strangers,
            supporters=command.supporters,
            uninvited=command.uninvited,
            exact=command.exact,
            again=command.name if command.shows else "",
        )
        app.add_handler(CommandHandler(command.name, answer, filters=private))
    app.add_handler(MessageHandler(private & filters.COMMAND, edge.command(unknown)))
    app.add_handler(MessageHandler(private & filters.LOCATION, edge.place(setup.place)))
    app.add_handler(
        MessageHandler(private & filters.VOICE, edge.text(episodes.voice, *text_handlers()))
    )
    app.add_handler(
        MessageHandler(
            private & filters.Document.ALL, edge.document(export.file_sent, *text_handlers())
        )
    )
    said = private & ~filters.StatusUpdate.ALL  # not "pinned a message" and the like
    app.add_handler(MessageHandler(said, edge.text(*text_handlers())))
    app.add_handler(ChatMemberHandler(chats.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(MessageHandler(filters.ChatType.GROUPS, chats.elsewhere))
    app.add_error_handler(failures.on_error)
    return app
