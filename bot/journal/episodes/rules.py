"""Rules of episodes: what a typed entry means. Pure."""

import re
from dataclasses import dataclass

from bot.errors import UserError

SEVERITIES = range(1, 5)
EPISODE_SIGN = "."
"""A lone full stop is the shortest way to log an episode."""


@dataclass(frozen=True, slots=True)
class TypedEpisode:
    """What `/log 3 left cheek` says: the severity, and words that are not kept yet."""

    severity: int | None
    rest: str


def read_episode(words: str) -> TypedEpisode:
    """UserError for a number that is no severity."""
    number, rest = _number_first(words)
    if number is None:
        return TypedEpisode(None, rest)
    if number not in SEVERITIES:
        raise UserError(
            "The severity goes from 1 (only I notice) to 4 (must stop or cannot see)."
            " Nothing was saved. For example: /log 3"
        )
    return TypedEpisode(number, rest)


def _number_first(words: str) -> tuple[int | None, str]:
    found = re.fullmatch(r"\s*([0-9]{1,9})\b\s*(.*)", words, re.DOTALL)
    return (int(found[1]), found[2].strip()) if found else (None, words.strip())
