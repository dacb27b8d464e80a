"""Everything the stand-in knows, and the look-ups that every method shares."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.demo.chats import Chat, Chats, Json, Message, Notice
from bot.demo.entities import Entity, finish
from bot.demo.files import Files
from bot.demo.html import parse_html
from bot.demo.markup import NOTHING, Markup, check_placeholder, checked_markup
from bot.demo.moments import is_date_time
from bot.demo.parameters import Given
from bot.demo.refusals import bad_request, forbidden
from bot.demo.updates import Updates

QUERY_LIFE = timedelta(minutes=15)
"""How long a tap may be answered; Telegram does not publish its limit."""


@dataclass(slots=True)
class Query:
    """A tap that waits for its answer."""

    chat: Chat
    message_id: int
    since: datetime
    answered: bool = False


@dataclass(slots=True)
class Settings:
    """What the bot has said about itself, by language code ("" is for everybody)."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    """By (name, description or short_description; language code)."""
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    """By (scope as sorted JSON, language code)."""
    menus: dict[int, Json] = field(default_factory=dict)
    webhook: Json = field(default_factory=lambda: {"url": ""})
    webhook_headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class World:
    clock: Clock
    bot: Json
    chats: Chats
    updates: Updates
    files: Files = field(default_factory=Files)
    queries: dict[str, Query] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    on_webhook: Callable[[], None] = lambda: None
    """Called when a webhook was set or deleted."""
    notices: dict[int, list[Notice]] = field(default_factory=dict)
    """What taps were answered with, by the id of the person."""

    def next_query_id(self) -> str:
        return f"{self.bot['id']}{len(self.queries)}"

    def chat(self, given: Given, name: str = "chat_id") -> Chat:
        value = given.values.get(name)
        if value is None or value == "":
            raise bad_request(f"{name} is empty")
        try:
            found = self.chats.by_id.get(int(value))
        except (TypeError, ValueError):
            found = None
        if found is None:
            raise bad_request("chat not found")
        return found

    def writable(self, given: Given) -> Chat:
        """The chat, if the bot may write there."""
        chat = self.chat(given)
        if chat.gone is not None:
            raise forbidden(chat.gone)
        if not chat.started:
            if chat.kind == "private":
                raise forbidden("bot can't initiate conversation with a user")
            raise bad_request("chat not found")
        return chat

    def message(self, chat: Chat, given: Given, what: str, name: str = "message_id") -> Message:
        """The message named; `what` is the verb in "message to ... not found"."""
        message_id = given.integer(name)
        if message_id is None:
            raise bad_request("message identifier is not specified")
        found = chat.messages.get(message_id)
        if found is None:
            raise bad_request(f"message to {what} not found")
        return found


def formatted(given: Given, name: str, entities: str) -> tuple[str, list[Entity]]:
    """The text under `name` with its entities, from HTML or from the `entities` parameter."""
    text = given.text(name)
    mode = given.text("parse_mode").lower()
    if given.values.get(entities):
        return finish(text, _given_entities(given.json(entities)))
    if mode == "html":
        return finish(*parse_html(text))
    if mode:
        raise bad_request("unsupported parse_mode")
    return finish(text, [])


def _given_entities(value: Any) -> list[Entity]:
    if not isinstance(value, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    for item in value:
        if not isinstance(item, dict) or not {"type", "offset", "length"} <= item.keys():
            raise bad_request("can't parse MessageEntity: expected type, offset and length")
        fields = (item.get("unix_time"), item.get("date_time_format"))
        if item["type"] == "date_time" and not is_date_time(*fields):
            raise bad_request("can't parse MessageEntity: expected unix_time and its format")
    return value


def markup_of(given: Given) -> Markup:
    value = given.values.get("reply_markup")
    if not value:
        return NOTHING
    markup = checked_markup(given.json("reply_markup"))
    if markup.reply is not None:
        check_placeholder(markup)
    return markup


def inline_markup_of(given: Given) -> Markup:
    """Edits take inline keyboards only."""
    markup = markup_of(given)
    if markup.reply is not None:
        raise bad_request("inline keyboard expected")
    return markup
