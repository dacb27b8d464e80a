"""How fast instants follow one another."""

from collections import deque
from collections.abc import Iterable, Sequence

_SAME = 1e-6
"""Seconds by which two floats may differ that mean one instant."""


def most_in_a_second(instants: Iterable[float]) -> int:
    lately: deque[float] = deque()
    most = 0
    for at in sorted(instants):
        lately.append(at)
        while lately[0] <= at - 1 + _SAME:
            lately.popleft()
        most = max(most, len(lately))
    return most


def a_second(instants: Sequence[float]) -> float:
    """How many a second, from the first to the last; in order."""
    return (len(instants) - 1) / (instants[-1] - instants[0])
