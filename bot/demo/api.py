"""The Bot API over HTTP: reads a call, lets it fail where that was asked for, answers it."""

import json
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.demo import about, editing, hooks, sending
from bot.demo.chats import Json
from bot.demo.faults import Fault, Faults
from bot.demo.pace import Pace
from bot.demo.parameters import BY_LOWER_NAME, Given
from bot.demo.pushing import Pushing
from bot.demo.reading import read
from bot.demo.refusals import WEBHOOK_ACTIVE, Refused, bad_request, conflict, too_many_requests
from bot.demo.world import World

METHODS: Mapping[str, sending.Method] = sending.METHODS | editing.METHODS | about.METHODS
PACED = frozenset(name for name in sending.METHODS if name != "sendChatAction")
MOST_UPLOADED = 60 * 1024 * 1024
MOST_UPDATES = 100
OK = "ok"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot's. `outcome` is "ok", Telegram's words, or the kind of the fault."""

    method: str
    params: Mapping[str, Any]
    at: datetime
    moment: float
    """When it was answered, in seconds of `time.perf_counter`."""
    outcome: str


class Api:
    """Answers calls with one token. `on_call` hears of every answer."""

    def __init__(
        self,
        world: World,
        token: str,
        *,
        pace: Pace | None,
        keep_calls: int | None,
        on_call: Callable[[], None],
    ) -> None:
        self.world = world
        self.token = token
        self.faults = Faults()
        self.calls: deque[Call] = deque(maxlen=keep_calls)
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self._pace = pace
        self._on_call = on_call
        self.pushing = Pushing(world)

    def application(self) -> web.Application:
        app = web.Application(client_max_size=MOST_UPLOADED)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.cleanup_ctx.append(self.pushing.within)
        app.on_shutdown.append(self._let_go)
        return app

    async def _let_go(self, _: web.Application) -> None:
        """Ends long polls and held calls, so that the server can stop at once."""
        self.world.updates.let_go()
        self.faults.clear()

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if token == self.token:
            return
        number, _, secret = token.partition(":")
        if number.isdigit() and secret:
            raise Refused(401, "Unauthorized")
        raise Refused(404, "Not Found")

    async def _download(self, request: web.Request) -> web.Response:
        try:
            self._check_token(request)
        except Refused as refused:
            return _refusal(refused)
        found = self.world.files.at(request.match_info["path"])
        if found is None:
            return _refusal(Refused(404, "Not Found"))
        return web.Response(body=found.data, content_type="application/octet-stream")

    async def _answer(self, request: web.Request) -> web.Response:
        method, values, fault = request.match_info["method"], {}, None
        try:
            self._check_token(request)
            method = BY_LOWER_NAME.get(method.lower(), method)
            given = await read(request)
            values = dict(given.values)
            fault = self.faults.striking(method, values)
            if fault is not None and fault.kind != "delay":
                self._fail_early(request, fault)
            result = await self._result(method, given)
            if fault is not None and fault.kind == "delay":
                await fault.hold()
            response, outcome = _result(result), fault.kind if fault else OK
        except Refused as refused:
            response, outcome = _refusal(refused), refused.description
        self._record(method, values, outcome)
        if fault is not None:
            _spoil(request, response, fault)
        return response

    def _record(self, method: str, values: Mapping[str, Any], outcome: str) -> None:
        self.outcomes[method, outcome] += 1
        self.calls.append(Call(method, values, self.world.clock(), time.perf_counter(), outcome))
        self._on_call()

    def _fail_early(self, request: web.Request, fault: Fault) -> None:
        if fault.kind == "500":
            raise Refused(500, "Internal Server Error")
        if fault.kind == "429":
            raise too_many_requests(fault.retry_after)
        if fault.kind == "drop_before":
            _drop(request)
            raise Refused(500, fault.kind)

    async def _result(self, method: str, given: Given) -> Any:
        if method == "getUpdates":
            return await self._get_updates(given)
        if method not in METHODS:
            raise Refused(404, "Not Found: method not found")
        given.check(method)
        if self._pace is not None and method in PACED:
            seconds = self._pace.wait(given.values.get("chat_id"))
            if seconds is not None:
                raise too_many_requests(seconds)
        return METHODS[method](self.world, given)

    async def _get_updates(self, given: Given) -> list[Json]:
        given.check("getUpdates")
        if self.world.settings.webhook["url"]:
            raise conflict(WEBHOOK_ACTIVE)
        limit = given.integer("limit", 100) or 100
        if limit not in range(1, MOST_UPDATES + 1):
            raise bad_request("limit must be between 1 and 100")
        hooks.allow(self.world, given)
        offset, seconds = given.integer("offset", 0) or 0, given.integer("timeout", 0) or 0
        return await self.world.updates.poll(offset, limit, seconds)


def _result(value: Any) -> web.Response:
    body = json.dumps({"ok": True, "result": value}, ensure_ascii=False, separators=(",", ":"))
    data = body.encode(errors="backslashreplace")  # half a character is no UTF-8
    return web.Response(body=data, content_type="application/json")


def _refusal(refused: Refused) -> web.Response:
    value: Json = {
        "ok": False,
        "error_code": refused.code,
        "description": refused.description,
    }
    if refused.retry_after is not None:
        value["parameters"] = {"retry_after": refused.retry_after}
    return web.json_response(value, status=refused.code)


def _drop(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def _spoil(request: web.Request, response: web.Response, fault: Fault) -> None:
    """What a fault does to an answer that is ready."""
    if fault.kind == "drop_after":
        _drop(request)
    elif fault.kind == "truncate" and isinstance(response.body, bytes):
        body = response.body
        response.headers["Content-Length"] = str(len(body))
        response.body = body[: len(body) // 2]
        response.force_close()
