"""Draws the pages that the docs keep, of the samples beside this file.

python -m tests.summary.report.take_pictures docs/pictures
"""

import sys
from dataclasses import asdict
from pathlib import Path

from bot.drawing.typeset import _compiled
from bot.summary.report.document import TEMPLATE
from bot.summary.report.page import back_at, front_at
from bot.texts import Texts
from tests.summary.report.samples import page_of, twelve_weeks


def take(folder: Path) -> None:
    page = page_of(Texts().translator("en"), twelve_weeks(), questions=("Is 0.5 mg too much?",))
    pages = _compiled(TEMPLATE, asdict(back_at(front_at(page, 0), 0)), format="png", ppi=110)
    for number, png in enumerate(pages, 1):
        (folder / f"report-{number}.png").write_bytes(png)


if __name__ == "__main__":
    take(Path(sys.argv[1]))
