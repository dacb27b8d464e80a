"""One budget for several processes: together at the limit, never over it, silent together."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.telegram.shared import Offset, SharedSource
from bot.telegram.tables import RateBudget
from tests.many.gates import BOT, Process, a_second, most_in_a_second, processes
from tests.postgres import Postgres


@pytest.fixture
async def db(postgres: Postgres) -> AsyncIterator[Database]:
    with postgres.database() as url:
        database = Database(url, connections=20)
        yield database
        await database.close()


@pytest.mark.parametrize("number", [1, 2, 4])
async def test_together_they_stay_at_the_limit(db: Database, number: int):
    rate, each = 100, 240 // number
    async with processes(db, number, rate) as found:
        await asyncio.gather(*(one.sends(each) for one in found))
        left = sorted(at for one in found for at in one.left)
    assert len(left) == each * number  # how near the limit they come: benchmarks/processes.py
    assert most_in_a_second(left) <= rate


async def test_one_that_has_nothing_to_send_takes_nothing_away(db: Database):
    async with processes(db, 2, 100) as (busy, idle):
        await idle.sends(1)
        await busy.sends(100)
        assert a_second(busy.left) > 60  # of 97; were it shared by halves, under 50


async def test_a_refusal_silences_all_within_a_second_and_slows_all(db: Database):
    async with processes(db, 2, 100) as (one, other):
        await asyncio.gather(one.sends(5), other.sends(5))
        now = one.gate.now()
        one.gate.refused(3.0, now)
        async with asyncio.timeout(1.0):
            while other.source.paused_until < now + 2.5:
                await asyncio.sleep(0.01)
        assert abs(other.source.paused_until - one.source.paused_until) < 0.5
        await until_slower(other, 60)
        assert other.gate.rate < 60


async def until_slower(process: Process, rate: float) -> None:
    async with asyncio.timeout(2):
        while process.gate.rate > rate:
            await asyncio.sleep(0.01)


async def test_calls_that_were_under_way_at_the_refusal_cut_the_rate_once(db: Database):
    async with processes(db, 2, 100) as (one, other):
        await asyncio.gather(one.sends(2), other.sends(2))
        began = one.gate.now()
        for process in (one, other, one):
            process.gate.refused(0.1, began)
        await until_slower(one, 60)
        await asyncio.sleep(0.1)
        assert await slowest(db) == pytest.approx(97 / 2, rel=0.1)
        one.gate.refused(0.1, one.gate.now() + 0.01)
        await until_slower(other, 40)


async def slowest(db: Database) -> float:
    async with db.reading() as session:
        return float(await session.scalar(select(RateBudget.slowest)) or 0)


async def test_sending_goes_on_after_the_silence(db: Database):
    async with processes(db, 2, 100) as (one, other):
        await one.sends(1)
        one.gate.refused(0.4, one.gate.now())
        until = one.source.paused_until
        await other.sends(1)
        await asyncio.gather(one.sends(5), other.sends(5))
        assert one.left[1] >= until - 0.001


async def test_paid_messages_go_beside_the_free_ones(db: Database):
    async with processes(db, 2, 50, paid=150) as (one, other):
        await asyncio.gather(one.sends(100, may_pay=True), other.sends(100, may_pay=True))
        left = sorted(one.left + other.left)
        assert most_in_a_second(left) <= 200
        assert a_second(left) > 60  # of 194; the free ones alone are under 50


def test_the_quickest_answer_tells_the_time_best_and_another_server_is_learnt():
    offset = Offset()
    assert offset.learn(100.0, 10.030) == pytest.approx(-89.970)
    assert offset.learn(101.0, 11.002) == pytest.approx(-89.998)
    assert offset.learn(102.0, 12.200) == pytest.approx(-89.998)
    assert offset.learn(95.0, 13.0) == pytest.approx(-82.0)


def held(*instants: float) -> SharedSource:
    source = SharedSource(Database("sqlite+aiosqlite://"), BOT, 30)
    source._free.instants.extend(instants)
    return source


def test_a_call_that_is_late_for_its_instant_takes_another_once():
    source = held(10.0, 10.2, 10.4)
    slot = source.take(10.0, may_pay=False)

    assert source.leaves_at(slot, 10.02) == 10.0
    assert source.leaves_at(slot, 10.1) == 10.2
    assert source.leaves_at(slot, 10.3) == 10.2
    assert source.take(10.3, may_pay=False).free_at == 10.4


def test_a_late_call_waits_where_no_instant_is_left():
    source = held(10.0)
    slot = source.take(10.0, may_pay=False)

    assert source.leaves_at(slot, 10.1) > 60
    source._free.instants.append(10.5)
    assert source.leaves_at(slot, 10.4) == 10.5
