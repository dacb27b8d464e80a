"""Whether a request that failed may have been carried out all the same.

Telegram's sendMessage has no idempotency key, so whoever repeats a call has to know.
Messages of these errors name no address: Telegram's addresses contain the token.
"""

from telegram.error import NetworkError, TimedOut


class NotSentError(NetworkError):
    """Telegram cannot have acted: the request never left in full. Repeating it is safe."""


class NotSentInTimeError(NotSentError, TimedOut):
    """The same, by a time-out: no free connection, none made, or an upload that stalled."""


class InDoubtError(NetworkError):
    """The request left and no usable answer came: Telegram may or may not have acted."""


class InDoubtTimeoutError(InDoubtError, TimedOut):
    """The same, since the answer did not come in time."""
