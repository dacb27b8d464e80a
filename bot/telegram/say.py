"""A bot that sends many screens: PTB's calls without building PTB's objects around each."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from telegram import InputFile, InputMediaDocument, InputMediaPhoto, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.request import RequestData

from bot.screen import Screen
from bot.telegram.bodies import Ready
from bot.telegram.lanes import Ticket
from bot.telegram.making import Maker
from bot.telegram.markup import inline, plain_inline, plain_markup
from bot.telegram.outcomes import Kind, classify
from bot.telegram.polling import UpdatesBot
from bot.telegram.sent_files import SentFiles

_NO_PREVIEW = '{"is_disabled": true}'


class SayingBot(UpdatesBot):
    """`send_message` builds the whole Message it is answered with: half the CPU of a burst."""

    __slots__ = ("_files", "_maker")

    def __init__(
        self, token: str, *, maker: Maker, files: SentFiles | None = None, **options: Any
    ) -> None:
        super().__init__(token, **options)
        self._maker = maker
        self._files = files

    @property
    def maker(self) -> Maker:
        return self._maker

    async def shutdown(self) -> None:
        self._maker.close()
        await super().shutdown()

    async def say(self, chat_id: int, screen: Screen, ticket: Ticket) -> int:
        """Sends a screen when its turn comes; the message's id. Raises as PTB does.

        A picture that cannot be made is left out: the words are what was owed.
        """
        content = await self._maker.make_if_possible(screen.attachment)
        return await self.send(chat_id, screen, content, ticket)

    async def send(
        self, chat_id: int, screen: Screen, content: bytes | None, ticket: Ticket | None = None
    ) -> int:
        """A new message; `content` is what was made of the screen's attachment. Its id."""

        async def send(file_id: str | None, content: bytes | None = content) -> Any:
            method, message = _message(screen, content, file_id)
            data: dict[str, Any] = {
                "chat_id": chat_id,
                "parse_mode": ParseMode.HTML.value,
                "reply_markup": plain_markup(screen),
                **message,
            }
            if content is None:
                return await self._call(method, data, ticket)
            more = self._merge_api_rl_kwargs(None, ticket)
            return await self._post(method, data, api_kwargs=more)

        try:
            sent = await self._by_id(screen, content, send)
        except BadRequest as error:
            if classify(error).kind is not Kind.NO_VOICES:
                raise
            sent = await send(None, None)  # who wants no voice messages can read the words
        return int(sent["message_id"])

    async def show_media(
        self,
        chat_id: int,
        message_id: int,
        screen: Screen,
        content: bytes,
        ticket: Ticket | None = None,
    ) -> None:
        """A message becomes this screen with its attachment; text may become a picture."""

        async def edit(file_id: str | None) -> Any:
            words = str(screen.text)
            name = screen.attachment.name if screen.attachment else None
            is_picture = screen.attachment is not None and screen.attachment.is_picture
            of_kind = InputMediaPhoto if is_picture else InputMediaDocument
            media = of_kind(
                file_id or content, words, parse_mode=ParseMode.HTML,
                filename=None if file_id else name,
            )  # fmt: skip
            shown = await self.edit_message_media(
                media, chat_id, message_id, reply_markup=inline(screen),
                rate_limit_args=ticket,
            )  # fmt: skip
            return shown.to_dict() if isinstance(shown, Message) else {}

        await self._by_id(screen, content, edit)

    async def _by_id(
        self,
        screen: Screen,
        content: bytes | None,
        call: Callable[[str | None], Awaitable[Any]],
    ) -> Any:
        """Makes a call by Telegram's id where it has the file; a lost one is uploaded anew."""
        shared = screen.attachment is not None and screen.attachment.is_shared
        if self._files is None or content is None or not shared:
            return await call(None)
        known = await self._files.known(content)
        if known is not None:
            try:
                return await call(known)
            except BadRequest as error:
                if classify(error).kind is not Kind.FILE_LOST:
                    raise
        answer = await call(None)
        file_id = _file_id(answer)
        if file_id is not None:
            await self._files.keep(content, file_id)
        return answer

    async def change(
        self, chat_id: int, message_id: int, screen: Screen, ticket: Ticket | None = None
    ) -> None:
        """A text message becomes this screen, its attachment left out."""
        data = {
            "chat_id": chat_id,
            "message_id": message_id,
            "text": str(screen.text),
            "parse_mode": ParseMode.HTML.value,
            "reply_markup": plain_inline(screen),
            "link_preview_options": _NO_PREVIEW,
        }
        await self._call("editMessageText", data, ticket)

    async def answer(self, query_id: str, notice: str | None, *, alert: bool) -> None:
        """Ends a tap's waiting: a word over the chat, or one that is to be read and closed."""
        data = {"callback_query_id": query_id, "text": notice, "show_alert": alert}
        await self._call("answerCallbackQuery", data, None)

    async def put_right(
        self, chat_id: int, message_id: int, screen: Screen | None, ticket: Ticket
    ) -> None:
        """Edits an earlier message, or takes it away when nothing is left of it."""
        if screen is not None:
            await self.change(chat_id, message_id, screen, ticket)
            return
        try:
            await self.delete_message(chat_id, message_id, rate_limit_args=ticket)
        except BadRequest as error:
            if classify(error).kind is not Kind.CANNOT_EDIT:
                raise
            # Too old to be taken away: then at least its buttons go.
            await self.edit_message_reply_markup(
                chat_id=chat_id, message_id=message_id, rate_limit_args=ticket.lane
            )

    async def _call(self, method: str, data: dict[str, Any], ticket: Ticket | None) -> Any:
        """`_post` for what is plain already: a fifth of a call is PTB making it so."""
        limiter = self.rate_limiter
        if limiter is None:
            return await self._put(method, data)
        return await limiter.process_request(self._put, (method, data), {}, method, data, ticket)

    async def _put(self, method: str, data: dict[str, Any]) -> Any:
        ready = cast("RequestData", Ready(data))  # which is final, and made of PTB's parameters
        return await self.request.post(f"{self.base_url}/{method}", ready)


def _file_id(message: Any) -> str | None:
    """The id of what a message carries, as Telegram answers; None where it carries nothing."""
    photo, other = message.get("photo"), message.get("audio") or message.get("document")
    found = photo[-1] if photo else other
    return str(found["file_id"]) if found else None


def _message(
    screen: Screen, content: bytes | None, file_id: str | None
) -> tuple[str, dict[str, Any]]:
    """The method that sends a screen, and the parameters in which methods differ."""
    if screen.attachment is None or content is None:
        return "sendMessage", {"text": str(screen.text), "link_preview_options": _NO_PREVIEW}
    file = file_id or InputFile(content, screen.attachment.name)
    if screen.attachment.is_picture:
        return "sendPhoto", {"photo": file, "caption": str(screen.text)}
    if screen.attachment.is_voice:
        return "sendVoice", {"voice": file, "caption": str(screen.text)}
    if screen.attachment.is_sound:
        return "sendAudio", {"audio": file, "caption": str(screen.text)}
    return "sendDocument", {"document": file, "caption": str(screen.text)}
