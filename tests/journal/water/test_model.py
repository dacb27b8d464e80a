"""Any sequence of glasses, undoing, correcting and reminders agrees with a plain list."""

import asyncio
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.db import Database
from bot.journal.water import actions
from bot.journal.water.rules import Unit, read_amount
from bot.plan.zones import day_bounds, local_date
from tests.conftest import sqlite_url
from tests.journal.conftest import AFTERNOON, new_person, turn_of

ZONE = "Europe/Berlin"
ADA = 1001

steps = st.one_of(
    st.tuples(st.just("drink"), st.sampled_from([None, 100, 500])),
    st.tuples(st.just("remove"), st.integers(0, 8)),
    st.tuples(st.just("restore"), st.integers(0, 8)),
    st.tuples(st.just("resize"), st.integers(0, 8)),
    st.tuples(st.just("done"), st.integers(1, 3)),
    st.tuples(st.just("undone"), st.integers(1, 3)),
    st.tuples(st.just("target"), st.sampled_from([None, 400, 1000])),
    st.tuples(st.just("later"), st.integers(1, 20)),
)


@dataclass
class Entry:
    at: datetime
    ml: int
    occurrence: int | None = None
    removed_at: datetime | None = None


@dataclass
class Model:
    """What water means, in one list."""

    now: datetime = AFTERNOON
    target: int | None = None
    entries: list[Entry] = field(default_factory=list)

    def today(self) -> list[int]:
        day = local_date(ZONE, self.now)
        return [
            one.ml
            for one in sorted(self.entries, key=lambda one: one.at)
            if one.removed_at is None and local_date(ZONE, one.at) == day
        ]

    def quiet(self) -> bool:
        return self.target is not None and sum(self.today()) >= self.target

    def follows(self, occurrence: int, *, done: bool) -> None:
        mine = [one for one in self.entries if one.occurrence == occurrence]
        if not done:
            self.entries = [one for one in self.entries if one not in mine]
        elif mine:
            mine[0].at = self.now
        else:
            self.entries.append(Entry(self.now, 250, occurrence))


async def live(template: Path, told: list[tuple[str, int | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.db"
        shutil.copy(template, file)
        db = Database(sqlite_url(file))
        await new_person(db, ADA)
        model, ids = Model(), []
        for what, value in told:
            await step(db, model, ids, what, value)
            await agree(db, model)
        await db.close()


async def step(
    db: Database, model: Model, ids: list[tuple[int, Entry]], what: str, value: int | None
) -> None:
    async with turn_of(db, ADA, model.now) as turn:
        session, person, now = turn.session, turn.person, model.now
        if what == "drink":
            glass = await actions.drink(session, person, value, now)
            model.entries.append(Entry(now, value or 250))
            ids.append((glass.id, model.entries[-1]))
        elif what == "target":
            await actions.set_target(session, person, value, now)
            model.target = value
        elif what == "later":
            model.now += timedelta(hours=value or 0)
        elif what == "done":
            await actions.follow(session, person, value, now, "1 cup", now)
            model.follows(value, done=True)
        elif what == "undone":
            await actions.follow(session, person, value, None, None, now)
            model.follows(value, done=False)
        elif value is not None and value < len(ids):
            await change(turn, model, ids[value], what)


async def change(turn, model: Model, pair: tuple[int, Entry], what: str) -> None:
    id_, entry = pair
    if what == "remove":
        assert await actions.remove(turn.session, turn.person, id_, turn.now) == (
            entry.removed_at is None
        )
        entry.removed_at = entry.removed_at or turn.now
    elif what == "resize":
        await actions.resize(turn.session, turn.person, id_, 120, turn.now)
        entry.ml = entry.ml if entry.removed_at else 120
    elif entry.removed_at is None or turn.now - entry.removed_at <= timedelta(days=1):
        await actions.restore(turn.session, turn.person, id_, turn.now)
        entry.removed_at = None


async def agree(db: Database, model: Model) -> None:
    async with turn_of(db, ADA, model.now) as turn:
        day = await actions.progress(turn.session, turn.person, model.now)
        assert [glass.ml for glass in day.glasses] == model.today()
        assert day.is_reached == model.quiet()
        quiet = (await actions.quiet_until(turn.session, [turn.person.id])).get(turn.person.id)
        rests = quiet is not None and quiet > model.now
        end = day_bounds(ZONE, local_date(ZONE, model.now))[1]
        assert rests == model.quiet()
        assert not rests or quiet == end


@settings(max_examples=60, deadline=None)
@given(told=st.lists(steps, max_size=14))
def test_water_agrees_with_a_plain_list(sqlite_template: Path, told: list[tuple[str, int | None]]):
    asyncio.run(live(sqlite_template, told))


@given(ml=st.integers(10, 2000), unit=st.sampled_from(Unit))
def test_an_amount_is_read_as_it_is_shown(ml: int, unit: Unit):
    assert read_amount(f"{ml} ml", unit) == ml
    assert read_amount(str(ml), Unit.ML) == ml
    assert read_amount("a glass", unit) is None
    assert read_amount(str(ml), None) is None
