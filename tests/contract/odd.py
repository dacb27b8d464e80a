"""What people send by mistake, by accident, or to see what happens."""

import zlib
from collections.abc import Callable, Iterator
from typing import Any

from .person import Person

Act = Callable[[Person], int]
"""Does something and gives the id of its update."""

TEXTS = (
    *[
        "25:00",
        "8",
        "8pm",
        "0800",
        "noon",
        "24:00",
        "-1",
        "99:99",
        "8:5",
        "08.30",
        "half past eight",
        "08:00 08:00",
    ],
    *["/add", "/add 25:00", "/add x", "/add Clonazepam 25:00", "/add 8"],
    "/add " + "x" * 81,
    "/add Clonazepam 0.5 mg on 2020-01-01 at 08:00",
    "/add Clonazepam 1e999999 mg 08:00",
    "/add Water every 0h",
    "/add Water every 99999999999999999999h",
    "/add Clonazepam 5 mg from 9999-12-31 08:00",
    "/add <b>&amp;</b> 08:00",
    "/add " + "Clonazepam 08:00 " * 200,
    "/log",
    "/log 99",
    "/log -1",
    "/log <script>alert(1)</script>",
    "/log " + "ache " * 700,
    "/timezone",
    "/timezone Mars/Olympus",
    "/timezone ../../etc/passwd",
    "/timezone " + "a" * 4000,
    "/language",
    "/language xx",
    "/language ../en",
    "/pause",
    "/pause -1",
    "/pause 1e9",
    "/pause 999999999999999999999999",
    "/pause ٣",
    "/resume",
    "/cancel",
    "/checkin 9",
    "/urgent",
    "/privacy",
    "/start again",
    "/unknown",
    "/",
    "//",
    "/today@another_bot",
    "/history 2020-01-01",
    "<b>bold</b> <i>& not",
    "</code></pre><a href='tg://user?id=1'>x</a>",
    "{name} {0} %s %(x)s %d {",
    "\u202eright to left\u202c مرحبا שלום",
    "🙂" * 500,
    "👩‍👩‍👧‍👦" * 100,
    "Z̸̢̛a̷l̶g̴o̵" * 50,
    "a" * 4096,
    "\u200b\u200b\ufeff",
    "a\u0000b\u0001\u0002\u001b[31m\u007f\u0085",
    "\ud800 alone",
    "😀\udc00",
    "\n\n\n",
    "' OR 1=1; DROP TABLE person; --",
    ".",
    "?",
    "１２：００",
)

PLACES = ((0.0, 0.0), (90.0, 0.0), (-90.0, 180.0), (52.5, 13.4), (-89.9, -180.0), (0.0, -160.0))
FORGED = ("", "x", "0", "tk:1", "a" * 64, "1" * 64, "\u0000", "🙂" * 16, "../..", "tk:" + "9" * 40)
CONTENT: tuple[dict[str, Any], ...] = (
    {"dice": {"emoji": "🎲", "value": 3}},
    {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0,
              "is_closed": False, "is_anonymous": True, "type": "regular",
              "allows_multiple_answers": False}},
    {"venue": {"location": {"latitude": 0, "longitude": 0}, "title": "x", "address": "y"}},
    {"location": {"latitude": 91.5, "longitude": 999}},
    {"contact": {"phone_number": "", "first_name": ""}},
    {"text": ""},
    {"new_chat_members": [{"id": 5, "is_bot": False, "first_name": "x"}]},
    {"pinned_message": None},
    {"something_new": {"of": "next year"}},
    {"delete_chat_photo": True},
    {"game": {"title": "x", "description": "y", "photo": []}},
    {},
)  # fmt: skip
KINDS: tuple[dict[str, Any], ...] = (
    {"inline_query": {"id": "1", "query": "x", "offset": ""}},
    {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0}},
    {"shipping_query": {"id": "1"}},
    {"a_kind_of_next_year": {"id": 1}},
    {"message": {"message_id": 1, "date": 0}},
    {"callback_query": {"id": "1"}},
    {},
)


def said() -> Iterator[Act]:
    """What clients let through, one act after the other: each is to be answered."""
    for text in TEXTS:
        yield _raw({"text": text, "entities": _command(text)})
    yield lambda one: one.user.send_sticker()
    yield lambda one: one.user.send_photo(_PNG)
    yield lambda one: one.user.send_photo(_PNG, caption="/add <b>x</b> 08:00")
    yield lambda one: one.user.send_voice()
    yield lambda one: one.user.send_contact()
    yield lambda one: one.user.send_document(b"x", filename="<b>.pdf")
    for latitude, longitude in PLACES:
        yield _place(latitude, longitude)


def forged() -> Iterator[Act]:
    """What no client sends today: only harm is to be kept away."""
    for content in CONTENT:
        yield _raw(content)
    for data in FORGED:
        yield _tap(data)
    for update in KINDS:
        yield _update(update)


def _command(text: str) -> list[dict[str, Any]]:
    if not text.startswith("/"):
        return []
    return [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]


def _raw(content: dict[str, Any]) -> Act:
    """A message as no client of Telegram's would let through."""

    def act(one: Person) -> int:
        chat = one.user.chat
        message = {"message_id": 999_999, "date": 1_700_000_000, "from": chat.person}
        return one.standin.push({"message": message | {"chat": chat.as_json()} | content})

    return act


def _place(latitude: float, longitude: float) -> Act:
    return lambda one: one.user.send_location(latitude, longitude)


def _tap(data: str) -> Act:
    return lambda one: one.user.tap(one.last.message_id, data)


def _update(update: dict[str, Any]) -> Act:
    return lambda one: one.standin.push(dict(update))


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


_PNG = b"\x89PNG\r\n\x1a\n" + b"".join((
    _chunk(b"IHDR", bytes((0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0))),
    _chunk(b"IDAT", zlib.compress(b"\0\0")),
    _chunk(b"IEND", b""),
))  # fmt: skip
