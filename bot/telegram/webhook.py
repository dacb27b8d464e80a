"""Updates by webhook: Telegram calls us, and hears 200 when the update's handling has ended.

Telegram repeats a call until then, for a day, so that a process killed half-way loses nothing. It
keeps the calls of one chat in a row of their own, the next one only after the last one's 200 (see
WebhookActor.cpp of its Bot API server): however many processes answer, one person's updates stay
in order. The secret and the size are looked at before anything else is read.
"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web
from telegram import Update
from telegram.ext import ExtBot

from bot.telegram import incoming
from bot.telegram.floods import Floods, Verdict, sender_in
from bot.telegram.ordering import PerPerson
from bot.telemetry import told

MOST_BYTES = 1024 * 1024
"""Of one call; Telegram's own are a few kilobytes."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a header's name
_BODY_PATIENCE = 10.0
"""Seconds a caller has for its body."""
_PATIENCE = 25.0
"""Seconds a call is held while its update is handled; Telegram then asks again."""
_log = structlog.get_logger(__name__)


def derived_secret(token: str) -> str:
    """The secret when none is set: 64 hexadecimal digits, the same in every process."""
    return hmac.new(token.encode(), b"secret_token of the webhook", hashlib.sha256).hexdigest()


class RefusedError(Exception):
    """A call that is not answered with 200; `why` is counted."""

    def __init__(self, why: str, status: HTTPStatus) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


class Receiver:
    """Takes calls, one update each.

    `note` is told "update", "bad_update", "flood" for what `floods` turns away, or "refused_" and
    why. Who floods is told by `slower` now and then.
    An update that comes again while it is in hand is not handled twice: both calls get its answer.
    """

    def __init__(
        self,
        bot: ExtBot[Any] | None,
        handle: Callable[[Update], Awaitable[None]],
        *,
        secret: str,
        floods: Floods | None = None,
        slower: Callable[[Update], Awaitable[None]] | None = None,
        note: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._bot = bot
        self._secret = secret.encode()
        self._note = note
        self._in_hand: dict[int, asyncio.Future[None]] = {}
        self._people = PerPerson(handle, ended=self._ended)
        self._floods = floods or Floods()
        self._slowed = PerPerson(slower, places=8) if slower else None
        self.is_open = False
        """Whether a balancer may send calls here: from the start of the work to its end."""

    async def answer(self, request: web.Request) -> web.Response:
        try:
            raw = await self._read(request)
            await self._acted_on(raw)
        except RefusedError as refused:
            self._note(f"refused_{refused.why}")
            return _refusal(refused)
        return web.Response()

    async def aclose(self, seconds: float) -> None:
        """Takes nothing more, and waits so long for what is in hand; the rest is asked again."""
        self.is_open = False
        await self._people.aclose(seconds)
        if self._slowed is not None:
            await self._slowed.aclose(0)
        for waiting in self._in_hand.values():
            waiting.cancel()
        self._in_hand.clear()

    async def _read(self, request: web.Request) -> dict[str, Any]:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            raise RefusedError("secret", HTTPStatus.FORBIDDEN)
        if not self.is_open:
            raise RefusedError("closed", HTTPStatus.SERVICE_UNAVAILABLE)
        if (request.content_length or 0) > MOST_BYTES:
            raise RefusedError("size", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            async with asyncio.timeout(_BODY_PATIENCE):
                return _update_in(await request.read())
        except web.HTTPRequestEntityTooLarge:
            raise RefusedError("size", HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from None
        except TimeoutError:
            raise RefusedError("slow", HTTPStatus.REQUEST_TIMEOUT) from None

    async def _acted_on(self, raw: dict[str, Any]) -> None:
        """Returns when the update's handling has ended; RefusedError when it has not."""
        update_id = raw["update_id"]
        ended = self._in_hand.get(update_id)
        if ended is None:
            if self._is_turned_away(raw):
                return
            update = self._understood(raw)
            if update is None:
                return  # it would be as strange the next time
            self._note("update")
            ended = self._in_hand[update_id] = asyncio.get_running_loop().create_future()
            self._people.submit(update)
        await asyncio.wait((ended,), timeout=_PATIENCE)
        if not ended.done() or ended.cancelled():
            raise RefusedError("unfinished", HTTPStatus.SERVICE_UNAVAILABLE)

    def _is_turned_away(self, raw: dict[str, Any]) -> bool:
        """Whether its sender floods; Telegram hears 200 at once and keeps nothing of it."""
        now = asyncio.get_running_loop().time()
        verdict = self._floods.verdict(sender_in(raw), now)
        if verdict is Verdict.TAKE:
            return False
        self._note("flood")
        if verdict is Verdict.TELL and self._slowed is not None:
            update = self._understood(raw)
            if update is not None:
                self._slowed.submit(update)
        return True

    def _understood(self, raw: dict[str, Any]) -> Update | None:
        try:
            return incoming.read(raw, self._bot)
        except Exception as error:  # noqa: BLE001 - whatever Telegram invents must not stop us
            self._note("bad_update")
            _log.warning("update_not_understood", update_id=raw["update_id"], **told(error))
            return None

    def _ended(self, update: Update) -> None:
        ended = self._in_hand.pop(update.update_id, None)
        if ended is not None and not ended.done():
            ended.set_result(None)


def _update_in(body: bytes) -> dict[str, Any]:
    """The update that a call brings; RefusedError when it is no JSON, or no update."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError("json", HTTPStatus.BAD_REQUEST) from None
    if not isinstance(raw, dict) or type(raw.get("update_id")) is not int:
        raise RefusedError("shape", HTTPStatus.BAD_REQUEST)
    return raw


def _refusal(refused: RefusedError) -> web.Response:
    response = web.Response(status=refused.status)
    if refused.status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "1"
    if refused.why != "unfinished":
        response.force_close()  # what was not read of the body is not waited for
    return response
