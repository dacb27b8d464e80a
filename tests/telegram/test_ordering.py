"""One person's updates in order, different people's side by side."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from random import Random

from telegram import Update

from bot.telegram.ordering import PerPerson, key_of
from tests.telegram.updates import message


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)  # lets tasks run; no time passes


class Handler:
    """Handles an update when the test opens its door."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.done: list[int] = []
        self.cut_off: list[int] = []
        self.doors: dict[int, asyncio.Event] = {}
        self.under_way = 0
        self.most_under_way = 0

    async def __call__(self, update: Update) -> None:
        self.begun.append(update.update_id)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await self.doors.setdefault(update.update_id, asyncio.Event()).wait()
            self.done.append(update.update_id)
        except asyncio.CancelledError:
            self.cut_off.append(update.update_id)
            raise
        finally:
            self.under_way -= 1

    async def finishes(self, *update_ids: int) -> None:
        for update_id in update_ids:
            self.doors.setdefault(update_id, asyncio.Event()).set()
        await settle()


@asynccontextmanager
async def handling(handler: Handler, places: int = 256) -> AsyncIterator[PerPerson]:
    people = PerPerson(handler, places=places)
    yield people
    assert await people.aclose(0.05)


async def test_a_persons_updates_are_handled_one_after_another() -> None:
    handler = Handler()
    async with handling(handler) as people:
        for number in (1, 2, 3):
            people.submit(message(number, person=7))
        await settle()
        assert handler.begun == [1]
        await handler.finishes(1)
        assert handler.begun == [1, 2]
        await handler.finishes(2, 3)
        assert handler.done == [1, 2, 3]


async def test_different_people_do_not_wait_for_each_other() -> None:
    handler = Handler()
    async with handling(handler) as people:
        people.submit(message(1, person=7))
        people.submit(message(2, person=8))
        await handler.finishes(2)
        assert handler.done == [2]
        await handler.finishes(1)


async def test_a_flood_from_one_person_takes_one_place_and_passes_it_on() -> None:
    handler = Handler()
    async with handling(handler, places=1) as people:
        for number in range(100):
            people.submit(message(number, person=7))
        people.submit(message(500, person=8))
        await handler.finishes(0)
        assert handler.begun == [0, 500]
        await handler.finishes(*range(1, 100), 500)
        await settle_all(handler, 101)
    assert handler.most_under_way == 1


async def settle_all(handler: Handler, count: int) -> None:
    for _ in range(count):
        if len(handler.done) < count:
            await settle()
    assert len(handler.done) == count


async def test_when_a_hundred_tap_at_once_everything_else_has_its_turn_in_between() -> None:
    begun, seen = [], []

    async def handle(update: Update) -> None:  # as on SQLite: it never waits
        begun.append(update.update_id)

    people = PerPerson(handle)
    for number in range(100):
        people.submit(message(number, person=number))
    while len(begun) < 100:
        await asyncio.sleep(0)
        seen.append(len(begun))
    assert max(after - before for before, after in pairwise([0, *seen])) == 16
    assert await people.aclose(0.05)


async def test_an_error_harms_neither_the_person_nor_the_others() -> None:
    seen, ended = [], []

    async def handle(update: Update) -> None:
        seen.append(update.update_id)
        if update.update_id == 1:
            raise ValueError("took 5 mg of something")

    people = PerPerson(handle, ended=lambda update: ended.append(update.update_id))
    for number in (1, 2, 3):
        people.submit(message(number, person=7))
    assert await people.aclose(1)
    assert seen == ended == [1, 2, 3]


async def test_closing_waits_a_while_then_cuts_off_and_begins_nothing_new() -> None:
    handler, ended = Handler(), []
    people = PerPerson(handler, places=1, ended=lambda update: ended.append(update.update_id))
    people.submit(message(1, person=7))
    people.submit(message(2, person=7))
    people.submit(message(3, person=8))
    await settle()
    assert not await people.aclose(0.01)
    await settle()
    assert handler.cut_off == [1]
    assert handler.begun == [1]
    assert ended == []


async def test_any_mix_keeps_every_persons_order_and_loses_nothing() -> None:
    random = Random(5)
    seen: dict[int, list[int]] = {}
    under_way, most = 0, 0

    async def handle(update: Update) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        for _ in range(random.randrange(4)):
            await asyncio.sleep(0)
        seen.setdefault(update.effective_user.id, []).append(update.update_id)
        under_way -= 1

    people = PerPerson(handle, places=5)
    for number in range(600):
        people.submit(message(number, person=random.randrange(20)))
        if number % 50 == 0:
            await settle()
    assert await people.aclose(10)
    assert sum(len(ids) for ids in seen.values()) == 600
    assert all(ids == sorted(ids) for ids in seen.values())
    assert most == 5
    assert not people._queues
    assert people._free == 5


def test_updates_belong_to_their_person_else_their_chat_else_to_nobody() -> None:
    channel_post = {"message_id": 1, "date": 1, "chat": {"id": -100, "type": "channel"}}
    post = Update.de_json({"update_id": 2, "channel_post": channel_post}, None)
    assert key_of(message(1, person=7)) == 7
    assert key_of(post) == -100
    assert key_of(Update(3)) == ("update", 3)
    assert key_of(Update(3)) != key_of(Update(4))
