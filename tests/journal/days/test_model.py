"""Any sequence of ratings, nights, removals and restores agrees with a plain dictionary."""

import asyncio
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.db import Database
from bot.journal.days import actions
from bot.journal.days.rules import MOST_SLEEP, is_morning, rated_day, sleep_choices, usual_sleep
from bot.plan.zones import zone_of
from tests.conftest import sqlite_url
from tests.journal.conftest import AFTERNOON, new_person, turn_of

ADA = 1001
ZONE = "Europe/Berlin"

steps = st.tuples(
    st.sampled_from(["rate", "unrate", "rerate", "slept", "felt", "unsleep", "resleep", "later"]),
    st.integers(0, 4),
    st.integers(0, 2),
)


@dataclass
class Kept:
    value: tuple[int | None, ...]
    removed_at: datetime | None = None


@dataclass
class Model:
    now: datetime = AFTERNOON
    ratings: dict[date, Kept] = field(default_factory=dict)
    nights: dict[date, Kept] = field(default_factory=dict)

    def removes(self, kept: dict[date, Kept], day: date) -> None:
        if day in kept:
            kept[day].removed_at = kept[day].removed_at or self.now

    def restores(self, kept: dict[date, Kept], day: date) -> bool:
        """Whether it is allowed."""
        if day in kept and kept[day].removed_at is not None:
            if self.now - kept[day].removed_at > timedelta(days=1):
                return False
            kept[day].removed_at = None
        return True

    def sleeps(self, day: date, minutes: int | None, quality: int | None) -> None:
        there = self.nights.get(day)
        before = there.value if there and there.removed_at is None else (None, None)
        self.nights[day] = Kept(
            (
                before[0] if minutes is None else minutes,
                before[1] if quality is None else quality,
            )
        )


async def live(template: Path, told: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.db"
        shutil.copy(template, file)
        db = Database(sqlite_url(file))
        await new_person(db, ADA)
        model, days = Model(), [date(2026, 3, 1) + timedelta(days=n) for n in range(3)]
        for what, value, which in told:
            await step(db, model, what, value, days[which])
        async with turn_of(db, ADA, model.now) as turn:
            for day in days:
                rating = await actions.rating_of(turn.session, turn.person, day)
                night = await actions.night_of(turn.session, turn.person, day)
                assert shown(rating, ("rating",)) == alive(model.ratings, day)
                assert shown(night, ("minutes", "quality")) == alive(model.nights, day)
        await db.close()


async def step(db: Database, model: Model, what: str, value: int, day: date) -> None:
    async with turn_of(db, ADA, model.now) as turn:
        session, person, now = turn.session, turn.person, model.now
        match what:
            case "rate":
                await actions.rate(session, person, value, day, now)
                model.ratings[day] = Kept((value,))
            case "slept":
                await actions.sleep(session, person, day, now, minutes=value * 30)
                model.sleeps(day, value * 30, None)
            case "felt":
                await actions.sleep(session, person, day, now, quality=value)
                model.sleeps(day, None, value)
            case "unrate":
                actions.remove(await actions.rating_of(session, person, day), now)
                model.removes(model.ratings, day)
            case "unsleep":
                actions.remove(await actions.night_of(session, person, day), now)
                model.removes(model.nights, day)
            case "rerate":
                if model.restores(model.ratings, day):
                    actions.restore(await actions.rating_of(session, person, day), now)
            case "resleep":
                if model.restores(model.nights, day):
                    actions.restore(await actions.night_of(session, person, day), now)
            case "later":
                model.now += timedelta(hours=value * 8)


def shown(row: object, names: tuple[str, ...]) -> tuple[int | None, ...] | None:
    if row is None or row.removed_at is not None:
        return None
    return tuple(getattr(row, name) for name in names)


def alive(kept: dict[date, Kept], day: date) -> tuple[int | None, ...] | None:
    return kept[day].value if day in kept and kept[day].removed_at is None else None


@settings(max_examples=60, deadline=None)
@given(told=st.lists(steps, max_size=16))
def test_days_agree_with_a_plain_dictionary(
    sqlite_template: Path, told: list[tuple[str, int, int]]
):
    asyncio.run(live(sqlite_template, told))


@given(st.integers(-(2**63), 2**63))
def test_half_hours_to_choose_from_can_always_be_slept(middle: int):
    choices = sleep_choices(middle)
    assert len(choices) == 7
    assert choices[0] >= 0
    assert choices[-1] <= MOST_SLEEP
    assert all(minutes % 30 == 0 for minutes in choices)


@given(st.lists(st.integers(0, 32), min_size=1))
def test_the_usual_sleep_is_one_that_was_slept(halves: list[int]):
    nights = [half * 30 for half in halves]
    assert usual_sleep(nights, time(7), time(23)) in nights


def test_without_any_night_it_is_from_bed_to_waking():
    assert usual_sleep([], time(7), time(22, 40)) == 510
    assert usual_sleep([], time(15), time(7)) == 480


@given(st.integers(0, 24 * 60 - 1), st.integers(0, 24 * 60 - 1))
def test_a_third_of_each_day_is_morning_whenever_one_gets_up(now: int, wake: int):
    at = datetime(2026, 3, 2, now // 60, now % 60, tzinfo=zone_of(ZONE))
    since = (now - wake) % (24 * 60)
    near = since < 5 * 60 or since >= 21 * 60
    assert is_morning(at, ZONE, time(wake // 60, wake % 60)) == near
    assert at.date() - rated_day(at, ZONE) in {timedelta(0), timedelta(days=1)}
