"""The calls that put a screen into a message that is there, or take one away."""

from telegram import Message
from telegram.error import TelegramError

from bot.screen import Screen
from bot.telegram.markup import inline
from bot.telegram.outcomes import Kind, classify
from bot.telegram.say import SayingBot

_AS_GOOD_AS_GONE = frozenset({Kind.CANNOT_EDIT, Kind.NOT_MODIFIED})


async def edit(bot: SayingBot, message: Message, screen: Screen, content: bytes | None) -> None:
    """The same message with something else in it; text may become a picture, not the reverse."""
    if content is None:
        await bot.change(message.chat_id, message.message_id, screen)
        return
    await bot.show_media(message.chat_id, message.message_id, screen, content)


def can_become(message: Message, screen: Screen) -> bool:
    """Whether an edit can show it: Telegram lets no picture become text."""
    return screen.attachment is not None or message.text is not None


async def edit_buttons(message: Message, screen: Screen) -> None:
    """The screen's buttons below the message as it is."""
    await message.edit_reply_markup(inline(screen))


async def take_away(message: Message) -> None:
    """Removes a message, or at least its buttons where it is too old to be removed."""
    try:
        await message.delete()
    except TelegramError as error:
        if classify(error).kind is not Kind.CANNOT_EDIT:
            raise
        await _take_buttons(message)


async def _take_buttons(message: Message) -> None:
    try:
        await message.edit_reply_markup(None)
    except TelegramError as error:
        if classify(error).kind not in _AS_GOOD_AS_GONE:
            raise
