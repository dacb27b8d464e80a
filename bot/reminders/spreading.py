"""Spreading what tolerates lateness over its tolerance, before it queues: pure.

Time is cut into cells of ten seconds; a cell holds what the budget lets through in it. Medicines
and whatever else is known to come take their room first; the rest is laid, earliest deadline
first, into the first cells with room. The same rows give the same cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

CELL = timedelta(seconds=10)
PRESSED = 2 * CELL
"""So near its deadline a delivery is not held back any more."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Load:
    """What the budget has to carry besides what is to be spread.

    `now_due` messages wait already and go first; `later` are known to become due, by instant.
    """

    now_due: int
    later: Mapping[datetime, int]


def spread(
    deadlines: Sequence[datetime], load: Load, per_second: float, now: datetime
) -> list[datetime]:
    """From when on each of these deliveries may leave, earliest deadlines first (sorted).

    None is held back beyond its deadline: where no room is left, order alone decides.
    """
    room = _Room(load, per_second, now)
    return [min(room.take(), max(now, deadline - CELL)) for deadline in deadlines]


class _Room:
    """The cells from now on, filled from the front."""

    def __init__(self, load: Load, per_second: float, now: datetime) -> None:
        self._now = now
        self._per_cell = per_second * CELL.total_seconds()
        self._first = (now - _EPOCH) // CELL
        self._taken: dict[int, float] = {}
        for at, messages in load.later.items():
            cell = max(0, (at - _EPOCH) // CELL - self._first)
            self._taken[cell] = self._taken.get(cell, 0.0) + messages
        gone = (now - self._start(0)) / CELL
        self._taken[0] = self._taken.get(0, 0.0) + gone * self._per_cell
        self._cell = 0
        self._left = self._per_cell - self._taken[0]
        self._pass(load.now_due)

    def take(self) -> datetime:
        """The cell of one more message."""
        self._pass(1)
        return max(self._now, self._start(self._cell))

    def _pass(self, messages: float) -> None:
        """Goes on by so many messages; what a cell cannot hold runs over into the next."""
        self._left -= messages
        while self._left < 0:
            self._cell += 1
            self._left += self._per_cell - self._taken.get(self._cell, 0.0)

    def _start(self, cell: int) -> datetime:
        return _EPOCH + (self._first + cell) * CELL
