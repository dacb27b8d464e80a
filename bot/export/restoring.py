"""What came in a file, checked before a single row is written. Pure; runs in a thread.

The file may be anybody's: nothing in it is believed, and no name in an archive is a path of ours.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.errors import UserError
from bot.export.as_json import FORMAT, VERSION
from bot.export.bundle import JSON_NAME
from bot.export.consistency import check
from bot.export.contents import PART, PARTS, model_of
from bot.export.diary import Diary, Row
from bot.export.fields import MOST_ROWS
from bot.export.walking import Walk

MOST_SENT = 20_000_000
"""Bytes: what Telegram lets a bot fetch."""
MOST_UNPACKED = 64_000_000
"""Bytes of JSON; ten full years have a third of it."""
_MOST_FILES = 200


def restorable(content: bytes) -> Diary:
    """The diary in a ZIP or JSON file of ours; UserError says kindly why it cannot be restored."""
    try:
        return _diary(_json_of(content))
    except (ValueError, LookupError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise UserError(
            "I can't restore this file: it is not an export of mine, or it was changed."
            " Nothing was saved."
        ) from _nameless(error)
    except (EOFError, NotImplementedError, RuntimeError, OSError) as error:  # zipfile's other ways
        raise UserError("I can't read this archive. Nothing was saved.") from _nameless(error)


def _nameless(error: Exception) -> Exception:
    """What went wrong, without what stood in the file."""
    return ValueError(type(error).__name__)


def _json_of(content: bytes) -> str:
    if zipfile.is_zipfile(io.BytesIO(content)):
        content = _unpacked(content)
    if len(content) > MOST_UNPACKED:
        raise _too_large()
    return content.decode("utf-8-sig")


def _unpacked(content: bytes) -> bytes:
    """The one file that is ours; what it says of its size is not believed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if len(archive.infolist()) > _MOST_FILES:
            raise _too_large()
        with archive.open(JSON_NAME) as file:
            return file.read(MOST_UNPACKED + 1)


def _too_large() -> UserError:
    return UserError("There is more in this file than I can take. Nothing was saved.")


def _diary(text: str) -> Diary:
    walk, head = Walk(text), dict[str, Any]()
    tables: dict[str, list[Row]] = {}
    for key in walk.members():
        if key == "tables" and head.get("format") == FORMAT:
            for name in walk.members():
                if name in tables:
                    raise ValueError("a table twice")
                tables[name] = _rows(name, walk.elements())
        else:
            head[key] = walk.value()
            _check_head(key, head[key])
    walk.end()
    at = datetime.fromisoformat(head["exported_at"])
    if at.tzinfo is None:
        raise ValueError("not an instant")
    found = Diary(at, {part.name: tables.get(part.name, []) for part in PARTS})
    check(found)
    return found


def _check_head(key: str, value: Any) -> None:
    if key == "format" and value != FORMAT:
        raise ValueError("another format")
    if key == "version" and isinstance(value, int) and value > VERSION:
        raise UserError(
            "This file is from a newer version of me than I am here. Nothing was saved."
        )
    if key == "version" and (type(value) is not int or value != VERSION):
        raise ValueError("no version of ours")


def _rows(name: str, rows: Iterator[Any]) -> list[Row]:
    if name not in PART:
        raise ValueError("an unknown table")
    model, found = model_of(name), list[Row]()
    for row in rows:
        if len(found) == MOST_ROWS:
            raise _too_large()
        found.append(model.model_validate(row).model_dump())
    return found
