"""A burst sent by several processes while one after the other is killed, and what came of it."""

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
from sqlalchemy import func, select

from bot.clock import system_clock
from bot.db import Database
from bot.reminders.tables import Delivery
from tests.process.rows import FIRST, MEDICINE, STRETCHING, owed, states
from tests.process.running import House, Running
from tests.process.test_outages import free_port
from tests.rates import most_in_a_second

OPEN = ("pending", "leased", "sending")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the people got: `lost` have nothing and nothing says why, `doubled` have it twice."""

    seconds: float
    kills: int
    sent: int
    lost: int
    without: int
    """Have nothing, in doubt or not."""
    doubled: int
    doubled_others: int
    """Not medicines."""
    doubted: int
    """Deliveries of which the database says that a send ended in doubt."""
    most: int
    """How many arrived in any second, at most."""


class Fleet:
    """Processes that are followed by new ones."""

    def __init__(self, house: House, per_second: float) -> None:
        self._house = house
        self._per_second = per_second
        self._alive: deque[tuple[Running, int]] = deque()
        self.kills = 0

    async def grows(self) -> None:
        port = free_port()
        running = await self._house.starts(
            BOT_HTTP_PORT=port, BOT_MESSAGES_PER_SECOND=self._per_second
        )
        self._alive.append((running, port))

    async def all_work(self) -> None:
        async with asyncio.timeout(60):
            for _, port in self._alive:
                while not await works(port):
                    await asyncio.sleep(0.05)

    async def loses_one(self) -> None:
        """Kills the oldest if it works by now; another one is started at once."""
        running, port = self._alive[0]
        if await works(port):
            self._alive.popleft()
            await running.kill()
            self.kills += 1
            await self.grows()

    async def ends(self) -> list[int]:
        return [(await running.terminate()).code for running, _ in self._alive]


async def works(port: int) -> bool:
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/healthz") as answer,
        ):
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def burst(
    house: House,
    processes: int,
    reminders: int,
    per_second: float,
    *,
    kill_each: float | None = None,
    most_kills: int = 1_000_000,
) -> Outcome:
    """Half of the reminders are medicines; `seconds` are from the first sent to the last."""
    db, fleet = Database(house.database), Fleet(house, per_second)
    for _ in range(processes):
        await fleet.grows()
    await fleet.all_work()
    ids = range(1, reminders + 1)
    house.knows(*ids)
    at, half = system_clock() - timedelta(seconds=1), reminders // 2
    await owed(db, ids[:half], MEDICINE, at)
    await owed(db, ids[half:], STRETCHING, at)
    await house.has_sent(1, 60)
    began = last_sent(house)
    while await left(db, reminders):
        await asyncio.sleep(kill_each or 0.2)
        if kill_each and fleet.kills < most_kills:
            await fleet.loses_one()
    await fleet.all_work()  # who is still starting knows no SIGTERM
    assert set(await fleet.ends()) == {0}
    return await outcome(house, db, half, last_sent(house) - began, fleet.kills)


def sent_at(house: House) -> list[float]:
    """When each message arrived, in seconds of `time.perf_counter`."""
    return [one.moment for one in house.standin.calls if one.method == "sendMessage"]


def last_sent(house: House) -> float:
    return sent_at(house)[-1]


async def left(db: Database, reminders: int) -> bool:
    """Whether anything is still on its way, or not yet in the queue."""
    async with db.reading() as session:
        total = await session.scalar(select(func.count()).select_from(Delivery))
        waits = await session.scalar(
            select(func.count()).select_from(Delivery).where(Delivery.state.in_(OPEN))
        )
    return (total or 0) < reminders or bool(waits)


async def outcome(house: House, db: Database, half: int, seconds: float, kills: int) -> Outcome:
    async with db.reading() as session:
        doubted = set(
            await session.scalars(
                select(Delivery.person_id).where(
                    (Delivery.state == "doubt") | (Delivery.attempts > 1)
                )
            )
        )
    copies = {id_ - FIRST: number for id_, number in house.copies().items()}
    doubled = [id_ for id_, number in copies.items() if number > 1]
    assert set(doubled) <= doubted, "doubled, and nobody knows"
    assert set(await states(db)) <= {"sent", "doubt"}
    await db.close()
    return Outcome(
        seconds=seconds,
        kills=kills,
        sent=sum(copies.values()),
        lost=sum(1 for id_, number in copies.items() if not number and id_ not in doubted),
        without=sum(1 for number in copies.values() if not number),
        doubled=len(doubled),
        doubled_others=sum(1 for id_ in doubled if id_ > half),
        doubted=len(doubted),
        most=most_in_a_second(sent_at(house)),
    )
