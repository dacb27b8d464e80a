"""What a rate makes of what is due: a queue lived through minute by minute, pure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

MINUTE = 60.0
"""Seconds; minutes are counted from the beginning of the forecast."""
AT_ONCE = 1
"""Minutes that what tolerates nothing may take all the same."""


@dataclass(frozen=True, slots=True)
class What:
    """One kind of message; `tolerance` in minutes."""

    name: str
    is_medicine: bool
    tolerance: int

    @property
    def urgency(self) -> tuple[bool, int]:
        """The least goes first."""
        return not self.is_medicine, self.tolerance


Due = Mapping[int, Mapping[What, int]]
"""By minute: how many messages of each kind are due."""


@dataclass(slots=True)
class Lateness:
    """How late the messages of a kind are: seconds for the last, and how many beyond tolerance."""

    messages: int = 0
    latest: float = 0.0
    beyond: float = 0.0


@dataclass(slots=True)
class Rush:
    """A minute with what is due in it, and seconds until the last of that has left."""

    minute: int
    due: int
    medicines: int
    last_medicine: float = 0.0
    last: float = 0.0


@dataclass(frozen=True, slots=True)
class Forecast:
    kinds: Mapping[What, Lateness]
    rushes: tuple[Rush, ...]
    """Every minute in which anything is due, in order."""

    @property
    def messages(self) -> int:
        return sum(one.messages for one in self.kinds.values())

    def worst(self, most: int) -> list[Rush]:
        """The minutes whose messages wait longest, medicines before all."""
        waits = [one for one in self.rushes if one.last > AT_ONCE]
        waits.sort(key=lambda one: (-one.last_medicine, -one.last, one.minute))
        return waits[:most]


def forecast(due: Due, per_second: float) -> Forecast:
    """Who leaves when: medicines first, then by the earliest deadline, as the bot does it."""
    queue = _Queue(per_second)
    for minute in sorted(due):
        queue.run_until(minute * MINUTE)
        queue.add(minute, due[minute])
    queue.run_until(float("inf"))
    return Forecast(queue.kinds, tuple(queue.rushes.values()))


@dataclass(order=True, slots=True)
class _Cohort:
    """Messages of a kind that are due in one minute."""

    order: tuple[bool, int, int]
    what: What = field(compare=False)
    minute: int = field(compare=False)
    left: float = field(compare=False)


class _Queue:
    def __init__(self, per_second: float) -> None:
        self.kinds: defaultdict[What, Lateness] = defaultdict(Lateness)
        self.rushes: dict[int, Rush] = {}
        self._per_second = per_second
        self._at = 0.0
        self._waiting: list[_Cohort] = []
        self._number = count()

    def add(self, minute: int, due: Mapping[What, int]) -> None:
        medicines = sum(messages for what, messages in due.items() if what.is_medicine)
        self.rushes[minute] = Rush(minute, sum(due.values()), medicines)
        for what, messages in due.items():
            self.kinds[what].messages += messages
            order = (not what.is_medicine, minute + what.tolerance, next(self._number))
            heappush(self._waiting, _Cohort(order, what, minute, float(messages)))

    def run_until(self, seconds: float) -> None:
        """Sends until then; whoever is due then is looked at before anything more leaves."""
        while self._waiting and self._at < seconds:
            first = self._waiting[0]
            served = min(first.left, (seconds - self._at) * self._per_second)
            begins, self._at = self._at, self._at + served / self._per_second
            self._note(first, begins, served)
            first.left -= served
            if first.left <= 1e-6:  # noqa: PLR2004  what sums of parts leave over
                heappop(self._waiting)
        if seconds != float("inf"):
            self._at = max(self._at, seconds)

    def _note(self, one: _Cohort, begins: float, served: float) -> None:
        late = self._at - one.minute * MINUTE
        kind, rush = self.kinds[one.what], self.rushes[one.minute]
        kind.latest = max(kind.latest, late)
        rush.last = max(rush.last, late)
        if one.what.is_medicine:
            rush.last_medicine = max(rush.last_medicine, late)
        in_time = (one.minute + max(one.what.tolerance, AT_ONCE)) * MINUTE
        kind.beyond += min(served, max(0.0, self._at - max(begins, in_time)) * self._per_second)
