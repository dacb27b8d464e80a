"""The gate before Telegram: who may call now, who waits, and in which order they are let go."""

import asyncio
import math
from collections import deque
from heapq import heappop, heappush
from itertools import count

from bot.telegram.doubt import TooManyRequestsError
from bot.telegram.lanes import Lane
from bot.telegram.rates import EPSILON, Timer, Timers
from bot.telegram.source import Slot, Source
from bot.telegram.waiting import Chat, Entry, Need, Waiter

_AHEAD = 0.1
"""Seconds of the rate for which calls are let in ahead of leaving: to mark them takes a moment."""
_SWEEP = 1024
"""Chats remembered before those at rest are forgotten."""


class Gate:
    """Lets calls go by lane, then first come; rates in calls a second.

    A call waits in its chat's queue until the chat may have it, then in `_ready` for a token of
    `source`. A pause longer than `patience` seconds is not sat out: TooManyRequestsError.
    """

    def __init__(
        self, source: Source, per_chat: float, patience: float, timers: Timers | None
    ) -> None:
        self.waiting = dict.fromkeys(Lane, 0)
        self.refusals = 0
        self._source = source
        self._per_chat = per_chat
        self._patience = patience
        self._timers = timers
        self._chats: dict[int | str, Chat] = {}
        self._sweep_at = _SWEEP
        self._ready: list[Entry] = []
        self._wakes: list[tuple[float, int, Chat]] = []
        self._order = count()
        self._timer: tuple[float, Timer] | None = None
        self._ahead: set[Slot] = set()
        self._leaving: deque[tuple[Slot, asyncio.Future[None]]] = deque()
        source.on_news(self._release)

    @property
    def rate(self) -> float:
        return self._source.rate(self.now())

    @property
    def paused_until(self) -> float:
        return self._source.paused_until

    def chat(self, chat_id: int | str) -> Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            if len(self._chats) >= self._sweep_at:
                now = self.now()
                self._chats = {key: one for key, one in self._chats.items() if not one.at_rest(now)}
                self._sweep_at = max(_SWEEP, 2 * len(self._chats))
            chat = self._chats[chat_id] = Chat()
        return chat

    async def admit(self, need: Need) -> Slot | None:
        """Return when it is the call's turn; whoever is cancelled while waiting has taken nothing.

        The slot, where the call takes a token, is for `leave` and `answered`, or `give_back`.
        """
        now = self.now()
        if self.paused_until - now > self._patience:
            raise TooManyRequestsError(self.paused_until - now)
        queued = (need.counted and self._ready) or (need.chat is not None and need.chat.queue)
        ready_at = max(self._chat_ready_at(need), self._bot_ready_at(need, now))
        if not queued and ready_at <= now:
            return self._take(need, now)
        waiter = Waiter(need, asyncio.get_running_loop().create_future())
        self._enqueue((need.lane, next(self._order), waiter), now)
        self._count(need, 1)
        self._release()
        try:
            return await waiter.released
        except asyncio.CancelledError:
            released = waiter.released
            if released.done() and not released.cancelled() and released.exception() is None:
                self.give_back(need, released.result())
            raise
        finally:
            self._count(need, -1)

    async def leave(self, slot: Slot) -> None:
        """Return when the call may leave at last: at once, or a moment later."""
        released = asyncio.get_running_loop().create_future()
        self._leaving.append((slot, released))
        self._release()
        try:
            await released
        finally:
            self._ahead.discard(slot)
            self._release()

    def answered(self, slot: Slot) -> None:
        """Telegram answered the call, or can no longer."""
        self._source.answered(slot, self.now())
        if self._ready or self._leaving:
            self._release()

    def refused(self, seconds: float, began: float) -> None:
        """Be silent for so many seconds, and slower after; `began` is when the call went out."""
        now = self.now()
        self.refusals += 1
        self._source.refused(seconds, began, now)
        if self.paused_until - now > self._patience:
            self._send_home(self.paused_until - now)
        self._release()

    def give_back(self, need: Need, slot: Slot | None) -> None:
        """The call was let go and is not made."""
        if slot is not None:
            self._ahead.discard(slot)
            self._source.give_back(slot)
        if need.bucket is not None:
            need.bucket.give_back(self._per_chat)
        self._release()

    def close(self) -> None:
        if self._timer is not None:
            self._timer[1].cancel()
            self._timer = None

    def now(self) -> float:
        return self._clock().time()

    def _clock(self) -> Timers:
        if self._timers is None:
            self._timers = asyncio.get_running_loop()
        return self._timers

    def _count(self, need: Need, change: int) -> None:
        self.waiting[need.lane] += change
        if need.chat is not None:
            need.chat.waiting += change

    def _enqueue(self, entry: Entry, now: float) -> None:
        """Wait for the chat's turn or, where that is not what is short, for the bot's."""
        need = entry[2].need
        chat = need.chat
        if chat is not None and (chat.queue or self._chat_ready_at(need) > now):
            heappush(chat.queue, entry)
            self._wake(chat)
        else:
            heappush(self._ready, entry)

    def _wake(self, chat: Chat) -> None:
        """See to it that the first in the chat's queue is looked at when the chat may have it."""
        if chat.queue:
            when = self._chat_ready_at(chat.queue[0][2].need)
            if chat.wake_at is None or when < chat.wake_at:
                chat.wake_at = when
                heappush(self._wakes, (when, next(self._order), chat))

    def _release(self) -> None:
        """Let go everything that may go now, and set the timer for what is next."""
        now = self.now()
        while self._leaving and self._source.leaves_at(self._leaving[0][0], now) <= now + EPSILON:
            slot, released = self._leaving.popleft()
            if not released.done():
                self._source.leaves(slot, now)
                released.set_result(None)
        while self._wakes and self._wakes[0][0] <= now + EPSILON:
            when, _, chat = heappop(self._wakes)
            if when == chat.wake_at:
                chat.wake_at = None
                self._promote(chat, now)
        while self._ready:
            waiter = self._ready[0][2]
            need = waiter.need
            if waiter.released.done():
                heappop(self._ready)
            elif need.chat is not None and self._chat_ready_at(need) > now + EPSILON:
                heappush(need.chat.queue, heappop(self._ready))
            elif self._bot_ready_at(need, now) > now + EPSILON:
                break
            else:
                heappop(self._ready)
                waiter.released.set_result(self._take(need, now))
            if need.chat is not None:
                self._wake(need.chat)
        self._set_timer(now)

    def _promote(self, chat: Chat, now: float) -> None:
        while chat.queue and chat.queue[0][2].released.done():
            heappop(chat.queue)
        if chat.queue and self._chat_ready_at(chat.queue[0][2].need) <= now + EPSILON:
            heappush(self._ready, heappop(chat.queue))
        else:
            self._wake(chat)

    def _set_timer(self, now: float) -> None:
        instants = [self._wakes[0][0]] if self._wakes else []
        if self._ready:
            instants.append(self._bot_ready_at(self._ready[0][2].need, now))
        if self._leaving:
            instants.append(self._source.leaves_at(self._leaving[0][0], now))
        when = min(instants, default=math.inf)
        if self._timer is not None:
            if self._timer[0] == when:
                return
            self._timer[1].cancel()
        is_known = when < math.inf
        self._timer = (when, self._clock().call_at(when, self._ring)) if is_known else None

    def _ring(self) -> None:
        self._timer = None
        self._release()

    def _chat_ready_at(self, need: Need) -> float:
        return need.bucket.ready_at(self._per_chat, need.burst) if need.bucket else 0.0

    def _bot_ready_at(self, need: Need, now: float) -> float:
        if not need.counted:
            return self._source.paused_until
        if need.lane is not Lane.ANSWER and len(self._ahead) >= max(1.0, self.rate * _AHEAD):
            return math.inf  # looked at again when one of them has left
        return self._source.ready_at(now, may_pay=need.may_pay)

    def _take(self, need: Need, now: float) -> Slot | None:
        if need.bucket is not None:
            need.bucket.take(now, self._per_chat)
        if not need.counted:
            return None
        slot = self._source.take(now, may_pay=need.may_pay)
        self._ahead.add(slot)
        return slot

    def _send_home(self, seconds: float) -> None:
        queues = [self._ready, *(chat.queue for chat in self._chats.values())]
        for _, _, waiter in [entry for queue in queues for entry in queue]:
            if not waiter.released.done():
                waiter.released.set_exception(TooManyRequestsError(seconds))
        for _, released in self._leaving:
            if not released.done():
                released.set_exception(TooManyRequestsError(seconds))
