"""A person with a phone, and the whole bot behind it: over HTTP, through the real transport."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy.engine import URL

from bot.app import App
from bot.clock import MovableClock
from bot.demo.chats import Message
from bot.demo.lived import LivedTime
from bot.demo.people import StandInUser
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from bot.settings import Settings

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
MONDAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
"""A Monday, 07:00 in Berlin."""


class Phone:
    """What a person does, and what they see. Every act returns when the bot has settled."""

    def __init__(self, story: "Story", user: StandInUser) -> None:
        self.story = story
        self.user = user

    async def sends(self, text: str) -> Message:
        return await self._after(self.user.send_text(text))

    async def taps(self, label: str, message: Message | None = None) -> Message:
        """Taps the first button whose label contains these words, newest message first."""
        where, data = self.button(label, message)
        return await self.taps_data(data, where)

    async def taps_data(self, data: str, message: Message) -> Message:
        """Sends button data as a client would that kept it, changed it or made it up."""
        update_id = self.user.tap(message.message_id, data)
        await self._after(update_id)
        return self.user.chat.messages.get(message.message_id, self.last)

    async def shares(self, latitude: float, longitude: float) -> Message:
        return await self._after(self.user.send_location(latitude, longitude))

    async def does(self, update_id: int) -> Message:
        """Anything else: `await phone.does(phone.user.send_sticker())`."""
        return await self._after(update_id)

    def button(self, label: str, message: Message | None = None) -> tuple[Message, str]:
        """The message and the data of a button."""
        for where in [message] if message else reversed(self.user.received):
            for button in where.buttons:
                if label in button["text"] and "callback_data" in button:
                    return where, button["callback_data"]
        raise AssertionError(f"no button {label!r}; there are {self.labels()}")

    def labels(self, message: Message | None = None) -> list[list[str]]:
        """The labels below a message, row by row."""
        return [[button["text"] for button in row] for row in (message or self.last).rows]

    @property
    def last(self) -> Message:
        return self.user.received[-1]

    @property
    def text(self) -> str:
        """The words of the bot's last message."""
        return self.last.text

    @property
    def notice(self) -> str | None:
        """The last word over the chat."""
        return self.user.notices[-1].text if self.user.notices else None

    @property
    def keys(self) -> list[list[str]]:
        """The reply keyboard now shown."""
        keyboard = self.user.keyboard or {"keyboard": []}
        return [[key["text"] for key in row] for row in keyboard["keyboard"]]

    async def sets_up(self, zone: str = "Europe/Berlin") -> "Phone":
        """From /start to a finished set-up without a starter plan."""
        await self.sends("/start")
        await self.taps("Agree")
        await self.sends(zone)
        for _ in range(8):
            if "all set" in self.text.lower():
                return self
            label = next(
                word for word in ("Continue", "Skip", "Later") if word in str(self.labels())
            )
            await self.taps(label, self.last)
        raise AssertionError(f"the set-up does not end: {self.text}")

    async def leaves(self) -> Message:
        """/delete, the word that confirms it, and now."""
        await self.sends("/delete")
        if "Delete now" not in str(self.labels()):
            await self.sends("delete")
        return await self.taps("Delete now", self.last)

    async def adds(self, line: str) -> Message:
        """/add, and Save."""
        await self.sends(f"/add {line}")
        return await self.taps("Save")

    async def _after(self, update_id: int) -> Message:
        await self.story.standin.acknowledged(update_id)
        await self.story.life.app.settle()
        return self.last


class Story:
    """One running bot with its stand-in and a clock that stands still unless it is moved."""

    def __init__(
        self, standin: StandIn, life: LivedTime, clock: MovableClock, zone: str = "Europe/Berlin"
    ) -> None:
        self.standin = standin
        self.life = life
        self.clock = clock
        self.zone = ZoneInfo(zone)

    @property
    def app(self) -> App:
        return self.life.app

    def phone(self, first_name: str = "Ada", **more: Any) -> Phone:
        return Phone(self, self.standin.user(first_name, **more))

    async def at(self, words: str) -> None:
        """Lives on to the next `08:00` on the clocks of the story's zone."""
        await self.life.move_to(self.next(words))

    async def later(self, **span: float) -> None:
        await self.life.move_to(self.clock() + timedelta(**span))

    async def offline_until(self, words: str, days: int = 0) -> None:
        """The bot is down until the next `08:00`, and so many days."""
        await self.life.offline_until(self.next(words) + timedelta(days=days))

    def next(self, words: str) -> datetime:
        now = self.clock().astimezone(self.zone)
        at = datetime.combine(now.date(), time.fromisoformat(words), self.zone)
        if at <= now:
            at = datetime.combine(now.date() + timedelta(days=1), at.time(), self.zone)
        return at.astimezone(UTC)


def settings_for(api: str, database: URL, **more: Any) -> Settings:
    given: dict[str, Any] = {
        "bot_messages_per_second": 1_000,
        "bot_messages_per_chat_per_second": 1_000,
        "bot_updates_at_once": 0,
        "bot_log_level": "WARNING",
        "bot_log_format": "console",
        "bot_http_port": "",
    }
    return Settings(
        _env_file=None,
        bot_token=SecretStr(TOKEN),
        bot_api_url=api,
        bot_database_url=database.render_as_string(hide_password=False),
        **(given | more),
    )


@asynccontextmanager
async def telling(database: URL, start: datetime = MONDAY, **more: Any) -> AsyncIterator[Story]:
    """A story on a database that is migrated already."""
    clock = MovableClock(start)
    standin = StandIn(clock, token=TOKEN)
    async with serving(standin.application()) as api:
        settings = settings_for(api, database, **more)
        life = LivedTime(clock, lambda: App(settings, clock))
        await life.start()
        try:
            yield Story(standin, life, clock)
        finally:
            await life.stop()
