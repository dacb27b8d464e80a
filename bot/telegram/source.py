"""Where the gate's tokens come from: this process's own, or (a Source as well) shared by many.

Whether Telegram counts by fixed seconds or by any second, there are never more calls in one than
the limit: a call stops counting a second after it can have arrived at the latest.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Protocol

from bot.telegram.rates import EPSILON, Bucket, Pace, Trip

SECOND = 1.0
AT_MOST = 5.0
"""Seconds after which a call that is not answered is taken to have arrived, or never to do so."""
_CARE = 0.005
"""Seconds by which the shortest trip seen may be longer than the shortest there is."""


@dataclass(slots=True, eq=False)
class Slot:
    """A call that took a token, left at `left_at`, and counts against the limit until `free_at`."""

    left_at: float = math.inf
    free_at: float = math.inf
    is_paid: bool = False
    is_upload: bool = False
    """Whether a file goes along: its way there takes longer than that of others."""
    not_before: float = 0.0
    """The instant that a shared account gave it."""
    tick: int = 0
    """Until when it counts there."""


def counts_until(slot: Slot, trip: Trip, now: float) -> float:
    """A second after a call that is answered `now` can have arrived; learns the trip from it.

    A file's trip is a longer one, and tells nothing, unless it was the shortest all the same.
    """
    took = now - slot.left_at
    tells = not slot.is_upload or took < trip.shortest
    shortest = trip.took(took) if tells else trip.known
    return now - max(0.0, shortest - _CARE) + SECOND


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

    def leaves_at(self, slot: Slot, now: float) -> float:
        """The instant from which the call may leave; mostly it is past."""

    def leaves(self, slot: Slot, now: float) -> None:
        """The call leaves now."""

    def give_back(self, slot: Slot) -> None:
        """The call was not made."""

    def answered(self, slot: Slot, now: float) -> None:
        """Telegram answered, or can no longer."""

    def refused(self, seconds: float, began: float, now: float) -> None:
        """429: silence for so many seconds, slower after; `began` is when the call went out."""

    def on_news(self, tell: Callable[[], None]) -> None:
        """Calls `tell` when tokens came from elsewhere."""


@dataclass(slots=True)
class _Window:
    """The calls that may have arrived within the last second: never more than `most`."""

    most: int
    _out: dict[Slot, None] = field(default_factory=dict)
    """Not answered yet, in the order in which they were let go."""
    _in: list[tuple[float, int, Slot]] = field(default_factory=list)
    """Answered; by `free_at`."""
    _order: "count[int]" = field(default_factory=count)

    def ready_at(self, now: float) -> float:
        """`now`, or the instant at which the next call stops counting."""
        while self._in and self._in[0][0] <= now:
            heappop(self._in)
        while self._out and (first := next(iter(self._out))).free_at <= now:
            del self._out[first]
        if len(self._out) + len(self._in) < self.most:
            return now
        first_out = next(iter(self._out)).free_at if self._out else math.inf
        return min(first_out, self._in[0][0] if self._in else math.inf)

    def add(self, slot: Slot) -> None:
        self._out[slot] = None

    def drop(self, slot: Slot) -> None:
        self._out.pop(slot, None)

    def answered(self, slot: Slot, free_at: float) -> None:
        if slot in self._out:
            del self._out[slot]
            slot.free_at = min(slot.free_at, free_at)
            heappush(self._in, (slot.free_at, next(self._order), slot))


@dataclass(slots=True)
class _Meter:
    """One limit: an even pace with a small burst, and no more than it in any second."""

    pace: Pace
    bucket: Bucket
    window: _Window

    @classmethod
    def of(cls, per_second: float) -> "_Meter":
        return cls(Pace(per_second), Bucket(), _Window(max(1, int(per_second))))

    def ready_at(self, now: float) -> float:
        rate = self.pace.rate(now)
        return self.bucket.ready_at(rate, rate / 10.0)

    def take(self, now: float, *, is_paid: bool) -> Slot:
        self.bucket.take(now, self.pace.rate(now))
        return Slot(is_paid=is_paid)

    def leaves(self, slot: Slot, now: float) -> None:
        slot.left_at, slot.free_at = now, now + AT_MOST + SECOND
        self.window.add(slot)

    def give_back(self, slot: Slot) -> None:
        self.bucket.give_back(self.pace.limit)
        self.window.drop(slot)


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

    def leaves_at(self, slot: Slot, now: float) -> float:
        return max(self._paused_until, self._meter(slot).window.ready_at(now))

    def leaves(self, slot: Slot, now: float) -> None:
        self._meter(slot).leaves(slot, now)

    def give_back(self, slot: Slot) -> None:
        self._meter(slot).give_back(slot)

    def answered(self, slot: Slot, now: float) -> None:
        self._meter(slot).window.answered(slot, counts_until(slot, self._trip, now))

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

    def _meter(self, slot: Slot) -> _Meter:
        return self._paid if slot.is_paid and self._paid is not None else self._free
