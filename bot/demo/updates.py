"""The queue of updates: ids, offsets that confirm, one poller at a time."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.demo.refusals import OTHER_POLLER, conflict
from bot.demo.words import words

KEPT = timedelta(hours=24)
"""Telegram forgets updates that nobody has fetched for a day."""
LONGEST_POLL = 50
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = words(
    "message edited_message channel_post edited_channel_post business_connection "
    "business_message edited_business_message deleted_business_messages "
    "message_reaction message_reaction_count inline_query chosen_inline_result "
    "callback_query shipping_query pre_checkout_query purchased_paid_media poll "
    "poll_answer my_chat_member chat_member chat_join_request chat_boost "
    "removed_chat_boost managed_bot guest_message"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is not confirmed yet."""

    update_id: int
    since: datetime
    value: dict[str, Any]


class Updates:
    def __init__(self, clock: Clock, first_id: int = 1) -> None:
        self._clock = clock
        self.on_poll: Callable[[], None] | None = None
        """Called when a long poll begins to wait."""
        self.on_push: Callable[[], None] = lambda: None
        """Called when there is a new update."""
        self._queue: deque[Waiting] = deque()
        self._next = first_id
        self._allowed: frozenset[str] | None = None
        self._poller: asyncio.Future[None] | None = None
        self._confirmations: dict[int, list[asyncio.Future[None]]] = {}

    def __len__(self) -> int:
        return len(self._queue)

    def __iter__(self) -> Iterator[Waiting]:
        return iter(tuple(self._queue))

    def done(self, update_id: int) -> None:
        """A webhook has taken the update."""
        for waiting in [one for one in self._queue if one.update_id == update_id]:
            self._queue.remove(waiting)
            self._confirm(waiting)

    @property
    def allowed(self) -> frozenset[str]:
        """The kinds that were asked for; empty for Telegram's default."""
        return self._allowed or frozenset()

    @property
    def polled(self) -> bool:
        """Whether a long poll is waiting."""
        return self._poller is not None

    def push(self, update: dict[str, Any]) -> int:
        """Queues an update without its id and gives the id; unwanted kinds are dropped."""
        update_id = update.get("update_id", self._next)
        self._next = max(self._next, update_id) + 1
        kind = next((name for name in update if name != "update_id"), "")
        if self._wanted(kind):
            value = {"update_id": update_id, **update}
            self._queue.append(Waiting(update_id, self._clock(), value))
            if self._poller is not None and not self._poller.done():
                self._poller.set_result(None)
            self.on_push()
        return int(update_id)

    def _wanted(self, kind: str) -> bool:
        return kind not in NOT_BY_DEFAULT if self._allowed is None else kind in self._allowed

    def allow(self, kinds: Sequence[str]) -> None:
        """An empty list is Telegram's default; names it does not know are passed over."""
        self._allowed = frozenset(kinds) & KINDS or None

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """What waits from `offset` on; everything before it is confirmed and forgotten.

        A negative offset counts from the end. An earlier poll still under way ends with 409.
        """
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(conflict(OTHER_POLLER))
        self._poller = None
        self._forget(offset)
        if not self._queue and seconds > 0:
            await self._wait(min(seconds, LONGEST_POLL))
        return [waiting.value for waiting, _ in zip(self._queue, range(limit), strict=False)]

    async def _wait(self, seconds: float) -> None:
        poller = asyncio.get_running_loop().create_future()
        self._poller = poller
        if self.on_poll is not None:
            self.on_poll()
        try:
            async with asyncio.timeout(seconds):
                await poller
        except TimeoutError:
            return
        finally:
            if self._poller is poller:
                self._poller = None

    def _forget(self, offset: int) -> None:
        if offset < 0:
            while len(self._queue) > -offset:
                self._confirm(self._queue.popleft())
            return
        oldest = self._clock() - KEPT
        while self._queue and (self._queue[0].update_id < offset or self._queue[0].since < oldest):
            self._confirm(self._queue.popleft())

    def let_go(self) -> None:
        """Ends the poll under way with nothing."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def clear(self) -> None:
        while self._queue:
            self._confirm(self._queue.popleft())

    def _confirm(self, waiting: Waiting) -> None:
        for future in self._confirmations.pop(waiting.update_id, ()):
            if not future.done():
                future.set_result(None)

    async def confirmed(self, update_id: int, within: float) -> None:
        """Returns when the update is no longer waiting; TimeoutError after `within` seconds."""
        if all(waiting.update_id != update_id for waiting in self._queue):
            return
        future = asyncio.get_running_loop().create_future()
        self._confirmations.setdefault(update_id, []).append(future)
        async with asyncio.timeout(within):
            await future
