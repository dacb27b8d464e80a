"""The numbers of a week and of the four weeks before it, from plain rows. Pure.

The episode total counts entries. How many spasms they had, each burst with its own count, is told
apart as `spasms`.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bot.journal.water.rules import Unit
from bot.plan.rules import Kind
from bot.reminders.state import State
from bot.summary.week.rows import Item, WeekData
from bot.summary.week.weeks import DAYS, Week, mean

SEVERITIES = (1, 2, 3, 4)
ENOUGH_DAYS = 2
"""On fewer noted days there is nothing to draw."""


@dataclass(frozen=True, slots=True)
class Share:
    """What became of a plan item's occurrences; those still open are not counted."""

    item: Item
    taken: int = 0
    skipped: int = 0
    missed: int = 0
    offline: int = 0
    needed: int = 0
    """Doses taken as needed, which are not part of `due`."""

    @property
    def due(self) -> int:
        return self.taken + self.skipped + self.missed + self.offline


@dataclass(frozen=True, slots=True)
class Noted:
    """Seven or twenty-eight days: what was noted on them. None is not answered, and not zero."""

    days: tuple[date, ...]
    episodes: tuple[int, ...]
    spasms: int
    bursts: int
    ratings: tuple[int | None, ...]
    kept: tuple[bool, ...]
    """The days on which the person noted anything at all."""

    @property
    def total(self) -> int:
        return sum(self.episodes)

    @property
    def answers(self) -> int:
        return sum(each is not None for each in self.ratings)

    @property
    def rating(self) -> float | None:
        return mean([each for each in self.ratings if each is not None])

    @property
    def kept_days(self) -> int:
        return sum(self.kept)

    @property
    def a_kept_day(self) -> float | None:
        """Episodes a day, over the days on which anything was noted."""
        return self.total / self.kept_days if self.kept_days else None


@dataclass(frozen=True, slots=True)
class Water:
    """Millilitres. `reached` of the `days` with water noted; without a target it is None."""

    days: int
    a_day: int
    target: int | None
    reached: int | None
    unit: Unit = Unit.ML


@dataclass(frozen=True, slots=True)
class Sleep:
    """Minutes: the mean of the nights that were answered, beside the night the person set."""

    nights: int
    a_night: int
    target: int


@dataclass(frozen=True, slots=True)
class WeekNumbers:
    week: Week
    today: date
    now: Noted
    before: Noted
    days_known: int
    """How many of the twenty-eight days before came after the person's first entry."""
    severities: tuple[int, int, int, int]
    """How many episodes had severity 1, 2, 3 and 4."""
    unrated: int
    shares: tuple[Share, ...]
    water: Water | None
    sleep: Sleep | None
    weeks_since_injection: int | None
    first_day: date | None
    """The date of the person's first entry, if there is any."""
    paused_days: int = 0
    """Days of the week with a pause: nothing of what rested was due."""

    @property
    def is_over(self) -> bool:
        return self.today > self.week.sunday

    @property
    def is_empty(self) -> bool:
        return not any(self.now.kept) and not any(share.due for share in self.shares)

    @property
    def can_draw(self) -> bool:
        return self.now.kept_days >= ENOUGH_DAYS

    @property
    def a_week_before(self) -> float | None:
        """Episodes a week in the four weeks before; None with less than a week to know it from."""
        return self.before.total * DAYS / self.days_known if self.days_known >= DAYS else None

    @property
    def has_earlier(self) -> bool:
        return self.first_day is not None and self.first_day < self.week.monday

    def medicines(self) -> tuple[Share, ...]:
        """Medicines that were due, those as needed not among them."""
        found = (one for one in self.shares if one.item.kind is Kind.MEDICATION)
        return tuple(one for one in found if one.due)


def week_numbers(data: WeekData, today: date) -> WeekNumbers:
    """All numbers of the week as it is on the person's present date."""
    days = frozenset(data.week.days)
    inside = [one for one in data.episodes if one.day in days]
    severities = Counter(one.severity for one in inside)
    first = data.first_day or today
    return WeekNumbers(
        week=data.week,
        today=today,
        now=_noted(data, data.week.days),
        before=_noted(data, data.week.days_before),
        days_known=sum(day >= first for day in data.week.days_before),
        severities=(severities[1], severities[2], severities[3], severities[4]),
        unrated=severities[None],
        shares=_shares(data),
        water=_water(data),
        sleep=_sleep(data),
        weeks_since_injection=weeks_since(data.injected_on, min(today, data.week.sunday)),
        first_day=data.first_day,
        paused_days=sum(day <= today for day in data.paused),
    )


def weeks_since(injected_on: date | None, day: date) -> int | None:
    """Whole weeks from the injection to `day`; None without one before it."""
    if injected_on is None or injected_on > day:
        return None
    return (day - injected_on).days // DAYS


def _noted(data: WeekData, days: tuple[date, ...]) -> Noted:
    chosen = frozenset(days)
    inside = [one for one in data.episodes if one.day in chosen]
    by_day = Counter(one.day for one in inside)
    kept = {*by_day, *data.ratings, *data.water, *data.nights, *data.answered}
    return Noted(
        days=days,
        episodes=tuple(by_day[day] for day in days),
        spasms=sum(one.count for one in inside),
        bursts=sum(one.count > 1 for one in inside),
        ratings=tuple(data.ratings.get(day) for day in days),
        kept=tuple(day in kept for day in days),
    )


def _shares(data: WeekData) -> tuple[Share, ...]:
    days = frozenset(data.week.days)
    counts = Counter(
        (one.item_id, one.state, one.is_needed) for one in data.doses if one.day in days
    )
    shares = (
        Share(
            item,
            taken=counts[item.id, State.DONE, False],
            skipped=counts[item.id, State.SKIPPED, False],
            missed=counts[item.id, State.MISSED, False],
            offline=counts[item.id, State.OFFLINE, False],
            needed=counts[item.id, State.DONE, True],
        )
        for item in data.items
    )
    return tuple(one for one in shares if one.due or one.needed)


def _water(data: WeekData) -> Water | None:
    drunk = [ml for day, ml in data.water.items() if data.week.has(day)]
    if not drunk:
        return None
    target = data.water_target
    reached = None if target is None else sum(ml >= target for ml in drunk)
    return Water(len(drunk), round(sum(drunk) / len(drunk)), target, reached, data.unit)


def _sleep(data: WeekData) -> Sleep | None:
    nights = [minutes for day, minutes in data.nights.items() if data.week.has(day)]
    if not nights:
        return None
    return Sleep(len(nights), round(sum(nights) / len(nights)), data.sleep_target)
