"""Updates by webhook, as Telegram makes them: a row a chat, again until 200, for a day.

After WebhookActor.cpp of Telegram's Bot API server: in each row one call at a time, the next only
after a 2xx; the first repetition at once, then after 2, 4, 8 ... seconds, or what Retry-After says.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from bot.demo.chats import Json
from bot.demo.updates import Updates, Waiting
from bot.demo.world import World

_PATIENCE = 60.0
"""Seconds for an answer."""
_LONGEST_WAIT = 90.0
_MOST = 40
"""Calls under way when setWebhook names no number."""


class Pushing:
    """Calls the webhook that is set. `leads` says where its public address is on loopback.

    `second` is how long a second of Telegram's waiting takes, so that tests need not wait.
    """

    def __init__(self, world: World, *, second: float = 1.0) -> None:
        self.leads: dict[str, str] = {}
        """By origin, `https://bot.example`: what DNS and the proxies behind it come to."""
        self.second = second
        self.trust: ssl.SSLContext | bool = True
        """Whose certificates are believed."""
        self.calls: list[tuple[int, int]] = []
        """Every call so far: the update's id, and the status of the answer; 0 for none."""
        self._world = world
        self._rows: dict[object, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        world.updates.on_push = self._news.set
        world.on_webhook = self.changed
        self._places = asyncio.Semaphore(_MOST)

    def changed(self) -> None:
        """Another webhook is set, or none: what waits for the old one is looked at anew."""
        for row in self._rows.values():
            row.cancel()
        self._rows.clear()
        self._places = asyncio.Semaphore(self._hook.get("max_connections", _MOST))
        self._news.set()

    async def within(self, _app: web.Application) -> AsyncIterator[None]:
        """For `cleanup_ctx`: pushes while the application runs."""
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            pushing = asyncio.create_task(self._run(session))  # noqa: TID251  ended below
            yield
            pushing.cancel()
            for row in self._rows.values():
                row.cancel()
            await asyncio.gather(pushing, *self._rows.values(), return_exceptions=True)

    @property
    def _hook(self) -> Json:
        return self._world.settings.webhook

    async def _run(self, session: aiohttp.ClientSession) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            for key in {_row_of(one.value) for one in self._updates} if self._hook["url"] else ():
                if key not in self._rows or self._rows[key].done():
                    row = self._serve(session, key)
                    self._rows[key] = asyncio.create_task(row)  # noqa: TID251  `within` ends it

    @property
    def _updates(self) -> Updates:
        return self._world.updates

    async def _serve(self, session: aiohttp.ClientSession, key: object) -> None:
        """One chat's updates, in their order."""
        while one := next((one for one in self._updates if _row_of(one.value) == key), None):
            failures, delay = 0, 1.0
            while (again_after := await self._call(session, one)) is not None:
                delay = min(delay * 2, _LONGEST_WAIT) if failures else delay
                await asyncio.sleep((again_after or (delay if failures else 0)) * self.second)
                failures += 1
            self._updates.done(one.update_id)

    async def _call(self, session: aiohttp.ClientSession, one: Waiting) -> float | None:
        """Calls once; None when it was taken, else after how many seconds at the least again."""
        url = urlsplit(self._hook["url"])
        base = self.leads.get(f"{url.scheme}://{url.netloc}")
        status, reason, wait = 0, "Connection refused", 0.0
        with suppress(aiohttp.ClientError, TimeoutError, OSError):
            if base is not None:
                async with (
                    self._places,
                    session.post(
                        base + (url.path or "/"),
                        json=one.value,
                        headers=self._world.settings.webhook_headers,
                        timeout=aiohttp.ClientTimeout(total=_PATIENCE),
                        allow_redirects=False,
                        ssl=self.trust,
                    ) as answer,
                ):
                    status, reason = answer.status, answer.reason or ""
                    wait = float(answer.headers.get("Retry-After", "0"))
        self.calls.append((one.update_id, status))
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return None
        self._hook["last_error_date"] = int(self._world.clock().timestamp())
        self._hook["last_error_message"] = (
            f"Wrong response from the webhook: {status} {reason}" if status else reason
        )
        return wait


def _row_of(update: Json) -> object:
    """The chat or person whose updates come one after another."""
    what: Any = next((value for name, value in update.items() if name != "update_id"), {})
    if not isinstance(what, dict):
        return None
    return (what.get("chat") or what.get("from") or {}).get("id")
