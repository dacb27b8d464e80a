"""What somebody hears who sends more than is looked at: once a minute, and kindly."""

from dataclasses import dataclass

from markupsafe import escape
from sqlalchemy import select
from telegram import Update
from telegram.constants import ChatType

from bot.db import Database
from bot.people.tables import Person
from bot.screen import Screen
from bot.telegram.say import SayingBot
from bot.texts import Texts, Translator


@dataclass(frozen=True, slots=True)
class Slower:
    """Says it over the chat for a tap, as a message otherwise."""

    bot: SayingBot
    db: Database
    texts: Texts

    async def say(self, update: Update) -> None:
        user, chat = update.effective_user, update.effective_chat
        if user is None or chat is None or chat.type != ChatType.PRIVATE:
            return
        async with self.db.reading() as session:
            spoken = await session.scalar(
                select(Person.language).where(Person.telegram_id == user.id)
            )
        t = self.texts.translator(spoken or user.language_code)
        if update.callback_query is not None:
            await self.bot.answer(update.callback_query.id, slower(t), alert=True)
        else:
            await self.bot.send(user.id, Screen(escape(slower(t))), None)


def slower(t: Translator) -> str:
    return t(
        "I am with you, a little slower please: so much came at once that I left some of it"
        " unread. In a minute /today shows what I have."
    )
