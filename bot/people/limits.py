"""What one person may keep and ask for: every limit there is, in one table. Pure.

More than anybody needs; they are there so that one account, or a script behind it, can neither
fill the database nor keep the others waiting.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

DAY, HOUR = timedelta(days=1), timedelta(hours=1)

IN_ALL: Mapping[str, int] = {
    "plan_item": 60,
    "trigger": 60,
    "own_relief": 30,
    "visit": 40,
    "visit_question": 40,
    "supporter": 5,
    "supported": 10,
}
"""Rows by table that are there at once; what was removed does not count."""

A_DAY: Mapping[str, int] = {
    "episode": 300,
    "water_glass": 100,
    "guided_run": 100,
    "good_thing": 50,
    "injection": 40,
    "stock_entry": 100,
    "plan_change": 300,
    "visit": 60,
    "visit_question": 60,
    "trigger": 100,
    "occurrence": 200,
    "cheer": 3,
}
"""Rows by table that are written in any 24 hours, removed ones among them.

Of occurrences those that were taken without being due; of triggers all that were ever made, since
nobody knows when.
"""


class Heavy(StrEnum):
    """What takes long to make; the value is what the database keeps."""

    EXPORT = "export"
    REPORT = "report"
    RESTORE = "restore"


AN_HOUR: Mapping[Heavy, int] = {Heavy.EXPORT: 5, Heavy.REPORT: 10, Heavy.RESTORE: 5}
"""How often each may be asked for in any 60 minutes."""


def next_possible(asked: Sequence[datetime], most: int, now: datetime) -> datetime | None:
    """When one more may be asked for; None for now. `asked` is in order."""
    lately = [at for at in asked if at > now - HOUR]
    return lately[-most] + HOUR if len(lately) >= most else None
