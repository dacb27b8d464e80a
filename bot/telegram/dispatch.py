"""Which handler answers which update, and who may reach it."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from telegram import Update

from bot.errors import UserError
from bot.people.turn import (
    CommandHandler,
    FileHandler,
    PlaceHandler,
    Reply,
    TapHandler,
    TextHandler,
    Turn,
)
from bot.screen import ButtonData
from bot.telegram.discretion import shows_names
from bot.telegram.files import sent_file
from bot.telegram.reading import button_of, text_of, words_in
from bot.telegram.updates import Act, Updates, openly

Callback = Callable[[Update, Any], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Edge:
    """Joins Telegram's updates to the features' handlers.

    `welcome` answers whoever has not consented yet; `fallback` answers what nothing else
    understood. `supporter_taps` and `supporter_texts` are also for those who agreed to support
    others alone. What `exact` taps show stays word for word in discreet mode, too.
    """

    updates: Updates
    welcome: CommandHandler
    fallback: TextHandler
    taps: Mapping[type[ButtonData], TapHandler]
    stranger_taps: frozenset[type[ButtonData]]
    supporter_taps: frozenset[type[ButtonData]] = frozenset()
    supporter_texts: tuple[TextHandler, ...] = ()
    exact: frozenset[type[ButtonData]] = frozenset()

    def command(
        self,
        handler: CommandHandler,
        *,
        strangers: bool = False,
        supporters: bool = False,
        uninvited: bool = False,
        exact: bool = False,
        again: str = "",
    ) -> Callback:
        """A PTB callback for a command; strangers are welcomed first unless it is for them too.

        `again` is what shows the same once more, where it came without words.
        """

        async def act(turn: Turn, update: Update) -> Reply:
            is_supporter = turn.person_or_none is not None and supporters
            may_know = uninvited or self.updates.door.lets_in(turn.sender.telegram_id)
            known = turn.has_agreed or is_supporter or (strangers and may_know)
            turn, said = openly(turn) if exact else turn, words_in(update)
            reply = await (handler if known else self.welcome)(turn, said)
            return replace(reply, exact=exact or reply.exact, again="" if said else again)

        return partial(self.updates.serve, "command", act)

    def text(self, *handlers: TextHandler) -> Callback:
        """A PTB callback for messages: the first handler that understands answers.

        A sticker, a photo and the like come to them as an empty text.
        """
        return partial(self.updates.serve, "message", self._answer(handlers))

    def _answer(self, handlers: tuple[TextHandler, ...]) -> Act:
        async def act(turn: Turn, update: Update) -> Reply | None:
            if turn.person_or_none is None:
                return await self.welcome(turn, "")
            for handler in handlers if turn.has_agreed else self.supporter_texts:
                reply = await handler(turn, text_of(update))
                if reply is not None:
                    return reply
            last = self.fallback if turn.has_agreed else self.welcome
            return await last(turn, text_of(update) if turn.has_agreed else "")

        return act

    def place(self, handler: PlaceHandler) -> Callback:
        """A PTB callback for a shared location."""

        async def act(turn: Turn, update: Update) -> Reply | None:
            location = update.message.location if update.message else None
            if turn.person_or_none is None or location is None:
                return await self.welcome(turn, "")
            return await handler(turn, location.latitude, location.longitude)

        return partial(self.updates.serve, "location", act)

    def document(self, handler: FileHandler, *others: TextHandler) -> Callback:
        """A PTB callback for documents; what is not the handler's is a message like any other."""
        answer = self._answer(others)

        async def act(turn: Turn, update: Update) -> Reply | None:
            file = sent_file(update) if turn.has_agreed else None
            reply = await handler(turn, file) if file is not None else None
            return reply if reply is not None else await answer(turn, update)

        return partial(self.updates.serve, "document", act)

    def tap(self) -> Callback:
        """A PTB callback for every button; foreign, malformed and retired data is refused."""

        async def act(turn: Turn, update: Update) -> Reply:
            data = button_of(self.updates.codec, update)
            if not turn.has_agreed and type(data) not in self._taps_before_consent(turn):
                raise UserError("Please send /start first, so that we can begin.")
            is_exact = type(data) in self.exact
            if is_exact or shows_names(turn.below):
                turn = openly(turn)
            reply = await self.taps[type(data)](turn, data)
            return replace(reply, exact=is_exact)

        return partial(self.updates.serve, "tap", act)

    def _taps_before_consent(self, turn: Turn) -> frozenset[type[ButtonData]]:
        if turn.person_or_none is None:
            return self.stranger_taps
        return self.stranger_taps | self.supporter_taps
