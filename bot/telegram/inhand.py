"""Which updates are in hand, and up to where Telegram may forget them: pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

GRIP = 20.0
"""Seconds an update may hold back the confirmation of later ones. Telegram shows only the first
hundred unconfirmed, so that one that hangs would otherwise keep everybody out."""
PRESSED_GRIP = 1.0
"""The same while somebody's flood fills that hundred."""


@dataclass(slots=True)
class InHand:
    """Update ids, and since when (seconds of any even clock) they are in hand."""

    open: dict[int, float] = field(default_factory=dict)
    _ended: set[int] = field(default_factory=set)
    _next: int | None = None

    def take(self, batch: Iterable[int], now: float) -> list[int]:
        """Take in hand those that are new, and give them back in their order."""
        ids = list(batch)
        fresh = [one for one in ids if one not in self.open and one not in self._ended]
        self.open.update(dict.fromkeys(fresh, now))
        if ids:
            self._next = max(ids) + 1
        return fresh

    def end(self, update_id: int) -> None:
        self.open.pop(update_id, None)
        self._ended.add(update_id)

    def offset(
        self, now: float, grip: float = GRIP, is_light: Callable[[int], bool] = lambda _: False
    ) -> int | None:
        """Give the first update Telegram must keep; everything below is confirmed by asking.

        One that `is_light` holds nothing back.
        """
        held = [one for one, since in self.open.items() if now - since < grip and not is_light(one)]
        offset = min(held, default=self._next)
        if offset is not None:
            self._ended = {one for one in self._ended if one >= offset}
        return offset
