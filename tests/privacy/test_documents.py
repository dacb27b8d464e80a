"""The policy and the threat model say what is so: tables, spans, and a test for each promise."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.drafts import KEPT
from bot.export.contents import NOT_EXPORTED, PART
from bot.housekeeping import REMEMBERED
from bot.models import metadata
from bot.people.easy_actions import KEPT as FOLDED
from bot.privacy.rules import ANSWER, GRACE, SILENCE
from bot.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"
POLICY = (DOCS / "privacy-policy.md").read_text(encoding="utf-8")
MODEL = (DOCS / "threat-model.md").read_text(encoding="utf-8")


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the table below a heading."""
    part = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def test_every_table_of_a_persons_stands_in_the_policy_once():
    named = [
        name for row in rows(POLICY, "What is stored") for name in re.findall(r"`(\w+)`", row[0])
    ]
    assert sorted(named) == sorted(PART.keys() | NOT_EXPORTED.keys())
    assert set(named) <= set(metadata.tables)


def test_every_line_says_what_it_is_and_for_how_long():
    for row in rows(POLICY, "What is stored"):
        assert len(row) == 3, row
        assert all(row), row


@pytest.mark.parametrize(
    ("words", "span", "meant"),
    [
        ("| 30 days, or until it is done |", KEPT, timedelta(days=30)),
        (
            "that a message does not show at first | 60 days |",
            FOLDED,
            timedelta(days=60),
        ),
        ("which updates were handled (two days)", REMEMBERED, timedelta(days=2)),
        ("silent for 18 months", SILENCE, timedelta(days=round(18 * 30.44))),
        ("erased 30 days later", ANSWER, timedelta(days=30)),
        ("or in a day in which you can take it back", GRACE, timedelta(days=1)),
    ],
)
def test_the_spans_are_those_of_the_program(words: str, span: timedelta, meant: timedelta):
    assert words in " ".join(POLICY.split())
    assert span == meant


def test_the_days_of_backups_are_those_of_the_settings():
    assert f"gone [{Settings.model_fields['bot_backup_days'].default}] days after" in " ".join(
        POLICY.split()
    )


def test_every_promise_of_the_threat_model_has_its_test():
    promises = rows(MODEL, "What holds")
    assert len(promises) > 12
    for row in promises:
        targets = re.findall(r"\]\((\S+)\)", row[2])
        assert targets, row
        for file in (DOCS / target for target in targets):
            assert file.is_relative_to(DOCS), "links begin here"
            assert file.resolve().is_relative_to(DOCS.parent / "tests"), row
            assert "def test_" in file.read_text(encoding="utf-8"), row


def test_what_does_not_hold_is_said_too():
    unheld = " ".join(row[0] for row in rows(MODEL, "What does not hold"))
    for who in ("Telegram", "root on the host", "token", "backup"):
        assert who in unheld, who
