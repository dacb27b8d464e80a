"""Screens as the Bot API wants them."""

import json
from collections.abc import Mapping
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.screen import Button, Key, Keyboard, Screen, pack
from bot.telegram.incoming import Rows


def inline(screen: Screen) -> InlineKeyboardMarkup | None:
    """The buttons below a message: all that an edited message can carry."""
    if not screen.rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in screen.rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.data is not None:
        return InlineKeyboardButton(button.label, callback_data=pack(button.data))
    return InlineKeyboardButton(button.label, url=button.url)


def plain_markup(screen: Screen) -> str | None:
    """The keyboard that goes with a new message, as it goes over the wire."""
    if screen.keyboard is None:
        return plain_inline(screen)
    return _reply_keyboard(screen.keyboard).to_json()


def plain_inline(screen: Screen) -> str | None:
    """`inline` as it goes over the wire, without PTB's object for each button: a third of a tap."""
    if not screen.rows:
        return None
    rows = [[_plain(button) for button in row] for row in screen.rows]
    return json.dumps({"inline_keyboard": rows}, ensure_ascii=False)


def has_buttons(shown: Rows, screen: Screen) -> bool:
    """Whether the buttons that are shown are the screen's."""
    told = [[(one.get("text"), _leads_to(one)) for one in row] for row in shown]
    return told == [
        [(one.label, pack(one.data) if one.data is not None else one.url) for one in row]
        for row in screen.rows
    ]


def _leads_to(button: Mapping[str, Any]) -> Any:
    return button.get("callback_data", button.get("url"))


def _plain(button: Button) -> dict[str, str]:
    if button.data is not None:
        return {"text": button.label, "callback_data": pack(button.data)}
    return {"text": button.label, "url": button.url or ""}


def _reply_keyboard(keyboard: Keyboard) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
    if not keyboard.rows:
        return ReplyKeyboardRemove()
    return ReplyKeyboardMarkup(
        [[_key(key) for key in row] for row in keyboard.rows],
        resize_keyboard=not keyboard.is_tall,
        is_persistent=True,
        input_field_placeholder=keyboard.placeholder or None,
    )


def _key(key: Key) -> KeyboardButton:
    return KeyboardButton(key.label, request_location=True if key.asks_location else None)
