"""The transport against a real socket: what is sent, and what is said when it goes wrong."""

import asyncio
import gc
import io
import logging
import pickle
import traceback
from collections.abc import AsyncIterator, Iterator
from email.parser import BytesParser
from urllib.parse import parse_qs

import pytest
from telegram import InputFile
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot

from bot.telegram.doubt import (
    InDoubtError,
    InDoubtTimeoutError,
    NotSentError,
    NotSentInTimeError,
    ServerFailedError,
    seconds_of,
)
from bot.telegram.transport import AiohttpRequest
from tests.telegram.loopback import TOKEN, Talk, client_tls, server_tls, serving


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def _no_token_in_any_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    gc.collect(1)  # what nobody retrieved is reported when it is collected
    told = "".join(record.getMessage() + str(record.exc_info) for record in caplog.records)
    assert TOKEN.split(":")[1] not in told


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(connections=4, read_timeout=5) as request:
        yield request


def bot_on(url: str, request: AiohttpRequest) -> ExtBot[None]:
    return ExtBot(
        TOKEN,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=request,
        get_updates_request=AiohttpRequest(connections=1),
    )


MESSAGE = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "hi"}


async def test_a_message_goes_out_as_a_form_and_its_answer_comes_back(
    request_: AiohttpRequest,
) -> None:
    seen = []

    async def telegram(talk: Talk) -> None:
        seen.append(await talk.request())
        await talk.answer(MESSAGE)

    async with serving(telegram) as server:
        message = await bot_on(server.url, request_).send_message(5, "Zäh & süß <b>+1</b> 💊")

    head, body = seen[0]
    assert message.message_id == 7
    assert head.startswith(f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\n")
    assert parse_qs(body.decode()) == {"chat_id": ["5"], "text": ["Zäh & süß <b>+1</b> 💊"]}


async def test_one_connection_serves_many_calls(request_: AiohttpRequest) -> None:
    async def telegram(talk: Talk) -> None:
        while True:
            await talk.request()
            await talk.answer()

    async with serving(telegram) as server:
        for _ in range(20):
            assert await request_.post(server.method_url) is True
        assert len(server.connections) == 1


async def test_a_call_without_parameters_has_an_empty_body(request_: AiohttpRequest) -> None:
    async def telegram(talk: Talk) -> None:
        head, body = await talk.request()
        assert "Content-Length: 0\r\n" in head
        assert body == b""
        await talk.answer()

    async with serving(telegram) as server:
        assert await bot_on(server.url, request_).log_out() is True


@pytest.mark.parametrize("handle_left_open", [True, False])
async def test_a_file_is_uploaded_with_its_name_in_full_and_can_be_sent_again(
    request_: AiohttpRequest, *, handle_left_open: bool
) -> None:
    seen = []
    content = bytes(range(256)) * 1000

    async def telegram(talk: Talk) -> None:
        while True:
            seen.append(await talk.request())
            await talk.answer(MESSAGE)

    handle = io.BytesIO(content)
    document = InputFile(handle, 'Bericht "Mai".pdf', read_file_handle=not handle_left_open)
    async with serving(telegram) as server:
        bot = bot_on(server.url, request_)
        await bot.send_document(5, document, caption="für Dr. Weiß")
        await bot.send_document(5, document, caption="für Dr. Weiß")

    assert len(seen) == 2
    for head, body in seen:
        kind = next(line for line in head.split("\r\n") if line.startswith("Content-Type: "))
        parts = BytesParser().parsebytes(f"{kind}\r\n\r\n".encode() + body).get_payload()
        chat, caption, file = parts
        assert chat.get_payload() == "5"
        assert caption.get_payload(decode=True).decode() == "für Dr. Weiß"
        assert file.get_filename() == "Bericht %22Mai%22.pdf"
        assert file.get_content_type() == "application/pdf"
        assert file.get_payload(decode=True) == content


async def test_a_file_of_telegrams_is_fetched(request_: AiohttpRequest) -> None:
    async def telegram(talk: Talk) -> None:
        head, _ = await talk.request()
        assert head.startswith(f"GET /file/bot{TOKEN}/voice/1.ogg ")
        await talk.raw(200, b"\x00\xffOggS")

    async with serving(telegram) as server:
        url = f"{server.url}/file/bot{TOKEN}/voice/1.ogg"
        assert await request_.retrieve(url) == b"\x00\xffOggS"


async def fails(request: AiohttpRequest, url: str, **timeouts: float) -> NetworkError:
    with pytest.raises(TelegramError) as caught:
        await request.post(url, **timeouts)
    assert_no_token(caught.value)
    assert isinstance(caught.value, NetworkError)
    return caught.value


def assert_no_token(error: BaseException) -> None:
    """Neither in the error nor in anything it drags along."""
    told = "".join(traceback.format_exception(error))
    link: BaseException | None = error
    while link is not None:
        told += f"{link} {link!r} {link.args} {vars(link) if hasattr(link, '__dict__') else ''}"
        link = link.__cause__ or link.__context__
    assert TOKEN not in told
    assert TOKEN.split(":")[1] not in told


async def test_nobody_listening_means_not_sent(request_: AiohttpRequest) -> None:
    async def telegram(talk: Talk) -> None: ...

    async with serving(telegram) as server:
        pass
    error = await fails(request_, server.method_url)
    assert isinstance(error, NotSentError)
    assert "ECONNREFUSED" in str(error)


async def test_an_unknown_host_means_not_sent(
    request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_such_name(*_: object, **__: object) -> None:
        raise OSError(-2, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", no_such_name)
    error = await fails(request_, f"http://telegram.invalid/bot{TOKEN}/sendMessage")
    assert isinstance(error, NotSentError)


async def test_no_connection_in_time_means_not_sent(
    request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", never)
    url = f"http://127.0.0.1:9/bot{TOKEN}/sendMessage"
    error = await fails(request_, url, connect_timeout=0.05)
    assert isinstance(error, NotSentInTimeError)
    assert isinstance(error, TimedOut)


async def test_a_full_pool_means_not_sent_and_its_place_comes_back() -> None:
    arrived, release = asyncio.Event(), asyncio.Event()

    async def telegram(talk: Talk) -> None:
        while True:
            await talk.request()
            arrived.set()
            await release.wait()
            await talk.answer()

    async with (
        AiohttpRequest(connections=1) as request,
        serving(telegram) as server,
        asyncio.TaskGroup() as group,
    ):
        first = group.create_task(request.post(server.method_url))
        await arrived.wait()
        error = await fails(request, server.method_url, pool_timeout=0.05)
        assert isinstance(error, NotSentInTimeError)
        release.set()
        assert await first is True
        assert await request.post(server.method_url) is True


async def test_an_untrusted_certificate_means_not_sent(request_: AiohttpRequest) -> None:
    async def telegram(talk: Talk) -> None:
        await talk.answer()

    async with serving(telegram, server_tls()) as server:
        error = await fails(request_, server.method_url)
    assert isinstance(error, NotSentError)
    assert "certificate refused (self-signed certificate)" in str(error)


async def test_a_trusted_certificate_is_spoken_to() -> None:
    async def telegram(talk: Talk) -> None:
        await talk.request()
        await talk.answer("over TLS")

    async with (
        serving(telegram, server_tls()) as server,
        AiohttpRequest(ssl_context=client_tls()) as request,
    ):
        assert await request.post(server.method_url) == "over TLS"


async def test_dropped_after_the_request_arrived_is_in_doubt_and_never_repeated(
    request_: AiohttpRequest,
) -> None:
    arrived = []

    async def telegram(talk: Talk) -> None:
        arrived.append(await talk.request())
        talk.drop()

    async with serving(telegram) as server:
        error = await fails(request_, server.method_url)
    assert isinstance(error, InDoubtError)
    assert len(arrived) == 1


async def test_a_kept_connection_dropped_on_the_second_request_is_in_doubt_and_not_repeated(
    request_: AiohttpRequest,
) -> None:
    arrived = []

    async def telegram(talk: Talk) -> None:
        arrived.append(await talk.request())
        await talk.answer()
        arrived.append(await talk.request())
        talk.drop()

    async with serving(telegram) as server:
        await request_.post(server.method_url)
        error = await fails(request_, server.method_url)
    assert isinstance(error, InDoubtError)
    assert len(arrived) == 2


async def test_a_kept_connection_found_closed_before_a_byte_was_written_means_not_sent(
    request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def telegram(talk: Talk) -> None:
        while True:
            await talk.request()
            await talk.answer()

    async with serving(telegram) as server:
        await request_.post(server.method_url)
        connect = request_._session.connector.connect

        async def closes_as_we_take_it(*args: object, **kwargs: object) -> object:
            connection = await connect(*args, **kwargs)
            connection.transport.close()
            return connection

        monkeypatch.setattr(request_._session.connector, "connect", closes_as_we_take_it)
        error = await fails(request_, server.method_url)
    assert isinstance(error, NotSentError)


async def test_a_kept_connection_closed_in_between_is_replaced(request_: AiohttpRequest) -> None:
    async def telegram(talk: Talk) -> None:
        await talk.request()
        await talk.answer()

    async with serving(telegram) as server:
        await request_.post(server.method_url)
        for connection in list(request_._session.connector._conns.values()):
            await connection[0][0].closed  # the server's farewell has arrived
        assert await request_.post(server.method_url) is True
        assert len(server.connections) == 2


async def test_no_answer_in_time_is_in_doubt(request_: AiohttpRequest) -> None:
    async def telegram(talk: Talk) -> None:
        await talk.request()
        await talk.reader.read()

    async with serving(telegram) as server:
        error = await fails(request_, server.method_url, read_timeout=0.05)
    assert isinstance(error, InDoubtTimeoutError)
    assert isinstance(error, TimedOut)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(
            b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"ok": tr', id="truncated body"
        ),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Le", id="truncated head"),
        pytest.param(b"220 smtp.example.org ESMTP\r\n\r\n", id="another protocol"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<ok>", id="no JSON"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", id="no result"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue", id="no object"),
    ],
)
async def test_an_answer_that_makes_no_sense_is_in_doubt(
    request_: AiohttpRequest, answer: bytes
) -> None:
    async def telegram(talk: Talk) -> None:
        await talk.request()
        talk.writer.write(answer)

    async with serving(telegram) as server:
        error = await fails(request_, server.method_url)
    assert isinstance(error, InDoubtError)


async def test_an_upload_cut_off_half_way_was_not_sent(request_: AiohttpRequest) -> None:
    async def telegram(talk: Talk) -> None:
        await talk.reader.readexactly(1000)
        talk.drop()

    photo = InputFile(bytes(8_000_000), "chart.png")
    async with serving(telegram) as server:
        with pytest.raises(NotSentError) as caught:
            await bot_on(server.url, request_).send_photo(5, photo)
    assert_no_token(caught.value)


async def test_an_upload_that_stalls_was_not_sent(request_: AiohttpRequest) -> None:
    stop = asyncio.Event()

    async def telegram(talk: Talk) -> None:
        talk.writer.transport.pause_reading()
        await stop.wait()

    photo = InputFile(bytes(64_000_000), "chart.png")
    async with serving(telegram) as server:
        with pytest.raises(NotSentInTimeError) as caught:
            await bot_on(server.url, request_).send_photo(5, photo, write_timeout=0.05)
        stop.set()
    assert_no_token(caught.value)


async def test_an_upload_whose_answer_is_lost_is_in_doubt(request_: AiohttpRequest) -> None:
    async def telegram(talk: Talk) -> None:
        await talk.request()
        talk.drop()

    async with serving(telegram) as server:
        with pytest.raises(InDoubtError):
            await bot_on(server.url, request_).send_photo(5, InputFile(b"png", "chart.png"))


def told(description: str) -> bytes:
    return f'{{"ok": false, "description": "{description}"}}'.encode()


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (400, told("Bad Request: chat not found"), BadRequest, "Chat not found"),
        (403, told("Forbidden: bot was blocked by the user"), Forbidden, "blocked by the user"),
        (401, told("Unauthorized"), InvalidToken, "Unauthorized"),
        (404, b"<h1>/bot%s not here</h1>" % TOKEN.encode(), InvalidToken, "Not Found (404)"),
        (302, b"", NetworkError, "Found (302)"),
        (500, told("Internal Server Error"), ServerFailedError, "500"),
        (502, b"<h1>/bot%s is not well</h1>" % TOKEN.encode(), ServerFailedError, "502"),
    ],
)
async def test_refusals_become_ptbs_exceptions(
    request_: AiohttpRequest, status: int, body: bytes, kind: type[TelegramError], words: str
) -> None:
    async def telegram(talk: Talk) -> None:
        await talk.request()
        await talk.raw(status, body, "Location: /elsewhere\r\n")

    async with serving(telegram) as server:
        with pytest.raises(TelegramError) as caught:
            await request_.post(server.method_url)
    assert type(caught.value) is kind
    assert words in str(caught.value)
    assert_no_token(caught.value)


@pytest.mark.parametrize(
    ("body", "header", "seconds"),
    [
        (b'{"description": "slower", "parameters": {"retry_after": 7}}', "", 7),
        (b"<h1>slower</h1>", "Retry-After: 3\r\n", 3),
        (b"<h1>slower</h1>", "", 1),
    ],
)
async def test_too_many_requests_says_how_long_to_wait(
    request_: AiohttpRequest, body: bytes, header: str, seconds: int
) -> None:
    async def telegram(talk: Talk) -> None:
        await talk.request()
        await talk.raw(429, body, header)

    async with serving(telegram) as server:
        with pytest.raises(RetryAfter) as caught:
            await request_.post(server.method_url)
    assert seconds_of(caught.value) == seconds
    assert seconds_of(pickle.loads(pickle.dumps(caught.value))) == seconds  # noqa: S301 - our own


async def test_a_proxy_from_the_environment_is_used_but_not_for_hosts_it_excepts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heads = []

    async def proxy(talk: Talk) -> None:
        heads.append((await talk.request())[0])
        await talk.answer("by proxy")

    async def telegram(talk: Talk) -> None:
        await talk.request()
        await talk.answer("directly")

    async with serving(telegram) as server, serving(proxy) as other:
        monkeypatch.setenv("http_proxy", other.url.replace("http://", "http://me:secret@"))
        async with AiohttpRequest() as request:
            assert await request.post(server.method_url) == "by proxy"
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        async with AiohttpRequest() as request:
            assert await request.post(server.method_url) == "directly"
    assert heads[0].startswith(f"POST {server.method_url} HTTP/1.1")
    assert "Proxy-Authorization: Basic bWU6c2VjcmV0" in heads[0]


async def test_tls_goes_through_a_proxy_as_a_tunnel_and_a_refusal_means_not_sent(
    monkeypatch: pytest.MonkeyPatch, request_: AiohttpRequest
) -> None:
    heads = []

    async def proxy(talk: Talk) -> None:
        heads.append((await talk.request())[0])
        await talk.raw(403, b"no")

    async with serving(proxy) as other:
        monkeypatch.setenv("https_proxy", other.url)
        error = await fails(request_, f"https://telegram.invalid/bot{TOKEN}/sendMessage")
    assert isinstance(error, NotSentError)
    assert heads[0].startswith("CONNECT telegram.invalid:443 ")
    assert TOKEN not in heads[0]


async def test_a_kind_of_proxy_we_do_not_speak_is_said_not_passed_by(
    monkeypatch: pytest.MonkeyPatch, request_: AiohttpRequest
) -> None:
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9")
    error = await fails(request_, f"http://127.0.0.1:9/bot{TOKEN}/sendMessage")
    assert isinstance(error, NotSentError)
    assert "socks5" in str(error)


async def test_a_cancelled_call_gives_its_place_back() -> None:
    arrived = asyncio.Event()

    async def telegram(talk: Talk) -> None:
        await talk.request()
        if arrived.is_set():
            await talk.answer()
        arrived.set()
        await talk.reader.read()

    async with AiohttpRequest(connections=1) as request, serving(telegram) as server:
        async with asyncio.TaskGroup() as group:
            call = group.create_task(request.post(server.method_url))
            await arrived.wait()
            call.cancel()
        assert await request.post(server.method_url, pool_timeout=0.05) is True


async def test_it_can_be_shut_down_twice_and_started_again() -> None:
    async def telegram(talk: Talk) -> None:
        await talk.request()
        await talk.answer()

    request = AiohttpRequest()
    async with serving(telegram) as server:
        with pytest.raises(NetworkError, match="not initialized"):
            await request.post(server.method_url)
        await request.initialize()
        await request.initialize()
        assert await request.post(server.method_url) is True
        await request.shutdown()
        await request.shutdown()
        await request.initialize()
        assert await request.post(server.method_url) is True
        await request.shutdown()
