"""Two ways to live a story: by the bot's handlers alone, or with a thumb in the chat.

Weeks gone by are lived by the handlers: the engine makes what is owed, and every message counts as
sent at once. The last days come over HTTP like anybody's, and stand in the chat.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.commands import commands, fallback
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn
from bot.features import taps, text_handlers
from bot.journal.episodes.buttons import OpenPanel
from bot.people.tables import Person
from bot.people.turn import Reply, Sender, Turn
from bot.reminders import queue
from bot.reminders.state import Sort
from bot.reminders.tables import Delivery
from bot.screen import ButtonCodec, ButtonData, MalformedButtonError, RetiredButtonError, pack

OWNER = "story"
_MANY = 100


class Hand(Protocol):
    """What a person can do with the bot, and the bot with time."""

    looks_each: timedelta
    """How often the bot looks for what is owed; zero for at once."""

    async def says(self, text: str) -> None: ...

    async def taps(self, data: ButtonData) -> None: ...

    async def taps_shown(self, kind: type[ButtonData]) -> None:
        """Taps the newest button of this kind."""

    async def wakes(self) -> None:
        """The bot does all that is owed by now."""


class Swift:
    """Without Telegram: handlers in their transaction, deliveries that count as sent at once."""

    looks_each = timedelta(minutes=10)  # whatever is due by the clock, is due then

    def __init__(self, app: App, user: StandInUser) -> None:
        self._app = app
        self._sender = Sender(user.id, str(user.chat.person["language_code"]))
        self._taps = taps()
        self._commands = {f"/{one.name}": one.handler for one in commands()}
        self._shown: list[ButtonData] = []
        self._message_ids = count(1)

    async def says(self, text: str) -> None:
        first, _, words = text.partition(" ")
        command = self._commands.get(first)
        async with self._app.db.writing() as session:
            turn = await self._turn(session)
            reply = await command(turn, words) if command else await _answer(turn, text)
        self._see(reply)

    async def taps(self, data: ButtonData) -> None:
        if isinstance(data, OpenPanel):  # turns a page, and writes nothing
            return
        async with self._app.db.writing() as session:
            reply = await self._taps[type(data)](await self._turn(session), data)
        self._see(reply)

    async def taps_shown(self, kind: type[ButtonData]) -> None:
        await self.taps(next(data for data in self._shown if type(data) is kind))

    async def wakes(self) -> None:
        now = self._app.clock()
        if not await self._app.engine.tick():
            return
        async with self._app.db.writing() as session:
            while ids := await queue.lease(session, OWNER, now, _MANY):
                await queue.mark(session, OWNER, ids, now)
                named = select(Delivery).where(Delivery.id.in_(ids)).order_by(Delivery.id)
                sent = [self._sent(one) for one in await session.scalars(named)]
                await queue.record(session, sent)

    def _sent(self, one: Delivery) -> queue.Result:
        number = None if one.kind == Sort.TIDY else next(self._message_ids)
        state = queue.DeliveryState.SENT
        return queue.Result(one.id, one.person_id, state, self._app.clock(), number)

    async def _turn(self, session: AsyncSession) -> Turn:
        mine = select(Person).where(Person.telegram_id == self._sender.telegram_id)
        t = self._app.texts.translator(self._sender.language_code)
        person = await session.scalar(mine)
        return Turn(session, self._sender, person, self._app.clock(), t, self._app.texts)

    def _see(self, reply: Reply) -> None:
        screens = (*reply.send, *((reply.edit,) if reply.edit else ()))
        buttons = [one for screen in screens for row in screen.rows for one in row]
        self._shown = [one.data for one in buttons if one.data is not None]


async def _answer(turn: Turn, text: str) -> Reply:
    for handler in (*text_handlers(), fallback):
        reply = await handler(turn, text)
        if reply is not None:
            return reply
    raise AssertionError("the fallback answers everything")


class Thumb:
    """On the phone: what is tapped stands below a message of the chat."""

    looks_each = timedelta(0)

    def __init__(self, standin: StandIn, user: StandInUser, app: Callable[[], App]) -> None:
        self._standin = standin
        self._user = user
        self._app = app
        self._codec = ButtonCodec(taps())
        self._at = 0

    async def says(self, text: str) -> None:
        await self._standin.acknowledged(self._user.send_text(text))

    async def taps(self, data: ButtonData) -> None:
        packed = pack(data)
        where = (id_ for id_, raw in self._buttons() if raw == packed)
        self._at = next(where, self._at)  # one on another page is where the finger is
        await self._standin.acknowledged(self._user.tap(self._at, packed))

    async def taps_shown(self, kind: type[ButtonData]) -> None:
        at, raw = next(one for one in self._buttons() if type(self._read(one[1])) is kind)
        await self._standin.acknowledged(self._user.tap(at, raw))

    async def wakes(self) -> None:
        await self._app().settle()

    def _buttons(self) -> list[tuple[int, str]]:
        """Every button in the chat, by its message; the newest message first."""
        return [
            (message.message_id, button["callback_data"])
            for message in reversed(self._user.received)
            for button in message.buttons
            if "callback_data" in button
        ]

    def _read(self, raw: str) -> ButtonData | None:
        try:
            return self._codec.unpack(raw)
        except (MalformedButtonError, RetiredButtonError):
            return None
