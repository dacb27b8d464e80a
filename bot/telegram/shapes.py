"""Whether an update has the shape that Telegram gives it: PTB believes whatever it is given.

By the names of its parts, wherever they stand; of what is not named here nothing is asked.
"""

from collections.abc import Iterable, Mapping
from typing import Any

_TOO_LARGE = 2**63
"""Telegram's ids have 52 bits, a database's numbers 64."""
_KINDS: Mapping[tuple[type, ...], str] = {
    (int,): "update_id message_id date edit_date offset length duration file_size width height"
    " until_date forward_date migrate_to_chat_id",
    (int, str): "id",
    (int, float): "latitude longitude",
    (bool,): "is_bot",
    (str,): "text caption data first_name last_name username language_code title type status"
    " chat_instance file_id file_unique_id file_name mime_type inline_message_id callback_data"
    " media_group_id emoji phone_number",
    (dict,): "message callback_query my_chat_member from chat user sender_chat location voice"
    " document video audio sticker animation video_note contact venue poll dice via_bot"
    " old_chat_member new_chat_member reply_to_message pinned_message forward_origin"
    " reply_markup",
    (list,): "entities caption_entities photo new_chat_members inline_keyboard",
}
_KIND_OF = {name: kinds for kinds, names in _KINDS.items() for name in names.split()}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "message": ("message_id", "date", "chat"),
    "callback_query": ("id", "from"),
    "my_chat_member": ("chat", "from", "new_chat_member"),
    "from": ("id", "is_bot", "first_name"),
    "chat": ("id", "type"),
}
_ID_OF = {"from": int, "chat": int, "user": int, "sender_chat": int, "callback_query": str}
"""Of what kind whose `id` is."""


def is_telegrams(raw: Mapping[str, Any]) -> bool:
    """Whether every part that is known by its name is of its kind, and what is needed is there."""
    return all(_is_well(name, value) for name, value in raw.items())


def _is_well(name: str, value: Any) -> bool:
    if value is None:  # as if it were not there
        return True
    kinds = _KIND_OF.get(name)
    if kinds is not None and type(value) not in kinds:
        return False
    if type(value) is int:
        return abs(value) < _TOO_LARGE
    if isinstance(value, dict):
        is_whole = all(value.get(part) is not None for part in _NEEDED.get(name, ()))
        is_named = name not in _ID_OF or type(value.get("id")) is _ID_OF[name]
        return is_whole and is_named and is_telegrams(value)
    if isinstance(value, list):
        return _are_well(name, value)
    return True


def _are_well(name: str, values: Iterable[Any]) -> bool:
    """Lists here hold objects; those of a keyboard are rows of them."""
    if name == "inline_keyboard":
        return all(type(row) is list and _are_well("row", row) for row in values)
    if name == "row" or name in _KIND_OF:
        return all(isinstance(one, dict) and _is_well("", one) for one in values)
    return all(_is_well("", one) for one in values)
