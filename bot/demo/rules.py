"""What Telegram allows: lengths in UTF-16 units, commands, pictures. Pure checks."""

import re
import struct
from collections.abc import Sequence
from typing import Any

from bot.demo.entities import utf16_length
from bot.demo.refusals import Refused, bad_request
from bot.demo.words import words

TEXT = 4096
CAPTION = 1024
ANSWER = 200
COMMANDS = 100
COMMAND_DESCRIPTION = 256
DESCRIPTION = 512
SHORT_DESCRIPTION = 120
NAME = 64
PHOTO_BYTES = 10 * 1024 * 1024
FILE_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
PNG_HEADER = 32
JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
ACTIONS = words(
    "typing upload_photo record_video upload_video record_voice upload_voice "
    "upload_document choose_sticker find_location record_video_note upload_video_note"
)


def check_text(text: str) -> None:
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT or utf16_length(text) > TEXT:
        raise bad_request("message is too long")


def check_caption(caption: str) -> None:
    if utf16_length(caption) > CAPTION:
        raise bad_request("message caption is too long")


def check_length(text: str, limit: int, what: str) -> None:
    if utf16_length(text) > limit:
        raise bad_request(f"{what} is too long")


def checked_commands(value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list):
        raise bad_request("expected an Array of BotCommand")
    if len(value) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked_command(item) for item in value]


def _checked_command(item: Any) -> dict[str, str]:
    if not isinstance(item, dict) or item.keys() - {"command", "description"}:
        raise bad_request("can't parse BotCommand: expected command and description")
    command, description = item.get("command"), item.get("description")
    if not isinstance(command, str) or not isinstance(description, str):
        raise bad_request("can't parse BotCommand: expected command and description")
    command = command.removeprefix("/")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16_length(description) <= COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def check_upload(size: int) -> None:
    if size == 0:
        raise bad_request("file must be non-empty")
    if size > FILE_BYTES:
        raise Refused(413, "Request Entity Too Large")


def check_photo(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG that Telegram would take as a photo."""
    if len(data) > PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_BYTES} bytes",
        )
    size = image_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    short, long = sorted(size)
    if short < 1 or short + long > PHOTO_SIDES or long > short * PHOTO_RATIO:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the header of a PNG or a JPEG; None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and len(data) > PNG_HEADER:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    return _jpeg_size(data) if data.startswith(b"\xff\xd8\xff") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at : at + 1] == b"\xff":
        marker = data[at + 1]
        if marker in JPEG_SIZES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return int(width), int(height)
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None


def check_action(action: str) -> None:
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")


def check_reaction(value: Any) -> Sequence[dict[str, Any]]:
    if not isinstance(value, list) or len(value) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for item in value:
        if not isinstance(item, dict) or item.get("type") != "emoji" or not item.get("emoji"):
            raise bad_request("REACTION_INVALID")
    return value
