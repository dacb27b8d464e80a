"""Screens as the Bot API wants them."""

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.screen import Button, Key, Keyboard, Screen, pack

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None


def markup(screen: Screen) -> Markup:
    """The keyboard that goes with a new message."""
    if screen.keyboard is not None:
        return _reply_keyboard(screen.keyboard)
    return inline(screen)


def inline(screen: Screen) -> InlineKeyboardMarkup | None:
    """The buttons below a message: all that an edited message can carry."""
    if not screen.rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in screen.rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.data is not None:
        return InlineKeyboardButton(button.label, callback_data=pack(button.data))
    return InlineKeyboardButton(button.label, url=button.url)


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
