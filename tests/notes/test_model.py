"""Notes as the engine lives with them, beside a plain model that looks at a clock on the wall.

Both go in quarters of an hour, of which every offset of every zone is a multiple.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.notes.rules import Topic
from bot.plan.rules import AtTimes, Schedule, Weekdays
from tests.reminders.lived import Life, begin

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
WAKES, SLEEPS = time(7), time(22, 30)
ZONES = (
    "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "America/St_Johns",
    "Africa/Casablanca", "Pacific/Chatham", "Pacific/Auckland", "UTC",
)  # fmt: skip
BEGINS = (
    datetime(2026, 3, 20, 9, 15, tzinfo=UTC),
    datetime(2026, 10, 19, 21, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
    datetime(2026, 6, 30, 12, 0, tzinfo=UTC),
)


@dataclass(frozen=True)
class Act:
    """For so many quarters of an hour the bot runs or is down; then something is done."""

    quarters: int
    is_up: bool
    does: str
    zone: str
    pause: int


@dataclass
class Weekly:
    """A note of the model that comes on weekdays at times; `ahead` is the next it has not met."""

    topic: Topic
    weekdays: tuple[int, ...]
    times: tuple[time, ...]
    ahead: datetime

    def after(self, wall: datetime) -> datetime:
        """The first time of it that a clock shows later than `wall`."""
        days = (wall.date() + number * DAY for number in range(9))
        moments = (datetime.combine(day, at) for day in days for at in self.times)
        return next(one for one in moments if one > wall and one.weekday() in self.weekdays)


def shown(zone: str, instant: datetime) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@lru_cache(maxsize=50_000)
def first_shown(zone: str, wall: datetime) -> datetime:
    """The first instant at which clocks of the zone show this, or are past it."""
    instant = wall.replace(tzinfo=UTC) - timedelta(hours=16)
    while shown(zone, instant) < wall:
        instant += QUARTER
    return instant


@lru_cache(maxsize=50_000)
def awake(zone: str, instant: datetime) -> datetime:
    """The instant itself, or the first one after it at which the person is up."""
    while not WAKES <= shown(zone, instant).time() < SLEEPS:
        instant += QUARTER
    return instant


class Model:
    """Looks at the clock on the wall whenever the bot runs."""

    def __init__(self, zone: str, begins: datetime) -> None:
        self.zone = zone
        self.begins = begins
        self.weekly: dict[int, Weekly] = {}
        self.once: dict[int, tuple[Topic, datetime]] = {}
        self.said: list[tuple[int, datetime, datetime]] = []

    def look(self, now: datetime) -> None:
        for number, (topic, due_at) in list(self.once.items()):
            if self._says(number, topic, due_at, now):
                del self.once[number]
        for number, note in self.weekly.items():
            while first_shown(self.zone, note.after(note.ahead)) <= now:
                note.ahead = note.after(note.ahead)
            if self._says(number, note.topic, first_shown(self.zone, note.ahead), now):
                note.ahead = note.after(note.ahead)

    def _says(self, number: int, topic: Topic, due_at: datetime, now: datetime) -> bool:
        """Whether it is dealt with: said, or too late."""
        at = awake(self.zone, due_at) if topic.waits_for_morning else due_at
        if at <= now < at + topic.window:
            self.said.append((number, now, due_at))
        return at <= now


def quarters(least: int, most: int) -> st.SearchStrategy[timedelta]:
    return st.integers(least, most).map(lambda number: number * QUARTER)


topics = st.builds(
    Topic,
    name=st.sampled_from(("weekly", "question", "warning")),
    window=quarters(1, 4 * 60),
    waits_for_morning=st.booleans(),
)
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
weeks = st.tuples(
    topics,
    st.sets(st.integers(0, 6), min_size=1, max_size=3).map(lambda found: tuple(sorted(found))),
    st.sets(times, min_size=1, max_size=2).map(lambda found: tuple(sorted(found))),
)
acts = st.builds(
    Act,
    quarters=st.one_of(st.integers(0, 8), st.integers(0, 900)),
    is_up=st.integers(0, 2).map(bool),
    does=st.sampled_from(("nothing", "look", "travel", "travel", "pause")),
    zone=st.sampled_from(ZONES),
    pause=st.integers(1, 300),
)


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    begins=st.sampled_from(BEGINS),
    once=st.lists(st.tuples(topics, quarters(0, 900)), max_size=3),
    again=st.lists(weeks, max_size=2),
    doings=st.lists(acts, min_size=1, max_size=8),
)
def test_notes_are_said_as_a_clock_on_the_wall_would_have_them(
    zone: str,
    begins: datetime,
    once: list[tuple[Topic, timedelta]],
    again: list[tuple[Topic, tuple[int, ...], tuple[time, ...]]],
    doings: list[Act],
) -> None:
    life, model = begin(zone, begins), Model(zone, begins)
    for topic, after in once:
        life.owe(topic, begins + after)
        model.once[len(life.notes)] = (topic, begins + after)
    for topic, weekdays, at in again:
        life.owe(topic, Schedule(AtTimes(at), Weekdays(weekdays)))
        note = Weekly(topic, weekdays, at, shown(zone, begins))
        note.ahead = _first_ahead(note, zone, begins)
        model.weekly[len(life.notes)] = note
    life.tick()
    model.look(begins)

    for act in doings:
        live(life, model, act)

    assert sorted(life.said) == sorted(model.said)
    assert set(life.notes) == {*model.once, *model.weekly}, "what is not dealt with is owed still"


def _first_ahead(note: Weekly, zone: str, begins: datetime) -> datetime:
    ahead = shown(zone, begins) - DAY
    while first_shown(zone, ahead) <= begins:
        ahead = note.after(ahead)
    return ahead


def live(life: Life, model: Model, act: Act) -> None:
    end = life.now + act.quarters * QUARTER
    now = life.now
    if act.is_up:
        life.live_until(end)
        while now <= end:
            model.look(now)
            now += QUARTER
    else:
        life.down_until(end)
        model.look(end)
    match act.does:
        case "look":
            life.tick()
        case "travel":
            life.travel(act.zone)
            model.zone = act.zone
            life.tick()
            model.look(end)
        case "pause":
            until = end + act.pause * QUARTER
            life.paused_until = until
            life.tick()
            life.live_until(until)
            life.tick()
            model.look(until)
    again = life.tick()
    assert (again.prompts, again.notes) == ((), ()), "a second look at one instant owes nothing"


@settings(max_examples=100, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    begins=st.sampled_from(BEGINS),
    topic=topics,
    at=times,
    doings=st.lists(acts, min_size=1, max_size=12),
)
def test_a_week_has_one_summary_at_most_whatever_the_journey(
    zone: str, begins: datetime, topic: Topic, at: time, doings: list[Act]
) -> None:
    life = begin(zone, begins)
    life.owe(topic, Schedule(AtTimes((at,)), Weekdays((6,))))
    life.tick()
    weeks: list[tuple[int, int]] = []
    for act in doings:
        heard = len(life.said)
        live(life, Model(life.zone, begins), act)
        for _, now, due_at in life.said[heard:]:
            # Between acts nobody travels; on the journey itself the new zone counts already.
            zones = [zone, life.zone]
            sundays = {
                shown(each, due_at).isocalendar()[:2]
                for each in zones
                if first_shown(each, datetime.combine(shown(each, due_at).date(), at)) == due_at
                and shown(each, due_at).weekday() == 6
            }
            assert sundays, f"said at {now} for {due_at}, which is no Sunday at {at}"
            weeks.append(min(sundays))
        zone = life.zone
    assert len(set(weeks)) == len(weeks)
