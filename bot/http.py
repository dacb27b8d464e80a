"""For operators: /healthz says whether the bot does its work, /metrics how it goes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.db import Database
from bot.errors import StartupError

ENGINE_LATE = 30.0
"""Seconds without a tick after which the engine counts as stopped: it ticks each five, and a tick
in which very many are due may take some."""
POLLING_LATE = 120.0
"""Seconds without an answer to getUpdates; a long poll lasts far less."""
MOST_BYTES = 1024 * 1024
"""Of a request's body; more is not read."""
DATABASE_PATIENCE = 3.0
"""Seconds the database has for an answer."""


@dataclass(frozen=True, slots=True)
class Probes:
    """What the endpoints ask, each time anew.

    `ticked_at` is the engine's last tick by the Clock, `polled_ago` the seconds since Telegram
    last answered a poll; both None while it has not happened yet.
    """

    ticked_at: Callable[[], datetime | None]
    polled_ago: Callable[[], float | None]
    database: Callable[[], Awaitable[bool]]
    is_ready: Callable[[], bool] = lambda: True
    """Whether a balancer may send updates here: not while the bot stops."""
    intake: str = "polling"
    """How updates come: this part's name in what /healthz says."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must work; `seconds` since it last did, None for never or not known."""

    is_ok: bool
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Health:
    engine: Part
    polling: Part
    database: Part

    @property
    def is_ok(self) -> bool:
        return self.engine.is_ok and self.polling.is_ok and self.database.is_ok


def health(
    engine_ticked_ago: float | None,
    polled_ago: float | None,
    *,
    database_ok: bool,
    database_ago: float | None = None,
) -> Health:
    """Green when all three work. Times in seconds, None while it has not happened yet."""
    return Health(
        engine=_lately(engine_ticked_ago, ENGINE_LATE),
        polling=_lately(polled_ago, POLLING_LATE),
        database=Part(database_ok, database_ago),
    )


def http_app(
    probes: Probes,
    registry: CollectorRegistry,
    clock: Clock,
    more: Iterable[web.AbstractRouteDef] = (),
) -> web.Application:
    """What operators and balancers ask, and `more`; none names a person or a secret.

    /healthz/ready: calls may come here. /healthz/live: the process need not be started anew,
    which would mend neither the database nor Telegram.
    """
    answered_at: datetime | None = None  # the database, when it was last asked here and well

    async def healthz(_request: web.Request) -> web.Response:
        nonlocal answered_at
        database_ok = await _in_time(probes.database)
        now = clock()
        answered_at = now if database_ok else answered_at
        found = health(
            _since(probes.ticked_at(), now),
            probes.polled_ago(),
            database_ok=database_ok,
            database_ago=_since(answered_at, now),
        )
        status = HTTPStatus.OK if found.is_ok else HTTPStatus.SERVICE_UNAVAILABLE
        return web.json_response(_shown(found, probes.intake), status=status)

    async def ready(_request: web.Request) -> web.Response:
        return _verdict(is_ok=probes.is_ready() and await _in_time(probes.database))

    async def live(_request: web.Request) -> web.Response:
        return _verdict(is_ok=True)  # whoever answers has an event loop that runs

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    app = web.Application(client_max_size=MOST_BYTES)
    pages = {"/healthz": healthz, "/healthz/ready": ready, "/healthz/live": live}
    app.add_routes([web.get(path, page) for path, page in pages.items()])
    app.add_routes([web.get("/metrics", metrics), *more])
    return app


@asynccontextmanager
async def serve(host: str, port: int, app: web.Application) -> AsyncIterator[int]:
    """Serves within the block, on the port that is given; StartupError when it is not free."""
    runner = web.AppRunner(app, access_log=None, lingering_time=0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            reason = (error.strerror or str(error)).split(": ")[-1]
            raise StartupError(f"BOT_HTTP_PORT: cannot listen on {host}:{port}: {reason}") from None
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def answers(db: Database) -> bool:
    """Whether the database answers at all."""
    try:
        async with db.reading() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        return False
    return True


def _verdict(*, is_ok: bool) -> web.Response:
    status = HTTPStatus.OK if is_ok else HTTPStatus.SERVICE_UNAVAILABLE
    return web.json_response({"ok": is_ok}, status=status)


def _lately(seconds: float | None, most: float) -> Part:
    return Part(seconds is not None and seconds <= most, seconds)


async def _in_time(question: Callable[[], Awaitable[bool]]) -> bool:
    try:
        async with asyncio.timeout(DATABASE_PATIENCE):
            return await question()
    except TimeoutError:
        return False


def _shown(found: Health, intake: str) -> dict[str, object]:
    parts = {"engine": found.engine, intake: found.polling, "database": found.database}
    return {
        "status": "green" if found.is_ok else "red",
        **{
            name: {"ok": part.is_ok, "seconds_ago": _rounded(part.seconds)}
            for name, part in parts.items()
        },
    }


def _since(instant: datetime | None, now: datetime) -> float | None:
    return None if instant is None else (now - instant).total_seconds()


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
