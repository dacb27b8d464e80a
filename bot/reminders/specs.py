"""Schedules as rows hold them: the same rules stand in many rows, so each is read once."""

from functools import lru_cache
from json import loads
from typing import Any

from sqlalchemy import ColumnElement, Text, cast

from bot.plan.rules import Schedule, from_json


def spec_text(column: Any) -> ColumnElement[str]:
    """A `spec` as it stands in the database: JSON that is not read for each row anew."""
    return cast(column, Text).label("spec")


@lru_cache(maxsize=8192)
def schedule_of(spec: str) -> Schedule:
    """The schedule that a row's `spec_text` describes."""
    return from_json(loads(spec))
