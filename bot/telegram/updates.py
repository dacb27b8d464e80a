"""The way of an update: lock the person, act, commit, and only then answer."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
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
from bot.people.turn import Reply, Sender, Turn
from bot.people.urgent_handlers import alarmed
from bot.people.urgent_phrases import alarm_in
from bot.people.urgent_rules import is_hushed
from bot.plain import insert_new, load, put
from bot.screen import ButtonCodec, ButtonData, Screen
from bot.speech import Voice
from bot.telegram.chats import came_back
from bot.telegram.discretion import Whom, discreetly, echoed, language_of, show_menu
from bot.telegram.files import hands_of
from bot.telegram.reading import (
    account_of,
    below_in,
    button_of,
    key_of,
    tapped_data,
    written_in,
)
from bot.telegram.show import refusal, show
from bot.telegram.tables import HandledUpdate
from bot.telemetry import Metrics
from bot.texts import Texts, Translator

Act = Callable[[Turn, Update], Awaitable[Reply | None]]


@dataclass(frozen=True, slots=True)
class Updates:
    """Takes each update to its answer.

    `nudge` is told the person's new `wake_at` after each commit, `kept` each update whose changes
    are committed; `menu` is what Telegram's menu says of commands.
    """

    db: Database
    clock: Clock
    texts: Texts
    metrics: Metrics
    codec: ButtonCodec
    nudge: Callable[[datetime | None], None]
    communities_file: Path | None = None
    backup_days: int = 0
    voice: Voice | None = None
    kept: Callable[[int], None] = lambda _: None
    door: Door = field(default_factory=Door)
    menu: Callable[[Translator], Mapping[str, str]] | None = None

    async def serve(self, kind: str, act: Act, update: Update, context: Any) -> None:
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
                return button_of(self.codec, update)
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
            reply = await eased(turn, await alarmed(openly(turn), alarm))
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


def openly(turn: Turn) -> Turn:
    """In whose texts names may stand."""
    return replace(turn, t=turn.t.discreetly(on=False))


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
