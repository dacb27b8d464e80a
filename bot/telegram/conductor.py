"""The conductor: edits the messages of guided minutes in a steady rhythm, within the budget.

looks → claims what is owed (committed) → each frame waits its turn, the last in line → it leaves,
if it is still true. What comes too late is dropped: the next frame is owed already.
"""

import asyncio
from contextlib import suppress
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.clock import Clock
from bot.db import Database
from bot.discreet.covering import unnamed, with_plain_name
from bot.people.easy_actions import ease
from bot.people.urgent_rules import is_hushed
from bot.telegram.lanes import Lane, Ticket, WithdrawnError
from bot.telegram.outcomes import Kind, classify
from bot.telegram.say import SayingBot
from bot.telemetry import Metrics, told
from bot.texts import Texts
from bot.treatment.guided import conducting
from bot.treatment.guided.conducting import AT_ONCE, Frame
from bot.treatment.guided.frames import frame_screen
from bot.treatment.guided.rules import may_still

_LOOK_AGAIN = 1.0
"""Seconds between two looks, whatever was or was not announced."""
_SOONEST = 0.02
_FINISH = 2.0
"""Seconds that calls under way may take when the bot stops."""
_AS_GOOD_AS_SHOWN = frozenset({Kind.NOT_MODIFIED})
_LOST = frozenset({Kind.CANNOT_EDIT, Kind.BLOCKED, Kind.GONE, Kind.BAD_REQUEST})
_log = structlog.get_logger(__name__)


class Conductor:
    """Runs until stopped; `per_second` is the rate of the whole bot."""

    def __init__(  # noqa: PLR0917  what it works with
        self, bot: SayingBot, db: Database, clock: Clock, texts: Texts, metrics: Metrics,
        per_second: float,
    ) -> None:  # fmt: skip
        self._bot = bot
        self._db = db
        self._clock = clock
        self._texts = texts
        self._metrics = metrics
        self._per_second = per_second
        self._under_way: dict[int, asyncio.Task[None]] = {}
        """By run: of each there is one frame on its way at most."""
        self._look = asyncio.Event()
        self._asked = 0
        self._settled = asyncio.Event()

    def nudge(self, wake_at: datetime | None) -> None:
        """Somebody is owed something at this instant: looks at once where it is now."""
        if wake_at is not None and wake_at <= self._clock():
            self._look.set()

    async def next_at(self) -> datetime | None:
        """When the next frame is owed."""
        async with self._db.reading() as session:
            return await conducting.earliest(session)

    async def settle(self) -> None:
        """Returns when every frame that is owed by now has left, or was dropped."""
        self._asked += 1
        self._settled.clear()
        self._look.set()
        await self._settled.wait()

    async def run(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            stopping = group.create_task(stop.wait())
            while not stop.is_set():
                self._look.clear()
                asked = self._asked
                took = await self._step(group)
                if not took and not self._under_way and asked == self._asked:
                    self._settled.set()
                if not took:
                    await self._rest(stopping)
            await self._finish()

    async def _finish(self) -> None:
        tasks = tuple(self._under_way.values())
        if tasks:
            await asyncio.wait(tasks, timeout=_FINISH)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _step(self, group: asyncio.TaskGroup) -> int:
        """Claims what is owed and starts sending it; how many it took."""
        try:
            frames = await self._claim()
        except Exception as error:  # noqa: BLE001  a database that is away comes back
            self._metrics.errors.labels("conductor").inc()
            _log.warning("frames_not_claimed", **told(error))
            return 0
        for frame in frames:
            if frame.run.id in self._under_way:
                self._metrics.frames.labels("dropped").inc()
                continue
            task = group.create_task(self._show(frame))
            self._under_way[frame.run.id] = task
        return len(frames) if len(frames) == AT_ONCE else 0

    async def _claim(self) -> list[Frame]:
        now = self._clock()
        next_at = await self.next_at()
        if next_at is None or next_at > now:
            return []
        async with self._db.writing() as session:
            return await conducting.claim(session, now, self._per_second)

    async def _rest(self, stopping: "asyncio.Task[bool]") -> None:
        wait = _LOOK_AGAIN
        with suppress(SQLAlchemyError, OSError):
            next_at = await self.next_at()
            if next_at is not None:
                wait = min(wait, max(_SOONEST, (next_at - self._clock()).total_seconds()))
        look = asyncio.ensure_future(self._look.wait())  # noqa: TID251  ended below
        await asyncio.wait((look, stopping), timeout=wait, return_when=asyncio.FIRST_COMPLETED)
        look.cancel()

    async def _show(self, frame: Frame) -> None:
        try:
            await self._sent(frame)
        except WithdrawnError:
            self._metrics.frames.labels("dropped").inc()
        except TelegramError as error:
            await self._refused(frame, classify(error).kind)
        except (SQLAlchemyError, OSError) as error:
            _log.warning("frame_not_recorded", **told(error))
        except Exception as error:  # noqa: BLE001  one message must not stop the others
            self._metrics.errors.labels("frame").inc()
            _log.error("frame_failed", **told(error))
        finally:
            self._under_way.pop(frame.run.id, None)
            if not self._settled.is_set():
                self._look.set()

    async def _sent(self, frame: Frame) -> None:
        now, chat = self._clock(), frame.chat
        t = self._texts.translator(chat.language, hushed=is_hushed(chat.hushed_until, now))
        screen = frame_screen(t, frame.run, chat.zone, frame.pace, now)
        if chat.is_discreet:
            # What begins names nothing; once it goes on it was asked for, and must be seen.
            begins = chat.message_id is None
            screen = unnamed(t.discreetly(), screen) if begins else with_plain_name(t, screen)
        if chat.is_easy:
            async with self._db.writing() as session:
                screen = await ease(session, chat.person_id, t, screen, now)
        content = await self._bot.maker.make_if_possible(screen.attachment)
        first = None
        if frame.chat.message_id is None:
            first = await self._bot.send(
                frame.chat.id, screen, content, Ticket(Lane.ANSWER, lambda: self._wanted(frame))
            )
        elif content is not None:
            ticket = Ticket(Lane.FRAME, lambda: self._leaving(frame))
            await self._bot.show_media(
                frame.chat.id, frame.chat.message_id, screen, content, ticket
            )
        self._metrics.frames.labels("shown").inc()
        if first is not None or frame.is_last:
            async with self._db.writing() as session:
                await conducting.shown(session, frame, first)

    async def _wanted(self, frame: Frame) -> bool:
        async with self._db.reading() as session:
            return await conducting.is_still(session, frame)

    async def _leaving(self, frame: Frame) -> bool:
        """Whether what it says is still true; a last frame is, for as long as nothing follows."""
        late = not frame.is_last and not may_still(
            frame.at, frame.gap, self._clock(), phased=frame.pace.is_phased
        )
        return not late and await self._wanted(frame)

    async def _refused(self, frame: Frame, kind: Kind) -> None:
        """A message that is gone ends it; for anything else the next frame comes anyway."""
        self._metrics.frames.labels("refused").inc()
        if kind not in _LOST and not (kind in _AS_GOOD_AS_SHOWN and frame.is_last):
            return
        with suppress(SQLAlchemyError, OSError):
            async with self._db.writing() as session:
                if kind in _LOST:
                    await conducting.lost(session, frame, self._clock())
                else:
                    await conducting.shown(session, frame, None)
