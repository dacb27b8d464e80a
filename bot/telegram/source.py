"""Where the gate's tokens come from: this process's own, or (a Source as well) shared by many.

Whether Telegram counts by fixed seconds or by any second, there are never more calls in one than
the limit: a call stops counting a second after it can have arrived at the latest.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.telegram.rates import EPSILON, Bucket, Pace, Trip

_SECOND = 1.002
"""How long a call counts: two thousandths more, since the shortest trip that was seen may not be
the shortest there is."""
_AT_MOST = 0.5
"""Seconds after which a call that is not answered is taken to have arrived."""


@dataclass(slots=True, eq=False)
class Slot:
    """A call that was let go at `taken_at` and counts against the limit until `free_at`."""

    taken_at: float
    free_at: float
    is_paid: bool = False


class Source(Protocol):
    """Tokens for the gate; instants in seconds of the loop's clock.

    One that gets its tokens from elsewhere says "not yet" by a `ready_at` far away, and calls
    what `on_news` gave it whenever that, the rate or the silence changes.
    """

    @property
    def paused_until(self) -> float:
        """Until when Telegram asked for silence; past or 0 when it did not."""

    def rate(self, now: float) -> float:
        """Tokens a second at present, paid ones included."""

    def ready_at(self, now: float, *, may_pay: bool) -> float:
        """The instant from which a token can be taken."""

    def take(self, now: float, *, may_pay: bool) -> Slot:
        """Takes a token that is ready: a free one, if there is one."""

    def give_back(self, slot: Slot) -> None:
        """The call was not made."""

    def answered(self, slot: Slot, now: float) -> None:
        """Telegram answered, or can no longer."""

    def refused(self, seconds: float, began: float, now: float) -> None:
        """429: silence for so many seconds, slower after; `began` is when the call went out."""

    def on_news(self, tell: Callable[[], None]) -> None:
        """Calls `tell` when tokens came from elsewhere."""


@dataclass(slots=True)
class _Meter:
    """One limit: an even pace with a small burst, and no more than it in any second."""

    pace: Pace
    bucket: Bucket
    slots: deque[Slot]

    @classmethod
    def of(cls, per_second: float) -> "_Meter":
        return cls(Pace(per_second), Bucket(), deque(maxlen=max(1, int(per_second))))

    def ready_at(self, now: float) -> float:
        rate = self.pace.rate(now)
        at = self.bucket.ready_at(rate, rate / 10.0)
        return max(at, self.slots[0].free_at) if len(self.slots) == self.slots.maxlen else at

    def take(self, now: float, *, is_paid: bool) -> Slot:
        self.bucket.take(now, self.pace.rate(now))
        slot = Slot(now, now + _AT_MOST + _SECOND, is_paid)
        self.slots.append(slot)
        return slot

    def give_back(self, slot: Slot) -> None:
        self.bucket.give_back(self.pace.rate(slot.taken_at))
        if slot in self.slots:
            self.slots.remove(slot)


class OwnSource:
    """The whole budget of a token in one process; rates in calls a second.

    `paid` are those beyond the free ones that Telegram lets through for Stars; 0 for none.
    """

    def __init__(self, per_second: float, paid: float = 0.0) -> None:
        self._free = _Meter.of(per_second)
        self._paid = _Meter.of(paid) if paid else None
        self._trip = Trip()
        self._cut_at = 0.0
        self._paused_until = 0.0

    @property
    def paused_until(self) -> float:
        return self._paused_until

    def rate(self, now: float) -> float:
        paid = self._paid.pace.rate(now) if self._paid else 0.0
        return self._free.pace.rate(now) + paid

    def ready_at(self, now: float, *, may_pay: bool) -> float:
        at = self._free.ready_at(now)
        if may_pay and self._paid is not None:
            at = min(at, self._paid.ready_at(now))
        return max(self._paused_until, at)

    def take(self, now: float, *, may_pay: bool) -> Slot:
        if may_pay and self._paid is not None and self._free.ready_at(now) > now + EPSILON:
            return self._paid.take(now, is_paid=True)
        return self._free.take(now, is_paid=False)

    def give_back(self, slot: Slot) -> None:
        meter = self._paid if slot.is_paid and self._paid else self._free
        meter.give_back(slot)

    def answered(self, slot: Slot, now: float) -> None:
        shortest = self._trip.took(now - slot.taken_at)
        slot.free_at = min(slot.free_at, now - shortest + _SECOND)

    def refused(self, seconds: float, began: float, now: float) -> None:
        self._paused_until = max(self._paused_until, now + seconds)
        if began < self._cut_at:  # calls already under way at the last cut tell nothing new
            return
        self._cut_at = now
        for meter in (self._free, self._paid):
            if meter is not None:
                meter.pace.cut(now, self._paused_until)

    def on_news(self, tell: Callable[[], None]) -> None:
        """Its tokens come by themselves."""
