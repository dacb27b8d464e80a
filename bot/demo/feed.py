"""The event stream of the page: the whole chat at first, then whatever changes."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.demo.chats import Change, Json, Message, Notice
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn

SHOWN = 300
"""Messages a page gets when it opens; older ones are left out."""
HEARTBEAT = 15.0
"""Seconds between signs of life when nothing happens."""
Now = Callable[[], datetime]
Zone = Callable[[], str | None]
_LABELS = {"sticker": "🙂", "contact": "📇 Contact", "location": "📍 Location"}


def shown(message: Message) -> Json:
    """A message as the page draws it."""
    value: Json = {
        "id": message.message_id,
        "mine": not message.from_bot,
        "text": message.text,
        "entities": message.entities,
        "rows": message.rows,
        "date": message.date.isoformat(),
        "edited": message.edited_at is not None,
        "reaction": message.reaction,
    }
    file = message.attachment
    if file is not None:
        value["file"] = {
            "kind": file.kind,
            "name": file.filename,
            "size": len(file.data),
            "seconds": file.duration,
            "width": file.width,
            "height": file.height,
            "url": f"/page/file/{message.message_id}?v={file.unique_id}",
        }
    if "location" in message.extra:
        value["location"] = message.extra["location"]
    value["label"] = next((_LABELS[name] for name in _LABELS if name in message.extra), None)
    replied = message.extra.get("reply_to_message")
    if replied is not None:
        value["reply"] = replied.get("text") or replied.get("caption") or "…"
    return value


def about(standin: StandIn, user: StandInUser) -> Json:
    return {
        "name": standin.world.bot["first_name"],
        "description": standin.description,
        "commands": standin.commands_in(user.chat.person.get("language_code", "")),
    }


class Feed:
    """Sends one person's chat to every open page."""

    def __init__(self, standin: StandIn, user: StandInUser, now: Now, zone: Zone | None) -> None:
        self._standin = standin
        self._user = user
        self._now = now
        self._zone = zone
        self._pages: set[asyncio.Queue[str | None]] = set()
        standin.world.chats.watchers.append(self._watch)

    def tell(self, event: str, value: Any) -> None:
        """Queues an event for every page; each carries the present instant of the bot."""
        if self._pages:
            line = self._line(event, value)
            for queue in self._pages:
                queue.put_nowait(line)

    def _line(self, event: str, value: Any) -> str:
        zone = self._zone() if self._zone else None
        data = json.dumps({"now": self._now().isoformat(), "zone": zone, "value": value})
        return f"event: {event}\ndata: {data}\n\n"

    def _watch(self, change: Change) -> None:
        if not self._pages or change.chat not in {None, self._user.chat}:
            return
        value = change.value
        if isinstance(value, Message):
            value = shown(value)
        elif isinstance(value, Notice):
            value = {"text": value.text, "alert": value.show_alert, "url": value.url}
        elif change.what == "commands":
            value = about(self._standin, self._user)
        self.tell(change.what, value)

    def _everything(self) -> Json:
        return {
            "about": about(self._standin, self._user),
            "messages": [shown(message) for message in self._user.messages[-SHOWN:]],
            "keyboard": self._user.keyboard,
        }

    async def stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        queue.put_nowait(self._line("state", self._everything()))
        self._pages.add(queue)
        try:
            while (line := await _next(queue)) is not None:
                await response.write(line.encode())
        except ConnectionResetError:
            pass  # the page was closed
        finally:
            self._pages.discard(queue)
        return response

    async def close(self, _: web.Application) -> None:
        """Ends all streams, so that the server can stop at once."""
        for queue in self._pages:
            queue.put_nowait(None)


async def _next(queue: asyncio.Queue[str | None]) -> str | None:
    try:
        async with asyncio.timeout(HEARTBEAT):
            return await queue.get()
    except TimeoutError:
        return ": still here\n\n"
