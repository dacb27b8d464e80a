"""What operators read: never the token, never what anybody typed, from nobody, at no level."""

import asyncio
import gc
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator

import aiohttp
import pytest
import structlog
import telegram
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from telegram.ext import Application

from bot.clock import system_clock
from bot.db import Database
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from bot.errors import StartupError
from bot.telegram.transport import AiohttpRequest
from bot.telemetry import configure_logging

TOKEN = "123456789:AAExample-of-a-token_that-nobody-has0"
SECRET = "my left eyelid twitches"

Read = Callable[[], str]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What goes to standard error, where the log is; nothing may go to standard output."""
    output, errors = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", output)
    monkeypatch.setattr(sys, "stderr", errors)
    root = logging.getLogger()
    kept = (root.handlers[:], root.level, logging.raiseExceptions)
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook)
    yield errors
    logging.captureWarnings(False)
    root.handlers[:], root.level, logging.raiseExceptions = kept
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    structlog.reset_defaults()
    assert output.getvalue() == ""


@pytest.fixture(params=["console", "json"])
def logged(request: pytest.FixtureRequest, written: io.StringIO) -> Read:
    """Logging as the bot configures it, at the chattiest level; gives what was written."""
    configure_logging("DEBUG", request.param)

    def read() -> str:
        lines = written.getvalue()
        assert TOKEN not in lines
        assert SECRET not in lines
        return lines

    return read


def fail() -> None:
    raise ValueError(f"cannot read {SECRET} {TOKEN}")


def failure() -> ValueError:
    try:
        fail()
    except ValueError as error:
        return error
    raise AssertionError


def test_the_token_is_masked_wherever_it_stands(logged: Read):
    log = structlog.get_logger("bot.somewhere")
    log.info(f"asking {TOKEN}", url=f"https://host/bot{TOKEN}/getMe", many=[{"token": TOKEN}])  # noqa: G004  the mistake
    log.info("asking", quoted=TOKEN.replace(":", "%3A"), **{TOKEN: 1})
    line = logged()
    assert line.count("<token>") == 5
    assert "getMe" in line


def test_our_own_lines_keep_their_values(logged: Read):
    structlog.get_logger("bot.engine").info("reminder_sent", delivery=41)
    line = logged()
    assert all(word in line for word in ("reminder_sent", "delivery", "41", "bot.engine"))


def test_ids_of_telegrams_become_marks(written: io.StringIO, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", written)
    for secret in ("one", "one", "another"):
        configure_logging("INFO", "json", secret=secret)
        for name in ("user", "chat_id", "telegram_id"):
            structlog.get_logger("bot.test").info("hello", **{name: 123456789012}, person=5)
    assert written.getvalue().count("\n") == 9
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert "123456789012" not in written.getvalue()
    assert all(line["person"] == 5 for line in lines)
    marks = [line.get("user") or line.get("chat_id") or line["telegram_id"] for line in lines]
    assert len(set(marks[:6])) == 1, "people can be told apart, also after a restart"
    assert set(marks[6:]) != set(marks[:6]), "and nobody else finds out who they are"


def test_of_libraries_only_the_template_is_kept(logged: Read):
    logger = logging.getLogger("telegram.ext.Updater")
    logger.error("Error while parsing updates! Received data was %r", [{"text": SECRET}])
    logger.critical("\n".join(["first line", SECRET]))  # noqa: FLY002  as some libraries do
    written = logged()
    assert "Received data was" in written
    assert "first line" in written


@pytest.mark.parametrize(
    "name",
    ["telegram.Bot", "httpx", "httpcore.http11", "aiohttp.access", "sqlalchemy.engine.Engine",
     "aiosqlite", "asyncio", "apscheduler.scheduler", "asyncpg", "alembic.runtime.migration"],
)  # fmt: skip
def test_libraries_are_silent_below_warning_whatever_their_own_level(logged: Read, name: str):
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.DEBUG)
    logger.debug("values: %s", SECRET)
    logger.info("values: " + SECRET)  # noqa: G003  as some libraries do
    assert logged() == ""
    logger.warning("values: %s", SECRET)
    assert "values: " in logged()
    logger.setLevel(before)


def test_an_exception_is_its_kind_and_place(logged: Read):
    from bot.settings import Settings

    log, library = structlog.get_logger("bot.x"), logging.getLogger("aiohttp.server")
    try:
        _ = Settings(bot_token="").token
    except StartupError:
        log.exception("it failed")
        library.exception("Error handling request")
    for line in logged().splitlines():
        assert "StartupError" in line
        assert "bot/settings.py:" in line
        assert "BOT_TOKEN is missing" not in line
        assert "Traceback" not in line


def test_causes_groups_and_stacks_stay_out(logged: Read):
    log = logging.getLogger("apscheduler.executors.default")
    try:
        raise ExceptionGroup(SECRET, [failure()]) from failure()  # noqa: TRY301  with a traceback
    except ExceptionGroup:
        log.exception("Job raised an exception", stack_info=True)
    assert "ValueError" in logged()


async def test_a_task_that_nobody_awaited(logged: Read):
    async def work() -> None:
        fail()

    task = asyncio.get_running_loop().create_task(work(), name=SECRET)
    while not task.done():
        await asyncio.sleep(0)
    del task
    gc.collect()
    written = logged()
    assert "Task exception was never retrieved" in written
    assert "ValueError" in written


def test_warnings_are_their_category_and_place(logged: Read):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn(f"do not write {SECRET}", UserWarning, stacklevel=1)
    written = logged()
    assert "UserWarning" in written
    assert "test_logs.py:" in written


def test_a_log_call_that_fails_shows_no_arguments(logged: Read):
    logging.getLogger("bot").warning("two %s %s", SECRET)  # noqa: PLE1206  the mistake
    logged()


def test_a_crash_is_one_line(logged: Read):
    error = failure()
    sys.excepthook(ValueError, error, error.__traceback__)
    thread = threading.Thread(target=fail, name=SECRET)
    thread.start()
    thread.join()
    crashed, failed = logged().splitlines()
    assert "crashed" in crashed
    assert "thread_failed" in failed


def test_json_is_one_object_a_line(written: io.StringIO, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", written)
    configure_logging("INFO", "json")
    structlog.get_logger("bot.x").info("über", n=1)
    logging.getLogger("library").error("failed %s", "x")
    first, second = map(json.loads, written.getvalue().splitlines())
    assert (first["event"], first["n"], first["level"], first["logger"]) == (
        "über", 1, "info", "bot.x",
    )  # fmt: skip
    assert (second["event"], second["level"]) == ("failed %s", "error")
    assert first["timestamp"].endswith("Z")


async def test_the_database_does_not_tell_what_it_stores(logged: Read, database_url: URL):
    loggers = [logging.getLogger(name) for name in ("sqlalchemy.engine.Engine", "aiosqlite")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    database = Database(database_url)
    async with database.writing() as session:
        await session.execute(text("CREATE TABLE hidden (words VARCHAR(99) UNIQUE)"))
        await session.execute(text("INSERT INTO hidden VALUES (:words)"), {"words": SECRET})
        assert (await session.execute(text("SELECT words FROM hidden"))).scalar() == SECRET
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        async with database.writing() as session:
            await session.execute(text("INSERT INTO hidden VALUES (:words)"), {"words": SECRET})
    try:
        async with database.reading() as session:
            await session.execute(text("SELECT :words FROM nowhere"), {"words": SECRET})
    except SQLAlchemyError:
        structlog.get_logger("bot.db").exception("query failed")
    await database.close()
    assert "query failed" in logged()
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


async def test_the_way_to_telegram_does_not_tell_what_is_said(logged: Read):
    """PTB over our transport and over the network: calls that succeed, are refused, and fail."""
    standin = StandIn(system_clock, token=TOKEN)
    user = standin.user("Ada")
    user.send_text("/start")
    async with serving(standin.application()) as address, bot_at(address) as bot:
        await bot.send_message(user.id, SECRET)
        with pytest.raises(telegram.error.BadRequest):
            await bot.send_message(user.id, f"<{SECRET}>", parse_mode="HTML")
    gone = bot_at(address)
    with pytest.raises(telegram.error.NetworkError):
        await gone.initialize()
    await gone.shutdown()
    structlog.get_logger("bot.x").warning("not sent", url=gone.base_url)
    assert "not sent" in logged()


def bot_at(address: str) -> telegram.Bot:
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{address}/bot")
        .request(AiohttpRequest())
        .get_updates_request(AiohttpRequest())
        .build()
    )
    return application.bot


async def test_a_server_whose_handler_fails(logged: Read):
    from aiohttp import web

    from bot.http import serve

    async def handler(_request: web.Request) -> web.Response:
        fail()
        return web.Response()

    app = web.Application()
    app.router.add_get("/{tail:.*}", handler)
    async with serve("127.0.0.1", 0, app) as port, aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{port}/bot{TOKEN}/getMe"
        async with session.get(url, params={"text": SECRET}) as response:
            assert response.status == 500
    assert "Error handling request" in logged()
