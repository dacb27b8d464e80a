"""Which signs our font has, and what becomes of the others."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_DROPPED = frozenset({"So", "Sk", "Cf", "Cc", "Cs", "Co", "Cn", "Mn"})
"""Categories of what may be left out: pictures, and what only changes how others look."""
_UNSEEN = frozenset((*range(0x2066, 0x206A), *range(0x202A, 0x202F), 0xFE0F, 0x0A, 0x09))
"""They say how other signs are set, and need no picture in the font."""
_GROUPS = 12
"""The format of the one character map that also has signs beyond the first 65,536."""


def shown(value: Any, has: frozenset[int]) -> Any:
    """The same value, of JSON's kinds, whose texts have no emoji that would be an empty box.

    Letters of other scripts stay, and so does a text that is nothing but such signs.
    """
    match value:
        case str():
            return _shown(value, has)
        case dict():
            return {key: shown(each, has) for key, each in value.items()}
        case list() | tuple():
            return [shown(each, has) for each in value]
    return value


def lacks(text: str, has: frozenset[int]) -> bool:
    """Whether the font has no picture for some letter of a text."""
    return not has.issuperset(set(map(ord, text)) - _UNSEEN)


def _shown(text: str, has: frozenset[int]) -> str:
    if not lacks(text, has):
        return text
    kept = "".join(
        sign
        for sign in text
        if ord(sign) in has | _UNSEEN or unicodedata.category(sign) not in _DROPPED
    )
    return " ".join(kept.split()) or text


@cache
def signs_of(font: Path) -> frozenset[int]:
    """The code points that a TrueType font has, as its table `cmap` says."""
    data = font.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    for at in range(12, 12 + 16 * tables, 16):
        if data[at : at + 4] == b"cmap":
            (offset,) = struct.unpack_from(">I", data, at + 8)
            return frozenset(_mapped(data, offset))
    raise ValueError(f"{font.name} has no table cmap")


def _mapped(data: bytes, cmap: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for number in range(count):
        (offset,) = struct.unpack_from(">I", data, cmap + 8 + 8 * number)
        (kind,) = struct.unpack_from(">H", data, cmap + offset)
        if kind == _GROUPS:
            yield from _groups(data, cmap + offset)


def _groups(data: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", data, at + 12)
    for number in range(count):
        start, end = struct.unpack_from(">II", data, at + 16 + 12 * number)
        yield from range(start, end + 1)
