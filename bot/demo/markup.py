"""Keyboards under and below messages, checked as Telegram checks them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.demo.entities import utf16_length
from bot.demo.refusals import Refused, bad_request
from bot.demo.words import words

Rows = list[list[dict[str, Any]]]

BUTTONS = 100
REPLY_BUTTONS = 300
DATA_BYTES = 64
PLACEHOLDER = 64
ACTIONS = words(
    "url callback_data web_app login_url switch_inline_query "
    "switch_inline_query_current_chat switch_inline_query_chosen_chat copy_text "
    "callback_game pay"
)
LOOKS = frozenset({"text", "style", "icon_custom_emoji_id"})
REPLY_ACTIONS = words(
    "request_users request_chat request_contact request_location request_poll web_app"
)
FIELDS = {
    "inline_keyboard": frozenset({"inline_keyboard"}),
    "keyboard": words(
        "keyboard is_persistent resize_keyboard one_time_keyboard input_field_placeholder selective"
    ),
    "remove_keyboard": frozenset({"remove_keyboard", "selective"}),
    "force_reply": frozenset({"force_reply", "input_field_placeholder", "selective"}),
}


@dataclass(frozen=True, slots=True)
class Markup:
    """A checked reply_markup: the inline rows, or what else was asked for (`kind`, `reply`)."""

    rows: Rows
    kind: str = "inline_keyboard"
    reply: Mapping[str, Any] | None = None


NOTHING = Markup(rows=[], kind="")


def checked_markup(value: Any) -> Markup:
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    kind = next((name for name in FIELDS if name in value), None)
    if kind is None:
        if value:
            raise bad_request(f"unknown reply markup: {', '.join(sorted(value))}")
        return NOTHING
    if extra := value.keys() - FIELDS[kind]:
        raise bad_request(f"unknown field in reply markup: {', '.join(sorted(extra))}")
    if kind == "inline_keyboard":
        return Markup(_inline_rows(value[kind]))
    if kind == "keyboard":
        return Markup([], kind, {**value, kind: _reply_rows(value[kind])})
    if value[kind] is not True:
        return NOTHING
    return Markup([], kind, value)


def _checked_rows(value: Any, what: str) -> Rows:
    if not isinstance(value, list):
        raise bad_request(f'field "{what}" of the reply markup must be of type Array')
    for row in value:
        if not isinstance(row, list):
            raise bad_request(f'field "{what}" must be an Array of Arrays')
    return [row for row in value if row]


def _inline_rows(value: Any) -> Rows:
    rows = _checked_rows(value, "inline_keyboard")
    if sum(map(len, rows)) > BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_inline_button(button)
    return rows


def _unparsable(what: str) -> Refused:
    return bad_request(f"can't parse inline keyboard button: {what}")


def _check_inline_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise _unparsable("InlineKeyboardButton must be an Object")
    _check_button_text(button, _unparsable)
    if extra := button.keys() - ACTIONS - LOOKS:
        raise _unparsable(f"unknown field {', '.join(sorted(extra))}")
    actions = [name for name in button if name in ACTIONS and button[name] != ""]
    if not actions:
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unparsable("exactly one action must be used")
    _check_action(actions[0], button[actions[0]])


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data":
        if not isinstance(value, str):
            raise _unparsable('Field "callback_data" must be of type String')
        if len(value.encode()) > DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not str(value).startswith(("http://", "https://", "tg://", "ton://")):
        raise bad_request(
            f"inline keyboard button URL '{value}' is invalid: Unsupported URL protocol",
        )


def _check_button_text(button: dict[str, Any], error: Any) -> None:
    if "text" not in button:
        raise error('Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise error('Field "text" must be of type String')
    if not button["text"].strip():
        raise error("text of the button must be non-empty")


def _unparsable_key(what: str) -> Refused:
    return bad_request(f"can't parse keyboard button: {what}")


def _reply_rows(value: Any) -> Rows:
    given: list[list[Any]] = _checked_rows(value, "keyboard")
    rows = [
        [{"text": button} if isinstance(button, str) else button for button in row] for row in given
    ]
    if sum(map(len, rows)) > REPLY_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_reply_button(button)
    return rows


def _check_reply_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise _unparsable_key("KeyboardButton must be an Object")
    _check_button_text(button, _unparsable_key)
    if extra := button.keys() - REPLY_ACTIONS - LOOKS:
        raise _unparsable_key(f"unknown field {', '.join(sorted(extra))}")
    if sum(1 for name in REPLY_ACTIONS if button.get(name)) > 1:
        raise _unparsable_key("at most one request may be used")


def check_placeholder(markup: Markup) -> None:
    text = (markup.reply or {}).get("input_field_placeholder")
    if text is not None and not 1 <= utf16_length(str(text)) <= PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
