"""A webhook's calls: what is refused is refused early, what is taken is handled before the 200."""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs
from telegram import Update

from bot.http import MOST_BYTES, serve
from bot.telegram.webhook import SECRET_HEADER, Receiver, derived_secret
from tests.telegram.updates import raw_message

TOKEN = "123456789:AAExample-of-a-token_that-nobody-has0"
SECRET = derived_secret(TOKEN)
KNOWN = {SECRET_HEADER: SECRET}


class Place:
    """A receiver behind HTTP, and what it handled."""

    def __init__(self) -> None:
        self.handled: list[int] = []
        self.notes: list[str] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.receiver = Receiver(None, self._handle, secret=SECRET, note=self.notes.append)
        self.receiver.is_open = True
        self.port = 0

    async def _handle(self, update: Update) -> None:
        await self.go_on.wait()
        self.handled.append(update.update_id)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/updates"

    async def post(self, body: bytes, headers: dict[str, str] = KNOWN) -> int:
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, data=body, headers=headers) as answer,
        ):
            return answer.status

    async def sends(self, update: dict[str, Any]) -> int:
        return await self.post(json.dumps(update).encode())

    def calls(self, update_id: int) -> "asyncio.Task[int]":
        return under_way(self.sends(raw_message(update_id, 1)))


def under_way(work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
    return asyncio.ensure_future(work)  # noqa: TID251  every test awaits what it began


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    found = Place()
    app = web.Application(client_max_size=MOST_BYTES)
    app.add_routes([web.post("/updates", found.receiver.answer)])
    async with serve("127.0.0.1", 0, app) as port:
        found.port = port
        yield found
        await found.receiver.aclose(1)


@asynccontextmanager
async def raw(place: Place) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    try:
        yield reader, writer
    finally:
        writer.close()


def head(place: Place, *more: str) -> bytes:
    lines = ("POST /updates HTTP/1.1", "Host: here", f"{SECRET_HEADER}: {SECRET}", *more, "", "")
    return "\r\n".join(lines).encode()


async def test_an_update_is_answered_when_it_is_handled(place: Place):
    place.go_on.clear()
    call = place.calls(5)
    while "update" not in place.notes:
        await asyncio.sleep(0)
    assert not call.done()
    place.go_on.set()
    assert await call == 200
    assert place.handled == [5]


@pytest.mark.parametrize(
    "headers",
    [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: SECRET[:-1]}, {SECRET_HEADER: f"{SECRET}0"},
     {SECRET_HEADER: "\u00e9"}, {SECRET_HEADER: TOKEN}],
)  # fmt: skip
async def test_without_the_secret_nothing_is_looked_at(place: Place, headers: dict[str, str]):
    assert await place.post(json.dumps(raw_message(5, 1)).encode(), headers) == 403
    assert place.notes == ["refused_secret"]
    assert place.handled == []


@pytest.mark.parametrize(
    "body", [b"", b"hello", b"\xff\xfe", b"{", b"[" * 100_000, b'{"update_id"']
)
async def test_what_is_no_json_is_refused(place: Place, body: bytes):
    assert await place.post(body) == 400
    assert place.notes == ["refused_json"]


@pytest.mark.parametrize(
    "value", [None, 5, [], {}, {"update_id": "5"}, {"update_id": True}, {"message": {}}, "update"]
)
async def test_what_is_no_update_is_refused(place: Place, value: Any):
    assert await place.post(json.dumps(value).encode()) == 400
    assert place.notes == ["refused_shape"]


async def test_an_update_that_cannot_be_understood_is_counted_and_does_not_come_again(
    place: Place,
):
    with capture_logs() as logs:
        assert await place.sends({"update_id": 5, "message": {"text": "secret words"}}) == 200
    assert place.notes == ["bad_update"]
    assert "secret words" not in str(logs)
    assert await place.sends(raw_message(6, 1)) == 200
    assert place.handled == [6]


async def test_ten_megabytes_are_refused_before_they_are_sent(place: Place):
    async with raw(place) as (reader, writer):
        writer.write(head(place, f"Content-Length: {10 * MOST_BYTES}"))
        async with asyncio.timeout(2):
            answer = await reader.read()  # to the end: the connection is closed, too
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert place.notes == ["refused_size"]


async def test_a_body_of_unknown_length_is_read_as_far_as_the_limit(place: Place):
    chunk = b"x" * 65_536
    async with raw(place) as (reader, writer):
        writer.write(head(place, "Transfer-Encoding: chunked"))
        sent = 0
        try:
            while sent < 10 * MOST_BYTES and not reader.at_eof():
                writer.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
                await writer.drain()
                sent += len(chunk)
        except ConnectionError:
            pass
    assert place.notes == ["refused_size"]


async def test_a_body_that_never_comes_is_not_waited_for(
    place: Place, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.telegram.webhook._BODY_PATIENCE", 0.05)
    async with raw(place) as (reader, writer):
        writer.write(head(place, "Content-Length: 100"))
        async with asyncio.timeout(2):
            assert (await reader.read()).startswith(b"HTTP/1.1 408 ")
    assert place.notes == ["refused_slow"]


async def test_one_update_in_two_calls_at_once_is_handled_once(place: Place):
    place.go_on.clear()
    calls = [place.calls(5) for _ in range(2)]
    while "update" not in place.notes:
        await asyncio.sleep(0)
    place.go_on.set()
    assert await asyncio.gather(*calls) == [200, 200]
    assert place.handled == [5]


async def test_what_takes_too_long_is_asked_for_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.telegram.webhook._PATIENCE", 0.01)
    place.go_on.clear()
    assert await place.sends(raw_message(5, 1)) == 503
    place.go_on.set()
    monkeypatch.undo()
    assert await place.sends(raw_message(5, 1)) == 200
    assert place.handled in ([5], [5, 5])


async def test_a_stop_lets_what_is_in_hand_end_and_takes_nothing_more(place: Place):
    place.go_on.clear()
    call = place.calls(5)
    while "update" not in place.notes:
        await asyncio.sleep(0)
    closing = under_way(place.receiver.aclose(5))
    await asyncio.sleep(0)
    assert await place.sends(raw_message(6, 2)) == 503
    place.go_on.set()
    await closing
    assert (await call, place.handled) == (200, [5])


async def test_what_is_cut_off_by_a_stop_is_asked_for_again(place: Place):
    place.go_on.clear()
    call = place.calls(5)
    while "update" not in place.notes:
        await asyncio.sleep(0)
    await place.receiver.aclose(0.01)
    assert (await call, place.handled) == (503, [])


async def test_other_paths_and_methods_are_not_there(place: Place):
    async with aiohttp.ClientSession() as session:
        async with session.get(place.url) as answer:
            assert answer.status == 405
        async with session.post(place.url + "/x") as answer:
            assert answer.status == 404
    assert place.notes == []


def test_the_secret_is_one_that_telegram_takes_and_tells_nothing_of_the_token():
    assert derived_secret(TOKEN) == SECRET
    assert derived_secret(f"{TOKEN}0") != SECRET
    assert len(SECRET) == 64
    assert set(SECRET) <= set("0123456789abcdef")
