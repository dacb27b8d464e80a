"""What tolerates lateness, how much, and how it is spread over that before it queues."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from bot.db import Database
from bot.notes.rules import Topic
from bot.people.tables import Person
from bot.plan.rules import CHECK_INS, Kind
from bot.reminders import queue
from bot.reminders.holding import hold_back, is_crowded
from bot.reminders.queue import DeliveryState
from bot.reminders.spreading import CELL, Load, spread
from bot.reminders.state import Lane, Sort
from bot.reminders.tables import Delivery
from bot.reminders.tolerance import KINDS, of_items, of_topic
from bot.setup.week_time import WEEK

EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NOTHING = Load(0, {})


def test_every_kind_has_its_tolerance() -> None:
    assert set(KINDS) == set(Kind)
    assert KINDS[Kind.HYDRATION] == 15 * MINUTE
    assert KINDS[Kind.STRETCHING] == 10 * MINUTE
    assert {KINDS[kind] for kind in CHECK_INS} == {20 * MINUTE}
    assert of_topic(WEEK) == timedelta(hours=2)


def test_a_message_is_as_patient_as_the_least_patient_in_it() -> None:
    assert of_items(Sort.REMINDER, (Kind.HYDRATION, Kind.STRETCHING)) == 10 * MINUTE
    assert of_items(Sort.DIGEST, (Kind.HYDRATION, Kind.OWN)) == 5 * MINUTE
    assert of_items(Sort.DIGEST, ()) == 5 * MINUTE


def test_a_topic_nobody_knows_yet_waits_no_longer_than_half_its_window() -> None:
    assert of_topic(Topic("new", window=timedelta(hours=8))) == 20 * MINUTE
    assert of_topic(Topic("brief", window=10 * MINUTE)) == 5 * MINUTE
    assert of_topic(Topic("urgent", window=timedelta(hours=8), is_urgent=True)) == 0 * MINUTE


def test_what_fits_leaves_at_once_and_the_rest_a_cell_later() -> None:
    at = spread([EIGHT + 15 * MINUTE] * 700, NOTHING, 30, EIGHT)
    assert Counter(at) == {EIGHT: 300, EIGHT + CELL: 300, EIGHT + 2 * CELL: 100}


def test_medicines_and_what_is_known_to_come_take_their_room_first() -> None:
    coming = {EIGHT + 2 * CELL: 450, EIGHT - MINUTE: 100}
    at = spread([EIGHT + 15 * MINUTE] * 300, Load(350, coming), 30, EIGHT)
    assert Counter(at) == {EIGHT + CELL: 150, EIGHT + 3 * CELL: 150}


def test_nobody_is_held_back_beyond_the_deadline() -> None:
    deadlines = [EIGHT + MINUTE] * 3_000
    assert max(spread(deadlines, NOTHING, 30, EIGHT)) == EIGHT + MINUTE - CELL


@given(
    st.lists(st.integers(1, 1200), min_size=1, max_size=80).map(sorted),
    st.integers(0, 300),
    st.dictionaries(st.integers(-60, 900), st.integers(1, 300), max_size=10),
    st.floats(0.5, 40),
    st.integers(0, 59),
)
def test_no_cell_is_given_more_than_it_holds_and_the_earliest_deadline_goes_first(
    deadlines: list[int], now_due: int, later: dict[int, int], rate: float, seconds: int
) -> None:
    now = EIGHT + timedelta(seconds=seconds)
    by = [now + timedelta(seconds=one) for one in deadlines]
    load = Load(now_due, {now + timedelta(seconds=s): n for s, n in later.items()})
    at = spread(by, load, rate, now)
    assert at == spread(by, load, rate, now)
    assert all(now <= one <= max(now, deadline) for one, deadline in zip(at, by, strict=True))
    freely = spread([now + timedelta(days=30)] * len(by), load, rate, now)
    assert freely == sorted(freely)
    assert max(Counter(freely).values()) <= rate * CELL.total_seconds() + 1


async def people_owed(db: Database, *owed: tuple[int, Lane, timedelta]) -> None:
    """So many deliveries of each lane and tolerance, all due at eight."""
    deliveries = sum(number for number, _, _ in owed)
    async with db.writing() as session:
        await session.execute(
            insert(Person),
            [
                {"id": id_, "telegram_id": id_, "created_at": EIGHT, "consent_version": 1,
                 "consented_at": EIGHT, "language": "en", "advanced_until": EIGHT}
                for id_ in range(1, deliveries + 1)
            ],
        )  # fmt: skip
        ids = iter(range(1, deliveries + 1))
        await session.execute(
            insert(Delivery),
            [
                {"id": id_, "person_id": id_, "kind": Sort.REMINDER, "lane": lane,
                 "due_at": EIGHT, "not_before": EIGHT, "urgent_by": EIGHT + tolerance,
                 "expires_at": EIGHT + timedelta(hours=4), "state": DeliveryState.PENDING}
                for number, lane, tolerance in owed
                for id_ in [next(ids) for _ in range(number)]
            ],
        )  # fmt: skip


async def leased(db: Database, now: datetime, most: int = 100) -> list[int]:
    async with db.writing() as session:
        return list(await queue.lease(session, "here", now, most))


async def test_within_a_lane_the_earliest_deadline_is_leased_first(db: Database) -> None:
    await people_owed(
        db,
        (2, Lane.TOLERANT, 20 * MINUTE),
        (1, Lane.TOLERANT, 10 * MINUTE),
        (1, Lane.MEDICINE, 0 * MINUTE),
    )
    assert await leased(db, EIGHT) == [4]
    assert await leased(db, EIGHT, 1) == [3]
    assert sorted(await leased(db, EIGHT)) == [1, 2]


async def test_what_an_older_process_wrote_is_sent_too(db: Database) -> None:
    await people_owed(db, (1, Lane.TOLERANT, 20 * MINUTE), (1, Lane.TOLERANT, 10 * MINUTE))
    async with db.writing() as session:
        await session.execute(update(Delivery).values(urgent_by=None))
        assert not await is_crowded(session, EIGHT, 0)
    assert sorted(await leased(db, EIGHT)) == [1, 2]


async def test_a_crowd_is_spread_behind_the_medicines_and_a_few_are_not(db: Database) -> None:
    await people_owed(db, (150, Lane.MEDICINE, 0 * MINUTE), (450, Lane.TOLERANT, 10 * MINUTE))
    async with db.writing() as session:
        assert await is_crowded(session, EIGHT, 449)
        assert not await is_crowded(session, EIGHT, 450)
        await hold_back(session, EIGHT, 30)
        rows = await session.execute(select(Delivery.lane, Delivery.not_before))
        assert Counter((row.lane, row.not_before) for row in rows) == {
            (Lane.MEDICINE, EIGHT): 150,
            (Lane.TOLERANT, EIGHT): 150,
            (Lane.TOLERANT, EIGHT + CELL): 300,
        }
        assert not await is_crowded(session, EIGHT, 150)


async def test_those_who_are_still_to_be_woken_are_reckoned_with(db: Database) -> None:
    await people_owed(db, (300, Lane.TOLERANT, 10 * MINUTE))
    async with db.writing() as session:
        await session.execute(update(Person).where(Person.id <= 200).values(wake_at=EIGHT))
        await hold_back(session, EIGHT, 30)
        rows = (await session.scalars(select(Delivery.not_before))).all()
    assert Counter(rows) == {EIGHT: 100, EIGHT + CELL: 200}


async def test_who_is_near_the_deadline_is_not_held_back_again(db: Database) -> None:
    await people_owed(db, (300, Lane.TOLERANT, 10 * MINUTE))
    async with db.writing() as session:
        assert await is_crowded(session, EIGHT + 9 * MINUTE, 60)
        assert not await is_crowded(session, EIGHT + 10 * MINUTE - 2 * CELL, 60)


WAITS = (
    "SELECT id, lane FROM delivery WHERE delivery.state = 'pending' AND not_before <= '2026-01-01'"
)


@pytest.mark.parametrize(
    ("question", "index"),
    [
        (f"{WAITS} ORDER BY lane, urgent_by LIMIT 60", "ix_delivery_pending"),
        (f"{WAITS} LIMIT 1", "ix_delivery_pending_not_before"),
        ("SELECT owner FROM delivery WHERE state IN ('leased', 'sending')", "ix_delivery_held"),
    ],
)
async def test_what_is_done_is_not_read_to_find_what_waits(
    db: Database, question: str, index: str
) -> None:
    async with db.reading() as session:
        connection = await session.connection()
        if not db.is_sqlite:  # so small a table it would read in one piece
            await connection.exec_driver_sql("SET enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN" if db.is_sqlite else "EXPLAIN"
        plan = await connection.exec_driver_sql(f"{explain} {question}")
        assert index in str(plan.all())
