"""/healthz turns red for what stands still, /metrics shows what was counted."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web

from bot import http
from bot.clock import MovableClock
from bot.db import Database
from bot.errors import StartupError
from bot.http import ENGINE_LATE, POLLING_LATE, Probes, answers, health, http_app, serve
from bot.telemetry import Metrics

START = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


async def yes() -> bool:
    return True


async def never() -> bool:
    await asyncio.Event().wait()
    return True


def app(clock: MovableClock, database=yes, ticked_at=START, polled_ago=1.0) -> web.Application:
    return http_app(
        Probes(lambda: ticked_at, lambda: polled_ago, database), Metrics().registry, clock
    )


async def get(application: web.Application, path: str) -> tuple[int, aiohttp.ClientResponse]:
    async with (
        serve("127.0.0.1", 0, application) as port,
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as response,
    ):
        await response.read()
        return response.status, response


@pytest.mark.parametrize(
    ("ticked", "polled", "database_ok", "red"),
    [
        (1.0, 1.0, True, set()),
        (ENGINE_LATE, POLLING_LATE, True, set()),
        (ENGINE_LATE + 1, 1.0, True, {"engine"}),
        (None, 1.0, True, {"engine"}),
        (1.0, POLLING_LATE + 1, True, {"polling"}),
        (1.0, None, True, {"polling"}),
        (1.0, 1.0, False, {"database"}),
        (None, None, False, {"engine", "polling", "database"}),
    ],
)
def test_each_part_that_stands_still_is_red(ticked, polled, database_ok, red):
    found = health(ticked, polled, database_ok=database_ok)
    assert {
        name for name in ("engine", "polling", "database") if not getattr(found, name).is_ok
    } == red
    assert found.is_ok == (not red)


async def test_a_bot_at_work_is_green():
    status, response = await get(app(MovableClock(START + timedelta(seconds=20))), "/healthz")
    assert status == 200
    assert await response.json() == {
        "status": "green",
        "engine": {"ok": True, "seconds_ago": 20.0},
        "polling": {"ok": True, "seconds_ago": 1.0},
        "database": {"ok": True, "seconds_ago": 0.0},
    }


async def test_an_engine_that_stopped_is_named_with_how_long():
    status, response = await get(app(MovableClock(START + timedelta(minutes=5))), "/healthz")
    assert status == 503
    told = await response.json()
    assert told["status"] == "red"
    assert told["engine"] == {"ok": False, "seconds_ago": 300.0}


async def test_a_database_that_hangs_is_red(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(http, "DATABASE_PATIENCE", 0.01)
    status, response = await get(app(MovableClock(START), database=never), "/healthz")
    assert (status, (await response.json())["database"]) == (
        503,
        {"ok": False, "seconds_ago": None},
    )


async def test_a_database_that_went_away_says_since_when():
    clock, there = MovableClock(START), [True]

    async def database() -> bool:
        return there[0]

    application = app(clock, database)
    async with serve("127.0.0.1", 0, application) as port, aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{port}/healthz"
        async with session.get(url) as response:
            assert (await response.json())["database"] == {"ok": True, "seconds_ago": 0.0}
        there[0] = False
        clock.move_to(START + timedelta(seconds=25))
        async with session.get(url) as response:
            assert (await response.json())["database"] == {"ok": False, "seconds_ago": 25.0}


async def test_metrics_are_prometheus_text():
    metrics = Metrics()
    metrics.updates.labels("command").inc(3)
    probes = Probes(lambda: START, lambda: 1.0, yes)
    status, response = await get(
        http_app(probes, metrics.registry, MovableClock(START)), "/metrics"
    )
    assert status == 200
    assert response.content_type == "text/plain"
    assert 'bot_updates_total{kind="command"} 3.0' in await response.text()


async def test_a_port_in_use_is_one_clear_line():
    application = app(MovableClock(START))
    async with serve("127.0.0.1", 0, application) as port:
        with pytest.raises(StartupError) as refusal:
            async with serve("127.0.0.1", port, app(MovableClock(START))):
                pass
    line = str(refusal.value)
    assert line.startswith(f"BOT_HTTP_PORT: cannot listen on 127.0.0.1:{port}: ")
    assert "in use" in line


async def test_the_database_answers(db: Database):
    assert await answers(db)


async def test_a_database_that_is_gone_does_not_answer(db: Database, postgres):
    gone = Database(postgres.url("no_such_database"))
    assert not await answers(gone)
    await gone.close()
