"""`advance` against a plain model that walks the clocks on the wall minute by minute."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.notes.rules import Topic
from bot.plan.rules import AtTimes, Schedule
from bot.reminders.state import DIGESTS, LATE, Sort, State
from tests.reminders.lived import MEDICINE_NAGS, Life, Row, begin

MINUTE = timedelta(minutes=1)
LETTER = Topic("letter", window=timedelta(hours=3))
ZONES = (
    "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "America/St_Johns",
    "Africa/Casablanca", "Pacific/Chatham", "UTC",
)  # fmt: skip
STARTS = (
    datetime(2026, 3, 28, 9, 17, tzinfo=UTC),
    datetime(2026, 10, 24, 21, 3, tzinfo=UTC),
    datetime(2026, 4, 4, 3, 0, tzinfo=UTC),
    datetime(2026, 6, 30, 12, 0, tzinfo=UTC),
)


@dataclass(frozen=True)
class Act:
    """For so many minutes: the bot runs or is down; then somebody does something."""

    minutes: int
    is_up: bool
    does: str
    which: int


acts = st.builds(
    Act,
    minutes=st.one_of(st.integers(0, 130), st.integers(0, 3000)),
    is_up=st.integers(0, 3).map(bool),
    does=st.sampled_from(("nothing", "take", "skip", "later", "remove", "look")),
    which=st.integers(0, 5),
)
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 1, 15, 30, 59)))
plans = st.lists(
    st.sets(times, min_size=1, max_size=4).map(lambda found: tuple(sorted(found))),
    min_size=1,
    max_size=3,
)
lives = {
    "zone": st.sampled_from(ZONES),
    "begins": st.sampled_from(STARTS),
    "plan": plans,
    "doings": st.lists(acts, min_size=1, max_size=9),
}


def walk(zone: str, begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Each minute of the wall clock that is lived, with its instant; naive and aware."""
    tz = ZoneInfo(zone)
    instant = begins
    while instant <= ends:
        yield instant, instant.astimezone(tz).replace(tzinfo=None)
        instant += MINUTE


def owed(
    zone: str, begins: datetime, ends: datetime, times: tuple[time, ...]
) -> dict[tuple[date, str], datetime]:
    """When each slot of each date comes: its first minute, or the first one past a gap."""
    found: dict[tuple[date, str], datetime] = {}
    latest: datetime | None = None
    for instant, wall in walk(zone, begins - timedelta(hours=3), ends):
        if latest is None or wall > latest:
            passed = latest or wall - MINUTE
            for at in times:
                slot = datetime.combine(wall.date(), at)
                if passed < slot <= wall:
                    found[slot.date(), f"{at:%H:%M}"] = instant
            latest = wall
    return {slot: at for slot, at in found.items() if at > begins}


def live(life: Life, doings: list[Act]) -> dict[int, datetime]:
    """Lives through it; when each item was taken out of the plan."""
    removed: dict[int, datetime] = {}
    life.tick()
    for act in doings:
        end = life.now + act.minutes * MINUTE
        if act.is_up:
            life.live_until(end)
        else:
            life.down_until(end)
        never_stacked(life)
        rows = life.open_rows()
        row = rows[act.which % len(rows)] if rows else None
        match act.does:
            case "take" if row:
                life.answer(row, State.DONE)
            case "skip" if row:
                life.answer(row, State.SKIPPED)
            case "later" if row:
                life.put_off(row, (10, 30, 60)[act.which % 3])
            case "remove" if act.which < len(life.planned):
                life.put_in_force(act.which, in_force=False)
                removed.setdefault(life.planned[act.which].item_id, life.now)
            case "look":
                life.tick()
        life.tick()
        again = life.tick()
        assert not again.prompts, "a second look at one instant owes nothing"
        assert not again.closed
        assert not again.nagged
        assert not again.unshown
    return removed


def never_stacked(life: Life) -> None:
    """Of one item at most one dose is offered, unless both fell to one instant."""
    instants: dict[int, set[datetime]] = {}
    for row in life.open_rows():
        instants.setdefault(row.item_id, set()).add(row.due_at)
    assert all(len(found) == 1 for found in instants.values())


@settings(max_examples=120, deadline=None)
@given(**lives)
@example(
    zone="Europe/Berlin",
    begins=STARTS[1],
    plan=[(time(0, 0),)],
    doings=[Act(60, False, "later", 0), Act(13, False, "nothing", 0), Act(10, False, "nothing", 0)],
)
def test_every_slot_owed_is_prompted_once_and_nothing_else(
    zone: str, begins: datetime, plan: list[tuple[time, ...]], doings: list[Act]
) -> None:
    life = begin(zone, begins, *plan)
    removed = live(life, doings)

    expected = {
        (number, day, slot): at
        for number, each in enumerate(plan, 1)
        for (day, slot), at in owed(zone, begins, life.now, each).items()
        if at <= removed.get(number, life.now)
    }
    known = {row.key: row for row in life.rows.values()}
    certain = {
        key
        for key, at in expected.items()
        if at > life.now - timedelta(days=7) and not _unseen(at, removed.get(key[0]), life)
    }
    assert certain <= set(known)
    assert set(known) <= set(expected)
    for key, row in known.items():
        assert row.due_at == expected[key]
        _was_asked_for_well(
            row, removed.get(row.item_id), put_off=sum(act.does == "later" for act in doings)
        )
        if any(down < row.deadline and row.deadline + LATE < up for down, up in life.outages):
            assert row.state is not State.MISSED, "the bot's outage is not the person's miss"


def _unseen(at: datetime, removed_at: datetime | None, life: Life) -> bool:
    """Whether its item was gone before the bot was back: then it is not asked about."""
    return removed_at is not None and not any(
        looked >= at for looked, _ in life.messages if looked <= removed_at
    )


def _was_asked_for_well(row: Row, removed_at: datetime | None, *, put_off: int) -> None:
    """Late twice at most; what is put off is asked for anew, and may be late again."""
    first, sort = row.prompts[0]
    assert first >= row.due_at
    assert sort is not Sort.NAG
    assert sum(sort in DIGESTS for _, sort in row.prompts) <= 2 + put_off
    assert (first - row.due_at > LATE) == (sort in DIGESTS)
    if removed_at is not None:
        assert all(at <= removed_at for at, _ in row.prompts)
    nags = [at for at, sort in row.prompts if sort is Sort.NAG]
    assert len(nags) == len(set(nags))


@settings(max_examples=60, deadline=None)
@given(
    zone=lives["zone"],
    begins=lives["begins"],
    plan=plans,
    days=st.integers(1, 3),
)
def test_who_never_answers_is_asked_at_the_minute_and_nagged_three_times(
    zone: str, begins: datetime, plan: list[tuple[time, ...]], days: int
) -> None:
    life = begin(zone, begins, *plan)
    life.live_until(begins + timedelta(days=days))

    for row in life.rows.values():
        due = [row.due_at + minutes * MINUTE for minutes in (0, *MEDICINE_NAGS)]
        in_time = [at for at in due if at < row.deadline and at <= life.now]
        assert [at for at, _ in row.prompts] == in_time
        assert row.state is (State.OPEN if row.deadline > life.now else State.MISSED)


@settings(max_examples=50, deadline=None)
@given(**lives, extra=st.lists(st.integers(1, 3000), max_size=30))
def test_looks_that_nobody_asked_for_change_nothing(
    zone: str, begins: datetime, plan: list[tuple[time, ...]], doings: list[Act], extra: list[int]
) -> None:
    life = begin(zone, begins, *plan)
    life.owe(LETTER, Schedule(AtTimes((time(2, 30), time(18)))))
    life.owe(LETTER, begins + timedelta(hours=30))
    life.tick()
    busy = deepcopy(life)
    end = begins + timedelta(minutes=3001)

    life.live_until(end)
    for minutes in sorted(extra):
        busy.live_until(begins + minutes * MINUTE)
        busy.tick()
    busy.live_until(end)

    assert busy.said == life.said
    assert busy.messages == life.messages
    assert busy.rows == life.rows
    assert busy.wake_at == life.wake_at


@settings(max_examples=60, deadline=None)
@given(zone=lives["zone"], begins=lives["begins"], plan=plans, after=st.integers(0, 3000))
def test_it_wakes_no_later_than_anything_is_owed(
    zone: str, begins: datetime, plan: list[tuple[time, ...]], after: int
) -> None:
    life = begin(zone, begins, *plan)
    life.live_until(begins + after * MINUTE)
    life.tick()

    ends = life.now + timedelta(days=1, hours=3)
    coming = [at for each in plan for at in owed(zone, life.now, ends, each).values()]
    assert life.wake_at is not None
    assert life.now < life.wake_at <= min(coming)


@settings(max_examples=50, deadline=None)
@given(
    zone=lives["zone"],
    begins=lives["begins"],
    plan=plans,
    before=st.integers(0, 2000),
    pause=st.integers(1, 3000),
)
def test_a_pause_asks_for_nothing_and_what_follows_is_as_before(
    zone: str, begins: datetime, plan: list[tuple[time, ...]], before: int, pause: int
) -> None:
    life = begin(zone, begins, *plan)
    life.live_until(begins + before * MINUTE)
    life.tick()
    paused_at, until = life.now, life.now + pause * MINUTE
    life.paused_until = until
    life.tick()
    assert not life.open_rows()
    life.live_until(until + timedelta(days=1))

    assert not [at for at, _ in life.messages if paused_at < at <= until]
    expected = {
        at
        for each in plan
        for at in owed(zone, begins, life.now, each).values()
        if not paused_at < at <= until
    }
    assert {row.due_at for row in life.rows.values()} == expected


@pytest.mark.parametrize("zone", ZONES)
def test_a_week_away_leaves_one_digest(zone: str) -> None:
    begins = STARTS[0]
    life = begin(zone, begins, (time(8), time(20)), (time(2, 30),))
    life.tick()

    life.down_until(begins + timedelta(days=7))

    assert [prompt.sort for _, prompt in life.messages] == [Sort.DIGEST]
    assert len(life.rows) == len(owed(zone, begins, life.now, (time(8), time(20)))) + len(
        owed(zone, begins, life.now, (time(2, 30),))
    )
    assert all(len(row.prompts) == 1 for row in life.rows.values())
