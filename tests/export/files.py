"""Files as somebody could send them: one that is right, to be spoilt in every way."""

import copy
import io
import json
import zipfile
from typing import Any

SMALL: dict[str, Any] = {
    "format": "facial-spasm-diary",
    "version": 1,
    "exported_at": "2026-03-02T07:00:00+00:00",
    "tables": {
        "person": [
            {
                "language": "en",
                "zone": "Europe/Berlin",
                "plan_zone": "Europe/Berlin",
                "wake_time": "07:00:00",
                "bed_time": "22:30:00",
                "condition": None,
                "side": None,
                "easy_mode": False,
                "urgent_region": None,
                "weekly_questions": True,
            }
        ],
        "plan_item": [
            {
                "id": 1,
                "kind": "medication",
                "name": "Baclofen",
                "amount": "10 mg",
                "notes": None,
                "nags": [10, 30],
                "created_at": "2026-03-02T06:00:00+00:00",
                "paused_at": None,
                "removed_at": None,
            }
        ],
        "schedule": [
            {
                "id": 1,
                "item_id": 1,
                "spec": {
                    "v": 1,
                    "when": {"kind": "times", "times": ["08:00"]},
                    "days": {"kind": "all"},
                    "start": None,
                    "until": None,
                },
                "valid_from": "2026-03-02T06:00:00+00:00",
                "valid_until": None,
            }
        ],
        "trigger": [
            {
                "id": 1,
                "code": None,
                "name": "Loud music",
                "name_key": "loud music",
                "hidden_at": None,
                "merged_into_id": None,
            }
        ],
    },
}


def small() -> dict[str, Any]:
    """One of its own for each test."""
    return copy.deepcopy(SMALL)


def as_bytes(value: object) -> bytes:
    return json.dumps(value).encode()


def zipped(content: bytes, name: str = "diary.json") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()
