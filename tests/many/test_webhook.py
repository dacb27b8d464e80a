"""Updates by webhook to several processes: in order, each acted on once, whoever dies."""

import asyncio
import json
import ssl
from pathlib import Path

import aiohttp
from sqlalchemy import func, select
from sqlalchemy.engine import URL

from bot.clock import system_clock
from bot.db import Database
from bot.demo.people import StandInUser
from bot.journal.episodes.tables import Episode
from bot.people.tables import Person
from bot.telegram.tables import HandledUpdate
from bot.telegram.webhook import SECRET_HEADER, derived_secret
from tests.many.nginx import nginx_before
from tests.process.rows import FIRST, MEDICINE, owed
from tests.process.running import House, Running
from tests.process.test_outages import asked, free_port

PUBLIC = "https://bot.example"


async def starts(house: House, *ports: int) -> list[Running]:
    """Bots at these ports, each ready for the balancer."""
    found = [await house.starts(BOT_WEBHOOK_URL=PUBLIC, BOT_HTTP_PORT=port) for port in ports]
    for port in ports:
        async with asyncio.timeout(30):
            while not await ready(port):
                await asyncio.sleep(0.05)
    return found


async def ready(port: int) -> bool:
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/healthz/ready") as answer,
        ):
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def set_up(house: House, *ids: int) -> list[StandInUser]:
    """People with a plan, to whom nothing is due for a day."""
    db = Database(house.database)
    await owed(db, ids, MEDICINE, system_clock().replace(year=system_clock().year + 1))
    await db.close()
    return house.knows(*ids)


async def notes_of(url: URL) -> dict[int, list[str]]:
    """What each person has noted, in the order in which it was stored."""
    db, found = Database(url), {}
    async with db.reading() as session:
        rows = await session.execute(
            select(Person.telegram_id, Episode.note)
            .join(Person, Person.id == Episode.person_id)
            .order_by(Episode.id)
        )
        for telegram_id, note in rows:
            found.setdefault(telegram_id, []).append(note)
    await db.close()
    return found


async def test_an_update_given_to_both_at_the_same_moment_is_acted_on_once(house: House):
    ports = (free_port(), free_port())
    bots = await starts(house, *ports)
    ids = range(1, 21)
    for user in await set_up(house, *ids):
        user.send_text("/log 3 here")
    headers = {SECRET_HEADER: derived_secret(house.standin.token)}

    async with aiohttp.ClientSession(headers=headers) as session:

        async def give(port: int, body: str) -> int:
            url = f"http://127.0.0.1:{port}/updates"
            async with session.post(url, data=body) as answer:
                return answer.status

        bodies = [json.dumps(one.value) for one in house.standin.world.updates]
        statuses = await asyncio.gather(*(give(port, body) for body in bodies for port in ports))

    assert set(statuses) == {200}
    assert [len(notes) for notes in (await notes_of(house.database)).values()] == [1] * len(ids)
    db = Database(house.database)
    async with db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(HandledUpdate)) == len(ids)
    await db.close()
    assert [(await bot.terminate()).code for bot in bots] == [0, 0]


async def test_behind_nginx_nothing_is_lost_or_disordered_when_a_bot_is_killed(
    house: House, tmp_path: Path
):
    ports, port = (free_port(), free_port()), free_port()
    bots = await starts(house, *ports)
    people, each = await set_up(house, *range(1, 9)), 12
    pushing = house.standin.pushing
    pushing.second = 0.1
    async with nginx_before(tmp_path, port, ports) as front:
        pushing.leads[PUBLIC], pushing.trust = front.address, front.trust
        for number in range(each):
            for user in people:
                user.send_text(f"/log 3 note {number}")
        total = each * len(people)
        await house.standin.until(lambda: len(taken(house)) > total // 4, 30)
        await bots[0].kill()
        await house.standin.until(lambda: len(taken(house)) > total // 2, 30)
        bots[1:1] = await starts(house, ports[0])
        await bots[-1].terminate()
        await house.standin.until(lambda: len(house.standin.world.updates) == 0, 30)

        found = await notes_of(house.database)
        assert set(found) == {FIRST + id_ for id_ in range(1, 9)}
        for notes in found.values():
            assert [note.split()[-1] for note in notes] == [str(n) for n in range(each)]
        await refusals(front.address, front.trust)


def taken(house: House) -> list[int]:
    return [update_id for update_id, status in house.standin.pushing.calls if status == 200]


async def refusals(address: str, trust: ssl.SSLContext) -> None:
    """What nginx keeps from the bots, and what they refuse."""
    assert b" 413 " in await told_of_ten_megabytes(address, trust)
    async with aiohttp.ClientSession() as session:
        for path in ("/metrics", "/healthz", "/", "/updates/"):
            async with session.get(address + path, ssl=trust) as answer:
                assert answer.status == 404
        async with session.get(f"{address}/updates", ssl=trust) as answer:
            assert answer.status == 403
        async with session.post(f"{address}/updates", data=b"{}", ssl=trust) as answer:
            assert answer.status == 403


async def told_of_ten_megabytes(address: str, trust: ssl.SSLContext) -> bytes:
    """What nginx says to a call of which it has seen the length alone."""
    port = int(address.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trust)
    length = f"Content-Length: {10 * 2**20}"
    writer.write(f"POST /updates HTTP/1.1\r\nHost: here\r\n{length}\r\n\r\n".encode())
    async with asyncio.timeout(5):
        line = await reader.readline()
    writer.close()
    return line


async def test_health_says_whether_telegram_calls_us_and_whether_calls_may_come(house: House):
    port = free_port()
    (bot,) = await starts(house, port)
    async with asyncio.timeout(10):
        while (await asked(port))[0] != 200:
            await asyncio.sleep(0.05)
    status, health = await asked(port)
    assert (status, health["webhook"]["ok"]) == (200, True)
    assert "polling" not in health
    hook = house.standin.world.settings.webhook
    assert (hook["url"], hook["max_connections"]) == (f"{PUBLIC}/updates", 100)
    await bot.terminate()
    assert house.standin.world.settings.webhook["url"]  # others may still answer


async def test_a_poller_removes_the_webhook_and_takes_what_waited(house: House):
    (bot,) = await starts(house, free_port())
    await bot.terminate()
    (ada,) = await set_up(house, 1)
    ada.send_text("/log 3 note")
    await house.starts()
    await house.standin.until(lambda: bool(ada.received), 20)
    assert house.standin.world.settings.webhook["url"] == ""
