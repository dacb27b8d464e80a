"""Easy mode: a message has few buttons, each as wide as the message; "More" has the others. Pure.

One rule for every screen, at the edge; no screen knows of it. A row is never torn apart, since
its buttons belong together: a scale from 0 to 4 that begins by showing 0 and 1 is no fair question.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.people.easy_buttons import Unfold
from bot.screen import Button, Packed, Screen, pack
from bot.texts import Translator

MOST = 3
"""Buttons of a message that has no others."""
_FIRST = 2
"""Of one that has: "More" is the third."""
_WIDEST = 5
"""Buttons in a row that become a column; a wider one is a calendar, or a scale up to ten."""

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """A screen as it is shown, and under `key` all the rows that it had, where some are hidden."""

    screen: Screen
    key: str = ""
    rows: Rows = ()


def folded(t: Translator, screen: Screen, *, is_open: bool = False) -> Folded:
    """The screen with its large buttons; `is_open` shows all of them."""
    rows = tuple(row for row in screen.rows if row)
    buttons = [one for row in rows for one in row]
    if len(buttons) <= MOST or (len(rows) == 1 and len(buttons) <= _WIDEST):
        return Folded(_with(screen, tuple((one,) for one in buttons)))
    key = _key_of(rows)
    return Folded(_with(screen, shown_rows(t, rows, key, is_open=is_open)), key, rows)


def shown_rows(t: Translator, rows: Rows, key: str, *, is_open: bool) -> Rows:
    """The first few and "More", or all of them and the way back."""
    if is_open:
        return (*_column(rows), (Button(t("➖ Fewer buttons"), Unfold(key, 0)),))
    first = _first(rows)
    hidden = sum(map(len, rows)) - len(first)
    more = t.plural("➕ {n} more button", "➕ {n} more buttons", n=hidden)
    return (*((one,) for one in first), (Button(more, Unfold(key, 1)),))


def to_json(rows: Rows) -> dict[str, Any]:
    """`{"rows": [[[label, data or None, url or None, is_main], ...], ...]}`."""
    return {
        "rows": [
            [[one.label, pack(one.data) if one.data else None, one.url, one.is_main] for one in row]
            for row in rows
        ]
    }


def from_json(stored: dict[str, Any]) -> Rows:
    return tuple(
        tuple(Button(label, Packed(data) if data else None, url, is_main)
              for label, data, url, is_main in row)
        for row in stored["rows"]
    )  # fmt: skip


def keys_below(below: Iterable[str]) -> list[tuple[str, bool]]:
    """The keys among the data of a message's buttons, and whether its others are shown."""
    found = (data.split(":") for data in below)
    return [(parts[1], parts[2] == "0") for parts in found if parts[0][1:] == Unfold.code]


def goes_on(before: Iterable[str], tapped: str, screen: Screen) -> bool:
    """Whether a tap left the same things to be tapped: who marks triggers opens "More" once.

    `before` is the data of the buttons that were there, `tapped` that of the one that was tapped.
    """
    was = {_code_of(data) for data in before} - {Unfold.code}
    now = {_code_of(pack(one.data)) for row in screen.rows for one in row if one.data is not None}
    return _code_of(tapped) in was & now and (was <= now or now <= was)


def _code_of(data: str) -> str:
    return data.partition(":")[0][1:]


def _first(rows: Rows) -> tuple[Button, ...]:
    """The main buttons; or else the first rows, as many as there is room for."""
    main = tuple(one for row in rows for one in row if one.is_main)
    if main:
        return main[:_FIRST]
    found: tuple[Button, ...] = ()
    for row in rows:
        if found and len(found) + len(row) > _FIRST:
            break
        if len(row) <= _WIDEST:
            found += row
    return found


def _column(rows: Rows) -> Rows:
    """Each button in a row of its own; what is wider than an answer keeps its shape."""
    found: list[tuple[Button, ...]] = []
    for row in rows:
        found += [row] if len(row) > _WIDEST else [(one,) for one in row]
    return tuple(found)


def _key_of(rows: Rows) -> str:
    return sha256(json.dumps(to_json(rows)).encode()).hexdigest()[:16]


def _with(screen: Screen, rows: Rows) -> Screen:
    return Screen(screen.text, rows, screen.keyboard, screen.attachment)
