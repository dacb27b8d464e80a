"""The complete file: every row, one a line, in a format that says its version."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from bot.export.diary import Diary, Row

FORMAT = "facial-spasm-diary"
VERSION = 1


def lines(diary: Diary) -> Iterator[str]:
    """The file piece by piece: whole, it would hold the interpreter for long."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": diary.at.isoformat()}
    yield json.dumps(head, indent=1)[:-2] + ',\n "tables": {'
    before = "\n"
    for name, rows in diary.tables.items():
        yield f'{before}  "{name}": ['
        yield from _joined(rows)
        yield "]"
        before = ",\n"
    yield "\n }\n}\n"


def _joined(rows: Any) -> Iterator[str]:
    before = "\n   "
    for row in rows:
        yield before + json.dumps(_plain(row), ensure_ascii=False, separators=(",", ":"))
        before = ",\n   "


def _plain(row: Row) -> Row:
    return {
        name: value.isoformat() if isinstance(value, (datetime, date, time)) else value
        for name, value in row.items()
    }
