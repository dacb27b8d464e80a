"""Two zones at once, lived through in memory: nothing is asked twice, and nothing is lost.

The model knows of each item only which clocks it went by from when on, and which local times those
clocks showed or jumped over.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.rules import moved_cursor
from bot.people.zone_names import zone_of
from bot.plan.zones import instant_of
from bot.reminders.state import Changes, PersonState, Sort, State
from tests.reminders.lived import MEDICINE_NAGS, Life, begin

MINUTE = timedelta(minutes=1)
HOMES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")
AWAY = ("Asia/Tokyo", "America/Los_Angeles", "Pacific/Chatham", "Europe/Berlin", "Pacific/Apia")
STARTS = (
    datetime(2026, 3, 28, 9, 17, tzinfo=UTC),
    datetime(2026, 10, 24, 21, 3, tzinfo=UTC),
    datetime(2026, 4, 4, 3, 0, tzinfo=UTC),
    datetime(2026, 6, 30, 12, 0, tzinfo=UTC),
)


@dataclass(slots=True)
class Traveller(Life):
    """A life in which items may keep the clocks of a home; as the actions do."""

    home: str | None = None
    kept_until: datetime | None = None
    went: dict[int, list[tuple[datetime, str]]] = field(default_factory=dict)
    """By item: from when on it goes by which clocks."""

    def depart(self, zone: str, keeps: frozenset[int]) -> None:
        self.home = self.home or self.zone
        self.move_to(zone)
        for index in keeps:
            self.keep(index, self.home)

    def come_home(self) -> None:
        if self.home is not None:
            home, self.home = self.home, None
            self.move_to(home)
            for index in range(len(self.planned)):
                self.keep(index, None)

    def move_to(self, zone: str) -> None:
        if zone != self.zone:
            self.kept_until = self.kept_until or self.advanced_until
            self.travel(zone)
            self._note()

    def keep(self, index: int, zone: str | None) -> None:
        one = self.planned[index]
        if one.zone == zone:
            return
        before, after = one.zone or self.zone, zone or self.zone
        own = self.kept_until if one.zone else None
        cursor = one.looked_until or own or self.advanced_until
        looked = cursor if before == after else min(moved_cursor(cursor, before, after), self.now)
        one = replace(one, zone=zone, looked_until=looked, changed_at=self.now)
        self.planned[index] = one
        self.wake_at = self.now
        self._note()

    def _note(self) -> None:
        for one in self.planned:
            steps, zone = self.went.setdefault(one.item_id, []), one.zone or self.zone
            if not steps or steps[-1][1] != zone:
                steps.append((self.now, zone))

    def state(self) -> PersonState:
        had = {(row.key[1], row.key[2], row.item_id) for row in self.rows.values()}
        planned = tuple(
            replace(one, known=frozenset((d, s) for d, s, item in had if item == one.item_id))
            for one in self.planned
        )
        return replace(Life.state(self), planned=planned, kept_until=self.kept_until)

    def _write(self, changes: Changes) -> None:
        Life._write(self, changes)
        if changes.caught_up:
            self.kept_until = None
            self.planned = [replace(one, looked_until=None) for one in self.planned]


@dataclass(frozen=True)
class Act:
    minutes: int
    is_up: bool
    does: str
    zone: str
    which: int


acts = st.builds(
    Act,
    minutes=st.one_of(st.integers(0, 3), st.integers(0, 200), st.integers(200, 3000)),
    is_up=st.integers(0, 3).map(bool),
    does=st.sampled_from(("depart", "keep home", "go local", "come home", "take", "look")),
    zone=st.sampled_from(AWAY),
    which=st.integers(0, 5),
)
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 30, 59)))
plans = st.lists(
    st.sets(times, min_size=1, max_size=3).map(lambda found: tuple(sorted(found))),
    min_size=1,
    max_size=2,
)


def traveller(zone: str, begins: datetime, plan: list[tuple[time, ...]]) -> Traveller:
    """With a plan that is some days old: what was before the story began was not had."""
    old = begin(zone, begins - timedelta(days=3), *plan)
    found = Traveller(zone, begins, old.planned, begins, wake_at=begins)
    found._note()
    return found


def live(life: Traveller, doings: list[Act]) -> None:
    for act in doings:
        end = life.now + act.minutes * MINUTE
        (life.live_until if act.is_up else life.down_until)(end)
        index = act.which % len(life.planned)
        match act.does:
            case "depart":
                life.depart(act.zone, frozenset({index} if act.which % 2 else ()))
            case "keep home" if life.home is not None:
                life.keep(index, life.home)
            case "go local":
                life.keep(index, None)
            case "come home":
                life.come_home()
            case "take":
                for row in life.open_rows():
                    life.answer(row, State.DONE)
        life.tick()
        again = life.tick()
        assert not again.prompts or any(p.sort is Sort.MOVED for p in again.prompts)


def passed(steps: list[tuple[datetime, str]], ends: datetime, slot: datetime) -> bool:
    """Whether the clocks that an item went by ever passed a local time, or jumped over it."""
    shown: datetime | None = None
    for number, (since, zone) in enumerate(steps):
        until = steps[number + 1][0] if number + 1 < len(steps) else ends
        first, last = (at.astimezone(zone_of(zone)).replace(tzinfo=None) for at in (since, until))
        begun = first if shown is None else min(shown, first)
        if begun < slot <= last:
            return True
        shown = last
    return False


@settings(max_examples=400, deadline=None)
@given(
    home=st.sampled_from(HOMES),
    begins=st.sampled_from(STARTS),
    plan=plans,
    doings=st.lists(acts, min_size=1, max_size=7),
)
def test_every_local_time_that_clocks_passed_is_owed_once_and_no_other(
    home: str, begins: datetime, plan: list[tuple[time, ...]], doings: list[Act]
) -> None:
    life = traveller(home, begins, plan)
    live(life, doings)
    life.live_until(life.now + timedelta(hours=26))

    for number, each in enumerate(plan, 1):
        steps = life.went[number]
        known = {key[1:] for key in life.rows if key[0] == number}
        day, last = begins.date() - timedelta(days=1), life.now.date() + timedelta(days=1)
        while day <= last:
            for at in each:
                slot = datetime.combine(day, at)
                is_known = (day, f"{at:%H:%M}") in known
                if _is_clear(steps, life.now, begins, slot):
                    assert is_known == passed(steps, life.now, slot), (number, slot, steps)
            day += timedelta(days=1)
    for row in life.rows.values():
        nags = {row.prompt_at + minutes * MINUTE for minutes in MEDICINE_NAGS}
        asked = [at for at, sort in row.prompts if sort is Sort.REMINDER and at not in nags]
        assert len(asked) <= 1, "nothing is asked twice"


def _is_clear(
    steps: list[tuple[datetime, str]], ends: datetime, begins: datetime, slot: datetime
) -> bool:
    """Not within two hours of a step's, the beginning's or the end's edge, or older than a week."""
    if slot.replace(tzinfo=UTC) < ends - timedelta(days=6, hours=1):
        return False
    near = timedelta(minutes=61)
    edges = [*steps, (ends, steps[-1][1]), (begins, steps[0][1])]
    edges += [(steps[number][0], steps[number - 1][1]) for number in range(1, len(steps))]
    shown = (at.astimezone(zone_of(zone)).replace(tzinfo=None) for at, zone in edges)
    if any(abs(wall - slot) <= near for wall in shown):
        return False
    zones = {zone for _, zone in steps}
    return all(instant_of(zone, slot.date(), slot.time()) is not None for zone in zones)


@settings(max_examples=60, deadline=None)
@given(
    home=st.sampled_from(HOMES),
    away=st.sampled_from(AWAY),
    begins=st.sampled_from(STARTS),
    each=st.sets(times, min_size=1, max_size=3).map(lambda found: tuple(sorted(found))),
    before=st.integers(0, 2000),
    there=st.integers(1, 4000),
)
def test_what_keeps_home_time_comes_at_the_instants_of_somebody_who_stayed(  # noqa: PLR0917  drawn
    home: str, away: str, begins: datetime, each: tuple[time, ...], before: int, there: int
) -> None:
    """To the very minute, over clock changes on both sides: the journey is nothing to it."""
    gone, stayed = traveller(home, begins, [each]), traveller(home, begins, [each])
    gone.live_until(begins + before * MINUTE)
    gone.depart(away, frozenset({0}))
    gone.live_until(gone.now + there * MINUTE)
    gone.come_home()
    end = begins + timedelta(minutes=before + there + 2000)
    for life in (gone, stayed):
        life.live_until(end)

    owed, of_stayed = (
        {key: row.due_at for key, row in life.rows.items() if row.due_at > begins}
        for life in (gone, stayed)
    )
    assert owed == of_stayed
    for key in owed:
        assert gone.rows[key].prompts[:1] == stayed.rows[key].prompts[:1]
