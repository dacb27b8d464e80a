"""The report in every language: its own letters, its own figures, two pages at most."""

import json
from dataclasses import asdict

import pytest

from bot.drawing.signs import lacks, signs_of
from bot.drawing.typeset import _FONT
from bot.summary.report.document import document
from bot.texts import Texts
from tests.summary.report.reading import pages_of
from tests.summary.report.samples import page_of, twelve_weeks

TEXTS = Texts()
HALF_A_MILLIGRAM = {"en": "Clonazepam 0.5 mg"}
"""Where a decimal is written with a point; with a comma everywhere else."""


@pytest.mark.parametrize("language", TEXTS.languages)
def test_the_report_is_two_pages_in_our_own_font(language: str):
    page = page_of(TEXTS.translator(language), twelve_weeks(), questions=("1?",))
    assert not lacks(json.dumps(asdict(page), ensure_ascii=False, default=str), signs_of(_FONT))
    pages = pages_of(document(page))
    assert len(pages) <= 2
    assert HALF_A_MILLIGRAM.get(language, "Clonazepam 0,5 mg") in " ".join(pages)
