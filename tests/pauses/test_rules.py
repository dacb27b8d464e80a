"""`advance` in pauses with a beginning, beside the same life without one."""

from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.notes.rules import Topic
from bot.people.rules import Rests
from bot.plan.rules import AtTimes, Kind, Schedule
from bot.reminders.state import Changes, PersonState
from tests.reminders.lived import Life, begin

MINUTE = timedelta(minutes=1)
STARTS = (
    datetime(2026, 3, 28, 9, 17, tzinfo=UTC),
    datetime(2026, 10, 24, 21, 3, tzinfo=UTC),
    datetime(2026, 6, 30, 12, 0, tzinfo=UTC),
)
QUESTION = Topic("question", timedelta(hours=3), waits_for_morning=False)
VISIT = Topic("visit", timedelta(hours=3), waits_for_morning=False, is_care=True)
times = st.builds(time, st.integers(7, 22), st.sampled_from((0, 1, 29)))
some_times = st.sets(times, min_size=1, max_size=3).map(lambda found: tuple(sorted(found)))


@dataclass(slots=True)
class Pausing(Life):
    """A medicine and a stretching; the first is 1, the second 2."""

    pause_from: datetime | None = None
    rests: Rests = Rests.ALL

    def state(self) -> PersonState:
        return replace(Life.state(self), pause_from=self.pause_from, rests=self.rests)

    def _write(self, changes: Changes) -> None:
        Life._write(self, changes)
        if changes.resumed:
            self.pause_from = None


def pausing(begins: datetime, medicine: tuple[time, ...], stretch: tuple[time, ...]) -> Pausing:
    plain = begin("Europe/Berlin", begins, medicine, stretch)
    planned = [plain.planned[0], replace(plain.planned[1], kind=Kind.STRETCHING, nags=())]
    return Pausing("Europe/Berlin", begins, planned, begins, wake_at=begins)


@settings(max_examples=120, deadline=None)
@given(
    begins=st.sampled_from(STARTS),
    medicine=some_times,
    stretch=some_times,
    ahead=st.integers(0, 3000),
    long=st.integers(1, 4000),
    rests=st.sampled_from(Rests),
    down=st.booleans(),
)
def test_what_rests_is_let_go_and_all_else_comes_as_without_a_pause(  # noqa: PLR0917  drawn
    begins: datetime, medicine: tuple[time, ...], stretch: tuple[time, ...], ahead: int,
    long: int, rests: Rests, down: bool,
) -> None:  # fmt: skip
    usual = pausing(begins, medicine, stretch)
    life = deepcopy(usual)
    since, until = begins + ahead * MINUTE, begins + (ahead + long) * MINUTE
    life.pause_from, life.paused_until, life.rests = since, until, rests
    end = until + timedelta(days=1)
    for one in (usual, life):
        (one.down_until if down else one.live_until)(end)
        one.tick()

    goes_on = {1} if rests is not Rests.ALL else set()
    for key, row in usual.rows.items():
        in_it = since <= row.due_at < until and row.item_id not in goes_on
        assert (key in life.rows) is not in_it, "only what fell into the pause is let go"
    for key, row in life.rows.items():
        assert row.due_at == usual.rows[key].due_at
        if row.item_id not in goes_on:
            assert all(not since <= at < until for at, _ in row.prompts)
        elif not down:
            told, as_usual = ([at for at, _ in one.prompts] for one in (row, usual.rows[key]))
            assert told == as_usual, "to the minute, with its repeats"
    assert life.paused_until is None
    assert life.pause_from is None


@settings(max_examples=60, deadline=None)
@given(
    begins=st.sampled_from(STARTS),
    ahead=st.integers(1, 2000),
    long=st.integers(1, 3000),
    rests=st.sampled_from(Rests),
    at=times,
)
def test_questions_wait_and_what_is_care_is_said_where_medicines_go_on(
    begins: datetime, ahead: int, long: int, rests: Rests, at: time
) -> None:
    life = pausing(begins, (time(8),), (time(9),))
    life.owe(QUESTION, Schedule(AtTimes((at,))))
    life.owe(VISIT, Schedule(AtTimes((at,))))
    since, until = begins + ahead * MINUTE, begins + (ahead + long) * MINUTE
    life.pause_from, life.paused_until, life.rests = since, until, rests
    life.wake_at = begins
    life.live_until(until + timedelta(days=2))

    said = [(note, when) for note, when, _ in life.said]
    assert not [when for note, when in said if note == 1 and since <= when < until]
    during = [when for note, when in said if note == 2 and since <= when < until]
    if rests is Rests.ALL:
        assert not during
    else:
        every = {(when + timedelta(hours=3)).date() for _, when in said if _ == 2}
        assert len(every) >= (until + timedelta(days=2) - begins).days - 1
    assert [when for note, when in said if note == 1 and when >= until], "it goes on afterwards"
