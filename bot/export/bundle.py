"""The ZIP: a complete JSON, tables, a calendar, a FHIR bundle. Runs in a thread; pure."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

from bot.export import as_csv, as_fhir, as_json
from bot.export.diary import Diary, Raw, understood

JSON_NAME = "diary.json"
_PIECES = 500
"""Lines written at once."""
README = """\
diary.json             everything, for this bot: send the ZIP to an empty account to restore it
csv/                   tables for a spreadsheet; times in UTC and as they were on the clock
plan.ics               the plan and appointments, for a calendar
fhir-r4-bundle.json    medicines, doses and entries as a FHIR R4 bundle, without a name

What you wrote is in these files as you wrote it. Keep them where only you can read them.
"""


def file_name(at: datetime) -> str:
    """Says nothing of anybody's health, whoever sees it in a list of downloads."""
    return f"my-diary-{at:%Y-%m-%d}.zip"


def zipped(raw: Raw) -> bytes:
    """The whole archive."""
    from bot.export import as_ics  # ten megabytes, for those who export

    diary = understood(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _write(archive, diary, "README.txt", (README,))
        _write(archive, diary, JSON_NAME, as_json.lines(diary))
        for name, lines in as_csv.sheets(diary):
            _write(archive, diary, f"csv/{name}", lines)
        _write(archive, diary, "plan.ics", (as_ics.calendar(diary).decode(),))
        _write(archive, diary, "fhir-r4-bundle.json", as_fhir.lines(diary))
    return out.getvalue()


def _write(archive: zipfile.ZipFile, diary: Diary, name: str, lines: Iterable[str]) -> None:
    about = zipfile.ZipInfo(name, diary.at.timetuple()[:6])
    about.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(about, "w") as file:
        for piece in _pieces(lines):
            file.write(piece)


def _pieces(lines: Iterable[str]) -> Iterable[bytes]:
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == _PIECES:
            yield "".join(some).encode()
            some.clear()
    yield "".join(some).encode()
