"""Everything joined in one place: what the bot is made of, and who answers what."""

import asyncio
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from telegram.error import InvalidToken, TelegramError

from bot import http
from bot.circle import handlers as circle
from bot.circle.watching import Watch
from bot.clock import Clock, system_clock
from bot.commands import fallback, menu
from bot.community.book import communities
from bot.db import Database
from bot.door.rules import Door
from bot.errors import StartupError
from bot.features import EXACT_TAPS, notes, taps
from bot.handlers import application
from bot.housekeeping import Housekeeper, is_dead, owner_name
from bot.keys import take_up
from bot.people import handlers as people
from bot.people.zone_names import places
from bot.privacy import handlers as privacy
from bot.privacy.sweeping import Sweeper
from bot.process import calm_the_collector, stopped_by_signals, unless
from bot.reach import alone
from bot.reminders.engine import Engine
from bot.screen import ButtonCodec
from bot.settings import Settings
from bot.setup import handlers as setup
from bot.setup.week_time import WEEK
from bot.speech import find_voice
from bot.telegram.ahead import Ahead
from bot.telegram.budget import Budget
from bot.telegram.chats import Chats
from bot.telegram.conductor import Conductor
from bot.telegram.dispatch import Edge
from bot.telegram.failures import Failures
from bot.telegram.intake import Intake, intake
from bot.telegram.introduction import introduce
from bot.telegram.leader import Held
from bot.telegram.making import Maker
from bot.telegram.say import SayingBot
from bot.telegram.sender import Sender
from bot.telegram.sent_files import SentFiles
from bot.telegram.shared import SharedSource
from bot.telegram.slower import Slower
from bot.telegram.source import OwnSource, Source
from bot.telegram.telling import tell
from bot.telegram.transport import AiohttpRequest
from bot.telegram.updates import Updates
from bot.telemetry import Metrics
from bot.texts import SOURCE_LANGUAGE, Texts
from bot.travel.watching import Returns

UPDATES = ("message", "callback_query", "my_chat_member")
_log = structlog.get_logger(__name__)


class App:
    """One running bot. `run` until `stop` is set; `settle` when time is moved from outside."""

    def __init__(self, settings: Settings, clock: Clock = system_clock) -> None:
        self.settings = settings
        self.clock = clock
        self.metrics = Metrics()
        self.texts = Texts()
        self.voice = find_voice()
        book = communities(settings.communities_file)  # unusable: told of at once
        said = notes(book, self.voice)
        self.db = Database(settings.database_url, keyring=settings.keyring)
        self.owner = owner_name()
        rates = (settings.bot_messages_per_second, settings.paid_per_second)
        self.shared = None if self.db.is_sqlite else SharedSource(self.db, settings.bot_id, *rates)
        self.bot = self._bot(self.shared or OwnSource(*rates))
        self.sender = Sender(
            self.bot,
            self.db,
            clock,
            self.texts,
            self.metrics,
            self.owner,
            settings.bot_messages_per_second,
            {topic.name: composer for topic, composer in said.items()},
            paid_per_second=settings.paid_per_second,
        )
        self.ahead = Ahead(
            self.bot, self.db, clock, self.texts, self.metrics, {WEEK.name: said[WEEK]}
        )
        self.conductor = Conductor(
            self.bot, self.db, clock, self.texts, self.metrics, settings.bot_messages_per_second
        )
        self.watch = Watch(self.db, self.metrics)
        self.returns = Returns(self.db, self.metrics)
        self.engine = Engine(self.db, clock, self.metrics, self.sender.owed, said, self._glance)
        self.housekeeper = Housekeeper(
            self.db, clock, self.metrics, self.engine, self.sender, self.owner
        )
        self.sweeper = Sweeper(
            self.db, clock, self.texts, self.metrics, partial(tell, self.bot),
            settings.bot_backup_days,
        )  # fmt: skip
        self._connected_at: float | None = None
        self.application = application(
            self.bot,
            self._edge(),
            Chats(self.db, clock, self.texts),
            Failures(self.db, clock, self.texts, self.metrics),
        )
        self.intake = self._intake()

    def _bot(self, source: Source) -> SayingBot:
        """PTB's bot on our transport, within the budget."""
        api, per_chat = self.settings.bot_api_url, self.settings.bot_messages_per_chat_per_second
        return SayingBot(
            self.settings.token,
            maker=Maker(self.metrics),
            files=SentFiles(self.db),
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(connections=2),
            rate_limiter=Budget(source, per_chat),
        )

    def _intake(self) -> Intake:
        """What brings updates: a webhook, or polling, which one of several processes does."""
        held = None if self.db.is_sqlite else Held(self.db, self.owner, is_dead)
        handle = self.application.process_update
        slower = Slower(self.bot, self.db, self.texts).say
        return intake(
            self.settings, self.bot, held, handle, UPDATES, slower=slower, note=self._noted
        )

    def _edge(self) -> Edge:
        """What turns an update into a feature's answer."""
        handlers = taps()
        return Edge(
            updates=self._updates(ButtonCodec(handlers)),
            welcome=circle.welcome,
            fallback=fallback,
            taps=handlers,
            stranger_taps=people.STRANGER_TAPS
            | setup.STRANGER_TAPS
            | circle.STRANGER_TAPS
            | privacy.STRANGER_TAPS,
            supporter_taps=circle.SUPPORTER_TAPS | frozenset(privacy.TAPS),
            supporter_texts=(privacy.word_text, *circle.SUPPORTER_TEXTS),
            exact=EXACT_TAPS,
        )

    def _updates(self, codec: ButtonCodec) -> Updates:
        return Updates(
            db=self.db,
            clock=self.clock,
            texts=self.texts,
            metrics=self.metrics,
            codec=codec,
            nudge=self._nudge,
            communities_file=self.settings.communities_file,
            backup_days=self.settings.bot_backup_days,
            voice=self.voice,
            kept=self._kept,
            door=Door(not self.settings.bot_invite_only, self.settings.guests),
            menu=menu,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Takes updates, wakes and sends until `stop`; then ends cleanly within five seconds.

        StartupError when Telegram does not know the token, or the port is taken.
        """
        async with AsyncExitStack() as stack:
            stack.enter_context(alone(self.settings.database_url))
            stack.push_async_callback(self.db.close)
            await take_up(self.db, self.settings.keyring, self.clock())
            await self.housekeeper.take_back(at_start=True)
            await self.watch.begin(self.clock())
            host, port = self.settings.bot_http_host, self.settings.bot_http_port
            if port != "":
                await stack.enter_async_context(http.serve(host, port, self._pages()))
            stack.push_async_callback(self.bot.shutdown)
            await self._connect(stop)
            if not stop.is_set():
                stack.push_async_callback(self.application.shutdown)
                await self._work(stop)

    async def _work(self, stop: asyncio.Event) -> None:
        """All that runs side by side; when one part ends with an error, all of them end."""
        self.engine.start()
        try:
            async with asyncio.TaskGroup() as group:
                sharing = group.create_task(self.shared.run()) if self.shared else None
                sending = group.create_task(self.sender.run(stop))
                group.create_task(self.conductor.run(stop))
                group.create_task(self._take_in(stop))
                besides = [
                    group.create_task(self.housekeeper.run(stop)),
                    group.create_task(self.ahead.run(stop)),
                    group.create_task(self.sweeper.run(stop)),
                    group.create_task(self._introduce()),
                    group.create_task(asyncio.to_thread(places, SOURCE_LANGUAGE)),
                ]
                await stop.wait()
                for task in besides:  # a stop waits for none of these
                    task.cancel()
                if sharing is not None:
                    await asyncio.wait((sending,))
                    sharing.cancel()
        finally:
            await self.engine.stop()

    async def _glance(self, now: datetime) -> None:
        """What is looked at with each tick of the engine."""
        await self.returns.glance(now)
        await self.watch.glance(now)

    async def settle(self) -> None:
        """Does everything that is owed by the Clock's now; for a clock that is moved."""
        await self.engine.tick()
        await self.sender.settle()
        if await self.watch.look(self.clock()):  # what has left by now is waited for from now on
            await self.engine.tick()
            await self.sender.settle()
        await self.engine.beat()
        await self.conductor.settle()
        await self.sweeper.sweep()
        await self.engine.arm()

    async def next_wake(self) -> datetime | None:
        """The earliest instant at which anything is to be said or shown to anybody."""
        known = (await self.engine.next_wake(), await self.conductor.next_at())
        return min((at for at in known if at is not None), default=None)

    def _kept(self, update_id: int) -> None:
        self.intake.kept(update_id)

    def _nudge(self, wake_at: datetime | None) -> None:
        """Somebody's rows were written, and something is owed to them at this instant."""
        self.engine.nudge(wake_at)
        self.conductor.nudge(wake_at)

    async def _take_in(self, stop: asyncio.Event) -> None:
        try:
            await self.intake.way.run(stop)
        finally:
            stop.set()

    async def _connect(self, stop: asyncio.Event) -> None:
        """Asks Telegram who we are, for as long as it cannot be reached."""
        pause = 0.5
        while not stop.is_set():
            try:
                await unless(stop, self.application.initialize())
            except InvalidToken:
                raise StartupError("Telegram does not know this BOT_TOKEN") from None
            except TelegramError as error:
                _log.warning("telegram_not_reached", error=type(error).__name__, retry_in=pause)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), pause)
                pause = min(pause * 2, 15.0)
            else:
                self._connected_at = asyncio.get_running_loop().time()
                return

    async def _introduce(self) -> None:
        """The command menu and the description, as Telegram shows them."""
        await introduce(self.bot, self.texts, menu)

    def _pages(self) -> Any:
        probes = http.Probes(
            ticked_at=lambda: self.engine.ticked_at,
            polled_ago=self._polled_ago,
            database=lambda: http.answers(self.db),
            is_ready=self.intake.is_open,
            intake=self.intake.name,
        )
        return http.http_app(probes, self.metrics.registry, self.clock, self.intake.routes)

    def _polled_ago(self) -> float | None:
        last_ok = self.intake.way.last_ok or self._connected_at  # the first poll may take long
        return None if last_ok is None else asyncio.get_running_loop().time() - last_ok

    def _noted(self, what: str) -> None:
        kind, _, why = what.partition("refused_")
        if why:
            self.metrics.refused.labels(why).inc()
        elif kind == "flood":
            self.metrics.flooded.inc()
        elif kind != "update":
            self.metrics.errors.labels(what).inc()


async def run(settings: Settings) -> None:
    """The bot as a process: until SIGTERM or SIGINT."""
    stop, app = stopped_by_signals(), App(settings)
    calm_the_collector()
    await app.run(stop)
