"""The stand-in for Telegram: the Bot API over real HTTP, strict, and able to fail on order."""

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.demo import about, editing, sending
from bot.demo.chats import Change, Chat, Chats, Json
from bot.demo.faults import Fault, Faults
from bot.demo.pace import Pace, RateLimit
from bot.demo.parameters import BY_LOWER_NAME, Given
from bot.demo.people import StandInGroup, StandInUser
from bot.demo.reading import read
from bot.demo.refusals import WEBHOOK_ACTIVE, Refused, bad_request, conflict, too_many_requests
from bot.demo.updates import Updates
from bot.demo.world import World

METHODS: Mapping[str, sending.Method] = sending.METHODS | editing.METHODS | about.METHODS
PACED = frozenset(name for name in sending.METHODS if name != "sendChatAction")
MOST_UPLOADED = 60 * 1024 * 1024
OK = "ok"
MOST_UPDATES = 100


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot's. `outcome` is "ok", Telegram's words, or the kind of the fault."""

    method: str
    params: Mapping[str, Any]
    at: datetime
    moment: float
    """When it was answered, in seconds of `time.perf_counter`."""
    outcome: str


class StandIn:
    """Chats, updates and the HTTP application around them. `keep_calls` bounds `calls`."""

    def __init__(
        self,
        clock: Clock,
        *,
        token: str = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",  # noqa: S107 - Telegram's own example
        rate: RateLimit | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        keep_calls: int | None = 10_000,
    ) -> None:
        self.clock = clock
        self.token = token
        bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Facial Spasm Companion",
            "username": "facial_spasm_companion_bot",
        }
        self.world = World(clock, bot, Chats(clock, bot), Updates(clock))
        self.faults = Faults()
        self.calls: deque[Call] = deque(maxlen=keep_calls)
        self.outcomes: Counter[tuple[str, str]] = Counter()
        """How many calls by (method, outcome), never forgotten."""
        self.world.updates.on_poll = self._look
        self._pace = Pace(rate, monotonic) if rate else None
        self._user_ids = count(1_000_001)
        self._waiters: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    # People and what they do

    def user(
        self,
        first_name: str = "Ada",
        language_code: str | None = "en",
        id: int | None = None,  # noqa: A002 - Telegram's own word
        **more: str,
    ) -> StandInUser:
        """A person whose private chat exists, but who has not written yet."""
        user_id = id if id is not None else next(self._user_ids)
        person = {"id": user_id, "is_bot": False, "first_name": first_name, **more}
        if language_code is not None:
            person["language_code"] = language_code
        chat = Chat(user_id, "private", first_name, person)
        self.world.chats.by_id[user_id] = chat
        return StandInUser(self.world, chat)

    def group(self, title: str = "Family", kind: str = "group") -> StandInGroup:
        """A group, supergroup or channel, which the bot is not in yet."""
        chat = Chat(-next(self._user_ids), kind, title)
        self.world.chats.by_id[chat.chat_id] = chat
        return StandInGroup(self.world, chat)

    def push(self, update: Json) -> int:
        """Queues a raw update; without `update_id` it gets the next one."""
        return self.world.updates.push(update)

    # What the bot has said about itself

    @property
    def commands(self) -> list[dict[str, str]]:
        """The menu that people in private chats see."""
        menus = self.world.settings.commands
        for scope in ("all_private_chats", "default"):
            for (key, language), commands in menus.items():
                if json.loads(key)["type"] == scope and not language:
                    return commands
        return []

    @property
    def description(self) -> str:
        return self.world.settings.texts.get(("description", ""), "")

    @property
    def short_description(self) -> str:
        return self.world.settings.texts.get(("short_description", ""), "")

    # Waiting, always for an event

    async def acknowledged(self, update_id: int, within: float = 10.0) -> None:
        """Returns when the bot has confirmed the update; TimeoutError after real seconds."""
        await self.world.updates.confirmed(update_id, within)

    async def until(self, condition: Callable[[], bool], within: float = 10.0) -> None:
        """Returns when the condition holds; looked at whenever something has happened."""
        if condition():
            return
        future = asyncio.get_running_loop().create_future()
        self._waiters.append((condition, future))
        self.world.chats.watchers.append(self._look)
        try:
            async with asyncio.timeout(within):
                await future
        finally:
            self._waiters = [waiter for waiter in self._waiters if waiter[1] is not future]
            self.world.chats.watchers.remove(self._look)

    def _look(self, _: Change | None = None) -> None:
        for condition, future in self._waiters:
            if not future.done() and condition():
                future.set_result(None)

    # HTTP

    def application(self) -> web.Application:
        app = web.Application(client_max_size=MOST_UPLOADED)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
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
        self.calls.append(Call(method, values, self.clock(), time.perf_counter(), outcome))
        if self._waiters:
            self._look()

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
        about.allow(self.world, given)
        offset, seconds = given.integer("offset", 0) or 0, given.integer("timeout", 0) or 0
        return await self.world.updates.poll(offset, limit, seconds)


def _result(value: Any) -> web.Response:
    body = json.dumps({"ok": True, "result": value}, ensure_ascii=False, separators=(",", ":"))
    return web.Response(body=body.encode(), content_type="application/json")


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
