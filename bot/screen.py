"""What a person sees, as plain data; and button data, typed and packed into 64 bytes."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, ClassVar, get_type_hints

from markupsafe import Markup

MOST_BYTES = 64  # Telegram's limit for callback data
LONGEST_CAPTION = 1024  # Telegram's limit, in UTF-16 units of what is read
VERSION = "1"
_TAG = re.compile(r"<[^>]+>")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class ButtonData:
    """What a button means. Subclasses name their `code`, and have int, str and Enum fields."""

    code: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Packed(ButtonData):
    """Button data as it was packed before: it is handed on as it is, and read by nobody."""

    code: ClassVar[str] = ""
    text: str


@dataclass(frozen=True, slots=True)
class Button:
    """`is_main`: the one that is wanted most; in easy mode it comes first."""

    label: str
    data: ButtonData | None = None
    url: str | None = None
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the reply keyboard; pressing it sends its label, or the phone's location."""

    label: str
    asks_location: bool = False


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The reply keyboard below the message field; without rows it is taken away."""

    rows: tuple[tuple[Key, ...], ...] = ()
    placeholder: str = ""
    is_tall: bool = False
    """As tall as the phone's own keyboard, however few keys there are."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, a sound, a voice or a document. `make` gives its bytes: in a thread, committed.

    So it must be pure, know all it needs (a `functools.partial` of plain data), and pickle.
    `is_shared`: the same for many people; made once, uploaded once, then sent by Telegram's id.
    """

    name: str
    make: Callable[[], bytes]
    is_picture: bool = False
    is_sound: bool = False
    is_voice: bool = False
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: markup, and either buttons below it or a reply keyboard.

    With an attachment the text is its caption; ValueError when it is longer than a caption may
    be, since whoever writes one knows best what to leave out (`units` counts).
    """

    text: Markup
    rows: tuple[tuple[Button, ...], ...] = ()
    keyboard: Keyboard | None = None
    attachment: Attachment | None = None

    def __post_init__(self) -> None:
        if self.attachment is not None and units(self.text) > LONGEST_CAPTION:
            raise ValueError(f"a caption longer than {LONGEST_CAPTION} units")


def words(text: Markup) -> str:
    """What a person reads of a markup: without tags, spaces around it cut off."""
    return html.unescape(_TAG.sub("", str(text))).strip()


def units(text: Markup) -> int:
    """How long Telegram finds a markup: UTF-16 units, tags not counted."""
    return len(words(text).encode("utf-16-le")) // 2


class MalformedButtonError(Exception):
    """Button data that this bot never made."""


class RetiredButtonError(Exception):
    """Button data of an older version: well formed, no longer known."""


def pack(data: ButtonData) -> str:
    """Callback data such as `1tk:8f3:r`; ValueError when it would not fit into 64 bytes."""
    if isinstance(data, Packed):
        return data.text
    values = (_encode(getattr(data, field.name)) for field in fields(data))
    packed = ":".join((VERSION + data.code, *values))
    if len(packed.encode()) > MOST_BYTES:
        raise ValueError(f"button data longer than {MOST_BYTES} bytes: {type(data).__name__}")
    return packed


class ButtonCodec:
    """Reads callback data back into the types it was told of, each under its code."""

    def __init__(self, kinds: Iterable[type[ButtonData]]) -> None:
        self._kinds: dict[str, type[ButtonData]] = {}
        self._types: dict[str, tuple[Any, ...]] = {}
        """Of their fields; read when the first one is tapped, not at each start."""
        for kind in kinds:
            if kind.code in self._kinds:
                raise ValueError(f"two kinds of button with the code {kind.code}")
            self._kinds[kind.code] = kind

    def unpack(self, raw: str) -> ButtonData:
        """The typed data; MalformedButtonError or RetiredButtonError when it is not ours now."""
        head, *values = raw.split(":")
        if not head or not head[0].isdigit() or len(raw.encode()) > MOST_BYTES:
            raise MalformedButtonError
        if head[0] != VERSION or head[1:] not in self._kinds:
            raise RetiredButtonError
        kind, types = self._kinds[head[1:]], self._types_of(head[1:])
        if len(values) != len(types):
            raise MalformedButtonError
        try:
            return kind(*(_decode(value, of) for value, of in zip(values, types, strict=True)))
        except ValueError:
            raise MalformedButtonError from None

    def _types_of(self, code: str) -> tuple[Any, ...]:
        if code not in self._types:
            hints = get_type_hints(self._kinds[code])
            self._types[code] = tuple(hints[field.name] for field in fields(self._kinds[code]))
        return self._types[code]


def _encode(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int):
        return _base36(value)
    text = str(value)
    if ":" in text:
        raise ValueError("a colon separates the fields of button data")
    return text


def _decode(text: str, of: Any) -> Any:
    if issubclass(of, Enum):
        return of(text)
    if issubclass(of, int):
        if not text.isascii() or len(text) > 14:  # noqa: PLR2004  a 64-bit number in base 36
            raise ValueError("not a number")
        number = int(text, 36)
        if _base36(number) != text or not -(2**63) <= number < 2**63:
            raise ValueError("not a number as we write it")
        return number
    return text


def _base36(number: int) -> str:
    sign, number = ("-", -number) if number < 0 else ("", number)
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return sign + digits
