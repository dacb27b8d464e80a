"""What Telegram's answers mean, in its own words."""

import asyncio

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.telegram.doubt import (
    InDoubtError,
    InDoubtTimeoutError,
    NotSentError,
    NotSentInTimeError,
    ServerFailedError,
    TooManyRequestsError,
)
from bot.telegram.outcomes import Kind, Outcome, classify


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (None, Kind.SENT),
        (Forbidden("Forbidden: bot was blocked by the user"), Kind.BLOCKED),
        (Forbidden("Forbidden: user is deactivated"), Kind.BLOCKED),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Kind.BLOCKED),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Kind.BLOCKED),
        (BadRequest("Bad Request: chat not found"), Kind.GONE),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Kind.GONE),
        (ChatMigrated(-100), Kind.GONE),
        (NotSentError("not sent: ECONNREFUSED"), Kind.NOT_SENT),
        (NotSentInTimeError("not sent: no connection"), Kind.NOT_SENT),
        (InDoubtError("in doubt: cut off"), Kind.IN_DOUBT),
        (ServerFailedError("in doubt: 502"), Kind.SERVER_FAILED),
        (InDoubtTimeoutError("in doubt: no answer"), Kind.IN_DOUBT),
        (TimedOut(), Kind.IN_DOUBT),
        (NetworkError("whatever"), Kind.IN_DOUBT),
        (asyncio.CancelledError(), Kind.IN_DOUBT),
        (
            BadRequest(
                "Bad Request: message is not modified: specified new message content and reply"
                " markup are exactly the same as a current content and reply markup of the message"
            ),
            Kind.NOT_MODIFIED,
        ),
        (BadRequest("Bad Request: message can't be edited"), Kind.CANNOT_EDIT),
        (BadRequest("Bad Request: message to edit not found"), Kind.CANNOT_EDIT),
        (BadRequest("Bad Request: message to delete not found"), Kind.CANNOT_EDIT),
        (BadRequest("Bad Request: message can't be deleted for everyone"), Kind.CANNOT_EDIT),
        (BadRequest("Bad Request: MESSAGE_ID_INVALID"), Kind.CANNOT_EDIT),
        (BadRequest("Bad Request: there is no text in the message to edit"), Kind.CANNOT_EDIT),
        (
            BadRequest(
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            ),
            Kind.QUERY_TOO_OLD,
        ),
        (BadRequest("Bad Request: can't parse entities: unclosed <b>"), Kind.BAD_REQUEST),
        (BadRequest("Bad Request: message is too long"), Kind.BAD_REQUEST),
        (InvalidToken(), Kind.FAILED),
        (Conflict("Conflict: terminated by other getUpdates request"), Kind.FAILED),
        (TelegramError("something new"), Kind.FAILED),
        (KeyError("our own mistake"), Kind.FAILED),
    ],
    ids=str,
)
def test_what_came_back_is_told_apart(error: BaseException | None, kind: Kind) -> None:
    assert classify(error) == Outcome(kind)


def test_too_many_requests_says_when_to_try_again() -> None:
    assert classify(TooManyRequestsError(17)) == Outcome(Kind.RETRY_AT, retry_after=17.0)
