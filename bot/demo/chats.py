"""What the stand-in remembers: chats and the messages in them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.demo.entities import Entity
from bot.demo.files import Attachment
from bot.demo.markup import Markup, Rows
from bot.demo.rendering import as_html

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """One message as both sides see it; `text` is the caption where a file is attached."""

    chat: "Chat"
    message_id: int
    date: datetime
    from_bot: bool
    sender: Json
    text: str = ""
    entities: tuple[Entity, ...] = ()
    rows: Rows = field(default_factory=list)
    reply_keyboard: Mapping[str, Any] | None = None
    attachment: Attachment | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Anything else of Telegram's message: a location, a contact, what it replies to."""
    edited_at: datetime | None = None
    reaction: str | None = None

    @property
    def html(self) -> str:
        return as_html(self.text, self.entities)

    @property
    def caption(self) -> str | None:
        return self.text if self.attachment else None

    @property
    def photo(self) -> bytes | None:
        return self._data("photo")

    @property
    def document(self) -> bytes | None:
        return self._data("document")

    @property
    def filename(self) -> str | None:
        return self.attachment.filename if self.attachment else None

    @property
    def buttons(self) -> list[Json]:
        """All inline buttons, in reading order."""
        return [button for row in self.rows for button in row]

    def _data(self, kind: str) -> bytes | None:
        return self.attachment.data if self.attachment and self.attachment.kind == kind else None

    def as_quoted(self) -> Json:
        """The Message object inside of a reply: quotes do not nest."""
        return {key: value for key, value in self.as_json().items() if key != "reply_to_message"}

    def as_json(self) -> Json:
        """The Message object of the Bot API."""
        value: Json = {
            "message_id": self.message_id,
            "from": self.sender,
            "chat": self.chat.as_json(),
            "date": int(self.date.timestamp()),
        }
        if self.chat.kind == "channel":
            value["sender_chat"] = value["chat"]
            del value["from"]
        words = "text"
        if self.attachment is not None:
            value[self.attachment.kind] = self.attachment.as_json()
            words = "caption"
        if self.text:
            value[words] = self.text
        if self.entities:
            value["entities" if words == "text" else "caption_entities"] = list(self.entities)
        if self.edited_at is not None:
            value["edit_date"] = int(self.edited_at.timestamp())
        if self.rows:
            value["reply_markup"] = {"inline_keyboard": self.rows}
        if self.extra:
            value.update(self.extra)
        return value


@dataclass(slots=True, eq=False)
class Chat:
    """A chat with the bot. Private chats share their id with the user."""

    chat_id: int
    kind: str
    title: str
    person: Json = field(default_factory=dict)
    started: bool = False
    """Whether the bot may write: the person wrote first, or the bot was added to the group."""
    gone: str | None = None
    """Why the bot may no longer write, in Telegram's words."""
    takes_voices: bool = True
    """Telegram lets people refuse voice messages."""
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: Mapping[str, Any] | None = None
    pinned: int | None = None
    _json: Json | None = None

    def as_json(self) -> Json:
        if self._json is None:
            self._json = {"id": self.chat_id, "type": self.kind}
            if self.kind == "private":
                names = ("first_name", "last_name", "username")
                self._json |= {name: self.person[name] for name in names if name in self.person}
            else:
                self._json["title"] = self.title
        return self._json


@dataclass(frozen=True, slots=True)
class Notice:
    """What a tap was answered with: a toast, or an alert to be closed."""

    text: str
    show_alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Something a watching page should show.

    `what` is message, deleted, keyboard, answered, notice, typing or commands.
    """

    what: str
    chat: Chat | None
    value: Any = None


Watcher = Callable[[Change], None]


class Chats:
    def __init__(self, clock: Clock, bot: Json, first_id: int = 1) -> None:
        self.clock = clock
        self.bot = bot
        self.by_id: dict[int, Chat] = {}
        self.watchers: list[Watcher] = []
        self._last_message = first_id - 1

    def tell(self, what: str, chat: Chat | None, value: Any = None) -> None:
        for watcher in self.watchers:
            watcher(Change(what, chat, value))

    def post(
        self,
        chat: Chat,
        sender: Json | None,
        *,
        text: str = "",
        entities: Iterable[Entity] = (),
        markup: Markup | None = None,
        attachment: Attachment | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> Message:
        """Adds a message; `sender` None is the bot. Its markup moves the reply keyboard."""
        self._last_message += 1
        message = Message(
            chat=chat,
            message_id=self._last_message,
            date=self.clock(),
            from_bot=sender is None,
            sender=sender or self.bot,
            text=text,
            entities=tuple(entities),
            rows=markup.rows if markup else [],
            reply_keyboard=markup.reply if markup else None,
            attachment=attachment,
            extra=extra or {},
        )
        chat.messages[message.message_id] = message
        if markup is not None and markup.reply is not None:
            self._move_keyboard(chat, markup)
        if self.watchers:
            self.tell("message", chat, message)
        return message

    def _move_keyboard(self, chat: Chat, markup: Markup) -> None:
        if markup.kind == "keyboard":
            self.show_keyboard(chat, markup.reply)
        elif markup.kind == "remove_keyboard":
            self.show_keyboard(chat, None)

    def show_keyboard(self, chat: Chat, keyboard: Mapping[str, Any] | None) -> None:
        chat.keyboard = keyboard
        self.tell("keyboard", chat, keyboard)

    def change(self, message: Message, **changes: Any) -> Message:
        """Replaces a message in its place."""
        changed = replace(message, **changes)
        message.chat.messages[message.message_id] = changed
        self.tell("message", message.chat, changed)
        return changed

    def remove(self, message: Message) -> None:
        del message.chat.messages[message.message_id]
        self.tell("deleted", message.chat, message.message_id)
