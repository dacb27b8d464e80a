"""When somebody's account goes, and what confirms that. Pure."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.people.rules import waking

GRACE = timedelta(days=1)
"""To change one's mind in."""
QUESTION = timedelta(hours=1)
"""For how long a typed confirmation counts."""
SILENCE = timedelta(days=548)
"""Eighteen months without a word: then the person is asked."""
ANSWER = timedelta(days=30)
"""For how long the answer to that is waited for."""
AGAIN = timedelta(days=30)
"""Between two questions about a privacy text that has changed."""
RETRY = timedelta(minutes=10)
"""After this somebody else goes on with an erasure that a crash cut off."""


class When(StrEnum):
    TOMORROW = "t"
    NOW = "n"


class Why(StrEnum):
    """Why an account is going to be erased."""

    ASKED = "asked"
    SILENT = "silent"


def is_word(typed: str, *wanted: str) -> bool:
    """Whether the confirming word was typed, however it was written or quoted."""
    return typed.strip(" .!\"'“”„«»").casefold() in {word.casefold() for word in wanted}


def counts_still(asked: int, now: datetime) -> bool:
    """Whether a button comes from a confirmation of just now; seconds since 1970."""
    return 0 <= now.timestamp() - asked <= QUESTION.total_seconds()


def silent_since(today: date) -> date:
    """Who was seen last on this day or before has been silent for too long."""
    return today - SILENCE


def is_awake(wake: time, bed: time, at: time) -> bool:
    """Whether somebody with these hours is up at this time of their day."""
    return waking(wake, at) < waking(wake, bed)


def backups_gone(now: datetime, days: int) -> date:
    """The day by which no backup holds what is erased now."""
    return (now + timedelta(days=days)).date()
