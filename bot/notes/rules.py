"""How notes behave: when one is owed next, by which instant it is said, when it is too late. Pure.

A note is owed once at an instant, or again and again by a schedule, by the clocks of where the
person is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.people.rules import moved_cursor
from bot.plan.rules import Schedule, due_between, next_due

LONGEST_NAME = 16
"""Characters of a topic's name: the database keeps it."""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Topic:
    """What notes of one kind have in common.

    `window` is how long after it was owed, and the person awake, it may still be said; later it
    lapses, and one that comes again waits for its next time. `waits_for_morning`: quiet hours
    hold it. `is_urgent`: it goes with the medicines, and once more where a send ended in doubt.
    `is_care`: it reaches also somebody who is in crisis, such as a visit to the doctor.
    `is_treatment`: it goes on in a pause in which medicines do.
    """

    name: str
    window: timedelta
    waits_for_morning: bool = True
    is_urgent: bool = False
    is_care: bool = False
    is_treatment: bool = False

    def __post_init__(self) -> None:
        if not 0 < len(self.name) <= LONGEST_NAME or self.window < MINUTE:
            raise ValueError(f"no topic: {self.name!r}, said within {self.window}")


@dataclass(frozen=True, slots=True)
class Owed:
    """A note that is owed at `due_at`: once, or by `schedule` as it was reckoned in `zone`.

    `topic` is None when this code does not know it, or cannot read it: a newer version wrote it.
    """

    id: int
    topic: Topic | None
    due_at: datetime
    schedule: Schedule | None = None
    zone: str | None = None


def next_at(schedule: Schedule, zone: str, after: datetime) -> datetime | None:
    """The first instant after `after` at which the schedule owes a note; None when none is."""
    due = next_due(schedule, zone, after)
    return due.at if due else None


def due_in(note: Owed, zone: str) -> datetime | None:
    """When a note is owed by the clocks of `zone`: one that comes again keeps its local time.

    After a journey to the east that may be past. None when the schedule has none there any more.
    """
    if note.schedule is None or note.zone is None or note.zone == zone:
        return note.due_at
    just_before = moved_cursor(note.due_at - MINUTE, note.zone, zone)
    return next_at(note.schedule, zone, just_before)


def latest_by(note: Owed, zone: str, due_at: datetime, now: datetime) -> datetime:
    """The last instant by `now` at which it was owed since `due_at`: what is said stands for all.

    Nothing that is older than a window and a day is looked for: it lapses anyway.
    """
    if note.schedule is None or note.topic is None:
        return due_at
    since = max(due_at, now - note.topic.window - timedelta(days=1))
    dues = due_between(note.schedule, zone, since, now)
    return dues[-1].at if dues else due_at
