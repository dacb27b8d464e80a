"""Diaries as plain data, for what is made of them."""

from datetime import UTC, datetime
from typing import Any

from bot.export.contents import PARTS
from bot.export.diary import Diary
from bot.plan.rules import Kind, Schedule, to_json

NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)
PERSON = {"zone": "Europe/Berlin", "plan_zone": "Europe/Berlin", "language": "en"}


def diary(at: datetime = NOW, zone: str = "Europe/Berlin", **tables: list[dict[str, Any]]) -> Diary:
    """A diary with these rows, and nothing else."""
    person = {**PERSON, "zone": zone, "plan_zone": zone}
    return Diary(at, {part.name: [] for part in PARTS} | {"person": [person]} | tables)


def item(number: int = 1, **values: Any) -> dict[str, Any]:
    usual = {
        "kind": Kind.MEDICATION.value, "name": "Baclofen", "amount": "10 mg", "notes": None,
        "created_at": NOW, "paused_at": None, "removed_at": None, "zone": None,
    }  # fmt: skip
    return {"id": number, **usual, **values}


def planned(schedule: Schedule, number: int = 1) -> dict[str, Any]:
    spec = to_json(schedule)
    return {"id": number, "item_id": number, "spec": spec, "valid_from": NOW, "valid_until": None}
