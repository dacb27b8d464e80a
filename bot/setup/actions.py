"""Answers to the steps, kept: each is checked again, whatever a client sends."""

import re
from datetime import datetime, time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.drafts import Draft, drop_draft, keep_draft, open_draft
from bot.people import actions as people
from bot.people.rules import Condition, Side, accepted_zone, unknown_button
from bot.people.tables import Person
from bot.people.zone_names import UTC_NAME
from bot.plan.actions import NewItem, add, items_of
from bot.setup.rules import CLEAR, Step, first_open_step
from bot.setup.starter import (
    KINDS,
    Starter,
    missing,
    plan_for,
    read_chosen,
    starter_schedules,
)
from bot.setup.starter_screens import starter_names
from bot.setup.week_time import owe_week
from bot.texts import Translator

SETUP_FLOW = "setup"


async def step_kept(session: AsyncSession, person: Person, now: datetime) -> Step | None:
    """The step the person is at, by their draft; None where another one is open, or none."""
    draft = await open_draft(session, person.id, now)
    kept = None if draft is None else _setup_step(draft)
    return Step(kept) if kept in set(Step) else None


async def step_to_resume(session: AsyncSession, person: Person, now: datetime) -> Step:
    kept = await step_kept(session, person, now)
    return kept or first_open_step(
        has_zone=person.zone != UTC_NAME, condition=person.condition, side=person.side
    )


async def keep_step(session: AsyncSession, person: Person, step: Step, now: datetime) -> None:
    """Remembers the step: beneath what the person is in the middle of, where that is not set-up."""
    draft = await open_draft(session, person.id, now)
    if draft is None or draft.flow == SETUP_FLOW or "asked" in draft.data:
        await keep_draft(session, person.id, now, SETUP_FLOW, step.value)
    else:
        await _put_beneath(session, draft, now, {"flow": SETUP_FLOW, "step": step, "data": {}})


async def _put_beneath(
    session: AsyncSession, draft: Draft, now: datetime, under: dict[str, Any] | None
) -> None:
    """Keeps the draft as it is, and what is taken up again after it."""
    data = {**draft.data, "under": under}
    await keep_draft(session, draft.person_id, now, draft.flow, draft.step, **data)


async def answer(
    session: AsyncSession, person: Person, step: Step, value: str, now: datetime
) -> None:
    """Acts on an answer to one of the first four steps; UserError for what is none."""
    if not value:
        return
    match step:
        case Step.ZONE:
            await people.change_zone(session, person, accepted_zone(value), now)
        case Step.HOURS:
            await people.change_hours(session, person, *_hours(value), now)
        case Step.CONDITION:
            await people.change_condition(session, person, _condition(value))
        case Step.SIDE:
            await people.change_side(session, person, _side(value))
        case Step.STARTER:
            pass


async def add_starter_plan(
    session: AsyncSession, person: Person, t: Translator, chosen: str, now: datetime
) -> tuple[Starter, ...]:
    """Adds what is marked and not in the plan yet; gives what that was: a second time nothing."""
    names, present = starter_names(t), await items_of(session, person, now)
    offered = missing(
        plan_for(person.condition), [(item.kind, item.name) for item in present], names
    )
    schedules = starter_schedules(person.wake_time, person.bed_time)
    added = read_chosen(chosen, offered)
    for one in added:
        await add(session, person, NewItem(KINDS[one], names[one], None, schedules[one]), now)
    return added


async def finish(session: AsyncSession, person: Person, now: datetime) -> None:
    if person.set_up_at is None:
        await owe_week(session, person, now)
    await people.finish_set_up(session, person, now)
    draft = await open_draft(session, person.id, now)
    if draft is None or _setup_step(draft) is None:
        return
    if draft.flow == SETUP_FLOW or "asked" in draft.data:
        await drop_draft(session, person.id)
    else:
        await _put_beneath(session, draft, now, None)


def _setup_step(draft: Draft) -> str | None:
    """The set-up's step, also where a question in between stands above it."""
    if draft.flow == SETUP_FLOW:
        return draft.step
    under = draft.data.get("under")
    return str(under["step"]) if under and under["flow"] == SETUP_FLOW else None


def _hours(value: str) -> tuple[time, time]:
    """`0630-2230` as two times."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{4}", value):
        raise unknown_button()
    try:
        wake, bed = (time(int(part[:2]), int(part[2:])) for part in value.split("-"))
    except ValueError:
        raise unknown_button() from None
    return wake, bed


def _condition(value: str) -> Condition | None:
    if value == CLEAR:
        return None
    if value not in set(Condition):
        raise unknown_button()
    return Condition(value)


def _side(value: str) -> Side | None:
    if value == CLEAR:
        return None
    if value not in set(Side):
        raise unknown_button()
    return Side(value)
