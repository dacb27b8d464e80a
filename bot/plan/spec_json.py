"""Schedules as JSON, versioned and strict: what is malformed is refused with ValueError."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot.plan.days import Days, EveryDay, EveryDays, EveryWeeks, OnOff, Weekdays
from bot.plan.schedule import (
    AfterLast,
    AsNeeded,
    AtTimes,
    Interval,
    Once,
    Schedule,
    Step,
    Steps,
    When,
)

VERSION = 1


def to_json(schedule: Schedule) -> dict[str, Any]:
    """Plain JSON data; dates as YYYY-MM-DD, times as HH:MM."""
    return {
        "v": VERSION,
        "when": _when_out(schedule.when),
        "days": _days_out(schedule.days),
        "start": _date_out(schedule.start),
        "until": _date_out(schedule.until),
    }


def from_json(data: object) -> Schedule:
    """The schedule that `to_json` wrote. Raises ValueError for anything else."""
    try:
        fields = _fields(data, "v", "when", "days", "start", "until")
        if fields["v"] != VERSION:
            raise ValueError(f"version {fields['v']!r} is not known")
        return Schedule(
            when=_when_in(fields["when"]),
            days=_days_in(fields["days"]),
            start=_maybe_date(fields["start"]),
            until=_maybe_date(fields["until"]),
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a schedule: {error}") from error


def _when_out(when: When) -> dict[str, Any]:
    match when:
        case AtTimes(times):
            return {"kind": "times", "times": _times_out(times)}
        case Interval(minutes, opens, closes):
            window = {"opens": _time_out(opens), "closes": _time_out(closes)}
            return {"kind": "interval", "minutes": minutes, **window}
        case AfterLast(minutes, first_at):
            return {"kind": "after_last", "minutes": minutes, "first_at": _time_out(first_at)}
        case Once(on, at):
            return {"kind": "once", "on": _date_out(on), "at": _time_out(at)}
        case Steps(steps):
            return {"kind": "steps", "steps": [_step_out(step) for step in steps]}
        case AsNeeded(least_gap, most_a_day):
            return {"kind": "as_needed", "least_gap": least_gap, "most_a_day": most_a_day}


def _step_out(step: Step) -> dict[str, Any]:
    return {
        "start": _date_out(step.start),
        "until": _date_out(step.until),
        "times": _times_out(step.times),
        "amount": step.amount,
        "days": _days_out(step.days),
    }


def _days_out(days: Days) -> dict[str, Any]:
    match days:
        case EveryDay():
            return {"kind": "all"}
        case Weekdays(weekdays):
            return {"kind": "weekdays", "weekdays": list(weekdays)}
        case EveryDays(count, anchor):
            return {"kind": "every_days", "days": count, "anchor": _date_out(anchor)}
        case EveryWeeks(weeks, weekdays, anchor):
            chosen = {"weekdays": list(weekdays), "anchor": _date_out(anchor)}
            return {"kind": "every_weeks", "weeks": weeks, **chosen}
        case OnOff(on, off, anchor):
            return {"kind": "on_off", "on": on, "off": off, "anchor": _date_out(anchor)}


def _when_in(data: object) -> When:
    match data:
        case {"kind": "times"}:
            return AtTimes(_times_in(_fields(data, "kind", "times")["times"]))
        case {"kind": "interval"}:
            f = _fields(data, "kind", "minutes", "opens", "closes")
            return Interval(_int(f["minutes"]), _time_in(f["opens"]), _time_in(f["closes"]))
        case {"kind": "after_last"}:
            f = _fields(data, "kind", "minutes", "first_at")
            return AfterLast(_int(f["minutes"]), _time_in(f["first_at"]))
        case {"kind": "once"}:
            f = _fields(data, "kind", "on", "at")
            return Once(_date_in(f["on"]), _time_in(f["at"]))
        case {"kind": "steps"}:
            steps = _list(_fields(data, "kind", "steps")["steps"])
            return Steps(tuple(_step_in(step) for step in steps))
        case {"kind": "as_needed"}:
            f = _fields(data, "kind", "least_gap", "most_a_day")
            return AsNeeded(_maybe_int(f["least_gap"]), _maybe_int(f["most_a_day"]))
    raise ValueError(f"not a kind of schedule: {data!r}")


def _step_in(data: object) -> Step:
    f = _fields(data, "start", "until", "times", "amount", "days")
    if not isinstance(f["amount"], str):
        raise TypeError(f"{f['amount']!r} is not an amount")
    return Step(
        start=_date_in(f["start"]),
        times=_times_in(f["times"]),
        amount=f["amount"],
        until=_maybe_date(f["until"]),
        days=_days_in(f["days"]),
    )


def _days_in(data: object) -> Days:
    match data:
        case {"kind": "all"}:
            _fields(data, "kind")
            return EveryDay()
        case {"kind": "weekdays"}:
            return Weekdays(_ints(_fields(data, "kind", "weekdays")["weekdays"]))
        case {"kind": "every_days"}:
            f = _fields(data, "kind", "days", "anchor")
            return EveryDays(_int(f["days"]), _date_in(f["anchor"]))
        case {"kind": "every_weeks"}:
            f = _fields(data, "kind", "weeks", "weekdays", "anchor")
            return EveryWeeks(_int(f["weeks"]), _ints(f["weekdays"]), _date_in(f["anchor"]))
        case {"kind": "on_off"}:
            f = _fields(data, "kind", "on", "off", "anchor")
            return OnOff(_int(f["on"]), _int(f["off"]), _date_in(f["anchor"]))
    raise ValueError(f"not a kind of days: {data!r}")


def _fields(data: object, *names: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping) or set(data) != set(names):
        raise ValueError(f"{data!r} has not the fields {', '.join(names)}")
    return data


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


def _int(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _maybe_int(value: object) -> int | None:
    return None if value is None else _int(value)


def _ints(value: object) -> tuple[int, ...]:
    return tuple(_int(item) for item in _list(value))


def _time_out(at: time) -> str:
    return f"{at:%H:%M}"


def _times_out(times: tuple[time, ...]) -> list[str]:
    return [_time_out(at) for at in times]


def _time_in(value: object) -> time:
    at = time.fromisoformat(_str(value))
    if _time_out(at) != value:
        raise ValueError(f"{value!r} is not HH:MM")
    return at


def _times_in(value: object) -> tuple[time, ...]:
    return tuple(_time_in(item) for item in _list(value))


def _date_out(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date_in(value: object) -> date:
    day = date.fromisoformat(_str(value))
    if day.isoformat() != value:
        raise ValueError(f"{value!r} is not YYYY-MM-DD")
    return day


def _maybe_date(value: object) -> date | None:
    return None if value is None else _date_in(value)


def _str(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value
