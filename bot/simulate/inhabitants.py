"""Made-up people while they live: what they have in their plan, and what they are about to do."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from bot.simulate.lived import Act, Key, Life, What
from bot.simulate.rules import DAY, MINUTE, Answer, Habits, Item, dice, events_of_day

FIRST = 7_000_000
"""Telegram ids from here on."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a person is about to do."""

    at: datetime
    what: str
    about: int = 0
    """An occurrence's id, or a plan item's number."""
    answer: Answer | None = None


@dataclass(slots=True)
class InPlan:
    """A plan item: its row's id, its schedules so far, and what it is now."""

    id: int
    now: Item
    versions: int = 0
    is_paused: bool = False


@dataclass(slots=True)
class Inhabitant:
    """One made-up person; `chance` is theirs alone."""

    habits: Habits
    life: Life
    chance: Random
    id: int = 0
    zone: str = ""
    items: dict[int, InPlan] = field(default_factory=dict)
    schedules: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Rows of schedules: the item's number, and which of its schedules."""
    occurrences: dict[int, Key] = field(default_factory=dict)
    to_answer: set[int] = field(default_factory=set)
    """Occurrences that they have made up their mind about."""
    is_blocking: bool = False
    is_known_to_block: bool = False
    is_paused: bool = False
    is_gone: bool = False
    latest_early: datetime | None = None

    @property
    def telegram_id(self) -> int:
        return FIRST + self.life.number

    def note(self, what: What, at: datetime, **more: Any) -> None:
        self.life.acts.append(Act(at, what, **more))


def inhabitant(seed: int, number: int, habits: Habits, begins: datetime) -> Inhabitant:
    life = Life(number, habits.zone, habits.wake_time, habits.bed_time, begins)
    return Inhabitant(habits, life, dice(seed, number, "life"), zone=habits.zone)


def days_of(one: Inhabitant, days: int) -> list[Event]:
    """Everything but answers that the person will try to do, in order."""
    begins = one.life.begins
    found = [
        Event(begins + day * DAY + minute * MINUTE, name)
        for day in range(days)
        for name, minute in events_of_day(one.chance)
    ]
    return sorted(found, key=lambda event: event.at)
