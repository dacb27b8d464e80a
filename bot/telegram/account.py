"""The account of a rate that several processes share: pure, instants in the database's seconds.

Whatever was given out counts against the limit until a second after it can have arrived. As long as
its process has not said when that was, the latest is assumed: so there is never more than the limit
in any second, whoever is late, dies, or says nothing.
"""

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.telegram.rates import Bucket, Pace
from bot.telegram.source import AT_MOST, SECOND

LATE = 0.2
"""Seconds after its instant until which a call may leave."""
_SOON = 0.5
"""Seconds ahead for which calls are given: when later ones may leave is not known yet."""
UNUSED = 0.0
"""Said of what was given out and did not leave: it counts no longer."""


@dataclass(frozen=True, slots=True)
class Given:
    """A call that was given out: its number, and the instant from which it may leave."""

    number: int
    at: float


@dataclass(slots=True)
class Account:
    """A limit, its pace, and all calls that count: `counts_until` by their numbers."""

    pace: Pace
    bucket: Bucket = field(default_factory=Bucket)
    cut_at: float = 0.0
    paused_until: float = 0.0
    given: int = 0
    """How many calls have been given out: the last one's number."""
    counts_until: dict[int, float] = field(default_factory=dict)

    def settle(self, news: Mapping[int, float], now: float) -> None:
        """Learn until when calls count. Instants beyond any of ours are another server's clock."""
        for number, until in news.items():
            if until != UNUSED:
                self.counts_until[number] = until
            elif self.counts_until.pop(number, None) is not None:
                self.bucket.give_back(self.pace.rate(now))
        counting = self.counts_until.items()
        self.counts_until = {one: at for one, at in counting if now < at < now + 2 * AT_MOST}
        self.bucket.full_at = min(self.bucket.full_at, max(now, self.paused_until) + AT_MOST)

    def give(self, calls: int, now: float) -> list[Given]:
        """The next calls, at most so many: fewer where it is not known yet when they may leave."""
        rate, most = self.pace.rate(now), max(1, int(self.pace.limit))
        begin = max(now, self.paused_until)
        ends = sorted(self.counts_until.values())
        found: list[Given] = []
        for _ in range(calls):
            is_full = len(ends) >= most
            at = max(begin, self.bucket.ready_at(rate, self.pace.limit / 10.0))
            at = max(at, ends[len(ends) - most]) if is_full else at
            if at > begin + _SOON + 1.0 / rate:
                break
            self.bucket.take(at, rate)
            self.given += 1
            until = at + LATE + SECOND
            self.counts_until[self.given] = until
            insort(ends, until)
            found.append(Given(self.given, at))
        return found

    def refuse(self, seconds: float, began: float, now: float) -> None:
        """429: silence for so many seconds, and slower after, but once for what was under way."""
        self.paused_until = max(self.paused_until, now + seconds)
        if began >= self.cut_at:
            self.cut_at = now
            self.pace.cut(now, self.paused_until)
