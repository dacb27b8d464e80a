"""The PDF: two pages at most, whatever stands in it, and every plan item on them."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from bot.summary.report.document import document
from bot.summary.report.page import LEVELS
from bot.summary.report.rules import Section
from bot.texts import Texts
from bot.treatment.visits.rules import Appointment, VisitKind
from tests.summary.report.reading import letters, pages_of
from tests.summary.report.samples import (
    TODAY,
    around_it,
    crowded,
    crowded_around,
    page_of,
    twelve_weeks,
)

T = Texts().translator("en")
KEPT = Path(__file__).resolve().parents[3] / "docs" / "pictures"
ODD = ["#set page(fill: red) $x$", "*b* _i_ `c` @r <l> \\ // /*", "Клоназепам вечером, после еды",
       "W" * 80, "Trihexyphenidyl hydrochloride retard"]  # fmt: skip


def test_a_believable_report_is_two_pages_that_say_what_they_should() -> None:
    rows = twelve_weeks()
    first, second = pages_of(document(page_of(T, rows, questions=("Is 0.5 mg too much?",))))
    assert f"{rows.total} episodes" in first
    for words in ("Hemifacial spasm", "Left side", "Clonazepam 0.5 mg", "158 of 168 2 5 3",
                  "5 weeks since the injection", "Is 0.5 mg too much?", "How this was collected",
                  "31 Aug 2026 – 22 Nov 2026 · 12 weeks"):  # fmt: skip
        assert words in first, words
    for words in ("Goal this week Stretch on 5 days · so far 3 days",
                  "Injection 18 Oct 2026 Botox · 22.5 units · left: brow, lower lid, cheek",
                  "Eye clinic · lot C4821C3",
                  "Visit 3 Nov 2026 09:00 Dr. Weber", "Visit 10 Jan 2027 Eye clinic · for an",
                  "People around me Ben, Maria", "amount 0.25 mg → 0.5 mg",
                  "Drowsiness 11 of 64 days", "tried 22, helped 14",
                  "Stress 18 of 22 11 of 46", "This does not prove a cause",
                  "not a clinical scale"):  # fmt: skip
        assert words in second, words


def test_sixty_items_with_odd_names_are_all_named_on_two_pages() -> None:
    rows = crowded(ODD)
    around = crowded_around(ODD)
    pages = pages_of(document(page_of(T, rows, questions=("Why? " * 100,) * 30, besides=around)))
    assert len(pages) == 2
    words = letters("".join(pages))
    for name in ODD:
        assert words.count(letters(name)) >= 12, name
    assert "and 298 more" in pages[1] or "and 300 more" in pages[1]
    assert "Triggers" in pages[1]
    assert f"{rows.total} episodes" in pages[0]


@settings(max_examples=4, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=9), st.integers(1, 104))
def test_it_is_never_more_than_two_pages(names: list[str], weeks: int) -> None:
    page = page_of(T, crowded(names, weeks), questions=tuple(names), names=tuple(names),
                   besides=crowded_around(names))  # fmt: skip
    assert len(PdfReader(io.BytesIO(document(page))).pages) <= 2


@pytest.mark.parametrize("sign", ["W", "﷽", "日"])
def test_the_widest_names_still_fit(sign: str) -> None:
    name = (sign * 80)[:80]
    page = page_of(T, crowded([name]), questions=(name * 4,) * 9, names=(name,) * 40,
                   besides=crowded_around([name]))  # fmt: skip
    assert len(PdfReader(io.BytesIO(document(page))).pages) <= 2


def test_what_was_left_out_is_not_in_it() -> None:
    everything = frozenset(Section)
    (only,) = pages_of(document(page_of(T, twelve_weeks(), changed=everything)))
    for words in ("Hemifacial", "Mean day rating by week", "Changes",
                  "Beside the plan", "Botox", "Weber", "Maria", "Side effects", "Triggers",
                  "What I want to ask"):  # fmt: skip
        assert words not in only
    assert "Name:" in only
    assert "Clonazepam" in only


def test_it_can_be_read_aloud_and_kept_for_long() -> None:
    reader = PdfReader(io.BytesIO(document(page_of(T, twelve_weeks()))))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b"pdfaid:part" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Diary report for the doctor"
    assert reader.pages[0].mediabox.width == pytest.approx(595.28, abs=0.1)


def test_its_lists_know_what_they_left_out_at_every_level() -> None:
    page = page_of(T, crowded(ODD), besides=crowded_around(ODD))
    for table in page.details:
        for level in range(LEVELS):
            shown = table.at(level)
            left = len(table.rows) - len(shown.rows)
            assert (f"and {left} more" in shown.note) == (left > 0)


@pytest.mark.parametrize("number", [1, 2])
def test_the_pages_of_the_docs_are_there(number: int) -> None:
    with Image.open(KEPT / f"report-{number}.png") as kept:
        assert kept.width > 800
        assert len(kept.convert("L").getcolors(256) or []) > 20


def test_where_room_is_short_the_oldest_visit_goes_first() -> None:
    visits = tuple(
        Appointment(n, VisitKind.DOCTOR, TODAY - timedelta(days=n - 1), None, f"Dr. {n}")
        for n in range(40)
    )
    page = page_of(T, twelve_weeks(), besides=replace(around_it(), visits=visits))
    (table,) = [one for one in page.details if one.title == "Beside the plan"]
    assert [row[0] for row in table.rows[:3]] == [
        "Goal this week",
        "People around me",
        "Visit 23 Nov 2026",
    ]
    for level in range(LEVELS - 2):
        shown = [row[1] for row in table.at(level).rows[2:]]
        assert shown == [f"Dr. {n}" for n in range(len(shown))]
