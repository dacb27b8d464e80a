"""Button data as a client might make it up."""

from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from itertools import product
from typing import Any, get_type_hints
from zoneinfo import available_timezones

from bot.people.buttons import PickZone, PlanTimes
from bot.screen import MOST_BYTES, ButtonData, _base36
from bot.setup.buttons import Answer

_NUMBERS = (
    -1, 0, 1, 2, 7, 60, 2**31, 2**40, 2**53, 2**63 - 1, -(2**63),
    719163, 3652059, 3652060,  # ordinals of dates: 1970, the last one, and one too many
    4223371679, -1035593280, 4223371680,  # minutes: the last and the first of datetime, and past it
    253402300799, -62135596800, 253402300800,  # the same in seconds
)  # fmt: skip
_WORDS = (
    "", "x", "é", "\0", "_" * 30, "../..", "24", "0123456", "00000101", "99991231", "20260302",
    "99999999", "<b>&amp;</b>", "-", "1-2-3", "٣", "²", "2500-2500", "0700-2230", "Etc/GMT+12",
    "Europe/Berlin", "en", "de", "done", "skip", "2460", "0800-0800-0800", "\ud800",
)  # fmt: skip

_LONGEST_ZONE = max(available_timezones(), key=len)
_LONGEST_ANSWER = "0800-1400-2000"


def broken(kind: type[ButtonData], data: str) -> list[str]:
    """None of these is a button: each must be refused, and change nothing."""
    head, *values = data.split(":")
    made = [
        "x", ":", "::::", "٣", "1", "0xx", "9" + data[1:], "1zz:1", "0" + data[1:],
        head + ":" + ":".join(["1"] * (len(values) + 1)),
        data + ":", ":" + data, data.upper(), "é" * 32, "\0", "\ud800",
    ]  # fmt: skip
    if values:
        made += [head, head + ":" * (len(values) + 1)]
    for at, of in enumerate(_types(kind)):
        if issubclass(of, Enum):
            made += _replaced(head, values, at, ("", "zz", "M", "٣"))
        elif issubclass(of, int):
            wrong = ("", "z" * 14, "1" * 40, "01", "+1", " 1", "1 ", "1.5", "1_0", "-0", "٣", "A")
            made += _replaced(head, values, at, wrong)
    return [one for one in dict.fromkeys(made) if _sendable(one)]


def strange(kind: type[ButtonData], data: str) -> list[str]:
    """Well formed, and yet hardly a button of ours: extreme numbers, other words and places."""
    head, *values = data.split(":")
    made: list[str] = []
    for at, of in enumerate(_types(kind)):
        if issubclass(of, Enum):
            made += _replaced(head, values, at, [str(one.value) for one in of])
        elif issubclass(of, int):
            made += _replaced(head, values, at, map(_base36, _NUMBERS))
        else:
            made += _replaced(head, values, at, _WORDS)
    return [one for one in dict.fromkeys(made) if _sendable(one)]


def _types(kind: type[ButtonData]) -> list[Any]:
    hints = get_type_hints(kind)
    return [hints[field.name] for field in fields(kind)]


def _replaced(head: str, values: list[str], at: int, by: Any) -> Iterator[str]:
    for value in by:
        yield ":".join([head, *values[:at], value, *values[at + 1 :]])


def _sendable(data: str) -> bool:
    return 1 <= len(data.encode(errors="replace")) <= MOST_BYTES


def largest(kind: type[ButtonData]) -> Iterator[ButtonData]:
    """Data with the largest ids there can be, each Enum's every value, and the longest words."""
    word = _LONGEST_ZONE if kind in {PickZone, PlanTimes, Answer} else _LONGEST_ANSWER
    of_each = [
        list(of) if issubclass(of, Enum) else [2**53] if issubclass(of, int) else [word]
        for of in _types(kind)
    ]
    for values in product(*of_each):
        yield kind(*values)
