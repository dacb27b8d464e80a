"""The way out to Telegram: python-telegram-bot's requests over one aiohttp session.

Beside being ten times cheaper than the default transport it says what that one hides: whether
a request that failed can have been carried out (doubt.py). No error of it names an address,
since those contain the token.
"""

import asyncio
import errno
import json
import ssl
from http import HTTPStatus
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.telegram.bodies import Body, body_of
from bot.telegram.doubt import (
    InDoubtError,
    InDoubtTimeoutError,
    NotSentError,
    NotSentInTimeError,
    ServerFailedError,
    TooManyRequestsError,
)

Seconds = Any
"""How PTB passes a time-out: seconds, None for none, or its marker for "your default"."""

_Default = type(BaseRequest.DEFAULT_NONE)

_KEEP_ALIVE = 15.0
"""Seconds an idle connection is kept: less than servers do, so that they rarely close it as we
write, which would leave a request in doubt."""

_NOT_JSON = b'{"ok": false, "description": ""}'


class AiohttpRequest(BaseRequest):
    """A pooled transport; time-outs in seconds.

    `connect` covers DNS, TCP and TLS; `read` each wait for bytes of the answer; `write` and
    `media_write` each chunk of an upload; `pool` the wait for one of the `connections`.
    """

    __slots__ = ("_limit", "_places", "_proxies", "_session", "_ssl", "_waits")

    def __init__(
        self,
        *,
        connections: int = 256,
        connect_timeout: float | None = 5.0,
        read_timeout: float | None = 10.0,
        media_write_timeout: float | None = 20.0,
        pool_timeout: float | None = 5.0,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._limit = connections
        self._waits = (connect_timeout, read_timeout, media_write_timeout, pool_timeout)
        self._ssl = ssl_context
        self._session: aiohttp.ClientSession | None = None
        self._places = asyncio.Semaphore(connections)
        self._proxies: dict[tuple[str, str | None], URL | None] = {}

    @property
    def read_timeout(self) -> float | None:
        return self._waits[1]

    async def initialize(self) -> None:
        if self._session is None:
            self._places = asyncio.Semaphore(self._limit)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=0,  # _places counts, with a time-out of its own
                    keepalive_timeout=_KEEP_ALIVE,
                    ttl_dns_cache=60,
                    ssl=self._ssl or True,
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "identity"},
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - PTB's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and payload of the answer; NotSentError or InDoubtError when there is none.

        Answers 5xx are in doubt too; 429 is TooManyRequestsError, whoever gave it.
        """
        connect, read, write, pool = (
            default if isinstance(given, _Default) else given
            for given, default in zip(
                (connect_timeout, read_timeout, write_timeout, pool_timeout),
                self._waits,
                strict=True,
            )
        )
        waits = aiohttp.ClientTimeout(total=None, connect=connect, sock_read=read)
        body = body_of(request_data, write) if method == "POST" else None
        await self._enter(pool)
        try:
            status, retry_after, payload = await self._exchange(method, URL(url), body, waits)
        except TelegramError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it may name the address
            failure = _failure(error, left=body is None or body.complete)
        else:
            return _answer(status, retry_after, payload)
        finally:
            self._places.release()
        raise failure  # here, where the error that names the address is no longer its context

    async def _enter(self, patience: float | None) -> None:
        if self._session is None:
            raise RuntimeError("this transport is not initialized")
        if not self._places.locked():
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(patience):
                await self._places.acquire()
        except TimeoutError:
            raise NotSentInTimeError("not sent: no connection became free in time") from None

    async def _exchange(
        self, method: str, url: URL, body: Body | None, waits: aiohttp.ClientTimeout
    ) -> tuple[int, str, bytes]:
        assert self._session is not None
        async with self._session.request(
            method,
            url,
            data=body,
            timeout=waits,
            allow_redirects=False,
            proxy=self._proxy(url),
        ) as answer:
            payload = await answer.read()
            return answer.status, answer.headers.get("Retry-After", ""), payload

    def _proxy(self, url: URL) -> URL | None:
        """Look the environment's proxy for this host up once: aiohttp would each time."""
        origin = (url.scheme, url.authority)
        if origin not in self._proxies:
            self._proxies[origin] = _proxy_from_environment(url)
        return self._proxies[origin]

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read the answer; InDoubtError when it is not Telegram's, and nothing of it is logged."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or not ("result" in answer or "description" in answer):
            raise InDoubtError("in doubt: the answer is not Telegram's")
        return answer


def _answer(status: int, retry_after: str, payload: bytes) -> tuple[int, bytes]:
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return status, payload
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise TooManyRequestsError(_pause(retry_after, payload))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ServerFailedError(f"in doubt: the server answered {status}")
    # Somebody's error page may quote the address, and PTB would quote the page.
    return status, payload if payload.lstrip().startswith(b"{") else _NOT_JSON


def _pause(header: str, payload: bytes) -> float:
    """Find the seconds to be silent: Telegram's own word, else a proxy's, else one."""
    try:
        return max(float(json.loads(payload)["parameters"]["retry_after"]), 0.0)
    except (ValueError, TypeError, KeyError):
        return float(header) if header.isdecimal() else 1.0


def _failure(error: Exception, *, left: bool) -> NetworkError:
    reason, late = _reason(error), isinstance(error, TimeoutError)
    if left:
        return (InDoubtTimeoutError if late else InDoubtError)(f"in doubt: {reason}")
    return (NotSentInTimeError if late else NotSentError)(f"not sent: {reason}")


def _reason(error: BaseException) -> str:
    """Name the kind of error and, where the system gave one, its code; never quote its text."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        inner: BaseException = error.certificate_error
        return f"certificate refused ({getattr(inner, 'verify_message', type(inner).__name__)})"
    code = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    return f"{type(error).__name__} {code}".rstrip()


def _proxy_from_environment(url: URL) -> URL | None:
    """By HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY; NotSentError for a kind unknown to us."""
    if url.host is None or proxy_bypass(f"{url.host}:{url.port}"):
        return None
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    if not proxy:
        return None
    address = URL(proxy if "://" in proxy else f"http://{proxy}")
    if address.scheme not in {"http", "https"}:
        raise NotSentError(f"not sent: {address.scheme} proxies are not supported")
    return address
