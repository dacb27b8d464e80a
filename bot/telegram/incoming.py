"""Updates as PTB reads them, without what nobody looks at.

PTB builds an object for each button below a tapped message: a fifteenth of a tap. What stands
there is read as it came.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Bot, Message, Update

from bot.telegram.shapes import is_telegrams

_BUTTONS = "buttons_as_they_came"
_UNREAD = ("reply_markup", "from", "entities", "caption_entities")
"""Of the message below which somebody tapped: it is ours, and says nothing new."""

Rows = Sequence[Sequence[Mapping[str, Any]]]


def read(raw: Mapping[str, Any], bot: Bot | None) -> Update:
    """One update. Raises for what no server sends, and as PTB does for what it cannot read."""
    if not is_telegrams(raw):
        raise ValueError("what no server sends")
    return _read(raw, bot)


def _read(raw: Mapping[str, Any], bot: Bot | None) -> Update:
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return Update.de_json(dict(raw), bot)
    markup = message.get("reply_markup") or {}
    lean = {name: value for name, value in message.items() if name not in _UNREAD}
    update = Update.de_json({**raw, "callback_query": {**query, "message": lean}}, bot)
    assert update.callback_query is not None
    # Where PTB keeps what it does not know; given to it that costs more than what is saved.
    kept = {_BUTTONS: markup.get("inline_keyboard") or ()}
    object.__setattr__(update.callback_query.message, "api_kwargs", kept)
    return update


def rows_of(message: Message) -> Rows:
    """The buttons below a message that was tapped, as Telegram told them."""
    rows: Rows = message.api_kwargs.get(_BUTTONS, ())
    return rows
