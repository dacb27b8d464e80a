"""The diary as a FHIR R4 bundle, for systems of doctors: nobody is named in it.

Codes are the diary's own words: nothing is claimed in a terminology that nobody checked.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from bot.export.diary import Diary, Row
from bot.export.words import in_english
from bot.plan.rules import Kind, from_json
from bot.reminders.state import State

_TABLES = (
    "patient",
    "plan_item",
    "occurrence",
    "episode",
    "day_rating",
    "mood",
    "night",
    "water_day",
)
_CODES = "urn:facial-spasm-diary"
_UCUM = "http://unitsofmeasure.org"
_STATUS = {
    State.DONE: "completed",
    State.SKIPPED: "not-done",
    State.MISSED: "not-done",
    State.OFFLINE: "unknown",
}
"""What becomes of a dose; an open one has not been given or refused yet and is left out."""
Resource = dict[str, Any]
_PATIENT = "patient", 1


def lines(diary: Diary) -> Iterator[str]:
    """The bundle piece by piece."""
    head = {"resourceType": "Bundle", "type": "collection", "timestamp": diary.at.isoformat()}
    yield json.dumps(head)[:-1] + ', "entry": ['
    before, encoder = "\n", json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    for key, resource in _resources(diary):
        name = _id(*key)
        resource["id"] = name
        yield before + encoder.encode({"fullUrl": f"urn:uuid:{name}", "resource": resource})
        before = ",\n"
    yield "\n]}\n"


Keyed = tuple[tuple[str, int], Resource]


def _resources(diary: Diary) -> Iterator[Keyed]:
    yield _PATIENT, {"resourceType": "Patient", "active": True}
    medicines = {
        row["id"]: row for row in diary.tables["plan_item"] if row["kind"] == Kind.MEDICATION
    }
    yield from _statements(diary, medicines)
    for row in diary.tables["occurrence"]:
        if row["item_id"] in medicines and row["state"] in _STATUS:
            yield ("occurrence", row["id"]), _administration(row, medicines[row["item_id"]])
    yield from _observations(diary)


def _statements(diary: Diary, medicines: dict[int, Row]) -> Iterator[Keyed]:
    rules = {row["item_id"]: row["spec"] for row in diary.tables["schedule"]}
    for number, item in medicines.items():
        period = {"start": _when(item["created_at"])}
        if item["removed_at"] is not None:
            period["end"] = _when(max(item["removed_at"], item["created_at"]))
        words = [item["amount"], in_english(from_json(rules[number])) if number in rules else None]
        statement = {
            "resourceType": "MedicationStatement",
            "status": _standing(item),
            "medicationCodeableConcept": {"text": _text(item["name"])},
            "subject": _to(*_PATIENT),
            "effectivePeriod": period,
            "dateAsserted": _when(diary.at),
            "informationSource": _to(*_PATIENT),
            "dosage": [{"text": ", ".join(filter(None, words)) or "as agreed"}],
        }
        if note := (item["notes"] or "").strip():
            statement["note"] = [{"text": note}]
        yield ("plan_item", number), statement


def _standing(item: Row) -> str:
    if item["removed_at"] is not None:
        return "stopped"
    return "on-hold" if item["paused_at"] is not None else "active"


def _administration(row: Row, item: Row) -> Resource:
    state = State(row["state"])
    resource: Resource = {
        "resourceType": "MedicationAdministration",
        "status": _STATUS[state],
        "medicationCodeableConcept": {"text": _text(item["name"])},
        "subject": _to(*_PATIENT),
        "supportingInformation": [_to("plan_item", row["item_id"])],
        "effectiveDateTime": _when(row["taken_at"] or row["due_at"]),
    }
    if state in {State.SKIPPED, State.MISSED}:
        resource["statusReason"] = [{"text": " ".join(filter(None, (state, row["reason"])))}]
    if amount := (row["amount"] or item["amount"] or "").strip():
        resource["dosage"] = {"text": amount}
    return resource


def _observations(diary: Diary) -> Iterator[Keyed]:
    yield from _episodes(diary)
    for table, name in (("day_rating", "rating"), ("mood", "mood")):
        for row in _kept(diary, table):
            yield (
                (table, row["id"]),
                _observation(
                    f"{table.replace('_', ' ')}, 0-4",
                    _day(row["local_date"]),
                    valueInteger=row[name],
                ),
            )
    for row in _kept(diary, "night"):
        yield ("night", row["id"]), _night(row)
    for number, (day, ml) in enumerate(sorted(_water(diary).items()), 1):
        yield (
            ("water_day", number),
            _observation("water drunk on the day", _day(day), valueQuantity=_quantity(ml, "mL")),
        )


def _episodes(diary: Diary) -> Iterator[Keyed]:
    names = {row["id"]: row["name"] or row["code"] for row in diary.tables["trigger"]}
    named: dict[int, list[str]] = defaultdict(list)
    for row in diary.tables["episode_trigger"]:
        named[row["episode_id"]].append(names[row["trigger_id"]])
    for row in _kept(diary, "episode"):
        values = {
            "severity, 1-4": row["severity"],
            "count": row["count"],
            "side": row["side"],
            "where": ", ".join(row["face_zones"]),
            "movement": row["movement"],
            "duration": row["duration"],
            "named with it": ", ".join(named[row["id"]]),
        }
        resource = _observation("facial spasm episode", _when(row["at"]))
        resource["component"] = [_component(what, value) for what, value in values.items() if value]
        if note := row["note"].strip():
            resource["note"] = [{"text": note}]
        yield ("episode", row["id"]), resource


def _night(row: Row) -> Resource:
    resource = _observation("night's sleep", _day(row["local_date"]))
    parts = []
    if row["minutes"] is not None:
        parts.append(_component("sleep", None, valueQuantity=_quantity(row["minutes"], "min")))
    if row["quality"] is not None:
        parts.append(_component("quality, 0-4", row["quality"]))
    if parts:
        resource["component"] = parts
    else:
        resource["dataAbsentReason"] = {"text": "not answered"}
    return resource


def _observation(what: str, when: str, **value: Any) -> Resource:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": _code(what),
        "subject": _to(*_PATIENT),
        "performer": [_to(*_PATIENT)],
        "effectiveDateTime": when,
        **value,
    }


def _component(what: str, value: Any, **other: Any) -> Resource:
    if value is None:
        return {"code": _code(what), **other}
    kind = "valueInteger" if isinstance(value, int) else "valueString"
    return {"code": _code(what), kind: value}


def _code(what: str) -> Resource:
    code = what.partition(",")[0].replace(" ", "-").replace("'", "")
    return {"coding": [{"system": _CODES, "code": code, "display": what}], "text": what}


def _quantity(value: int, unit: str) -> Resource:
    return {"value": value, "unit": unit, "system": _UCUM, "code": unit}


def _kept(diary: Diary, table: str) -> Iterator[Row]:
    return (row for row in diary.tables[table] if row["removed_at"] is None)


def _water(diary: Diary) -> dict[date, int]:
    days: dict[date, int] = defaultdict(int)
    for row in _kept(diary, "water_glass"):
        days[row["local_date"]] += row["ml"]
    return days


def _text(words: str) -> str:
    return words.strip() or "-"


def _when(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def _day(day: date) -> str:
    return day.isoformat()


def _to(table: str, number: int) -> Resource:
    return {"reference": f"urn:uuid:{_id(table, number)}"}


def _id(table: str, number: int) -> str:
    """A UUID of the kind that may be made of anything (RFC 9562, version 8)."""
    return f"6f0f6a35-6d0e-8c0b-8{_TABLES.index(table):03x}-{number:012x}"
