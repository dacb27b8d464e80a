"""Time: the one place that asks the system what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present instant, aware, in UTC."""


def system_clock() -> datetime:
    return datetime.now(UTC)


class MovableClock:
    """A clock that runs on from wherever it is set; for the demo and the tests.

    With `base` it stands still unless moved; without, it flows like the system's.
    """

    def __init__(self, base: datetime | None = None) -> None:
        self._frozen = base
        self._offset = timedelta(0)

    def __call__(self) -> datetime:
        return (self._frozen or system_clock()) + self._offset

    def move_to(self, instant: datetime) -> None:
        self._offset += instant - self()

    def run_on(self) -> None:
        """From here on it flows like the system's."""
        now, self._frozen = self(), None
        self.move_to(now)
