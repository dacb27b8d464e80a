"""Documents that people send, and what the edge lends to handlers after the commit."""

import structlog
from telegram import Update
from telegram.error import TelegramError

from bot.db import Database
from bot.errors import UserError
from bot.people.turn import Hands, SentFile
from bot.telegram.outcomes import classify
from bot.telegram.say import SayingBot

_log = structlog.get_logger(__name__)


def sent_file(update: Update) -> SentFile | None:
    """The document of a message; None where there is none."""
    document = update.message.document if update.message else None
    if document is None:
        return None
    return SentFile(document.file_id, document.file_name or "", document.file_size or 0)


def hands_of(update: Update, db: Database) -> Hands:
    bot = update.get_bot()
    assert isinstance(bot, SayingBot)

    async def fetch(file_id: str) -> bytes:
        try:
            file = await bot.get_file(file_id)
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            _log.warning("file_not_fetched", kind=classify(error).kind)
            raise UserError(
                "I could not fetch this file from Telegram. Please send it once more."
            ) from None

    return Hands(db, fetch, bot.maker.work)
