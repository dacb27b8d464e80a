"""The FHIR bundle: read by a FHIR library, and its references by us."""

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

from fhir.resources.R4B.bundle import Bundle

from bot.export import as_fhir
from bot.export.diary import Diary
from tests.conftest import on_sqlite
from tests.export.diaries import NOW, diary, item, planned
from tests.export.life import exports, lives, opened
from tests.phone import Story
from tests.plan.schedules import at


def bundle(given: Diary) -> dict[str, Any]:
    text = "".join(as_fhir.lines(given))
    Bundle.model_validate_json(text)
    return json.loads(text)


def of_type(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    resources = [entry["resource"] for entry in found["entry"]]
    return [resource for resource in resources if resource["resourceType"] == kind]


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["reference"]} if "reference" in value else set()
        return own.union(*(references(each) for each in value.values()))
    return set().union(*(references(each) for each in value)) if isinstance(value, list) else set()


def dose(number: int, state: str, **values: Any) -> dict[str, Any]:
    usual = {"due_at": NOW, "taken_at": None, "amount": None, "reason": None}
    return {"id": number, "item_id": 1, "state": state, **usual, **values}


@on_sqlite
async def test_a_whole_life_is_a_valid_bundle(story: Story) -> None:
    phone = await lives(story.phone())

    text = opened(await exports(phone))["fhir-r4-bundle.json"]

    Bundle.model_validate_json(text)
    found = json.loads(text)
    kinds = Counter(entry["resource"]["resourceType"] for entry in found["entry"])
    assert kinds["Patient"] == 1
    assert kinds["MedicationStatement"] == 2
    assert kinds["MedicationAdministration"] == 3
    assert kinds["Observation"] == 4, "two episodes, a rated day, a day's water"
    urls = [entry["fullUrl"] for entry in found["entry"]]
    assert len(set(urls)) == len(urls)
    assert references(found) <= set(urls)
    assert all(entry["fullUrl"].endswith(entry["resource"]["id"]) for entry in found["entry"])


def test_nobody_is_named() -> None:
    (patient,) = of_type(bundle(diary()), "Patient")
    assert patient.keys() == {"resourceType", "active", "id"}


def test_doses_say_what_became_of_them() -> None:
    doses = [
        dose(1, "done", taken_at=NOW + timedelta(minutes=4)),
        dose(2, "skipped", reason="side"),
        dose(3, "missed"),
        dose(4, "offline"),
        dose(5, "open"),
    ]
    given = diary(plan_item=[item()], schedule=[planned(at("08:00"))], occurrence=doses)

    found = of_type(bundle(given), "MedicationAdministration")

    assert [one["status"] for one in found] == ["completed", "not-done", "not-done", "unknown"]
    assert [one.get("statusReason", [{}])[0].get("text") for one in found] == [
        None, "skipped side", "missed", None,
    ]  # fmt: skip
    assert found[0]["effectiveDateTime"] == "2026-03-02T07:04:00+00:00"
    assert {one["dosage"]["text"] for one in found} == {"10 mg"}


def test_medicines_stand_as_they_are() -> None:
    rows = [
        item(1),
        item(2, paused_at=NOW),
        item(3, removed_at=NOW, notes=" after meals "),
        item(4, kind="stretching"),
        item(5, name=" ", amount=None),
    ]
    found = of_type(bundle(diary(plan_item=rows)), "MedicationStatement")
    assert [one["status"] for one in found] == ["active", "on-hold", "stopped", "active"]
    assert found[2]["effectivePeriod"]["end"] == "2026-03-02T07:00:00+00:00"
    assert found[2]["note"] == [{"text": "after meals"}]


def test_entries_become_observations_and_removed_ones_do_not() -> None:
    day = {"local_date": date(2026, 3, 1), "removed_at": None}
    episode = {
        "id": 1, "at": NOW, "severity": 3, "count": 2, "side": "left", "face_zones": ["cheek"],
        "movement": None, "duration": None, "note": "", "removed_at": None,
    }  # fmt: skip
    given = diary(
        episode=[episode, {**episode, "id": 2, "removed_at": NOW}],
        trigger=[{"id": 1, "name": "Loud music", "code": None}],
        episode_trigger=[{"episode_id": 1, "trigger_id": 1}],
        day_rating=[{"id": 1, "rating": 0, **day}],
        night=[
            {"id": 1, "minutes": 450, "quality": None, **day},
            {"id": 2, "minutes": None, "quality": None, **day},
        ],
        water_glass=[{"id": 1, "ml": 250, **day}, {"id": 2, "ml": 300, **day}],
    )

    found = of_type(bundle(given), "Observation")

    assert len(found) == 5
    values = {part["code"]["text"]: part.get("valueInteger", part.get("valueString"))
              for part in found[0]["component"]}  # fmt: skip
    assert values == {
        "severity, 1-4": 3, "count": 2, "side": "left", "where": "cheek",
        "named with it": "Loud music",
    }  # fmt: skip
    assert found[1]["valueInteger"] == 0
    assert found[2]["component"][0]["valueQuantity"]["value"] == 450
    assert found[3]["dataAbsentReason"] == {"text": "not answered"}
    assert found[4]["valueQuantity"] == {
        "value": 550, "unit": "mL", "system": "http://unitsofmeasure.org", "code": "mL",
    }  # fmt: skip
