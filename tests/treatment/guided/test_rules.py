"""How guided minutes go by: rhythm, length, and what is done when many are guided at once."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.people.rules import Condition, Side
from bot.treatment.guided.routines import (
    BREATHING_MINUTES,
    Code,
    Move,
    Routine,
    routine_of,
    stretches_for,
)
from bot.treatment.guided.rules import (
    INTERRUPTED,
    LEAD,
    SHARE,
    Run,
    Stage,
    begins_at,
    clean_good,
    gap_of,
    is_phased,
    may_still,
    minutes_in,
    next_beat,
    steps_until,
    was_left,
)

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ROUTINES = [routine_of(Code.BREATHING, minutes) for minutes in BREATHING_MINUTES] + [
    routine_of(code) for code in Code if code is not Code.BREATHING
]
routines = st.sampled_from(ROUTINES)
people = st.integers(1, 20_000)
rates = st.sampled_from((1, 30, 1000))


def run_of(routine: Routine, **more: object) -> Run:
    return Run(1, routine, Side.LEFT if routine.has_sides else None, NOW, **more)  # type: ignore[arg-type]


def beats_of(run: Run, gap: timedelta) -> list[datetime]:
    """Every frame of a run that is conducted in time."""
    beats = [NOW]
    while beats[-1] < NOW + run.routine.length:
        beats.append(next_beat(run, beats[-1], gap))
    return beats


def test_breathing_is_as_long_as_it_is_called() -> None:
    for minutes in BREATHING_MINUTES:
        assert routine_of(Code.BREATHING, minutes).length == timedelta(minutes=minutes)
    assert routine_of(Code.SCAN).length == timedelta(minutes=3)


def test_alone_a_message_follows_each_half_of_a_breath() -> None:
    run, gap = run_of(ROUTINES[0]), gap_of(1, 30)
    assert is_phased(run.routine, gap)
    spans = [later - one for one, later in pairwise(beats_of(run, gap))]
    assert spans == [4 * SECOND, 6 * SECOND] * 6


@given(routines, people, rates)
def test_frames_stay_within_their_share_and_the_end_is_always_told(
    routine: Routine, running: int, rate: int
) -> None:
    run, gap = run_of(routine), gap_of(running, rate)
    beats = beats_of(run, gap)
    assert beats[-1] == NOW + routine.length
    assert all(later > one for one, later in pairwise(beats))
    frames = len(beats) - 1  # the last one closes the message
    a_second = running * max(0, frames - 1) / routine.length.total_seconds()
    assert a_second <= rate * SHARE + 1e-9


@given(routines, people, st.integers(0, 400))
def test_a_frame_tells_all_that_is_to_be_done_until_the_next(
    routine: Routine, running: int, second: int
) -> None:
    run, now = run_of(routine), NOW + min(second * SECOND, routine.length - SECOND)
    until = next_beat(run, now, gap_of(running, 30))
    told = steps_until(run, now, until)
    starts = [NOW + start for start in routine.starts()]
    assert told[0][0] <= now
    assert {at for at in starts if now < at < until} <= {at for at, _ in told}


@given(st.integers(1, 600), rates)
def test_no_more_begin_in_a_second_than_can_end_in_one(running: int, rate: int) -> None:
    begun: list[datetime] = []
    for _ in range(running):
        begun.append(begins_at(NOW, begun[-1] if begun else None, rate))
    assert begun[0] == NOW + LEAD
    least = timedelta(seconds=1 / (rate * SHARE))
    assert all(later - one >= least - timedelta(microseconds=1)
               for one, later in pairwise(begun))  # fmt: skip


@given(routines, st.integers(0, 300), st.integers(0, 86_400))
def test_a_pause_takes_nothing_from_it(routine: Routine, before: int, paused: int) -> None:
    at = NOW + min(before * SECOND, routine.length - SECOND)
    held = run_of(routine, paused_at=at)
    assert held.stage(at + paused * SECOND) is Stage.PAUSED
    assert held.elapsed(at + paused * SECOND) == at - NOW
    going = Run(1, routine, None, NOW + paused * SECOND)
    assert going.elapsed(at + paused * SECOND) == at - NOW


def test_stages_in_their_order() -> None:
    run = run_of(ROUTINES[0])
    assert run.stage(NOW - SECOND) is Stage.WAITING
    assert run.stage(NOW) is Stage.RUNNING
    assert run.stage(NOW + timedelta(minutes=1)) is Stage.OVER
    assert run_of(ROUTINES[0], ended_at=NOW + 5 * SECOND).stage(NOW + SECOND) is Stage.STOPPED
    assert Run(1, ROUTINES[0], None, None).stage(NOW) is Stage.WAITING


def test_a_late_frame_is_dropped_sooner_where_it_names_a_phase() -> None:
    slow = timedelta(seconds=30)
    assert may_still(NOW, slow, NOW + 10 * SECOND, phased=False)
    assert not may_still(NOW, slow, NOW + 10 * SECOND, phased=True)
    assert not may_still(NOW, slow, NOW + 16 * SECOND, phased=False)


def test_whether_the_bot_was_away() -> None:
    end = NOW + timedelta(minutes=3)
    assert not was_left(NOW, end, NOW + INTERRUPTED)
    assert was_left(NOW, end, NOW + INTERRUPTED + SECOND)
    assert not was_left(end, end, end + timedelta(hours=5))  # it had come to its end


def test_what_suits_the_condition_comes_first() -> None:
    assert stretches_for(Condition.HEMIFACIAL)[0] is Code.FACE
    assert stretches_for(Condition.BLEPHAROSPASM)[0] is Code.EYES
    for condition in (None, *Condition):
        assert set(stretches_for(condition)) == {Code.FACE, Code.EYES, Code.NECK}


@pytest.mark.parametrize(
    ("typed", "minutes"), [("1", 1), (" 3 min", 3), ("5 Minutes", 5), ("1 minute", 1)]
)
def test_minutes_as_they_are_typed(typed: str, minutes: int) -> None:
    assert minutes_in(typed) == minutes


@pytest.mark.parametrize("typed", ["2", "33", "three", "-1", "3 hours", "١"])
def test_other_minutes_are_refused_kindly(typed: str) -> None:
    with pytest.raises(UserError):
        minutes_in(typed)


def test_a_good_thing_is_one_line() -> None:
    assert clean_good("  the\n cat ") == "the cat"
    for refused in ("  ", "x" * 501):
        with pytest.raises(UserError):
            clean_good(refused)


def test_no_routine_is_offered_that_nobody_wrote() -> None:
    for code, minutes in ((Code.BREATHING, 0), (Code.BREATHING, 2), (Code.FACE, 3)):
        with pytest.raises(UserError):
            routine_of(code, minutes)
    assert {step.move for routine in ROUTINES for step in routine.steps} == set(Move)
