"""Which parameters each method takes, and how their values are read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.demo.files import Attachment, Files, Upload
from bot.demo.refusals import Refused, bad_request

_SENDING = (
    "chat_id reply_markup disable_notification protect_content message_thread_id reply_parameters "
    "business_connection_id message_effect_id allow_paid_broadcast direct_messages_topic_id "
    "suggested_post_parameters "
)
_CAPTION = "caption parse_mode caption_entities "
_MEDIA = _SENDING + _CAPTION
_EDIT = "chat_id message_id inline_message_id reply_markup business_connection_id "
_MENU = "scope language_code "
_FORWARD = (
    "chat_id from_chat_id message_id disable_notification protect_content message_thread_id "
    "video_start_timestamp direct_messages_topic_id suggested_post_parameters message_effect_id "
)
PARAMETERS: Mapping[str, frozenset[str]] = {
    method: frozenset(names.split())
    for method, names in {
        "getMe": "",
        "getUpdates": "offset limit timeout allowed_updates",
        "setWebhook": "url certificate ip_address max_connections allowed_updates "
        "drop_pending_updates secret_token",
        "deleteWebhook": "drop_pending_updates",
        "getWebhookInfo": "",
        "logOut": "",
        "close": "",
        "sendMessage": _SENDING + "text parse_mode entities link_preview_options",
        "sendPhoto": _MEDIA + "photo has_spoiler show_caption_above_media",
        "sendDocument": _MEDIA + "document thumbnail disable_content_type_detection",
        "sendVoice": _MEDIA + "voice duration",
        "sendAudio": _MEDIA + "audio duration performer title thumbnail",
        "sendLocation": _SENDING + "latitude longitude horizontal_accuracy live_period heading "
        "proximity_alert_radius",
        "sendChatAction": "chat_id action message_thread_id business_connection_id",
        "forwardMessage": _FORWARD,
        "copyMessage": _FORWARD + _CAPTION + "reply_markup reply_parameters "
        "show_caption_above_media allow_paid_broadcast",
        "editMessageText": _EDIT + "text parse_mode entities link_preview_options",
        "editMessageCaption": _EDIT + _CAPTION + "show_caption_above_media",
        "editMessageMedia": _EDIT + "media",
        "editMessageReplyMarkup": _EDIT,
        "deleteMessage": "chat_id message_id",
        "deleteMessages": "chat_id message_ids",
        "pinChatMessage": "chat_id message_id disable_notification business_connection_id",
        "unpinChatMessage": "chat_id message_id business_connection_id",
        "setMessageReaction": "chat_id message_id reaction is_big",
        "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
        "getFile": "file_id",
        "getChat": "chat_id",
        "getChatMember": "chat_id user_id",
        "leaveChat": "chat_id",
        "setMyCommands": "commands " + _MENU,
        "getMyCommands": _MENU,
        "deleteMyCommands": _MENU,
        "setMyName": "name language_code",
        "getMyName": "language_code",
        "setMyDescription": "description language_code",
        "getMyDescription": "language_code",
        "setMyShortDescription": "short_description language_code",
        "getMyShortDescription": "language_code",
        "setChatMenuButton": "chat_id menu_button",
        "getChatMenuButton": "chat_id",
    }.items()
}
BY_LOWER_NAME: Mapping[str, str] = {method.lower(): method for method in PARAMETERS}
"""Telegram does not mind the case of a method's name."""


@dataclass(frozen=True, slots=True)
class Given:
    """What came with one call: values as sent (strings, or JSON's own types) and files."""

    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def check(self, method: str) -> None:
        """Telegram passes over unknown parameters; the stand-in refuses them by name."""
        allowed = PARAMETERS[method]
        extra = self.values.keys() - allowed
        if extra:
            names = ", ".join(sorted(extra))
            raise bad_request(f"unknown parameter in {method}: {names}")
        self._check_uploads(method, allowed)

    def _check_uploads(self, method: str, allowed: frozenset[str]) -> None:
        for name in self.uploads:
            attached = any(f"attach://{name}" in str(value) for value in self.values.values())
            if name not in allowed and not attached:
                raise bad_request(f"unknown file in {method}: {name}")

    def has(self, name: str) -> bool:
        return self.values.get(name) not in {None, ""} if self._plain(name) else True

    def _plain(self, name: str) -> bool:
        return not isinstance(self.values.get(name), list | dict)

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        if isinstance(value, str):
            return value
        if isinstance(value, list | dict):
            raise bad_request(f"parameter {name} must be of type String")
        return json.dumps(value)

    def integer(self, name: str, missing: int | None = None) -> int | None:
        value = self.values.get(name)
        if value is None or value == "":
            return missing
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f"parameter {name} must be of type Integer") from None

    def number(self, name: str) -> float:
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            raise bad_request(f"parameter {name} must be of type Float") from None

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def json(self, name: str) -> Any:
        """The value of a JSON-serialized parameter; None when it is missing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def file(self, name: str, files: Files, kind: str, *, duration: int = 0) -> Attachment:
        """The file under `name`: uploaded with the call, attached, or known by its id."""
        upload = self.uploads.get(name)
        value = self.text(name)
        if upload is None and value.startswith("attach://"):
            upload = self.uploads.get(value.removeprefix("attach://"))
        if upload is not None:
            return files.add(kind, upload, duration=duration)
        if not value:
            raise bad_request(f"there is no {kind} in the request")
        if value.startswith(("http://", "https://")):
            raise Refused(400, "Bad Request: failed to get HTTP URL content")
        return files.known(value, kind)
