"""The sketch of an item as JSON, for the draft that it lives in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.plan.quick_add import Remark
from bot.plan.rules import Kind, Schedule, Steps, from_json, to_json
from bot.plan.rules import Step as DoseStep
from bot.plan.sketch import Often, Sketch, Step


def dump(sketch: Sketch) -> dict[str, Any]:
    """The sketch as JSON."""
    return {
        "token": sketch.token,
        "text": sketch.text,
        "kind": sketch.kind,
        "name": sketch.name,
        "amount": sketch.amount,
        "amount_asked": sketch.amount_asked,
        "notes": sketch.notes,
        "schedule": None if sketch.schedule is None else to_json(sketch.schedule),
        "remarks": [[remark.message, _plain(remark.values)] for remark in sketch.remarks],
        "past": _day_out(sketch.past),
        "often": sketch.often,
        "hours": sketch.hours,
        "weekdays": list(sketch.weekdays),
        "days": sketch.days,
        "on": _day_out(sketch.on),
        "class": sketch.class_said,
        "building": _steps_out(sketch.building),
        "page": sketch.page,
        "trail": list(sketch.trail),
    }


def load(data: Mapping[str, Any]) -> Sketch:
    """The sketch that `dump` wrote, also before there were classes and steps."""
    return Sketch(
        token=data["token"],
        text=data["text"],
        kind=None if data["kind"] is None else Kind(data["kind"]),
        name=data["name"],
        amount=data["amount"],
        amount_asked=data["amount_asked"],
        notes=data["notes"],
        schedule=None if data["schedule"] is None else from_json(data["schedule"]),
        remarks=tuple(Remark(message, values) for message, values in data["remarks"]),
        past=_day_in(data["past"]),
        often=None if data["often"] is None else Often(data["often"]),
        hours=data["hours"],
        weekdays=tuple(data["weekdays"]),
        days=data["days"],
        on=_day_in(data["on"]),
        class_said=data.get("class"),
        building=_steps_in(data.get("building")),
        page=data.get("page", 0),
        trail=tuple(Step(step) for step in data["trail"]),
    )


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    return {
        key: value if isinstance(value, int | str) else str(value) for key, value in values.items()
    }


def _steps_out(steps: tuple[DoseStep, ...]) -> dict[str, Any] | None:
    return to_json(Schedule(Steps(steps))) if steps else None


def _steps_in(data: dict[str, Any] | None) -> tuple[DoseStep, ...]:
    when = None if data is None else from_json(data).when
    return when.steps if isinstance(when, Steps) else ()


def _day_out(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day_in(day: str | None) -> date | None:
    return None if day is None else date.fromisoformat(day)
