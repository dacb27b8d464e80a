"""Where updates come from: Telegram calls us, or we ask it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web
from telegram import Update

from bot.settings import Settings
from bot.telegram.floods import Floods
from bot.telegram.hook import Hook
from bot.telegram.leader import Held, Leader
from bot.telegram.polling import Poller, UpdatesBot
from bot.telegram.webhook import Receiver, derived_secret


class Way(Protocol):
    """Takes updates until `stop`; `last_ok` is when Telegram was last seen to work with it."""

    @property
    def last_ok(self) -> float | None: ...
    async def run(self, stop: asyncio.Event) -> None: ...


@dataclass(frozen=True, slots=True)
class Intake:
    """One way of taking updates, and what it adds to the HTTP server."""

    name: str
    way: Way
    is_open: Callable[[], bool] = lambda: True
    routes: Sequence[web.AbstractRouteDef] = ()
    kept: Callable[[int], None] = lambda _: None
    """To be told of each update whose changes are committed."""


def intake(
    settings: Settings,
    bot: UpdatesBot,
    held: Held | None,
    handle: Callable[[Update], Awaitable[None]],
    allowed_updates: Sequence[str],
    *,
    slower: Callable[[Update], Awaitable[None]],
    note: Callable[[str], None],
) -> Intake:
    """By webhook where one is set, else by polling: while `held` is ours, if there is one."""
    webhook, floods = settings.webhook, Floods(settings.bot_updates_at_once)
    if webhook is None:
        pollers: deque[Poller] = deque(maxlen=1)

        def poller() -> Poller:
            pollers.append(
                Poller(
                    bot, handle, allowed_updates=allowed_updates, floods=floods, slower=slower,
                    note=note,
                )
            )  # fmt: skip
            return pollers[-1]

        def kept(update_id: int) -> None:
            for one in pollers:
                one.kept(update_id)

        return Intake("polling", Leader(held, poller) if held else poller(), kept=kept)
    secret = webhook.secret or derived_secret(settings.token)
    receiver = Receiver(bot, handle, secret=secret, floods=floods, slower=slower, note=note)
    hook = Hook(bot, receiver, webhook.url, secret, allowed_updates=allowed_updates, note=note)
    routes = (web.post(webhook.path, receiver.answer),)
    return Intake("webhook", hook, lambda: receiver.is_open, routes)
