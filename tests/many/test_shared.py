"""One budget for several processes: together at the limit, never over it, silent together."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from bot.db import Database
from bot.telegram.account import Given, News, tick_of
from bot.telegram.share import Offset, Share
from bot.telegram.shared import SharedSource
from bot.telegram.tables import RateBudget
from tests.many.gates import BOT, Process, processes
from tests.postgres import Postgres
from tests.rates import a_second, most_in_a_second


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
        assert a_second(busy.left) > 60  # of 100; were it shared by halves, under 50


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
        assert await slowest(db) == pytest.approx(50, rel=0.1)
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
        assert a_second(left) > 60  # of 200; the free ones alone are under 50


def test_the_quickest_answer_tells_the_time_best_and_another_server_is_learnt():
    offset = Offset()
    offset.learn(100.0, asked=10.0, heard=10.060)
    assert offset.seconds == pytest.approx(-89.970)
    offset.learn(101.0, asked=11.0, heard=11.004)
    assert (offset.seconds, offset.doubt) == pytest.approx((-89.998, 0.002))
    offset.learn(102.0, asked=12.0, heard=12.400)
    assert offset.seconds == pytest.approx(-89.998)
    offset.learn(95.0, asked=13.0, heard=13.004)
    assert offset.seconds == pytest.approx(-81.998)


def held(*instants: float) -> SharedSource:
    source = SharedSource(Database("sqlite+aiosqlite://"), BOT, 30)
    source._free.held.extend(Given(at, number) for number, at in enumerate(instants, 1))
    return source


def test_a_call_that_is_late_for_its_instant_takes_another_and_says_so():
    source = held(10.0, 10.4, 10.8)
    slot = source.take(10.0, may_pay=False)

    assert source.leaves_at(slot, 10.1) == 10.0
    assert source.leaves_at(slot, 10.3) == 10.4
    assert source._free.news == News(Counter({1: -1}), unused=1)
    source.leaves(slot, 10.5)
    assert source._free.news == News(Counter({1: -1, 2: -1, tick_of(16.5): 1}), unused=1)
    assert source.take(10.5, may_pay=False).tick == 3


def test_a_late_call_waits_where_no_instant_is_left():
    source = held(10.0)
    slot = source.take(10.0, may_pay=False)

    assert source.leaves_at(slot, 10.3) > 60
    source._free.held.append(Given(10.7, 2))
    assert source.leaves_at(slot, 10.6) == 10.7


def test_what_was_given_back_is_the_next_ones():
    source = held(10.0, 10.4)
    source.give_back(source.take(10.0, may_pay=False))

    assert source.take(10.1, may_pay=False).tick == 1
    assert source.take(10.5, may_pay=False).tick == 2


async def test_news_is_kept_while_the_database_is_away(postgres: Postgres):
    with postgres.database() as url:
        db = Database(url)
        share = Share(db, BOT, 30)
        await share.visit(2)
        news = share.news = News(Counter({1: 1}))
        async with db.writing() as session:
            await session.execute(text("ALTER TABLE rate_budget RENAME TO away"))
        with pytest.raises(ProgrammingError):
            await share.visit(1)
        assert share.news == news
        async with db.writing() as session:
            await session.execute(text("ALTER TABLE away RENAME TO rate_budget"))
        assert await share.visit(1) == 1
        assert (share.news, len(share.held)) == (News(), 3)
        await db.close()
