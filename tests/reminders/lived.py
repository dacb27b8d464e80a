"""A person's rows in memory, as the engine keeps them: `advance` can be lived through in tests."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from bot.notes.rules import Owed, Topic, next_at
from bot.people.rules import moved_cursor
from bot.plan.rules import AtTimes, Kind, Schedule
from bot.reminders.rules import advance
from bot.reminders.state import (
    DIGESTS,
    Born,
    Changes,
    NoteFate,
    Open,
    PersonState,
    Planned,
    Prompt,
    Reason,
    Shown,
    Sort,
    State,
)

MEDICINE_NAGS = (10, 30, 60)
Key = tuple[int, date, str]


@dataclass(slots=True)
class Row:
    """One occurrence."""

    id: int
    key: Key
    item_id: int
    due_at: datetime
    prompt_at: datetime
    deadline: datetime
    state: State
    nags_sent: int
    delivery: int | None = None
    prompts: list[tuple[datetime, Sort]] = field(default_factory=list)


@dataclass(slots=True)
class Life:
    """Every message is in the chat at once; `ticks` are the looks of the engine."""

    zone: str
    now: datetime
    planned: list[Planned]
    advanced_until: datetime
    paused_until: datetime | None = None
    zone_changed_at: datetime | None = None
    wake_at: datetime | None = None
    rows: dict[Key, Row] = field(default_factory=dict)
    messages: list[tuple[datetime, Prompt]] = field(default_factory=list)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    notes: dict[int, Owed] = field(default_factory=dict)
    said: list[tuple[int, datetime, datetime]] = field(default_factory=list)
    """Note, when it was said, and the instant it was said for."""
    hours: tuple[time, time] = (time(7), time(22, 30))
    """When they get up, and go to bed."""
    held_zone: str | None = None
    held_wake: time | None = None

    def tick(self) -> Changes:
        changes = advance(self.state(), self.now)
        self._write(changes)
        return changes

    def live_until(self, instant: datetime) -> None:
        """The engine looks at each `wake_at`, and at the end."""
        while self.wake_at is not None and self.wake_at <= instant:
            self.now = max(self.wake_at, self.now)
            self.tick()
        self.now = instant

    def down_until(self, instant: datetime) -> None:
        self.outages.append((self.now, instant))
        self.now = instant
        self.tick()

    def open_rows(self) -> list[Row]:
        return [row for row in self.rows.values() if row.state is State.OPEN]

    def answer(self, row: Row, state: State) -> None:
        """As the action does, in time: the engine is not woken for it."""
        row.state = state

    def put_off(self, row: Row, minutes: int) -> None:
        """As the action does: never past the next one."""
        at = self.now + timedelta(minutes=minutes)
        if at < row.deadline:
            row.prompt_at, row.nags_sent = at, 0
            self.wake_at = min(self.wake_at or at, at)

    def put_in_force(self, index: int, *, in_force: bool) -> None:
        self.planned[index] = replace(self.planned[index], in_force=in_force)
        self.wake_at = self.now

    def owe(self, topic: Topic, when: datetime | Schedule) -> None:
        """As the action does."""
        number = len(self.notes) + 1
        if isinstance(when, datetime):
            note = Owed(number, topic, when)
        elif due_at := next_at(when, self.zone, self.now):
            note = Owed(number, topic, due_at, when, self.zone)
        else:
            return
        self.notes[number] = note
        self.wake_at = min(self.wake_at or note.due_at, note.due_at)

    def travel(self, zone: str) -> None:
        """As the action does."""
        self._hold_anew()
        cursor = moved_cursor(self.advanced_until, self.zone, zone)
        self.advanced_until, self.zone = min(cursor, self.now), zone
        self.zone_changed_at = self.wake_at = self.now

    def sleep(self, wake: time, bed: time) -> None:
        """As the action does."""
        self._hold_anew()
        self.hours, self.wake_at = (wake, bed), self.now

    def _hold_anew(self) -> None:
        if self.held_zone is None:
            self.held_zone, self.held_wake = self.zone, self.hours[0]

    def state(self) -> PersonState:
        in_force = {planned.item_id: planned.in_force for planned in self.planned}
        return PersonState(
            id=1,
            zone=self.zone,
            plan_zone=self.zone,
            wake_time=self.hours[0],
            bed_time=self.hours[1],
            advanced_until=self.advanced_until,
            zone_changed_at=self.zone_changed_at,
            paused_until=self.paused_until,
            returned=False,
            planned=tuple(self.planned),
            open=tuple(self._open(row, in_force[row.item_id]) for row in self.open_rows()),
            notes=tuple(self.notes.values()),
            held_zone=self.held_zone,
            held_wake=self.held_wake,
        )

    def _open(self, row: Row, in_force: bool) -> Open:
        shown_at, prompt = self.messages[row.delivery] if row.delivery is not None else (None, None)
        kinds = {planned.item_id: planned for planned in self.planned}
        return Open(
            id=row.id,
            item_id=row.item_id,
            kind=kinds[row.item_id].kind,
            due_at=row.due_at,
            prompt_at=row.prompt_at,
            deadline=row.deadline,
            nags=kinds[row.item_id].nags,
            nags_sent=row.nags_sent,
            left=None if in_force else Reason.REMOVED,
            delivery_id=row.delivery,
            shown=Shown.NO if prompt is None else Shown.YES,
            shown_at=prompt.due_at if prompt is not None and shown_at is not None else None,
            in_digest=prompt is not None and prompt.sort in DIGESTS,
        )

    def _write(self, changes: Changes) -> None:
        by_id = {row.id: row for row in self.rows.values()}
        for one in changes.unshown:
            self._add(one)
        for prompt in changes.prompts:
            rows = [row for one in prompt.born if (row := self._add(one))]
            rows += [by_id[one.id] for one in prompt.open]
            if rows:
                self.messages.append((self.now, prompt))
            for row in rows:
                row.delivery = len(self.messages) - 1
                row.prompts.append((self.now, prompt.sort))
            if prompt.note is not None:
                assert prompt.note.done_for is not None
                self.said.append((prompt.note.id, self.now, prompt.note.done_for))
                self._follow(prompt.note)
        for fate in changes.notes:
            self._follow(fate)
        for nagged in changes.nagged:
            by_id[nagged.id].nags_sent = nagged.nags_sent
        for closed in changes.closed:
            by_id[closed.id].state = closed.state
        for held in changes.held:
            by_id[held.id].prompt_at, by_id[held.id].deadline = held.prompt_at, held.deadline
        self.rows = {key: row for key, row in self.rows.items() if row.id not in changes.dropped}
        if changes.held_anew:
            self.held_zone = self.held_wake = None
        self.advanced_until, self.wake_at = changes.advanced_until, changes.wake_at
        if changes.resumed:
            self.paused_until = None

    def _follow(self, fate: NoteFate) -> None:
        note = self.notes.pop(fate.id)
        if fate.due_at is not None:
            self.notes[fate.id] = replace(note, due_at=fate.due_at, zone=fate.zone)

    def _add(self, born: Born) -> Row | None:
        key = (born.planned.schedule_id, born.local_date, born.slot)
        if key in self.rows:
            return None
        self.rows[key] = Row(
            id=max((row.id for row in self.rows.values()), default=0) + 1,
            key=key,
            item_id=born.planned.item_id,
            due_at=born.due_at,
            prompt_at=born.prompt_at,
            deadline=born.deadline,
            state=born.state,
            nags_sent=born.nags_sent,
        )
        return self.rows[key]


def medicine(number: int, begins: datetime, times: tuple[time, ...]) -> Planned:
    return Planned(
        item_id=number,
        schedule_id=number,
        kind=Kind.MEDICATION,
        schedule=Schedule(AtTimes(times)),
        valid_from=begins,
        valid_until=None,
        in_force=True,
        amount=None,
        nags=MEDICINE_NAGS,
    )


def begin(zone: str, begins: datetime, *times: tuple[time, ...]) -> Life:
    """A person with one medicine for each tuple of times."""
    planned = [medicine(number, begins, each) for number, each in enumerate(times, 1)]
    return Life(zone, begins, planned, begins, wake_at=begins)
