"""The complete file: every row, one a line, in a format that says its version."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, time

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


def _joined(rows: Sequence[Row]) -> Iterator[str]:
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_iso)
    before = "\n   "
    for row in rows:
        yield before + encoder.encode(row)
        before = ",\n   "


def _iso(value: date | time) -> str:
    return value.isoformat()
