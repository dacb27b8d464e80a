"""Telegram's limits on sending, for who asks for them: per token and per chat."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RateLimit:
    """Messages a second with the burst that is let through at once.

    `any_second`: no more than so many between any two instants a second apart, if it is not 0.
    """

    per_second: float = 30
    burst: float = 30
    per_chat_per_second: float = 1
    chat_burst: float = 3
    any_second: int = 0


class Pace:
    """Two token buckets; `monotonic` gives seconds."""

    def __init__(self, limit: RateLimit, monotonic: Callable[[], float]) -> None:
        self._limit = limit
        self._monotonic = monotonic
        self._all = (limit.burst, monotonic())
        self._chats: dict[object, tuple[float, float]] = {}
        self._lately: deque[float] = deque(maxlen=limit.any_second or 1)

    def wait(self, chat_id: object) -> int | None:
        """Takes one message out of both buckets, or says how many whole seconds to wait."""
        now = self._monotonic()
        limit = self._limit
        left = min(limit.burst, self._all[0] + (now - self._all[1]) * limit.per_second)
        level, since = self._chats.get(chat_id, (limit.chat_burst, now))
        rate = limit.per_chat_per_second
        chat_left = min(limit.chat_burst, level + (now - since) * rate)
        if left < 1 or chat_left < 1:
            seconds = max((1 - left) / limit.per_second, (1 - chat_left) / rate)
            return max(1, math.ceil(seconds))
        is_full = len(self._lately) == limit.any_second > 0
        if is_full and now - self._lately[0] < 1:
            return 1
        self._lately.append(now)
        self._all = (left - 1, now)
        self._chats[chat_id] = (chat_left - 1, now)
        return None
