"""Updates as nobody would send them: made by dice, so that a seed makes the same ones again."""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import Enum
from random import Random
from typing import Any, get_type_hints

from bot.commands import commands
from bot.features import taps
from bot.screen import MOST_BYTES, ButtonData
from tests.edge.forging import _NUMBERS, _WORDS

Json = dict[str, Any]
KINDS = tuple(sorted(taps(), key=lambda kind: kind.code))
NAMES = tuple(command.name for command in commands())
SIGNS = (
    "az09 \t\n.,:;-/_@#<>&\"'%{}()\\٣²½é\u0301ßöя中あ😀🎯⚡✅"
    "\u200b\u202e\u2068\u05d0\u0639\0\ud800\udfff\uffff"
)
PHRASES = (
    "Clonazepam 0.5 mg 08:00 20:00", "Water every 2h", "Baclofen 10 mg 07:30 mon,wed,fri",
    "Ibuprofen 400 mg as needed, at least 6h apart, max 3 a day", "Botox 3 Nov 2025 10:00",
    "Prednisone 20 mg for 5 days then 10 mg for 5 days 8:00", "3 left cheek stress 20 min ago",
    "12 March 10:30 Dr. Weber", "yesterday", "300 ml", "target 1500", "glass 330", "6:30 23:00",
    "Europe/Berlin", "São Paulo", "Tokyo", "DELETE", "löschen", "0.5 mg", "10, 30",
    "mon, wed 7:30", "gestern um halb drei", "cada 8 horas", "tous les jours à 8h",
    "ogni 2 giorni", "todo dia às 7h", "каждые 3 часа", "my face droops", "I want to die",
    "31 February", "25:61", "1e9", "-5", "²", "٣", "every 0 days", "every 99999999999 hours",
    "in 400 years", "c-", "i-", "c-" + "A" * 32, "i-2345-6789-abcd-efgh", "⚡ Episode",
    "📋 Today", "💊 Plan", "🎯 Trigger", "💧 Water", ".", "..", "<b>&amp;</b>", "{name}", "%s%n",
    "' OR 1=1 --", "../../etc/passwd", "=1+1",
)  # fmt: skip
IDS = (0, 1, -1, 2**31 - 1, 2**31, 2**32, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 2**70, True, None,
       "1", 1.5, [], {})  # fmt: skip
INSTANTS = (0, -1, 1, 946_684_800, 2**31 - 1, 2**31, 253_402_300_799, 253_402_300_800, 2**63)


@dataclass(slots=True)
class Known:
    """What a sender may know: their own account, ids of rows (others' too), buttons they saw."""

    person: Json
    messages: Sequence[int] = ()
    rows: Sequence[int] = (1, 2, 3)
    seen: Sequence[tuple[int, str]] = ()
    words: Sequence[str] = field(default_factory=lambda: PHRASES)


def any_text(dice: Random, known: Known) -> str:
    """Something that was typed: likely, odd, or no language's at all."""
    match dice.randrange(8):
        case 0:
            return "".join(dice.choice(SIGNS) for _ in range(dice.randrange(60)))
        case 1:
            return dice.choice(known.words) * dice.choice((1, 1, 1, 3, 60))
        case 2:
            return " ".join(dice.choice(known.words) for _ in range(dice.randrange(1, 5)))
        case 3:
            return _mangled(dice, dice.choice(known.words))
        case 4:
            return chr(dice.randrange(0x110000)) * dice.choice((1, 2, 4096))
        case _:
            words = dice.choice((dice.choice(known.words), any_text(dice, known), "", str(2**64)))
            return f"/{dice.choice(NAMES)} {words}".strip()


def _mangled(dice: Random, text: str) -> str:
    signs = list(text)
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(signs) + 1)
        match dice.randrange(3):
            case 0:
                signs.insert(at, dice.choice(SIGNS))
            case 1 if signs:
                del signs[at % len(signs)]
            case _:
                signs[at:at] = signs[dice.randrange(len(signs) + 1) :][:5]
    return "".join(signs)


def any_data(dice: Random, known: Known) -> str:
    """Button data: one that was seen, any kind with any values, or none at all."""
    match dice.randrange(10):
        case 0 | 1 if known.seen:
            data = dice.choice(known.seen)[1]
        case 2:
            return _fitting("".join(dice.choice(SIGNS) for _ in range(dice.randrange(1, 64))))
        case _:
            data = _of_kind(dice, dice.choice(KINDS), known)
    return _fitting(_mangled(dice, data) if dice.random() < 0.15 else data)


def _of_kind(dice: Random, kind: type[ButtonData], known: Known) -> str:
    hints = get_type_hints(kind)
    return ":".join(
        [f"1{kind.code}", *(_value(dice, hints[one.name], known) for one in fields(kind))]
    )


def _value(dice: Random, of: Any, known: Known) -> str:
    if isinstance(of, type) and issubclass(of, Enum):
        return str(dice.choice([one.value for one in of]))
    if of is int:
        number = dice.choice(
            (dice.choice(known.rows), dice.choice(known.rows), dice.randrange(100),
             dice.choice(_NUMBERS), dice.randrange(739_000, 740_500), 1_772_431_200)
        )  # fmt: skip
        return _base36(number)
    return dice.choice((*_WORDS, "Europe/Berlin", "breath-1", "*", "a", "ab"))


def _base36(number: int) -> str:
    digits, left = "", abs(number)
    while left:
        left, rest = divmod(left, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return ("-" if number < 0 else "") + (digits or "0")


def _fitting(data: str) -> str:
    while len(data.encode(errors="replace")) > MOST_BYTES:
        data = data[:-1]
    return data or "x"


def any_message(dice: Random, known: Known) -> Json:
    """A message of any kind; now and then with what no server would send."""
    message: Json = {
        "message_id": dice.choice((*known.messages, dice.randrange(1, 10**6))),
        "date": dice.choice(INSTANTS) if dice.random() < 0.1 else 1_772_431_200,
        "from": known.person,
        "chat": _chat(dice, known),
        **dice.choice(CONTENTS)(dice, known),
    }
    if dice.random() < 0.1:
        message["reply_to_message"] = {**message, "text": "earlier"}
    if dice.random() < 0.1:
        message["forward_origin"] = {
            "type": "hidden_user", "date": 1, "sender_user_name": any_text(dice, known)[:60],
        }  # fmt: skip
    return message


def _chat(dice: Random, known: Known) -> Json:
    private = {"id": known.person["id"], "type": "private", "first_name": "A"}
    group = {"id": -1001, "type": dice.choice(("group", "supergroup", "channel")), "title": "G"}
    return group if dice.random() < 0.05 else private


def _text(dice: Random, known: Known) -> Json:
    text = any_text(dice, known)[:4096]
    content: Json = {"text": text}
    if text.startswith("/"):
        length = dice.choice((len(text.split()[0]), len(text.split()[0]), len(text), 0, 10**6))
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    elif dice.random() < 0.2:
        content["entities"] = [
            {"type": dice.choice(("bold", "url", "bot_command", "spoiler", "nonsense")),
             "offset": dice.randrange(-2, 50), "length": dice.randrange(-2, 50)}
        ]  # fmt: skip
    return content


def _file(name: str) -> Callable[[Random, Known], Json]:
    def make(dice: Random, known: Known) -> Json:
        one: Json = {
            "file_id": dice.choice(("f", "", "x" * 200)), "file_unique_id": "u",
            "file_size": dice.choice((0, 1, 10**6, 2**40, -1)), "duration": 3, "width": 1,
            "height": 1, "is_animated": False, "is_video": False, "type": "regular", "length": 1,
            "file_name": dice.choice(("a.zip", "A.ZIP", "a.json", "x", "", "é.pdf", "../a.zip")),
            "mime_type": "application/zip",
        }  # fmt: skip
        caption = {"caption": any_text(dice, known)[:1024]} if dice.random() < 0.5 else {}
        return {name: [one] if name == "photo" else one, **caption}

    return make


def _location(dice: Random, known: Known) -> Json:
    ends = (0, 90, -90, 180, -180, 52.5, 13.4, 90.0001, 1e9, -1e308, 5e-324)
    return {"location": {"latitude": dice.choice(ends), "longitude": dice.choice(ends)}}


def _service(dice: Random, known: Known) -> Json:
    user = {"id": 5, "is_bot": True, "first_name": "B"}
    return dice.choice(
        (
            {"new_chat_members": [user]}, {"left_chat_member": user}, {"new_chat_title": "x"},
            {"group_chat_created": True}, {"migrate_to_chat_id": -5}, {"dice": {"emoji": "🎲",
             "value": 3}}, {"contact": {"phone_number": "+1", "first_name": "x"}},
            {"venue": {"location": {"latitude": 1, "longitude": 1}, "title": "x", "address": "y"}},
            {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0,
             "is_closed": False, "is_anonymous": True, "type": "regular",
             "allows_multiple_answers": False}}, {"write_access_allowed": {}}, {},
            {"web_app_data": {"data": "x", "button_text": "y"}}, {"text": ""},
            {"message_auto_delete_timer_changed": {"message_auto_delete_time": 1}},
        )
    )  # fmt: skip


CONTENTS: tuple[Callable[[Random, Known], Json], ...] = (
    _text, _text, _text, _text, _text, _text, _location, _service,
    *map(_file, ("voice", "document", "document", "photo", "sticker", "video", "video_note",
                 "audio", "animation")),
)  # fmt: skip


def any_query(dice: Random, known: Known) -> Json:
    query: Json = {
        "id": str(dice.randrange(10**12)), "from": known.person, "chat_instance": "1",
    }  # fmt: skip
    if dice.random() < 0.9:
        query["data"] = any_data(dice, known)
    else:
        query["game_short_name"] = "x"
    match dice.randrange(8):
        case 0:
            query["inline_message_id"] = "7"
        case 1:
            query["message"] = {"message_id": 5, "chat": _chat(dice, known), "date": 0}
        case _:
            below = [[{"text": "x", "callback_data": one} for _, one in known.seen[:3]]]
            markup = dice.choice(({"inline_keyboard": below}, {"inline_keyboard": [[{}]]}, {}))
            query["message"] = {
                **any_message(dice, known), "reply_markup": markup,
                "from": {"id": 1, "is_bot": True, "first_name": "B"},
            }  # fmt: skip
    return query


def _member(dice: Random, known: Known) -> Json:
    def one(status: str) -> Json:
        user = {"id": 110_201_543, "is_bot": True, "first_name": "B"}
        return {"user": user, "status": status, "until_date": 0}

    states = ("member", "kicked", "left", "member", "restricted", "nonsense")
    return {
        "chat": _chat(dice, known), "from": known.person, "date": 1_772_431_200,
        "old_chat_member": one(dice.choice(states)), "new_chat_member": one("member"),
    }  # fmt: skip


def any_update(dice: Random, known: Known) -> Json:
    """One raw update without its number."""
    made: Mapping[str, Callable[[Random, Known], Json]] = {
        "message": any_message, "callback_query": any_query, "my_chat_member": _member,
    }  # fmt: skip
    kind = dice.choice(("message", "message", "callback_query", "callback_query", "my_chat_member"))
    update: Json = copy.deepcopy({kind: made[kind](dice, known)})
    return _broken(dice, update) if dice.random() < 0.1 else update


def _broken(dice: Random, update: Json) -> Json:
    """One of its parts is gone, or of a kind it never has."""
    holder = next(iter(update.values()))
    while dice.random() < 0.5:
        inner = [one for one in holder.values() if isinstance(one, dict) and one]
        if not inner:
            break
        holder = dice.choice(inner)
    name = dice.choice(list(holder))
    holder = dict(holder) if holder is update else holder
    if dice.random() < 0.4:
        del holder[name]
    else:
        holder[name] = dice.choice(IDS)
    return update
