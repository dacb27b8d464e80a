"""Proof by made-up diaries: how often chance is taken for a pattern, and a pattern is found."""

import numpy as np
import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.summary.patterns.comparing import Days
from bot.summary.patterns.diaries import TRIGGERS, Kind, make
from bot.summary.patterns.shuffling import day_by_day, in_blocks
from bot.summary.patterns.simulate import tally

PEOPLE, WEEKS, SEED = 400, 12, 7


@pytest.fixture(scope="module")
def unlinked() -> list[Days]:
    return make(np.random.default_rng(SEED), PEOPLE, WEEKS, Kind())


def repeats(rows: np.ndarray) -> float:
    """How much a day is like the one before, -1 to 1, over all rows that vary."""
    rows = rows[rows.std(1) > 0].astype(float)
    return float(np.mean([np.corrcoef(row[:-1], row[1:])[0, 1] for row in rows]))


def test_the_diaries_are_as_lived(unlinked: list[Days]):
    difficult = np.array([days.difficult for days in unlinked])
    present = np.concatenate([days.present for days in unlinked])
    assert present.shape == (PEOPLE * TRIGGERS, WEEKS * 7)
    assert 0.2 < difficult.mean() < 0.45
    assert repeats(difficult) > 0.2
    assert repeats(present) > 0.2
    assert 0.9 < np.mean([days.rated for days in unlinked]) < 0.99
    assert {0, 1, 2, 3} == {int(one) for days in unlinked for one in days.strata}


def test_at_most_one_in_ten_is_shown_a_pattern_that_is_not_there(unlinked: list[Days]):
    """At any of three looks, four weeks apart, at twelve triggers."""
    seen = tally(unlinked, Kind(), in_blocks, SEED)
    assert seen.shown <= 0.10
    assert seen.covered >= 0.93


def test_day_by_day_far_more_would_be(unlinked: list[Days]):
    some = unlinked[:200]
    apart = tally(some, Kind(), day_by_day, SEED).shown
    assert apart > 0.10
    assert apart > 2 * tally(some, Kind(), in_blocks, SEED).shown


def test_half_a_year_finds_what_doubles():
    kind = Kind(doubles=True)
    diaries = make(np.random.default_rng(SEED), 100, 24, kind)
    seen = tally(diaries, kind, in_blocks, SEED)
    assert seen.found > 0.5
    assert seen.covered > 0.8


def test_the_command_prints_the_table():
    result = CliRunner().invoke(cli, ["patterns", "--diaries", "20", "--seed", "3"])
    assert result.exit_code == 0
    head, columns, *rows = result.stdout.splitlines()
    assert head == "20 diaries of 12 triggers, 12 weeks, a look every four; seed 3"
    assert columns.split("  ")[-1].strip() == "found"
    assert len(rows) == 8
    assert all("%" in row for row in rows)
    again = CliRunner().invoke(cli, ["patterns", "--diaries", "20", "--seed", "3"])
    assert again.stdout == result.stdout
