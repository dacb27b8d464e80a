"""The rate budget: no call that makes a message leaves before Telegram's limits allow it.

When Telegram says 429 everything that sends is silent for as long as it asked, and the rate
shrinks and grows back (rates.py); who waits, and who goes first, is the gate's business.
"""

import re
from collections.abc import Callable, Coroutine
from functools import cache
from typing import Any

from telegram import InputFile
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram.doubt import seconds_of
from bot.telegram.gate import Gate
from bot.telegram.lanes import Lane, Ticket, WithdrawnError
from bot.telegram.rates import Timers
from bot.telegram.source import OwnSource, Slot, Source
from bot.telegram.waiting import Need

_BURST = 3
"""Messages one chat may get at once, then at its rate."""
_EDIT_BURST = 20
"""Edits in one chat at once: fingers are quick, and an edit does not ring."""
_CHAT_CARE = 0.97
"""How much of a chat's rate is used: on the way two messages come closer together."""
_ATTEMPTS = 3
"""How often the answer to a person is tried when Telegram says 429."""
_EDITS_COUNT = 3600.0
"""Seconds in which edits take tokens, too, once Telegram has refused one."""


class Budget(BaseRateLimiter[Lane | Ticket]):
    """The budget, for `ExtBot(rate_limiter=...)`; rates in calls a second.

    Telegram limits what is sent unasked: an edit that answers a tap takes no token, until
    Telegram sees it otherwise. A pause of more than `patience` seconds is not sat out: callers
    get RetryAfter at once.
    """

    def __init__(
        self,
        source: Source | float,
        per_chat: float,
        *,
        patience: float = 30.0,
        timers: Timers | None = None,
    ) -> None:
        """`source` is where tokens come from, or a rate for this process alone."""
        own = source if not isinstance(source, int | float) else OwnSource(source)
        self._gate = Gate(own, per_chat * _CHAT_CARE, patience, timers)
        self._edits_count_until = 0.0

    @property
    def waiting(self) -> dict[Lane, int]:
        """How many calls wait, by lane."""
        return self._gate.waiting

    @property
    def rate(self) -> float:
        """What the budget allows at present, in calls a second."""
        return self._gate.rate

    @property
    def paused_until(self) -> float:
        """Until when Telegram asked for silence, in the loop's time; past or 0 when it did not."""
        return self._gate.paused_until

    @property
    def refusals(self) -> int:
        """How often Telegram said 429."""
        return self._gate.refusals

    async def initialize(self) -> None:
        """Nothing to build: it belongs to the loop it is first used in."""

    async def shutdown(self) -> None:
        self._gate.close()

    async def process_request(  # noqa: PLR0917 - PTB's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | Ticket | None,
    ) -> Any:
        """Make the call when it may go.

        On 429 an answer to a person is tried again after the pause, a few times; for everything
        else RetryAfter reaches the caller, who records when to send it again.
        """
        ticket = rate_limit_args if isinstance(rate_limit_args, Ticket) else None
        need = self._need(endpoint, data, rate_limit_args)
        for attempt in range(1, _ATTEMPTS + 1):
            slot = None
            if need.counted or need.chat is not None or attempt > 1:
                slot = await self._gate.admit(need)
            await self._leave(need, slot, ticket)
            if slot is not None:
                slot.is_upload = _carries_files(data)
                if slot.is_paid:
                    data["allow_paid_broadcast"] = True
            began = self._gate.now()
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._refused(error, began, endpoint)
                if need.lane is not Lane.ANSWER or attempt == _ATTEMPTS:
                    raise
            finally:
                if slot is not None:
                    self._gate.answered(slot)
        raise AssertionError("every attempt returns or raises")

    async def _leave(self, need: Need, slot: Slot | None, ticket: Ticket | None) -> None:
        """From a call's turn to its leaving; WithdrawnError when it is not made after all."""
        try:
            is_wanted = ticket is None or await ticket.leaving()
            if is_wanted and slot is not None:
                await self._gate.leave(slot)
        except BaseException:
            self._gate.give_back(need, slot)
            raise
        if not is_wanted:
            self._gate.give_back(need, slot)
            raise WithdrawnError

    def _need(self, endpoint: str, data: dict[str, Any], given: Lane | Ticket | None) -> Need:
        kind = _kind(endpoint)
        lane = given.lane if isinstance(given, Ticket) else given or Lane.ANSWER
        chat_id = data.get("chat_id")
        if kind is None or chat_id is None:
            return Need(lane, counted=kind is not None)
        chat = self._gate.chat(chat_id)
        if kind == "edit":
            counted = lane is not Lane.ANSWER or self._gate.now() < self._edits_count_until
            return Need(lane, counted, chat=chat, bucket=chat.edits, burst=_EDIT_BURST)
        may_pay = isinstance(given, Ticket) and given.may_pay
        return Need(lane, may_pay=may_pay, chat=chat, bucket=chat.sends, burst=_BURST)

    def _refused(self, error: RetryAfter, began: float, endpoint: str) -> None:
        self._gate.refused(seconds_of(error), began)
        if _kind(endpoint) == "edit":
            self._edits_count_until = self._gate.now() + _EDITS_COUNT


_SENDS = re.compile(r"send(?!ChatAction$)|copyMessages?$|forwardMessages?$")
_EDITS = re.compile(r"editMessage|deleteMessages?$|stopPoll$|stopMessageLiveLocation$")


def _carries_files(data: dict[str, Any]) -> bool:
    return any(
        isinstance(one, InputFile) or isinstance(getattr(one, "media", None), InputFile)
        for one in data.values()
    )


@cache
def _kind(endpoint: str) -> str | None:
    """Tell "send" and "edit" from what takes nothing from the budget, by the method's name."""
    if _SENDS.match(endpoint):
        return "send"
    return "edit" if _EDITS.match(endpoint) else None
