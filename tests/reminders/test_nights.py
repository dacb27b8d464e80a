"""`advance` through nights in many places: nobody is woken, and while they are up nothing waits."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan.rules import AtTimes, Interval, Kind, Schedule
from bot.reminders.quiet import held_until
from bot.reminders.state import DECIDE, Shown, Sort, State
from tests.reminders.lived import Life, Row, begin

MINUTE = timedelta(minutes=1)
BEGINS = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
ZONES = (
    "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Honolulu", "Pacific/Kiritimati",
    "Australia/Adelaide", "UTC",
)  # fmt: skip
HOURS = (
    (time(7), time(22, 30)), (time(5, 30), time(20)), (time(10), time(1)), (time(8), time(23)),
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """After so many minutes somebody flies, or changes when they sleep, or puts something off."""

    minutes: int
    does: str
    zone: str
    hours: tuple[time, time]


acts = st.builds(
    Act,
    minutes=st.one_of(st.integers(0, 3), st.integers(0, 700)),
    does=st.sampled_from(("fly", "fly", "sleep", "put off", "take")),
    zone=st.sampled_from(ZONES),
    hours=st.sampled_from(HOURS),
)
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 30)))
plans = st.one_of(
    st.sets(times, min_size=1, max_size=3).map(lambda found: AtTimes(tuple(sorted(found)))),
    st.sampled_from((Interval(180, time(9), time(1)), Interval(240, time(21), time(20)))),
)


def sleeper(zone: str, when: AtTimes | Interval) -> Life:
    life = begin(zone, BEGINS, (time(0),))
    stretching = replace(life.planned[0], kind=Kind.STRETCHING, schedule=Schedule(when), nags=())
    life.planned = [stretching]
    life.tick()
    return life


def is_up(life: Life, at: datetime) -> bool:
    return held_until(life.zone, *life.hours, at) == at


def waiting(life: Life) -> list[Row]:
    shown = {one.id for one in life.state().open if one.shown is not Shown.NO}
    return [row for row in life.open_rows() if row.id not in shown]


def known(life: Life) -> Life:
    """The engine reads what was had where somebody flew."""
    had = frozenset(key[1:] for key in life.rows)
    life.planned = [replace(one, known=had) for one in life.planned]
    return life


@settings(max_examples=150, deadline=None)
@given(zone=st.sampled_from(ZONES), when=plans, doings=st.lists(acts, min_size=1, max_size=8))
def test_nobody_is_woken_and_while_they_are_up_nothing_waits(
    zone: str, when: AtTimes | Interval, doings: list[Act]
) -> None:
    life, chosen = sleeper(zone, when), set[int]()
    moved_at = BEGINS - timedelta(days=1)
    for act in [*doings, Act(2000, "look", zone, HOURS[0])]:
        ends = life.now + act.minutes * MINUTE
        while life.now < ends:
            before = len(life.messages)
            known(life).live_until(min(life.now + MINUTE, ends))
            for at, prompt in life.messages[before:]:
                shown = {one.id for one in prompt.open} - chosen
                assert is_up(life, at) or not (prompt.born or shown), "nobody is woken"
            is_settled = life.now > moved_at + DECIDE + MINUTE
            if is_settled and is_up(life, life.now):
                assert {row.id for row in waiting(life)} <= chosen, "nothing waits"
        open_ = waiting(life)
        match act.does:
            case "fly" if act.zone != life.zone:
                life.travel(act.zone)
                moved_at = life.now
            case "sleep":
                life.sleep(*act.hours)
            case "put off" if open_:
                life.put_off(open_[0], 7)
                chosen.add(open_[0].id)
            case "take" if open_:
                life.answer(open_[0], State.DONE)
        known(life).tick()
    for row in life.rows.values():
        asked = [at for at, sort in row.prompts if sort is Sort.REMINDER]
        assert len(asked) <= 1, "nothing is asked twice"


def test_what_was_put_off_comes_when_they_chose():
    life = sleeper("Europe/Berlin", AtTimes((time(22, 30),)))
    life.live_until(datetime(2026, 6, 1, 20, 40, tzinfo=UTC))
    (row,) = waiting(life)
    life.put_off(row, 60)
    life.travel("America/New_York")
    life.live_until(datetime(2026, 6, 1, 23, 0, tzinfo=UTC))
    assert [at for at, _ in row.prompts] == [datetime(2026, 6, 1, 21, 40, tzinfo=UTC)]
