"""Schedules as rows hold them: the same rules stand in many rows, so they are kept."""

from functools import lru_cache
from json import dumps, loads
from typing import Any

from bot.plan.rules import Schedule, from_json


def schedule_of(spec: dict[str, Any]) -> Schedule:
    """The schedule that a row's `spec` describes."""
    return _schedule_of(dumps(spec, sort_keys=True))


@lru_cache(maxsize=8192)
def _schedule_of(spec: str) -> Schedule:
    return from_json(loads(spec))
