"""Polling by one process at a time: who holds the row polls, and the next one takes over."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.clock import system_clock
from bot.db import Database
from bot.demo.people import StandInUser
from bot.telegram import leader
from bot.telegram.leader import Held, Leader
from bot.texts import Texts
from tests.postgres import Postgres
from tests.process.running import House

TAKEN_OVER_WITHIN = 10.0


class OnePoller:
    """Stands for a poller: polls until it is told to stop."""

    def __init__(self, log: list[str], name: str) -> None:
        self.last_ok: float | None = None
        self._log, self._name = log, name

    async def run(self, stop: asyncio.Event) -> None:
        self._log.append(f"{self._name} begins")
        await stop.wait()
        self._log.append(f"{self._name} ends")


@pytest.fixture
async def db(postgres: Postgres) -> AsyncIterator[Database]:
    with postgres.database() as url:
        database = Database(url)
        yield database
        await database.close()


def nobody(_: str) -> bool:
    return False


async def until(met: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not met():
            await asyncio.sleep(0.01)


async def test_the_row_is_one_process_s_until_it_gives_it_back(db: Database):
    ada, bo = (Held(db, name, nobody) for name in ("ada", "bo"))
    assert [await ada.take(), await bo.take(), await ada.take()] == [True, False, True]
    await bo.release()
    assert not await bo.take()
    await ada.release()
    assert [await bo.take(), await ada.take()] == [True, False]


async def test_who_asks_at_the_same_moment_gets_it_once(db: Database):
    everybody = [Held(db, f"process {number}", nobody) for number in range(8)]
    assert sum(await asyncio.gather(*(one.take() for one in everybody))) == 1


async def test_the_row_of_a_dead_process_is_not_waited_for(db: Database):
    assert await Held(db, "ada", nobody).take()
    assert await Held(db, "bo", lambda owner: owner == "ada").take()
    assert not await Held(db, "ada", nobody).take()


async def test_a_row_that_was_not_renewed_is_taken(db: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(leader, "HELD", 0.05)
    assert await Held(db, "ada", nobody).take()
    bo = Held(db, "bo", nobody)
    async with asyncio.timeout(5):
        while not await bo.take():
            await asyncio.sleep(0.01)


async def test_the_second_polls_when_the_first_has_ended(
    db: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(leader, "LOOK", 0.02)
    log: list[str] = []
    stops = [asyncio.Event(), asyncio.Event()]
    async with asyncio.TaskGroup() as group:
        leaders = []
        for name, stop in zip(("ada", "bo"), stops, strict=True):
            one = Leader(Held(db, name, nobody), lambda name=name: OnePoller(log, name))  # type: ignore[misc]
            leaders.append(one)
            group.create_task(one.run(stop))
            await until(lambda: bool(log) and leaders[-1].last_ok is not None)
        assert (log, [one.polls for one in leaders]) == (["ada begins"], [True, False])
        stops[0].set()
        await until(lambda: len(log) == 3)
        stops[1].set()
    assert log == ["ada begins", "ada ends", "bo begins", "bo ends"]


async def test_who_cannot_renew_the_row_stops_to_poll(
    db: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(leader, "LOOK", 0.02)
    monkeypatch.setattr(leader, "HELD", 0.8)
    log: list[str] = []
    held = Held(db, "ada", nobody)
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(Leader(held, lambda: OnePoller(log, "ada")).run(stop))  # type: ignore[arg-type,return-value]
        await until(lambda: log == ["ada begins"])

        async def away() -> bool:
            raise OSError("the database is away")

        monkeypatch.setattr(held, "take", away)
        await until(lambda: log == ["ada begins", "ada ends"])
        monkeypatch.undo()
        await until(lambda: len(log) == 3)
        stop.set()


async def answered(house: House, user: StandInUser, text: str, within: float = 10.0) -> None:
    before = len(user.received)
    user.send_text(text)
    await house.standin.until(lambda: len(user.received) > before, within)


async def test_a_killed_poller_is_followed_by_the_other(house: House):
    first = await house.polls()
    second = await house.starts()
    menus = 2 * len(Texts().languages)  # each sets one in every language, and is ready then
    await house.standin.until(lambda: house.standin.outcomes["setMyCommands", "ok"] == menus, 30)
    (ada,) = house.knows(1)
    await answered(house, ada, "hello")
    await first.kill()
    began = system_clock()
    await answered(house, ada, "hello again", TAKEN_OVER_WITHIN)
    assert (system_clock() - began).total_seconds() < TAKEN_OVER_WITHIN
    await second.says("polling_taken_over")
