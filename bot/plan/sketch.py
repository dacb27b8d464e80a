"""An item on its way into the plan: what is known of it so far, and what is asked next. Pure.

It lives in the draft as JSON, so that every step survives a restart.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.errors import UserError
from bot.plan.items import NewItem
from bot.plan.medicines import UNKNOWN, MedicineClass, class_said, suggested_class
from bot.plan.quick_add import Remark, Understood
from bot.plan.rules import (
    CHECK_INS,
    AtTimes,
    Days,
    EveryDay,
    EveryDays,
    Kind,
    Once,
    Schedule,
    Steps,
    Weekdays,
)
from bot.plan.rules import Step as DoseStep

MOST_HOURS, MOST_DAYS = 24, 365
"""Between two times of an item, where it is put together step by step."""
WITHOUT_AMOUNT = frozenset({Kind.SLEEP, Kind.CALM, Kind.APPOINTMENT}) | CHECK_INS


class Step(StrEnum):
    """What is asked; the value is what buttons and drafts carry."""

    TEXT = "text"
    KIND = "kind"
    NAME = "name"
    AMOUNT = "amount"
    OFTEN = "often"
    HOURS = "hours"
    WINDOW = "window"
    WEEKDAYS = "weekdays"
    DAYS = "days"
    LIMITS = "limits"
    DATE = "date"
    TIMES = "times"
    CONFIRM = "confirm"
    CHANGE = "change"
    CLASS = "class"
    STEP_DATE = "sdate"
    STEP_AMOUNT = "samount"
    STEP_TIMES = "stimes"
    STEP_MORE = "smore"
    STEP_END = "send"


class Often(StrEnum):
    """The rhythms that are offered as buttons."""

    ONCE = "1"
    TWICE = "2"
    THRICE = "3"
    HOURS = "hours"
    WEEKDAYS = "weekdays"
    DAYS = "days"
    AS_NEEDED = "needed"
    DATE = "date"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Sketch:
    """`token` tells the buttons of one sketch from those of another; `trail` is the way back.

    `hours`, `weekdays`, `days` and `on` are answers on the way to a schedule; `often` counts
    the times still to be chosen. `past` is a date behind us that has to be asked about.
    `class_said` is the kind of medicine that was confirmed. `building` are the dated steps so far,
    `page` the one of their calendar that is shown.
    """

    token: int
    text: str = ""
    kind: Kind | None = None
    name: str | None = None
    amount: str | None = None
    amount_asked: bool = False
    notes: str | None = None
    schedule: Schedule | None = None
    remarks: tuple[Remark, ...] = ()
    past: date | None = None
    often: Often | None = None
    hours: int = 0
    weekdays: tuple[int, ...] = ()
    days: int = 0
    on: date | None = None
    class_said: str | None = None
    building: tuple[DoseStep, ...] = ()
    page: int = 0
    trail: tuple[Step, ...] = ()


Onward = tuple[Sketch, Step]
"""What is known after an answer, and what is asked next."""


def sketch_of(understood: Understood, text: str, token: int, past: date | None = None) -> Sketch:
    """A complete sketch of what was read from a line."""
    return Sketch(
        token=token,
        text=text,
        kind=understood.kind,
        name=understood.name,
        amount=understood.amount,
        amount_asked=True,
        notes=understood.notes,
        schedule=understood.schedule,
        remarks=understood.warnings,
        past=past,
    )


def next_step(sketch: Sketch) -> Step:
    """The first thing that is not known yet; the confirmation when all is."""
    if sketch.kind is None:
        return Step.KIND
    if sketch.name is None:
        return Step.NAME
    if not sketch.amount_asked and sketch.kind not in WITHOUT_AMOUNT:
        return Step.AMOUNT
    return Step.CONFIRM if sketch.schedule is not None else Step.OFTEN


def onward(sketch: Sketch) -> Onward:
    """To whatever is not known yet."""
    return sketch, next_step(sketch)


def new_item(sketch: Sketch) -> NewItem:
    """The item to be added; UserError while something is missing."""
    if sketch.kind is None or sketch.name is None or sketch.schedule is None:
        raise UserError("Something is still missing. Please answer the question that is open.")
    said = None if sketch.class_said is None else class_said(sketch.class_said)
    return NewItem(
        sketch.kind, sketch.name, sketch.amount, sketch.schedule, sketch.notes, class_said=said
    )


def scheduled(sketch: Sketch, schedule: Schedule, remarks: tuple[Remark, ...] = ()) -> Sketch:
    """The sketch with its schedule found, and nothing left of the way there."""
    return replace(
        sketch,
        schedule=schedule,
        remarks=remarks,
        past=None,
        often=None,
        hours=0,
        weekdays=(),
        days=0,
        on=None,
        building=(),
        page=0,
    )


def at_times(sketch: Sketch, times: tuple[time, ...], now: datetime) -> Sketch:
    """The sketch with the times chosen last: on the days, or the date, chosen before.

    `now` is local and naive. Every few days begins today, or tomorrow when its times are over.
    """
    if sketch.on is not None:
        return _on_date(sketch, sketch.on, times, now)
    days: Days = EveryDay()
    if sketch.weekdays:
        days = Weekdays(sketch.weekdays)
    elif sketch.days:
        is_over = times[-1] <= now.time()
        days = EveryDays(sketch.days, now.date() + timedelta(days=is_over))
    return scheduled(sketch, Schedule(AtTimes(times), days))


def _on_date(sketch: Sketch, on: date, times: tuple[time, ...], now: datetime) -> Sketch:
    schedule = Schedule(Once(on, times[0]))
    if len(times) > 1:
        schedule = Schedule(AtTimes(times), start=on, until=on)
    is_past = datetime.combine(on, times[-1]) <= now
    return replace(scheduled(sketch, schedule), past=on if is_past else None)


def last_step(sketch: Sketch) -> DoseStep | None:
    """The latest of the dated steps that are being put together."""
    return sketch.building[-1] if sketch.building else None


def steps_of(sketch: Sketch) -> Steps | None:
    """The dated steps of which a calendar is shown."""
    if sketch.building:
        return Steps(sketch.building)
    when = None if sketch.schedule is None else sketch.schedule.when
    return when if isinstance(when, Steps) else None


def class_of_sketch(sketch: Sketch) -> tuple[MedicineClass | None, bool]:
    """The kind of medicine, and whether the person said so; else it is what the name suggests."""
    if sketch.class_said is None:
        return suggested_class(sketch.kind or Kind.OWN, sketch.name or ""), False
    said = class_said(sketch.class_said)
    return (None if said == UNKNOWN else MedicineClass(said)), True
