"""docs/guide.md: every row of the guide, each with the code that serves it and a test of it."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "guide.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|")
][2:]
SAYS = (
    "what facial spasms are",
    "triggers",
    "associated conditions",
    "medicines",
    "massage, stretching",
    "botulinum toxin",
    "stress reduction, meditation, mindfulness",
    "hydration",
    "sleep",
    "goals",
    "check-ins with doctors",
    "working with professionals",
    "supportive circle",
    "therapy groups, online forums",
    "emotional side",
    "ways of coping",
    "active role",
)
"""What the guide speaks of, in its order."""
every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])


def test_nothing_that_the_guide_says_is_missing() -> None:
    assert len(ROWS) == len(SAYS)
    assert [says for says, row in zip(SAYS, ROWS, strict=True) if says not in row[0]] == []


@every_row
def test_a_row_leads_to_code_and_to_tests(row: list[str]) -> None:
    _, does, code, tests, _ = row
    assert does
    for cell, root in ((code, "bot"), (tests, "tests")):
        targets = re.findall(r"\]\(\.\./([^)]+)\)", cell)
        assert targets
        for target in targets:
            assert target.split("/")[0] == root
            assert (PAGE.parents[1] / target).exists(), target
    for test in re.findall(r"\]\(\.\./([^)]+)\)", tests):
        assert re.search(r"^(async )?def test_", (PAGE.parents[1] / test).read_text(), re.MULTILINE)


@every_row
def test_a_row_says_what_is_missing(row: list[str]) -> None:
    state = row[4]
    assert re.fullmatch(r"whole|(partly|not yet): .{15,}", state), state
