"""Where the bot is: private chats only, and with whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import update as sql_update
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import ChatMember, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.clock import Clock
from bot.db import Database
from bot.people.tables import Person
from bot.telegram.outcomes import classify
from bot.texts import Texts

_log = structlog.get_logger(__name__)
_AWAY = (ChatMember.BANNED, ChatMember.LEFT)


async def went_away(session: AsyncSession, telegram_id: int, now: datetime) -> None:
    """Leaves alone whoever blocked the bot or is no more; nothing is owed until they are back."""
    await session.execute(
        sql_update(Person)
        .where(Person.telegram_id == telegram_id, Person.blocked_at.is_(None))
        .values(blocked_at=now, wake_at=None)
    )


async def came_back(session: AsyncSession, telegram_id: int, now: datetime) -> None:
    """Takes up again whoever had blocked the bot: the engine tells them what was held."""
    await session.execute(
        sql_update(Person)
        .where(Person.telegram_id == telegram_id, Person.blocked_at.is_not(None))
        .values(blocked_at=None, returned_at=now, wake_at=now)
    )


@dataclass(frozen=True, slots=True)
class Chats:
    db: Database
    clock: Clock
    texts: Texts

    async def membership(self, update: Update, context: Any) -> None:
        """Somebody blocked the bot, came back, or added it to a group."""
        del context
        change = update.my_chat_member
        assert change is not None
        away = change.new_chat_member.status in _AWAY
        if change.chat.type == ChatType.PRIVATE:
            note = went_away if away else came_back
            async with self.db.writing() as session:
                await note(session, change.from_user.id, self.clock())
        elif not away:
            await self._leave(update, say=change.chat.type != ChatType.CHANNEL)

    async def elsewhere(self, update: Update, context: Any) -> None:
        """A message in a group that the bot should not be in any more."""
        del context
        await self._leave(update, say=False)

    async def _leave(self, update: Update, *, say: bool) -> None:
        chat, user = update.effective_chat, update.effective_user
        assert chat is not None
        t = self.texts.translator(user.language_code if user else None)
        try:
            if say:
                await chat.send_message(
                    t("I only work in a private chat, where nobody else reads along. Goodbye!")
                )
        except TelegramError as error:
            _log.info("could_not_say_goodbye", kind=classify(error).kind)
        try:
            await chat.leave()
        except TelegramError as error:
            _log.info("could_not_leave", kind=classify(error).kind)
