"""The arithmetic of rates: pure, instants in seconds of any clock that runs evenly."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

EPSILON = 1e-6
"""Seconds by which a timer may be early."""

_RECOVERY = 60.0
"""Seconds in which a rate cut to nothing grows back to its limit."""

_LATELY = 16_384
"""Calls whose shortest trip is remembered, at least: ten minutes at thirty a second. Busy minutes
must not be taken for the way itself; a way that became longer costs some messages till then."""
_ENOUGH = 32
"""Calls before anything is believed of the trip: the first ones open connections."""


class Timer(Protocol):
    def cancel(self) -> None: ...


class Timers(Protocol):
    """What is needed of an event loop; instants in seconds."""

    def time(self) -> float: ...
    def call_at(self, when: float, callback: Callable[[], None]) -> Timer: ...


@dataclass(slots=True)
class Bucket:
    """A bucket of `burst` tokens, refilled at `rate` a second; it is kept as one instant.

    `full_at` is when it will be full again: every token taken moves it on by one interval.
    """

    full_at: float = 0.0

    def ready_at(self, rate: float, burst: float) -> float:
        """Give the instant from which a token can be taken."""
        return self.full_at - (max(burst, 1.0) - 1.0) / rate

    def take(self, now: float, rate: float) -> None:
        self.full_at = max(self.full_at, now) + 1.0 / rate

    def give_back(self, rate: float) -> None:
        self.full_at -= 1.0 / rate


@dataclass(slots=True)
class Pace:
    """A rate that halves when it was too much and grows back steadily (as TCP does)."""

    limit: float
    """Tokens a second, never exceeded."""
    slowest: float = 0.0
    """What the rate was at `since`, from where it grows."""
    since: float = 0.0

    def __post_init__(self) -> None:
        self.slowest = self.slowest or self.limit

    @property
    def floor(self) -> float:
        return min(self.limit, max(1.0, self.limit / 20.0))

    def rate(self, now: float) -> float:
        if self.slowest >= self.limit:
            return self.limit
        grown = self.slowest + self.limit * max(0.0, now - self.since) / _RECOVERY
        return min(self.limit, grown)

    def cut(self, now: float, resume_at: float) -> None:
        """Halve the rate; it begins to grow again at `resume_at`."""
        self.slowest = max(self.floor, self.rate(now) / 2.0)
        self.since = resume_at


@dataclass(slots=True)
class Trip:
    """The shortest time lately from a call's start to its answer, in seconds.

    What a call took above it can have been the way there; what is below nobody can know.
    """

    before: float = math.inf
    shortest: float = math.inf
    calls: int = 0

    def took(self, seconds: float) -> float:
        """Takes note of one more; the shortest lately. A way that became longer is learnt, too."""
        if self.calls == _LATELY:
            self.before, self.shortest, self.calls = self.shortest, math.inf, 0
        self.calls += 1
        self.shortest = min(self.shortest, seconds)
        return self.known

    @property
    def known(self) -> float:
        """The shortest lately; nothing while too few are known."""
        if self.calls < _ENOUGH and self.before == math.inf:
            return 0.0
        return min(self.before, self.shortest)
