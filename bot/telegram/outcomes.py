"""What became of a call to Telegram, told apart by PTB's exceptions and Telegram's own words.

Telegram documents no codes beside the HTTP status, so the words of its answers decide; they
have been stable for years. Unknown words fall to BAD_REQUEST or FAILED, never to SENT.
"""

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
)

from bot.telegram.doubt import NotSentError, ServerFailedError, seconds_of


class Kind(StrEnum):
    SENT = "sent"
    BLOCKED = "blocked"
    """The person stopped the bot, or is no more: leave them alone until they come back."""
    GONE = "gone"
    """Telegram knows no such chat."""
    RETRY_AT = "retry_at"
    """Too many requests: again after `retry_after` seconds."""
    NOT_SENT = "not_sent"
    """It certainly never left: safe to repeat."""
    IN_DOUBT = "in_doubt"
    """It may have been carried out."""
    SERVER_FAILED = "server_failed"
    """The same, and Telegram said that it failed: most probably it was not."""
    NOT_MODIFIED = "not_modified"
    """An edit that changes nothing; as good as done."""
    CANNOT_EDIT = "cannot_edit"
    """The message is gone or too old to be changed or deleted: send anew."""
    QUERY_TOO_OLD = "query_too_old"
    """The tap can no longer be answered with a notice."""
    FILE_LOST = "file_lost"
    """Telegram no longer knows a file by its id: upload it again."""
    NO_VOICES = "no_voices"
    """The person lets nobody send them voice messages."""
    BAD_REQUEST = "bad_request"
    """Telegram does not like what we sent: repeating will not help."""
    FAILED = "failed"
    """Anything else, our own errors included."""


@dataclass(frozen=True, slots=True)
class Outcome:
    kind: Kind
    retry_after: float = 0.0
    """Seconds, for RETRY_AT."""


_BAD_REQUESTS = (
    ("message is not modified", Kind.NOT_MODIFIED),
    ("query is too old", Kind.QUERY_TOO_OLD),
    ("query id is invalid", Kind.QUERY_TOO_OLD),
    ("query_id_invalid", Kind.QUERY_TOO_OLD),
    ("message can't be edited", Kind.CANNOT_EDIT),
    ("message can't be deleted", Kind.CANNOT_EDIT),
    ("message to edit not found", Kind.CANNOT_EDIT),
    ("message to delete not found", Kind.CANNOT_EDIT),
    ("message_id_invalid", Kind.CANNOT_EDIT),
    ("message identifier is not specified", Kind.CANNOT_EDIT),
    ("there is no text in the message to edit", Kind.CANNOT_EDIT),
    ("there is no caption in the message to edit", Kind.CANNOT_EDIT),
    ("there is no media in the message to edit", Kind.CANNOT_EDIT),
    ("wrong remote file identifier", Kind.FILE_LOST),
    ("wrong file identifier", Kind.FILE_LOST),
    ("voice_messages_forbidden", Kind.NO_VOICES),
    ("chat not found", Kind.GONE),
    ("chat_id_invalid", Kind.GONE),
    ("peer_id_invalid", Kind.GONE),
    ("user not found", Kind.GONE),
    ("user is deactivated", Kind.BLOCKED),
    ("user_is_blocked", Kind.BLOCKED),
    ("have no rights to send a message", Kind.BLOCKED),
    ("not enough rights to send", Kind.BLOCKED),
)


_BY_CLASS: tuple[tuple[type[BaseException], Kind], ...] = (
    (Forbidden, Kind.BLOCKED),  # every reason Telegram gives for it is the person's will
    (ChatMigrated, Kind.GONE),
    (NotSentError, Kind.NOT_SENT),
    (ServerFailedError, Kind.SERVER_FAILED),
    (NetworkError, Kind.IN_DOUBT),  # a time-out of another transport says nothing of acceptance
    (asyncio.CancelledError, Kind.IN_DOUBT),
)


def classify(error: BaseException | None) -> Outcome:
    """Tell what became of a call that raised `error`, or raised nothing."""
    if error is None:
        return Outcome(Kind.SENT)
    if isinstance(error, RetryAfter):
        return Outcome(Kind.RETRY_AT, seconds_of(error))
    if isinstance(error, BadRequest):
        words = error.message.lower()
        return Outcome(
            next((kind for part, kind in _BAD_REQUESTS if part in words), Kind.BAD_REQUEST)
        )
    kinds = (kind for family, kind in _BY_CLASS if isinstance(error, family))
    return Outcome(next(kinds, Kind.FAILED))
