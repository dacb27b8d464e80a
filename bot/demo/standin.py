"""The stand-in for Telegram: people and their chats on one side, the Bot API on the other."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable
from itertools import count

from aiohttp import web

from bot.clock import Clock
from bot.demo.api import Api, Call
from bot.demo.chats import Change, Chat, Chats, Json
from bot.demo.faults import Faults
from bot.demo.pace import Pace, RateLimit
from bot.demo.people import StandInGroup, StandInUser
from bot.demo.pushing import Pushing
from bot.demo.updates import Updates
from bot.demo.world import World


class StandIn:
    """Chats, updates and the HTTP application around them.

    `keep_calls` bounds `calls`. Messages and updates are numbered from `first_id` on: a bot that
    remembers an earlier stand-in needs numbers that were never given before.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        token: str = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",  # noqa: S107 - Telegram's own example
        rate: RateLimit | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        keep_calls: int | None = 10_000,
        first_id: int = 1,
    ) -> None:
        self.clock = clock
        bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Facial Spasm Companion",
            "username": "facial_spasm_companion_bot",
        }
        self.world = World(clock, bot, Chats(clock, bot, first_id), Updates(clock, first_id))
        self.api = Api(
            self.world,
            token,
            pace=Pace(rate, monotonic) if rate else None,
            keep_calls=keep_calls,
            on_call=self._look,
        )
        self.world.updates.on_poll = self._look
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
        """The menu that people in private chats see whose language has none of its own."""
        return self.commands_in("")

    def commands_in(self, language: str) -> list[dict[str, str]]:
        """The menu in private chats, looked for in the order Telegram documents."""
        menus = self.world.settings.commands
        for scope in ("all_private_chats", "default"):
            for code in (language, ""):
                found = menus.get((f'{{"type": "{scope}"}}', code))
                if found:
                    return found
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

    # The side of the bot

    @property
    def token(self) -> str:
        return self.api.token

    @property
    def faults(self) -> Faults:
        return self.api.faults

    @property
    def pushing(self) -> Pushing:
        """Who calls the bot's webhook."""
        return self.api.pushing

    @property
    def calls(self) -> deque[Call]:
        """The last calls of the bot's, oldest first."""
        return self.api.calls

    @property
    def outcomes(self) -> Counter[tuple[str, str]]:
        """How many calls by (method, outcome), never forgotten."""
        return self.api.outcomes

    def application(self) -> web.Application:
        """/botTOKEN/METHOD and /file/botTOKEN/PATH."""
        return self.api.application()
