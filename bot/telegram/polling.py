"""Long polling that loses no tap: an update is confirmed when its handling has ended.

Telegram keeps an update until getUpdates is called with an offset above it. PTB's own updater
confirms on reception, so that whatever is in hand when the process is killed is lost.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.errors import StartupError
from bot.telegram import incoming
from bot.telegram.crowd import Crowd
from bot.telegram.doubt import seconds_of
from bot.telegram.floods import Floods, Verdict, sender_in
from bot.telegram.inhand import GRIP, PRESSED_GRIP, InHand
from bot.telegram.lanes import Lane, Ticket
from bot.telegram.ordering import PerPerson
from bot.telemetry import told

_log = structlog.get_logger(__name__)

_MOST = 100
"""Updates Telegram gives at once."""
_BETWEEN = 0.005
"""Seconds between two questions while a flood is on: a handful at once costs less than each."""
_LONG_POLL = 25
"""Seconds Telegram may hold our question."""
_LOOKS = (0.02, 0.15)
"""Seconds before asking again while updates are in hand: at first, and at most."""
_HURRIED = 0.05
"""Seconds before asking a server again that answers "nothing new" at once instead of waiting."""
_BACK_OFF = (0.5, 30.0)
"""Seconds before asking again after an error: at first, and at most; doubled in between."""
_FINISH = 3.5
"""Seconds that what is in hand may take when the bot stops."""
_FAREWELL = 1.0
"""Seconds for the last confirmation."""


class Source(Protocol):
    """What polling needs of a bot."""

    async def raw_updates(
        self, offset: int | None, seconds: int, limit: int, allowed_updates: Sequence[str]
    ) -> list[dict[str, Any]]: ...
    async def delete_webhook(self) -> bool: ...


class UpdatesBot(ExtBot[Lane | Ticket]):
    """PTB's bot that also gives updates as they came, so that one PTB cannot read harms no other.

    PTB's get_updates reads the whole answer or nothing, and logs it when it cannot.
    """

    __slots__ = ()

    async def raw_updates(
        self, offset: int | None, seconds: int, limit: int, allowed_updates: Sequence[str]
    ) -> list[dict[str, Any]]:
        data = {
            "offset": offset,
            "timeout": seconds,
            "limit": limit,
            "allowed_updates": list(allowed_updates),
        }
        known = {name: value for name, value in data.items() if value is not None}
        answer = await self._post("getUpdates", known, read_timeout=seconds + 10.0)
        return answer if isinstance(answer, list) else []


@dataclass(slots=True)
class Growing:
    """A pause that doubles from `first` to `most` seconds until it is reset."""

    first: float
    most: float
    present: float = 0.0

    def next(self) -> float:
        self.present = min(self.most, self.present * 2.0) if self.present else self.first
        return self.present

    def reset(self) -> None:
        self.present = 0.0


class Poller:
    """Asks Telegram for updates and hands them to `handle`, in order for each person.

    What `floods` turns away is confirmed unread; `slower` tells its sender now and then. While
    such a flood fills all that Telegram shows, updates hold it back only until they are `kept`:
    a kill then may cost an answer, not what was asked for.

    `note` is told "update", "bad_update", "poll_failed", "conflict" or "retry_after", to be
    counted, or "flood" for each that is turned away. `last_ok` is when Telegram last answered, in
    the loop's time; None before.
    """

    def __init__(
        self,
        bot: Source,
        handle: Callable[[Update], Awaitable[None]],
        *,
        allowed_updates: Sequence[str] = (),
        floods: Floods | None = None,
        slower: Callable[[Update], Awaitable[None]] | None = None,
        note: Callable[[str], None] = lambda _: None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.last_ok: float | None = None
        self._bot = bot
        self._allowed = allowed_updates
        self._note = note
        self._pause = pause
        self._in_hand = InHand()
        self._idle = asyncio.Event()
        self._people = PerPerson(handle, ended=self._ended)
        self._slowed = PerPerson(slower or _say_nothing, places=8)
        self._crowd = Crowd(floods or Floods())
        self._looks = Growing(*_LOOKS)
        self._back_off = Growing(*_BACK_OFF)

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop`; then finish what is in hand and confirm it, in under five seconds.

        StartupError when Telegram does not know the token.
        """
        failure: Exception | None = None
        try:
            async with asyncio.TaskGroup() as group:
                try:
                    async with asyncio.timeout(None) as scope:
                        watch = group.create_task(_expire_when(stop, scope))
                        await self._poll()
                except Exception as error:  # noqa: BLE001 - raised below, outside the group
                    failure = None if stop.is_set() else error
                watch.cancel()
        finally:
            await self._people.aclose(_FINISH)
            await self._slowed.aclose(0)
            await self._farewell()
        if failure is not None:
            raise failure

    def kept(self, update_id: int) -> None:
        """What the update asked for is committed; only its answer is still under way."""
        self._crowd.kept(update_id)

    async def _poll(self) -> None:
        while True:
            try:
                batch = await self._ask()
            except InvalidToken as error:
                if self.last_ok is None or "unauthorized" in error.message.lower():
                    raise StartupError("Telegram does not know this BOT_TOKEN") from None
                await self._wait_after(error)
            except TelegramError as error:
                await self._wait_after(error)
            else:
                self._back_off.reset()
                await self._take(batch)

    async def _ask(self) -> list[dict[str, Any]]:
        asked = _now()
        offset = self._offset(asked)
        batch = await self._bot.raw_updates(offset, _LONG_POLL, _MOST, self._allowed)
        self._crowd.is_full = len(batch) == _MOST
        self.last_ok = _now()
        if not batch and self.last_ok - asked < _HURRIED:
            await self._pause(_HURRIED)
        return batch

    async def _take(self, batch: list[dict[str, Any]]) -> None:
        """Hand over what is new, then wait a little, so that asking again tells something new."""
        raw = {one["update_id"]: one for one in batch if isinstance(one.get("update_id"), int)}
        fresh = self._in_hand.take(raw, _now())
        if self._in_hand.open:
            self._idle.clear()
        for update_id in fresh:
            self._hand_over(update_id, raw[update_id])
        if fresh or not batch:
            self._looks.reset()
        if not batch:
            return
        if fresh and (self._offset(_now()) or 0) > max(raw):  # nothing of it would come again
            await self._pause(_BETWEEN if self._crowd.is_pressing(_now()) else 0)
        else:
            await self._look_again(idle_is_enough=bool(fresh))

    def _hand_over(self, update_id: int, raw: dict[str, Any]) -> None:
        sender = sender_in(raw)
        verdict = self._crowd.verdict(sender, _now())
        if verdict is not Verdict.TAKE:
            self._note("flood")
        update = None if verdict is Verdict.DROP else self._read(raw)
        if update is None or verdict is Verdict.TELL:
            self._in_hand.end(update_id)  # at once: a word that is lost does no harm
        if update is not None and verdict is Verdict.TELL:
            self._slowed.submit(update)
        elif update is not None:
            self._note("update")
            self._crowd.took(update_id, sender)
            self._people.submit(update)

    def _offset(self, now: float) -> int | None:
        """From where to ask: up to there everything has ended, or may be forgotten all the same."""
        if self._crowd.is_pressing(now):
            return self._in_hand.offset(
                now, PRESSED_GRIP, lambda update_id: self._crowd.is_light(update_id, now)
            )
        return self._in_hand.offset(now, GRIP)

    async def _look_again(self, *, idle_is_enough: bool) -> None:
        seconds = self._looks.next()
        if not idle_is_enough and not self._in_hand.open:
            await self._pause(seconds)  # an answer without anything for us, again and again
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()

    def _read(self, raw: dict[str, Any]) -> Update | None:
        try:
            return incoming.read(raw, self._bot if isinstance(self._bot, ExtBot) else None)
        except Exception as error:  # noqa: BLE001 - whatever Telegram invents must not stop us
            self._note("bad_update")
            _log.warning("update_not_understood", update_id=raw["update_id"], **told(error))
            return None

    def _ended(self, update: Update) -> None:
        self._in_hand.end(update.update_id)
        self._crowd.ended(update.update_id)
        if not self._in_hand.open:
            self._idle.set()

    async def _wait_after(self, error: TelegramError) -> None:
        first = not self._back_off.present
        seconds = self._back_off.next() * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, no secret
        if isinstance(error, RetryAfter):
            self._note("retry_after")
            seconds = seconds_of(error)
        elif isinstance(error, Conflict):
            self._note("conflict")
            await self._resolve(error, say=first)
        else:
            self._note("poll_failed")
            if first:
                _log.warning("polling_failed", error=type(error).__name__, retry_in=seconds)
        await self._pause(seconds)

    async def _resolve(self, error: Conflict, *, say: bool) -> None:
        """Remove a webhook that is in the way; wait for another process to end by itself."""
        if "webhook" in error.message.lower():
            _log.warning("webhook_removed", why="a webhook was set, and we poll")
            with suppress(TelegramError):
                await self._bot.delete_webhook()
        elif say:
            _log.error("polling_conflict", why="another process polls with this token")

    async def _farewell(self) -> None:
        """Confirm what has ended; what was cut off comes again at the next start."""
        offset = self._in_hand.offset(_now(), grip=float("inf"))
        if offset is None:
            return
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(_FAREWELL):
                await self._bot.raw_updates(offset, 0, 1, self._allowed)


async def _say_nothing(update: Update) -> None:
    del update


async def _expire_when(stop: asyncio.Event, scope: asyncio.Timeout) -> None:
    await stop.wait()
    scope.reschedule(_now())


def _now() -> float:
    return asyncio.get_running_loop().time()
