"""A page that looks like a phone's chat, with a clock beside it. For loopback only."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.demo import rules
from bot.demo.feed import Feed, Zone
from bot.demo.machine import TimeMachine, a_day_later, after_the_night
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn

STATIC = Path(__file__).parent / "static"
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
SAFE = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; media-src 'self'; connect-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
T = TypeVar("T")
Move = Callable[[TimeMachine, ZoneInfo], Awaitable[bool]]
SHOWN = frozenset({"image/png", "image/jpeg", "audio/ogg"})
"""What the page shows or plays by itself; anything else is saved to a file."""


@web.middleware
async def local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keeps other web pages out, also those that rename this machine by their own DNS."""
    host = urlsplit(f"//{request.host}").hostname
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    foreign = origin is not None and origin != f"http://{request.host}"
    if host not in LOCAL or foreign or site not in {"same-origin", "none"}:
        raise web.HTTPForbidden(text="Only the demo's own page may ask this.")
    return await handler(request)


@dataclass(slots=True)
class _Page:
    standin: StandIn
    user: StandInUser
    machine: TimeMachine
    zone: Zone | None
    feed: Feed
    moving: asyncio.Lock = field(default_factory=asyncio.Lock)

    def zone_for(self, request: dict[str, Any]) -> ZoneInfo:
        """The person's zone where the bot knows it, else the browser's."""
        name = (self.zone() if self.zone else None) or str(request.get("zone") or "UTC")
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo("UTC")

    async def write(self, given: dict[str, Any]) -> dict[str, Any]:
        text = _value(given, "text", str).strip()
        if not text or len(text) > rules.TEXT:
            raise web.HTTPBadRequest(text="A message has 1 to 4096 characters.")
        return {"update": self.user.send_text(text)}

    async def tap(self, given: dict[str, Any]) -> dict[str, Any]:
        number, data = _value(given, "message", int), _value(given, "data", str)
        return {"update": self.user.tap(number, data)}

    async def share(self, given: dict[str, Any]) -> dict[str, Any]:
        latitude, longitude = _value(given, "latitude", float), _value(given, "longitude", float)
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004 - degrees on Earth
            raise web.HTTPBadRequest(text="No such place.")
        return {"update": self.user.send_location(latitude, longitude)}

    async def attach(self, given: dict[str, Any]) -> dict[str, Any]:
        sends = {"voice": self.user.send_voice, "sticker": self.user.send_sticker}
        return {"update": _value(given, "what", sends.__getitem__)()}

    async def time(self, given: dict[str, Any]) -> dict[str, Any]:
        move = _value(given, "action", MOVES.__getitem__)
        if self.moving.locked():
            raise web.HTTPConflict(text="Time is moving already.")
        async with self.moving:
            self.feed.tell("moving", True)
            try:
                moved = await move(self.machine, self.zone_for(given))
            finally:
                self.feed.tell("moving", False)
        return {"now": self.machine.now().isoformat(), "moved": moved}

    async def file(self, request: web.Request) -> web.Response:
        message = self.user.chat.messages.get(int(request.match_info["message_id"]))
        if message is None or message.attachment is None:
            raise web.HTTPNotFound
        kept = message.attachment
        is_shown = kept.content_type in SHOWN
        response = web.Response(
            body=kept.data,
            content_type=kept.content_type if is_shown else "application/octet-stream",
            headers=SAFE,
        )
        if not is_shown or kept.kind == "document":
            response.headers["Content-Disposition"] = "attachment"
        return response


def _value(given: dict[str, Any], name: str, read: Callable[[Any], T]) -> T:
    try:
        return read(given[name])
    except (KeyError, TypeError, ValueError) as wrong:
        raise web.HTTPBadRequest(text="That was not understood.") from wrong


def _by(length: timedelta) -> Move:
    async def move(machine: TimeMachine, _: ZoneInfo) -> bool:
        await machine.move_to(machine.now() + length)
        return True

    return move


async def _day(machine: TimeMachine, zone: ZoneInfo) -> bool:
    await machine.move_to(a_day_later(machine.now(), zone))
    return True


async def _next(machine: TimeMachine, _: ZoneInfo) -> bool:
    return await machine.to_next() is not None


async def _night(machine: TimeMachine, zone: ZoneInfo) -> bool:
    await machine.offline_until(after_the_night(machine.now(), zone))
    return True


MOVES: dict[str, Move] = {
    "now": _by(timedelta(0)),
    "ten_minutes": _by(timedelta(minutes=10)),
    "hour": _by(timedelta(hours=1)),
    "day": _day,
    "next": _next,
    "night": _night,
}
"""What the buttons of the clock do; False when there was nothing to move to."""


def _posted(act: Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]) -> Handler:
    """Answers a JSON object with a JSON object. Anything but JSON would not need our page."""

    async def handler(request: web.Request) -> web.StreamResponse:
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            given = await request.json()
        except ValueError as wrong:
            raise web.HTTPBadRequest(text="That was not understood.") from wrong
        if not isinstance(given, dict):
            raise web.HTTPBadRequest(text="That was not understood.")
        return web.json_response(await act(given))

    return handler


def _static(name: str) -> Handler:
    async def handler(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / name, headers=SAFE)

    return handler


def add_page(
    app: web.Application,
    standin: StandIn,
    user: StandInUser,
    machine: TimeMachine,
    *,
    zone: Zone | None = None,
) -> None:
    """Adds the page at / to the stand-in's application.

    `zone` gives the IANA name the bot knows for the person; without it the browser's is shown.
    """
    page = _Page(standin, user, machine, zone, Feed(standin, user, machine.now, zone))
    app.middlewares.append(local_only)
    app.on_shutdown.append(page.feed.close)
    app.router.add_get("/", _static("index.html"))
    for path in sorted(STATIC.iterdir()):
        app.router.add_get(f"/page/{path.name}", _static(path.name))
    app.router.add_get("/page/events", page.feed.stream)
    app.router.add_get(r"/page/file/{message_id:\d+}", page.file)
    for name, act in {
        "text": page.write,
        "tap": page.tap,
        "location": page.share,
        "attach": page.attach,
        "time": page.time,
    }.items():
        app.router.add_post(f"/page/{name}", _posted(act))
