"""Tables for spreadsheets: readable headings, and instants both exactly and as they were lived."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.db import UtcDateTime
from bot.export.contents import PARTS
from bot.export.diary import Diary, Row
from bot.export.parts import Part
from bot.export.words import in_english
from bot.plan.rules import from_json

_HEADINGS = {"id": "No.", "at": "When", "ml": "Millilitres", "local_date": "Date", "spec": "Rule"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take a cell for a formula by, and run it."""
Cell = Callable[[Row], Any]


def sheets(diary: Diary) -> Iterator[tuple[str, Iterator[str]]]:
    """Each table's file name, and its lines."""
    names = _names(diary)
    for part in PARTS:
        yield f"{part.sheet}.csv", _lines(part, diary, names)


def harmless(text: str) -> str:
    """The text so that no spreadsheet runs it: an apostrophe before what may be a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def _lines(part: Part, diary: Diary, names: Mapping[str, Mapping[int, str]]) -> Iterator[str]:
    columns = list(_columns(part, diary, names))
    cells = [cell for _, cell in columns]
    yield "\N{ZERO WIDTH NO-BREAK SPACE}"  # by this mark Excel knows that it is UTF-8
    yield _line([heading for heading, _ in columns])
    for row in diary.tables[part.name]:
        yield _line([cell(row) for cell in cells])


def _columns(
    part: Part, diary: Diary, names: Mapping[str, Mapping[int, str]]
) -> Iterator[tuple[str, Cell]]:
    """Headings and what stands below them; an instant takes two columns."""
    linked, here = part.linked(), diary.person["zone"]
    for column in part.columns():
        name = column.name
        heading = _HEADINGS.get(name, name.replace("_id", "").replace("_", " ").capitalize())
        if name in part.lists:
            yield heading, _names_cell(name, names[part.lists[name]])
        elif name in linked:
            yield heading, _name_cell(name, names.get(linked[name], {}))
        elif name == "spec":
            yield heading, lambda row: harmless(in_english(from_json(row["spec"])))
        elif isinstance(column.type, UtcDateTime):
            yield f"{heading} (UTC)", _instant_cell(name)
            yield f"{heading} (local)", _local_cell(name, here)
        else:
            yield heading, _cell(name)


def _cell(name: str) -> Cell:
    return lambda row: _written(row[name])


def _instant_cell(name: str) -> Cell:
    return lambda row: row[name] and row[name].isoformat()[:-6] + "Z"


def _local_cell(name: str, here: str) -> Cell:
    zone_named = cache(ZoneInfo)

    def local(row: Row) -> str:
        instant: datetime | None = row[name]
        if instant is None:
            return ""
        return instant.astimezone(zone_named(row.get("zone") or here)).isoformat(" ")[:16]

    return local


def _name_cell(name: str, names: Mapping[int, str]) -> Cell:
    return lambda row: _written(names.get(row[name], row[name]))


def _names_cell(name: str, names: Mapping[int, str]) -> Cell:
    return lambda row: harmless(", ".join(names.get(one, str(one)) for one in row[name]))


def _names(diary: Diary) -> dict[str, dict[int, str]]:
    """What rows that others lead to are called."""
    return {
        "plan_item": {row["id"]: row["name"] for row in diary.tables["plan_item"]},
        "trigger": {row["id"]: row["name"] or row["code"] for row in diary.tables["trigger"]},
    }


def _written(value: Any) -> Any:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, (list, dict)):
        return harmless(json.dumps(value, ensure_ascii=False))
    return value  # a number, a date; nothing for None


def _line(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
