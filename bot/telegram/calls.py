"""The calls that put a screen into a chat, into a message that is there, or in place of one."""

from telegram import Bot, InputMediaDocument, InputMediaPhoto, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.screen import Screen
from bot.telegram.markup import inline, markup
from bot.telegram.outcomes import Kind, classify

_AS_GOOD_AS_GONE = frozenset({Kind.CANNOT_EDIT, Kind.NOT_MODIFIED})


async def send(bot: Bot, chat_id: int, screen: Screen, content: bytes | None) -> None:
    """A new message; `content` is what was made of the screen's attachment."""
    words, keyboard, name = str(screen.text), markup(screen), _name(screen)
    if content is None:
        await bot.send_message(
            chat_id, words, parse_mode=ParseMode.HTML, reply_markup=keyboard,
            link_preview_options=no_preview(),
        )  # fmt: skip
    elif _is_picture(screen):
        await bot.send_photo(
            chat_id, content, words, parse_mode=ParseMode.HTML, reply_markup=keyboard, filename=name
        )
    else:
        await bot.send_document(
            chat_id, content, words, parse_mode=ParseMode.HTML, reply_markup=keyboard, filename=name
        )


async def edit(message: Message, screen: Screen, content: bytes | None) -> None:
    """The same message with something else in it; text may become a picture, not the reverse."""
    words = str(screen.text)
    if content is None:
        await message.edit_text(
            words, parse_mode=ParseMode.HTML, reply_markup=inline(screen),
            link_preview_options=no_preview(),
        )  # fmt: skip
        return
    of_kind = InputMediaPhoto if _is_picture(screen) else InputMediaDocument
    media = of_kind(content, words, parse_mode=ParseMode.HTML, filename=_name(screen))
    await message.edit_media(media, reply_markup=inline(screen))


def no_preview() -> LinkPreviewOptions:
    """A link of ours brings no picture of its page: screens stay as high as they are."""
    return LinkPreviewOptions(is_disabled=True)


def can_become(message: Message, screen: Screen) -> bool:
    """Whether an edit can show it: Telegram lets no picture become text."""
    return screen.attachment is not None or message.text is not None


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


def _is_picture(screen: Screen) -> bool:
    return screen.attachment is not None and screen.attachment.is_picture


def _name(screen: Screen) -> str | None:
    return screen.attachment.name if screen.attachment else None
