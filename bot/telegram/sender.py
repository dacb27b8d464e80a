"""The sender: leases what is owed, most urgent first, sends it within the budget, records it.

owed → lease → budget's turn → mark → send → record. No network call is inside a transaction.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.clock import Clock
from bot.db import Database
from bot.notes.composing import Composer
from bot.people.easy_actions import ease
from bot.reminders import queue
from bot.reminders.holding import hold_back, is_crowded
from bot.reminders.queue import DeliveryState, Result
from bot.reminders.state import Sort
from bot.reminders.taking_back import release
from bot.screen import Screen
from bot.telegram import outgoing
from bot.telegram.lanes import Lane, Ticket, WithdrawnError
from bot.telegram.ledger import Ledger
from bot.telegram.outcomes import classify
from bot.telegram.outgoing import Outgoing
from bot.telegram.say import SayingBot
from bot.telegram.unsent import Unsent
from bot.telemetry import Metrics, told
from bot.texts import Texts

MOST_UNDER_WAY = 256  # a thousand a second need a hundred, at 100 ms to Telegram
_IN_ONE_GO = 8  # sends begun before the event loop may do something else
_FINISH = 3.0  # seconds that calls under way may take when the bot stops
_LOOK_AGAIN = 0.5  # seconds between looks for what may be tried again
_log = structlog.get_logger(__name__)


class Sender:
    """Sends deliveries until stopped. `owed` is called when there may be new ones.

    `per_second` and `paid_per_second` are the budget's rates: no more is leased at once than leaves
    in two seconds. What is late for more than its tolerance may be paid for, as medicines may.
    `composers` say the notes of each topic.
    """

    def __init__(  # noqa: PLR0917  what it works with
        self, bot: SayingBot, db: Database, clock: Clock, texts: Texts, metrics: Metrics,
        owner: str, per_second: float, composers: Mapping[str, Composer],
        *, paid_per_second: float = 0.0,
    ) -> None:  # fmt: skip
        self._bot = bot
        self._db = db
        self._clock = clock
        self._texts = texts
        self._metrics = metrics
        self._owner = owner
        self._composers = composers
        self._unsent = Unsent(clock, metrics)
        self._per_second = per_second
        self._slots = max(4, min(MOST_UNDER_WAY, int((per_second + paid_per_second) * 2)))
        self._under_way: dict[asyncio.Task[None], int] = {}
        self._leaving: set[int] = set()
        self._is_leasing = False
        self._ledger = Ledger(db, clock, owner)
        self._look = asyncio.Event()
        self._asked = 0
        self._settled = asyncio.Event()

    def owed(self) -> None:
        self._look.set()

    def knows(self) -> Sequence[int] | None:
        """What is leased and under way; None while more is being leased."""
        return None if self._is_leasing else tuple(self._under_way.values())

    async def settle(self) -> None:
        """Returns when everything that may leave now has left and is recorded."""
        self._asked += 1
        self._settled.clear()
        self._look.set()
        await self._settled.wait()

    async def run(self, stop: asyncio.Event) -> None:
        """Sends until `stop`; then ends what is under way, and gives back the rest."""
        async with asyncio.TaskGroup() as group:
            helpers = [group.create_task(self._ledger.run()), group.create_task(self._renew())]
            stopping = group.create_task(stop.wait())
            while not stop.is_set():
                self._look.clear()
                asked = self._asked
                took = await self._step(group)
                if not took and not self._under_way and asked == self._asked:
                    self._settled.set()
                await self._rest(took=took, stopping=stopping)
            await self._finish()
            for helper in helpers:
                helper.cancel()
        await self._give_back()

    async def _finish(self) -> None:
        """What still waits for its turn goes back; what is on its way may arrive."""
        for task, delivery_id in self._under_way.items():
            if delivery_id not in self._leaving:
                task.cancel()
        if self._under_way:
            await asyncio.wait(tuple(self._under_way), timeout=_FINISH)
        late = tuple(self._under_way)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _renew(self) -> None:
        """While we live, what waits for a slow budget stays ours."""
        while True:
            await asyncio.sleep(queue.LEASE.total_seconds() / 3)
            waiting = [id_ for id_ in self._under_way.values() if id_ not in self._leaving]
            if waiting:
                with suppress(SQLAlchemyError, OSError):  # tried again before the lease ends
                    async with self._db.writing() as session:
                        await queue.renew(session, self._owner, waiting, self._clock())

    async def _step(self, group: asyncio.TaskGroup) -> int:
        """Leases as much as there is room for and starts sending it; how many it took."""
        self._is_leasing = True
        try:
            return await self._begin_sending(group)
        finally:
            self._is_leasing = False

    async def _begin_sending(self, group: asyncio.TaskGroup) -> int:
        try:
            leased = await self._lease(self._slots - len(self._under_way))
        except Exception as error:  # noqa: BLE001  a database that is away comes back
            self._metrics.errors.labels("sender").inc()
            _log.warning("lease_failed", **told(error))
            return 0
        for number, one in enumerate(leased, 1):
            task = group.create_task(self._send(one))
            self._under_way[task] = one.id
            task.add_done_callback(self._ended)
            if number % _IN_ONE_GO == 0:
                await asyncio.sleep(0)
        return len(leased)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._leaving.discard(self._under_way.pop(task))
        if len(self._under_way) <= self._slots // 2:
            self._look.set()

    async def _rest(self, *, took: int, stopping: "asyncio.Task[bool]") -> None:
        """Until there is something to look for: news, room, or what may be tried again."""
        if took and len(self._under_way) < self._slots // 2:
            await asyncio.sleep(0)
            return
        look = asyncio.ensure_future(self._look.wait())  # noqa: TID251  ended below
        await asyncio.wait(
            (look, stopping), timeout=_LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED
        )
        look.cancel()

    async def _lease(self, most: int) -> Sequence[Outgoing]:
        if most <= 0:
            return ()
        now = self._clock()
        async with self._db.reading() as session:
            if not await queue.is_owed(session, now):
                return ()
            crowded = await is_crowded(session, now, self._slots)
        async with self._db.writing() as session:
            if crowded:
                await hold_back(session, now, self._per_second)
            kept = self._slots // 4  # for medicines, however many summaries wait for their turn
            ids = await queue.lease(session, self._owner, now, most, most - kept)
        return await self._load(ids) if ids else ()

    async def _load(self, ids: Sequence[int]) -> Sequence[Outgoing]:
        """What was leased; one that cannot be understood fails alone."""
        try:
            async with self._db.reading() as session:
                return await outgoing.load(session, ids, self._composers, self._db)
        except (SQLAlchemyError, OSError):
            raise
        except Exception as error:  # noqa: BLE001  whatever it is, the others go out
            if len(ids) > 1:
                return [one for id_ in ids for one in await self._load((id_,))]
            self._metrics.errors.labels("load").inc()
            _log.error("delivery_not_understood", delivery=ids[0], **told(error))
            await self._ledger.record(Result(ids[0], 0, DeliveryState.FAILED, self._clock()))
            return ()

    async def _send(self, one: Outgoing) -> None:
        """Sends one; what tolerates lateness is not even begun while a medicine leaves."""
        if one.lane != Lane.MEDICINE:
            await self._bot.maker.calm()
        with self._bot.maker.hurry() if one.lane == Lane.MEDICINE else nullcontext():
            await self._deliver(one)

    async def _deliver(self, one: Outgoing) -> None:
        try:
            result = await self._outcome(one)
            if result is not None:
                await self._ledger.record(result)
        except Exception as error:  # noqa: BLE001  one message must not stop the others
            self._metrics.errors.labels("send").inc()
            _log.error("send_failed", delivery=one.id, **told(error))
            await self._ledger.record(
                Result(one.id, one.person_id, DeliveryState.FAILED, self._clock())
            )

    async def _outcome(self, one: Outgoing) -> Result | None:
        """Sends it; what is to be recorded, None when it was taken back meanwhile."""
        now = self._clock()
        if one.expires_at <= now:
            return self._unsent.ended(one, DeliveryState.EXPIRED)
        if one.sort is not Sort.TIDY and not one.is_wanted(now):
            return self._unsent.ended(one, DeliveryState.WITHDRAWN)
        try:
            screen = await one.screen(self._texts, now)
            if screen is not None and one.is_easy:
                screen = await self._eased(one, screen)
        except (SQLAlchemyError, OSError):  # a database that is away comes back
            return self._unsent.again(one, timedelta(seconds=1))
        if screen is None and one.sort is not Sort.TIDY:
            return self._unsent.ended(one, DeliveryState.WITHDRAWN)
        return await self._sent(one, screen)

    async def _eased(self, one: Outgoing, screen: Screen) -> Screen:
        t = self._texts.translator(one.language)
        async with self._db.writing() as session:
            return await ease(session, one.person_id, t, screen, self._clock())

    async def _sent(self, one: Outgoing, screen: Screen | None) -> Result | None:
        try:
            message_id = await self._transmit(one, screen)
        except WithdrawnError:
            return None
        except TelegramError as error:
            return self._unsent.refused(one, classify(error))
        at = self._clock()
        self._metrics.sent.labels(one.sort).inc()
        self._metrics.lateness.labels(Lane(one.lane).name.lower()).observe(
            max(0.0, (at - one.due_at).total_seconds())
        )
        return Result(one.id, one.person_id, DeliveryState.SENT, at, message_id)

    async def _transmit(self, one: Outgoing, screen: Screen | None) -> int | None:
        """The call itself; the id of the message that is now in the chat."""

        async def leaving() -> bool:
            self._leaving.add(one.id)
            return await self._ledger.mark(one.id)

        ticket = Ticket(Lane(one.lane), leaving, may_pay=self._clock() >= one.urgent_by)
        if screen is not None and one.sort is not Sort.TIDY:
            return await self._bot.say(one.chat_id, screen, ticket)
        if one.target is None:
            await leaving()
        else:
            await self._bot.put_right(one.chat_id, one.target, screen, ticket)
        return None

    async def _give_back(self) -> None:
        try:
            async with asyncio.timeout(1.0), self._db.writing() as session:
                await release(session, self._owner)
        except Exception as error:  # noqa: BLE001  the lease ends by itself
            _log.warning("release_failed", **told(error))
