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
    for name, value in raw.items():  # plain loops: each tap comes by here
        if value is None:  # as if it were not there
            continue
        kind = type(value)
        if name in _KIND_OF and kind not in _KIND_OF[name]:
            return False
        if kind is int and abs(value) >= _TOO_LARGE:
            return False
        if kind is dict and not _is_whole(name, value):
            return False
        if kind is list and not _are_well(name, value):
            return False
    return True


def _is_whole(name: str, part: Mapping[str, Any]) -> bool:
    for needed in _NEEDED.get(name, ()):
        if part.get(needed) is None:
            return False
    if name in _ID_OF and type(part.get("id")) is not _ID_OF[name]:
        return False
    return is_telegrams(part)


def _are_well(name: str, values: Iterable[Any]) -> bool:
    """Lists here hold objects; those of a keyboard are rows of them, and stay as they came."""
    if name == "inline_keyboard":
        return all(type(row) is list and all(type(one) is dict for one in row) for row in values)
    if name in _KIND_OF and not all(type(one) is dict for one in values):
        return False
    return all(is_telegrams({"": one}) for one in values)
