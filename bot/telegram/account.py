"""The account of a rate that several processes share: pure, instants in the database's seconds.

Whatever was given out counts against the limit until a second after it can have arrived. As long as
its process has not said when that was, the latest is assumed: so there is never more than the limit
in any second, whoever is late, dies, or says nothing.
"""

import math
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.telegram.rates import Bucket, Pace
from bot.telegram.source import AT_MOST, SECOND

LATE = 0.2
"""Seconds after its instant until which a call may leave."""
_UNHEARD = 0.5
"""Seconds after its instant at which a call of which nothing is heard has arrived at the latest."""
_SOON = 0.5
"""Seconds ahead for which calls are given: when later ones may leave is not known yet."""
_TICK = 0.002
"""Seconds to which it is kept until when calls count: with it the row stays small at any rate."""


def tick_of(until: float) -> int:
    """The first tick that is not before `until`."""
    return math.ceil(until / _TICK)


@dataclass(frozen=True, slots=True)
class Given:
    """A call that was given out: from when on it may leave, and until which tick it counts."""

    at: float
    counts_until: int


@dataclass(slots=True)
class News:
    """What a process says of calls it was given; it adds up."""

    counts: Counter[int] = field(default_factory=Counter)
    """By tick: how many calls more, or fewer, count until then."""
    unused: int = 0

    def moves(self, tick: int, to: int) -> None:
        self.counts[tick] -= 1
        self.counts[to] += 1

    def drops(self, tick: int) -> None:
        """The call did not leave, and will not."""
        self.counts[tick] -= 1
        self.unused += 1

    def add(self, other: "News") -> None:
        self.counts.update(other.counts)
        self.unused += other.unused


@dataclass(slots=True)
class Account:
    """A limit, its pace, and `counts`: by tick, how many calls count until then."""

    pace: Pace
    bucket: Bucket = field(default_factory=Bucket)
    cut_at: float = 0.0
    paused_until: float = 0.0
    counts: Mapping[int, int] = field(default_factory=dict)

    def settle(self, news: News, now: float) -> None:
        """Learn until when calls count. Ticks beyond any of ours are another server's clock."""
        found = Counter(self.counts)
        found.update(news.counts)
        far = now + 2 * AT_MOST
        self.counts = {at: n for at, n in found.items() if n > 0 and now < at * _TICK < far}
        for _ in range(news.unused):
            self.bucket.give_back(self.pace.rate(now))
        self.bucket.full_at = min(self.bucket.full_at, max(now, self.paused_until) + AT_MOST)

    def give(self, calls: int, now: float) -> list[Given]:
        """The next calls, at most so many: fewer where it is not known yet when they may leave."""
        rate, most = self.pace.rate(now), max(1, int(self.pace.limit))
        begin = at = max(now, self.paused_until)
        ends, counting = deque(sorted(self.counts.items())), sum(self.counts.values())
        found: list[Given] = []
        for _ in range(calls):
            at = max(at, self.bucket.ready_at(rate, self.pace.limit / 10.0))
            while ends and (counting >= most or ends[0][0] * _TICK <= at):
                tick, number = ends.popleft()
                at, counting = max(at, tick * _TICK), counting - number
            if counting >= most or at > begin + _SOON + 1.0 / rate:
                break
            self.bucket.take(at, rate)
            counting += 1
            found.append(Given(at, tick_of(at + _UNHEARD + SECOND)))
        self.counts = Counter(self.counts) + Counter(one.counts_until for one in found)
        return found

    def refuse(self, seconds: float, began: float, now: float) -> None:
        """429: silence for so many seconds, and slower after, but once for what was under way."""
        self.paused_until = max(self.paused_until, now + seconds)
        if began >= self.cut_at:
            self.cut_at = now
            self.pace.cut(now, self.paused_until)
