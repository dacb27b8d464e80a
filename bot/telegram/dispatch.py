"""The way of an update: lock the person, run the handler, commit, and only then answer."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from sqlalchemy import Select, bindparam, select
from telegram import Update, User
from telegram.constants import ChatType

from bot.clock import Clock
from bot.db import Database
from bot.door.rules import Door
from bot.errors import UserError
from bot.people.easy_actions import all_below, eased
from bot.people.tables import Person
from bot.people.turn import (
    CommandHandler,
    FileHandler,
    PlaceHandler,
    Reply,
    Sender,
    TapHandler,
    TextHandler,
    Turn,
)
from bot.people.urgent_handlers import alarmed
from bot.people.urgent_phrases import alarm_in
from bot.people.urgent_rules import is_hushed
from bot.plain import insert_new, load, put
from bot.screen import ButtonCodec, ButtonData, Screen
from bot.speech import Voice
from bot.telegram.chats import came_back
from bot.telegram.discretion import Whom, discreetly, echoed, language_of, show_menu, shows_names
from bot.telegram.files import hands_of, sent_file
from bot.telegram.reading import (
    account_of,
    below_in,
    button_of,
    key_of,
    tapped_data,
    text_of,
    words_in,
    written_in,
)
from bot.telegram.show import refusal, show
from bot.telegram.tables import HandledUpdate
from bot.telemetry import Metrics
from bot.texts import Texts, Translator

Callback = Callable[[Update, Any], Coroutine[Any, Any, None]]
Act = Callable[[Turn, Update], Awaitable[Reply | None]]


@dataclass(frozen=True, slots=True)
class Edge:
    """Joins Telegram's updates to the features' handlers.

    `nudge` is told the person's new `wake_at` after each commit; `welcome` answers whoever has
    not consented yet; `fallback` answers what nothing else understood; `kept` is told each update
    whose changes are committed. `supporter_taps` and
    `supporter_texts` are also for those who agreed to support others alone. What `exact` taps show
    stays word for word in discreet mode, too; `menu` is what Telegram's menu says of commands.
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
    communities_file: Path | None = None
    supporter_taps: frozenset[type[ButtonData]] = frozenset()
    supporter_texts: tuple[TextHandler, ...] = ()
    backup_days: int = 0
    voice: Voice | None = None
    kept: Callable[[int], None] = lambda _: None
    door: Door = field(default_factory=Door)
    exact: frozenset[type[ButtonData]] = frozenset()
    menu: Callable[[Translator], Mapping[str, str]] | None = None

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
            may_know = uninvited or self.door.lets_in(turn.sender.telegram_id)
            known = turn.has_agreed or is_supporter or (strangers and may_know)
            turn, said = self._openly(turn) if exact else turn, words_in(update)
            reply = await (handler if known else self.welcome)(turn, said)
            return replace(reply, exact=exact or reply.exact, again="" if said else again)

        return partial(self._serve, "command", act)

    def text(self, *handlers: TextHandler) -> Callback:
        """A PTB callback for messages: the first handler that understands answers.

        A sticker, a photo and the like come to them as an empty text.
        """
        return partial(self._serve, "message", self._answer(handlers))

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

        return partial(self._serve, "location", act)

    def document(self, handler: FileHandler, *others: TextHandler) -> Callback:
        """A PTB callback for documents; what is not the handler's is a message like any other."""
        answer = self._answer(others)

        async def act(turn: Turn, update: Update) -> Reply | None:
            file = sent_file(update) if turn.has_agreed else None
            reply = await handler(turn, file) if file is not None else None
            return reply if reply is not None else await answer(turn, update)

        return partial(self._serve, "document", act)

    def tap(self) -> Callback:
        """A PTB callback for every button; foreign, malformed and retired data is refused."""
        codec = _codec(frozenset(self.taps))

        async def act(turn: Turn, update: Update) -> Reply:
            data = button_of(codec, update)
            if not turn.has_agreed and type(data) not in self._taps_before_consent(turn):
                raise UserError("Please send /start first, so that we can begin.")
            is_exact = type(data) in self.exact
            if is_exact or shows_names(turn.below):
                turn = self._openly(turn)
            reply = await self.taps[type(data)](turn, data)
            return replace(reply, exact=is_exact)

        return partial(self._serve, "tap", act)

    def _openly(self, turn: Turn) -> Turn:
        """In whose texts names may stand."""
        return replace(turn, t=turn.t.discreetly(on=False))

    def _taps_before_consent(self, turn: Turn) -> frozenset[type[ButtonData]]:
        if turn.person_or_none is None:
            return self.stranger_taps
        return self.stranger_taps | self.supporter_taps

    async def _serve(self, kind: str, act: Act, update: Update, context: Any) -> None:
        """One update from its arrival to the end of its answer."""
        del context
        began = time.perf_counter()
        self.metrics.updates.labels(kind).inc()
        user, chat = update.effective_user, update.effective_chat
        try:
            if user is not None and chat is not None and chat.type == ChatType.PRIVATE:
                try:
                    await show(update, await self._reply(user, update, act))
                finally:  # refused or failed: what it sounds like comes last, and is seen
                    await self._sound_alarm(user, update)
            elif update.callback_query is not None:
                await show(update, Reply())  # none of our buttons stands there
        finally:
            self.metrics.answer_seconds.observe(time.perf_counter() - began)

    async def _reply(self, user: User, update: Update, act: Act) -> Reply:
        """What `act` replies, with its changes committed; a refusal takes them all back."""
        t, before, whom = self.texts.translator(user.language_code), None, None
        try:
            async with self._turn(user, update) as (turn, is_new):
                t, before = turn.t, Whom.of(turn)
                reply = await act(turn, update) if is_new else _already(turn)
                whom = Whom.of(turn)
                if reply is not None and reply.after is None:
                    reply = await self._shaped(turn, update, reply)
                wake_at = turn.person_or_none.wake_at if turn.person_or_none else None
            self.kept(update.update_id)
            if reply is not None and reply.after is not None:
                later = await reply.after(hands_of(update, self.db))
                async with self._turn(user, update) as (turn, _):
                    reply = await self._shaped(turn, update, replace(later, exact=reply.exact))
        except UserError as error:
            async with self.db.writing() as session:
                await came_back(session, user.id, self.clock())
            reply = refusal(t, error, is_tap=update.callback_query is not None)
            if before is None:
                return reply
            before = replace(before, echoed=echoed(error.values, written_in(update)))
            async with self.db.reading() as session:
                return await discreetly(session, self.texts, before, reply)
        self.nudge(wake_at)
        if self.menu is not None and language_of(before) != language_of(whom):
            await show_menu(update.get_bot(), user.id, self.texts, whom, self.menu)
        return reply or Reply()

    async def _shaped(self, turn: Turn, update: Update, reply: Reply) -> Reply:
        """As this person wants it: nothing named, few buttons."""
        whom = Whom.of(turn)
        if whom is not None:
            whom = replace(whom, tapped=self._button(update))
            reply = await discreetly(turn.session, self.texts, whom, reply)
        return await eased(turn, reply, tapped_data(update))

    def _button(self, update: Update) -> ButtonData | None:
        """What was tapped, where it is a button of ours."""
        with suppress(UserError):
            if update.callback_query is not None:
                return button_of(_codec(frozenset(self.taps)), update)
        return None

    def _translator(self, user: User, person: Person | None, now: datetime) -> Translator:
        if person is None:
            return self.texts.translator(user.language_code)
        return self.texts.translator(
            person.language,
            hushed=is_hushed(person.hushed_until, now),
            discreet=person.is_discreet,
        )

    async def _sound_alarm(self, user: User, update: Update) -> None:
        """The urgent card for what reads like it, beside whatever else the message brought.

        In a transaction of its own, since a refusal takes the other one back.
        """
        alarm = alarm_in(written_in(update))
        if alarm is None:
            return
        async with self._turn(user, update) as (turn, _):
            reply = await eased(turn, await alarmed(self._openly(turn), alarm))
            wake_at = turn.person_or_none.wake_at if turn.person_or_none else None
        await show(update, reply)
        self.nudge(wake_at)

    @asynccontextmanager
    async def _turn(self, user: User, update: Update) -> AsyncIterator[tuple[Turn, bool]]:
        """The transaction of one update, and whether the update is new."""
        now, query = self.clock(), update.callback_query
        message = query.message if query else update.message
        shown = below_in(message) if query else ()
        async with self.db.writing() as session:
            person = await load(session, Person, _of_sender(), {"sender": user.id})
            if person is not None and person.blocked_at is not None:
                await came_back(session, user.id, now)
                await session.refresh(person)
            if person is not None and person.seen_on != now.date():
                await put(session, person, seen_on=now.date())
            turn = Turn(
                session=session,
                sender=Sender(user.id, user.language_code, account_of(user)),
                person_or_none=person,
                now=now,
                t=self._translator(user, person, now),
                texts=self.texts,
                message_id=message.message_id if message else None,
                shown=shown,
                below=await all_below(session, person.id, shown) if person else shown,
                communities_file=self.communities_file,
                backup_days=self.backup_days,
                voice=self.voice,
                door=self.door,
                bot_name=update.get_bot().username,
            )
            is_new = person is None or await insert_new(
                session, HandledUpdate, key=key_of(update), at=now
            )
            yield turn, is_new


@cache
def _codec(kinds: frozenset[type[ButtonData]]) -> ButtonCodec:
    return ButtonCodec(kinds)


@cache
def _of_sender() -> Select[Person]:
    """Locked, and yet others may write rows that name them: nobody waits for the other one."""
    person = select(Person).where(Person.telegram_id == bindparam("sender"))
    return person.with_for_update(key_share=True)


def _already(turn: Turn) -> Reply:
    """An update that was acted on before a restart cut its answer off."""
    text = turn.t.html(
        "I was interrupted, but what you sent is saved. /today shows where things stand."
    )
    return Reply(send=(Screen(text),), notice=turn.t("Saved."))
