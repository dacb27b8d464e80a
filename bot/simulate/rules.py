"""Made-up people: who they are, what is in their plans, how they behave. Pure, from a seed.

Whoever has the same seed and number lives the same life, alone or among a thousand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bot.people.zone_names import countries
from bot.plan.rules import (
    AfterLast,
    AsNeeded,
    AtTimes,
    EveryDay,
    EveryDays,
    EveryWeeks,
    Interval,
    Kind,
    Once,
    OnOff,
    Schedule,
    Step,
    Steps,
    Weekdays,
)
from bot.simulate.lived import Outage

BEGINS = datetime(2026, 3, 1, tzinfo=UTC)
"""Clocks change in the north and in the south within the next two months."""
AT_MINUTES = (0, 10, 30, 40, 60)
"""Of an hour, when people act: the minutes of prompts and nags. Much happens at one instant, so
that a year is lived in minutes."""
MINUTE = timedelta(minutes=1)
HALF = timedelta(minutes=30)
DAY = timedelta(days=1)
NAGS = (10, 30, 60)
_DELAYS = (10, 10, 20, 30, 30, 30, 30, 60, 60, 60, 90, 180, 240, 270, 1500)
"""Minutes after a message at which people answer it: also on the instant of a nag or a deadline."""
_OUTAGES = (1, 1, 2, 3, 5, 15, 45, 120, 300, 720, 1500, 4320)
"""Minutes."""
_DAYS_BETWEEN_OUTAGES = 6.0


def dice(*words: object) -> Random:
    """Chance that comes out the same whenever the words are the same."""
    return Random("/".join(map(str, words)))  # noqa: S311  to be repeated exactly is its purpose


@dataclass(frozen=True, slots=True)
class Item:
    """One thing for the plan."""

    kind: Kind
    schedule: Schedule
    nags: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """`answers` is the share of messages that are answered at all."""

    zone: str
    wake_time: time
    bed_time: time
    answers: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is done about one occurrence: after so many minutes, and what by so many minutes."""

    what: str
    after: int
    by: int = 0
    undo_after: int | None = None


_EVENTS = (
    ("travel", 0.010), ("edit", 0.014), ("pause item", 0.006), ("add", 0.004), ("remove", 0.003),
    ("pause", 0.006), ("block", 0.003), ("early", 0.030), ("erase", 0.0007),
)  # fmt: skip


def habits(seed: int, number: int) -> Habits:
    """Who the person of this number is."""
    chance = dice(seed, number, "habits")
    zone = chance.choice(sorted(countries()))
    wake = _half(chance, 5, 9)
    bed = chance.choice((time(21), time(22, 30), time(23, 30), time(0, 30)))
    items = tuple(
        new_item(chance, BEGINS.date(), bed) for _ in range(chance.choice((1, 1, 1, 2, 3)))
    )
    return Habits(zone, wake, bed, chance.choice((0.1, 0.3, 0.8)), items)


def events_of_day(chance: Random) -> list[tuple[str, int]]:
    """What a day brings besides reminders, and at which minute of it."""
    return [
        (name, chance.randrange(0, 1440, 180) + 7)
        for name, likely in _EVENTS
        if chance.random() < likely
    ]


def answer(chance: Random, likely: float) -> Answer | None:
    """What somebody does about one occurrence that they were just asked about; None: nothing."""
    if chance.random() > likely:
        return None
    after, what = chance.choice(_DELAYS), chance.random()
    if what < 0.17:  # noqa: PLR2004  the share that is put off
        return Answer("later", after, by=chance.choice((10, 30, 60)))
    undo = chance.choice((10, 30, 60)) if chance.random() < 0.06 else None  # noqa: PLR2004
    return Answer("skip" if what < 0.27 else "take", after, undo_after=undo)  # noqa: PLR2004


def new_item(chance: Random, today: date, bed: time) -> Item:  # noqa: PLR0911  one a kind of plan
    """Something for the plan; medicines most often."""
    what = chance.choices(
        ("medicine", "stretching", "water", "sleep", "checkin", "own", "after", "taper", "once",
         "needed"),
        (10, 2, 0.5, 2, 2, 3, 1, 1, 1, 1),
    )[0]  # fmt: skip
    match what:
        case "stretching":
            closes = chance.choice((time(20), time(1)))
            interval = Interval(chance.choice((180, 240)), time(9), closes)
            return Item(Kind.STRETCHING, Schedule(interval, start=_start(chance, today)), ())
        case "water":
            return Item(Kind.HYDRATION, Schedule(Interval(150, time(8), time(20))), ())
        case "sleep":
            return Item(Kind.SLEEP, Schedule(AtTimes((bed,))), ())
        case "checkin":
            return Item(Kind.CHECKIN, Schedule(AtTimes((time(20, 30),))), ())
        case "own":
            return Item(chance.choice((Kind.OWN, Kind.CALM)), _some_days(chance, today, 2), ())
        case "after":
            gap = chance.choice((360, 480, 600, 720))
            return Item(Kind.MEDICATION, Schedule(AfterLast(gap, _half(chance, 6, 10))), NAGS[1:])
        case "taper":
            return Item(Kind.MEDICATION, Schedule(_taper(chance, today)), NAGS)
        case "once":
            day = today + timedelta(days=chance.randrange(60))
            return Item(Kind.APPOINTMENT, Schedule(Once(day, _half(chance, 6, 18))), ())
        case "needed":
            return Item(Kind.MEDICATION, Schedule(AsNeeded(360, 3)), NAGS)
        case _:
            nags = chance.choice((NAGS, NAGS, NAGS, (40,), ()))
            return Item(Kind.MEDICATION, _some_days(chance, today, 3), nags)


def edited(chance: Random, item: Item, today: date, bed: time) -> Item:
    """The same thing at other times; what cannot be edited here stays as it is."""
    if isinstance(item.schedule.when, AtTimes):
        most = 3 if item.kind is Kind.MEDICATION else 2
        return Item(item.kind, _some_days(chance, today, most), item.nags)
    if isinstance(item.schedule.when, Interval):
        closes = chance.choice((time(18), time(20), bed if bed > time(12) else time(23)))
        return Item(item.kind, Schedule(Interval(210, time(9), closes)), item.nags)
    return item


def another_zone(chance: Random, zone: str) -> str:
    return chance.choice([name for name in sorted(countries()) if name != zone])


def outages(seed: int, days: int) -> list[Outage]:
    """When the bot was down; sometimes it died while it was sending."""
    chance = dice(seed, "outages")
    found: list[Outage] = []
    at = BEGINS + DAY
    while True:
        at += timedelta(minutes=1 + int(chance.expovariate(1 / (_DAYS_BETWEEN_OUTAGES * 1440))))
        if chance.random() < 0.6:  # noqa: PLR2004  most often at an instant when much is due
            at = _on(at, HALF)
        if at >= BEGINS + (days - 1) * DAY:
            return found
        end = at + chance.choice(_OUTAGES) * MINUTE
        found.append(Outage(at, end, doubt=chance.random() < 0.3))  # noqa: PLR2004
        at = end + DAY / 4


def on_grid(instant: datetime) -> datetime:
    """The instant, or the first one after it at which people act."""
    hour = instant.replace(minute=0, second=0, microsecond=0)
    return next(at for minute in AT_MINUTES if (at := hour + minute * MINUTE) >= instant)


def put_off(now: datetime, minutes: int) -> datetime:
    """Until when somebody puts something off: a full or half hour."""
    return _on(now + minutes * MINUTE, HALF)


def _on(instant: datetime, grid: timedelta) -> datetime:
    return instant + (BEGINS - instant) % grid


def _half(chance: Random, first: int, last: int) -> time:
    """A full or half hour from the hour `first` until before the hour `last`."""
    return time(chance.randrange(first, last), chance.choice((0, 30)))


def _some_days(chance: Random, today: date, most: int) -> Schedule:
    hours: Sequence[int] = chance.choice(((7, 10), (12, 15), (18, 22), (0, 4)))
    times = {_half(chance, hours[0], hours[1])}
    times |= {_half(chance, 6, 24) for _ in range(chance.choice((0, 0, 1, most - 1)))}
    days = chance.choice(
        (
            EveryDay(), EveryDay(), EveryDay(), Weekdays((0, 2, 4)), Weekdays((5, 6)),
            EveryDays(2, today), EveryWeeks(2, (1, 3), today), OnOff(5, 2, today),
        )
    )  # fmt: skip
    return Schedule(AtTimes(tuple(sorted(times))), days=days)


def _start(chance: Random, today: date) -> date | None:
    return today + timedelta(days=chance.randrange(5)) if chance.random() < 0.3 else None  # noqa: PLR2004


def _taper(chance: Random, today: date) -> Steps:
    """From three times a day to once, with days in between."""
    length = timedelta(days=chance.randrange(4, 9))
    three, two = (time(7), time(13, 30), time(21)), (time(7), time(21))
    return Steps(
        (
            Step(today, three, "10 mg", until=today + length),
            Step(today + length + 2 * DAY, two, "5 mg"),
            Step(today + 3 * length, (time(2, 30),), "2 mg", until=today + 8 * length),
        )
    )
