"""The way of an update: lock the person, run the handler, commit, and only then answer."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from telegram import Update
from telegram.ext import ContextTypes

from bot.clock import Clock
from bot.db import Database, insert_new
from bot.errors import UserError
from bot.people.tables import Person
from bot.people.turn import (
    CommandHandler,
    PlaceHandler,
    Reply,
    Sender,
    TapHandler,
    TextHandler,
    Turn,
    wake,
)
from bot.screen import (
    ButtonCodec,
    ButtonData,
    MalformedButtonError,
    RetiredButtonError,
    Screen,
)
from bot.telegram.show import refuse, show
from bot.telegram.tables import HandledUpdate
from bot.telemetry import Metrics
from bot.texts import Texts

Context = ContextTypes.DEFAULT_TYPE
Callback = Callable[[Update, Any], Coroutine[Any, Any, None]]
Act = Callable[[Turn], Awaitable[Reply | None]]


@dataclass(frozen=True, slots=True)
class Edge:
    """Joins Telegram's updates to the features' handlers.

    `nudge` is told the person's new `wake_at` after each commit; `welcome` answers whoever has
    not consented yet; `fallback` answers what nothing else understood.
    """

    db: Database
    clock: Clock
    texts: Texts
    metrics: Metrics
    nudge: Callable[[datetime | None], None]
    welcome: CommandHandler
    fallback: TextHandler
    taps: Mapping[type[ButtonData], TapHandler]
    stranger_taps: frozenset[type[ButtonData]]

    def command(self, handler: CommandHandler, *, strangers: bool = False) -> Callback:
        """A PTB callback for a command; strangers are welcomed first unless it is for them too."""

        async def callback(update: Update, context: Context) -> None:
            del context
            words = _words(update)

            async def act(turn: Turn) -> Reply | None:
                known = turn.person_or_none is not None or strangers
                return await (handler if known else self.welcome)(turn, words)

            await self._serve(update, "command", act)

        return callback

    def text(self, *handlers: TextHandler) -> Callback:
        """A PTB callback for plain messages: the first handler that understands answers."""

        async def callback(update: Update, context: Context) -> None:
            del context
            message = update.effective_message
            text = (message.text if message else None) or ""

            async def act(turn: Turn) -> Reply | None:
                if turn.person_or_none is None:
                    return await self.welcome(turn, "")
                for handler in (*handlers, self.fallback):
                    reply = await handler(turn, text)
                    if reply is not None:
                        return reply
                return None

            await self._serve(update, "message", act)

        return callback

    def place(self, handler: PlaceHandler) -> Callback:
        """A PTB callback for a shared location."""

        async def callback(update: Update, context: Context) -> None:
            del context
            message = update.effective_message
            location = message.location if message else None
            if location is None:
                return

            async def act(turn: Turn) -> Reply | None:
                if turn.person_or_none is None:
                    return await self.welcome(turn, "")
                reply = await handler(turn, location.latitude, location.longitude)
                return reply or await self.fallback(turn, "")

            await self._serve(update, "location", act)

        return callback

    def tap(self) -> Callback:
        """The PTB callback for every button: its data is unpacked, its handler looked up."""
        codec = ButtonCodec(self.taps)

        async def callback(update: Update, context: Context) -> None:
            del context
            query = update.callback_query
            assert query is not None

            async def act(turn: Turn) -> Reply:
                try:
                    data = codec.unpack(query.data or "")
                except RetiredButtonError:
                    raise UserError(
                        "This button is from an older version of me. /today shows what is current."
                    ) from None
                except MalformedButtonError:
                    raise UserError(
                        "I don't know this button. /help shows what I can do."
                    ) from None
                if turn.person_or_none is None and type(data) not in self.stranger_taps:
                    raise UserError("Please send /start first, so that we can begin.")
                return await self.taps[type(data)](turn, data)

            await self._serve(update, "tap", act)

        return callback

    async def _serve(self, update: Update, kind: str, act: Act) -> None:
        began = time.perf_counter()
        self.metrics.updates.labels(kind).inc()
        turn: Turn | None = None
        wake_at = None
        try:
            async with self._turn(update) as (turn, is_new):
                reply = await act(turn) if is_new else _already(turn)
                wake_at = turn.person_or_none.wake_at if turn.person_or_none else None
        except UserError as error:
            assert turn is not None
            await refuse(update, turn.t, error)
        else:
            self.nudge(wake_at)
            await show(update, reply or Reply())
        finally:
            self.metrics.answer_seconds.observe(time.perf_counter() - began)

    @asynccontextmanager
    async def _turn(self, update: Update) -> AsyncIterator[tuple[Turn, bool]]:
        """The transaction of one update, and whether the update is new."""
        user = update.effective_user
        assert user is not None
        now, message = self.clock(), update.effective_message
        async with self.db.writing() as session:
            person = await session.scalar(
                select(Person).where(Person.telegram_id == user.id).with_for_update()
            )
            if person is not None and person.blocked_at is not None:
                person.blocked_at, person.returned_at = None, now
                wake(person, now)
            language = person.language if person else user.language_code
            turn = Turn(
                session=session,
                sender=Sender(user.id, user.language_code),
                person_or_none=person,
                now=now,
                t=self.texts.translator(language),
                texts=self.texts,
                message_id=message.message_id if message else None,
            )
            is_new = person is None or await insert_new(
                session, HandledUpdate, key=_key(update), at=now
            )
            yield turn, is_new


def _words(update: Update) -> str:
    """What was typed after the command, line breaks kept."""
    message = update.effective_message
    parts = ((message.text if message else None) or "").split(maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


def _key(update: Update) -> str:
    query, message = update.callback_query, update.effective_message
    sent = int(message.date.timestamp()) if message else 0
    return f"{update.update_id}.{query.id[:32] if query else 'm'}.{sent}"


def _already(turn: Turn) -> Reply:
    """An update that was acted on before a restart cut its answer off."""
    text = turn.t.html(
        "I was interrupted, but what you sent is saved. /today shows where things stand."
    )
    return Reply(send=(Screen(text),), notice=turn.t("Saved."))
