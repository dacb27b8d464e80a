"""A whole look: blocks, chances, q, and findings that do not flicker."""

import subprocess
import sys
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from bot.summary.patterns.comparing import centred, days_of
from bot.summary.patterns.diaries import Kind, make
from bot.summary.patterns.looking import adjusted, findings, look
from bot.summary.patterns.rules import Diary, Verdict
from bot.summary.patterns.shuffling import chance, day_by_day, in_blocks
from tests.summary.patterns.arrays import COFFEE, STRESS, diary

ROOT = Path(__file__).parents[3]
WEEKS = 24


def linked(seed: int = 5) -> Diary:
    """Twenty-four weeks: stress goes with difficult days, coffee with nothing."""
    rng = np.random.default_rng(seed)
    coffee, stress = rng.random((2, WEEKS * 7)) < 0.4
    difficult = rng.random(WEEKS * 7) < np.where(stress, 0.8, 0.15)
    return diary(np.where(difficult, 3, 1).tolist(), coffee.tolist(), stress.tolist())


def test_q_by_hand():
    """Benjamini and Hochberg: the p in order, times how many, over their rank."""
    q = adjusted(np.array([0.01, 0.04, 0.5, 0.03]), np.array([True, True, False, True]))
    assert q[[0, 1, 3]] == pytest.approx([0.03, 0.04, 0.04])
    assert np.isnan(q[2])


@given(st.lists(st.floats(0.0005, 1), min_size=1, max_size=20))
def test_q_is_the_least_rate_at_which_a_p_passes(p: list[float]):
    q = adjusted(np.array(p), np.ones(len(p), dtype=bool))
    ranked = sorted(p)
    by_hand = [
        min(1, *(len(p) * later / (ranked.index(later) + ranked.count(later))
                 for later in ranked if later >= one))
        for one in p
    ]  # fmt: skip
    assert q == pytest.approx(by_hand)
    assert q == pytest.approx(false_discovery_control(p))


@given(st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_fortnights_stay_together_and_weekdays_in_place(weeks: int, seed: int):
    order = in_blocks(np.random.default_rng(seed), weeks * 7, 20)
    assert (np.sort(order, axis=1) == np.arange(weeks * 7)).all()
    assert (order % 7 == np.arange(weeks * 7) % 7).all()
    follows = (np.diff(order[:, ::7] // 7, axis=1) % weeks == 1).sum(1)
    assert (follows >= weeks // 2 - 2).all()


def test_what_goes_together_is_seen_and_nothing_else():
    coffee, stress = look(linked(), (1, 2))
    assert (coffee.trigger, stress.trigger) == (COFFEE, STRESS)
    assert stress.verdict is Verdict.MORE
    assert coffee.verdict is Verdict.NO_LINK
    assert stress.estimate.low > 0.3
    assert stress.estimate.high < 0.8
    assert coffee.estimate.low < 0 < coffee.estimate.high
    assert stress.counts.answered == WEEKS * 7
    assert stress.q <= 0.05 < coffee.q


def test_fewer_difficult_days_are_a_finding_too():
    days = linked()
    calm = [not there for there in days.present[STRESS]]
    (finding,) = look(diary(days.ratings, calm), (1, 2))
    assert finding.verdict is Verdict.FEWER
    assert finding.estimate.high < 0


def test_the_same_seed_gives_the_same_findings():
    assert look(linked(), (7, 739_000)) == look(linked(), (7, 739_000))
    assert look(linked(), (7, 739_000)) != look(linked(), (8, 739_000))


def test_with_and_without_change_places_in_all_of_a_look():
    days = linked()
    mirrored = diary(days.ratings, *([not one for one in row] for row in days.present.values()))
    for seen, other in zip(look(days, (1,)), look(mirrored, (1,)), strict=True):
        assert (seen.p, seen.q) == (other.p, other.q)
        assert seen.estimate.difference == pytest.approx(-other.estimate.difference)
        assert seen.estimate.low == pytest.approx(-other.estimate.high)


def test_weekdays_alone_are_no_pattern():
    """Wine at weekends, difficult days from Monday to Friday: that is the week, not the wine."""
    weekend = [day % 7 in {5, 6} for day in range(WEEKS * 7)]
    rng = np.random.default_rng(4)
    difficult = rng.random(WEEKS * 7) < np.where(weekend, 0.1, 0.7)
    days = days_of(diary(np.where(difficult, 3, 0).tolist(), weekend))
    apart = chance(centred(days), day_by_day(np.random.default_rng(1), WEEKS * 7))
    together = chance(centred(days), in_blocks(np.random.default_rng(1), WEEKS * 7))
    assert apart.p[0] < 0.001
    assert together.p[0] > 0.05


def test_too_few_evenings_have_counts_and_no_verdict():
    ratings, present = [3, 1] * 14, [True, True, False, False] * 7
    (finding,) = look(diary(ratings, present), (1,))
    assert finding.verdict is Verdict.TOO_EARLY
    assert finding.counts.answered == 28
    assert finding.q is None
    assert finding.estimate is not None


@pytest.mark.parametrize("rating", [0, 4, None])
def test_days_all_alike_say_nothing(rating: int | None):
    (finding,) = look(diary([rating] * 84, [True, False] * 42), (1,))
    assert finding.verdict in {Verdict.NO_LINK, Verdict.TOO_EARLY}
    if finding.estimate is not None:
        assert finding.p == 1
        assert finding.estimate.low < 0 < finding.estimate.high


def test_nothing_to_look_at():
    assert look(diary([], []), (1,)) == ()
    assert look(diary([3] * 28), (1,)) == ()


answers = st.lists(st.none() | st.booleans(), min_size=56, max_size=56)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.none() | st.integers(0, 4), min_size=56, max_size=56),
    st.lists(answers, min_size=1, max_size=4),
    st.integers(0, 200) | st.none(),
)
def test_any_diary_gives_a_finding_a_trigger(
    ratings: list[int | None], present: list[list[bool | None]], since: int | None
):
    weeks = [None if since is None else (since + day) // 7 for day in range(56)]
    found = look(diary(ratings, *present, weeks=weeks), (1,))
    assert len(found) == len(present)
    for finding, there in zip(found, present, strict=True):
        pairs = [
            (rating >= 2, one)
            for rating, one in zip(ratings, there, strict=True)
            if rating is not None and one is not None
        ]
        assert finding.counts.answered == len(pairs)
        assert finding.counts.difficult_with == pairs.count((True, True))
        assert finding.counts.difficult_without == pairs.count((True, False))
        assert finding.p is None or 0 < finding.p <= 1
        assert finding.q is None or finding.p <= finding.q <= 1


def test_a_year_of_twelve_triggers_is_looked_at_in_no_time():
    (days,) = make(np.random.default_rng(1), 1, 52, Kind())
    started = process_time()
    for seed in range(5):
        findings(range(12), days, in_blocks(np.random.default_rng(seed), 364))
    assert (process_time() - started) / 5 < 0.15


def test_the_bot_starts_without_numpy_and_scipy():
    code = "import sys, bot.app; print(*{'numpy', 'scipy'} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout == "\n"
