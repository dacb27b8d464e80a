"""Whether a request that failed may have been carried out all the same.

Telegram's sendMessage has no idempotency key, so whoever repeats a call has to know.
Messages of these errors name no address: Telegram's addresses contain the token.
"""

from datetime import timedelta

from telegram.error import NetworkError, RetryAfter, TimedOut


class NotSentError(NetworkError):
    """Telegram cannot have acted: the request never left in full. Repeating it is safe."""


class NotSentInTimeError(NotSentError, TimedOut):
    """The same, by a time-out: no free connection, none made, or an upload that stalled."""


class InDoubtError(NetworkError):
    """The request left and no usable answer came: Telegram may or may not have acted."""


class ServerFailedError(InDoubtError):
    """Telegram said that it failed (5xx): most probably it has not acted."""


class InDoubtTimeoutError(InDoubtError, TimedOut):
    """The same, since the answer did not come in time."""


class TooManyRequestsError(RetryAfter):
    """Telegram wants `seconds` of silence. PTB's own warns of deprecation wherever it is raised."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(timedelta(seconds=seconds))

    @property
    def retry_after(self) -> timedelta:
        return timedelta(seconds=self.seconds)


def seconds_of(error: RetryAfter) -> float:
    """How long to be silent, in seconds: PTB says it in two ways."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
