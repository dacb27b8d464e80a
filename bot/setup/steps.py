"""Walking through the set-up: an answer is kept, and the next step shown."""

from markupsafe import Markup

from bot.people.places import likely_zones
from bot.people.rules import Condition
from bot.people.turn import Turn
from bot.people.zone_names import UTC_NAME
from bot.plan.actions import items_of
from bot.plan.when import when
from bot.screen import Screen
from bot.setup import actions, screens
from bot.setup.buttons import Within
from bot.setup.rules import Step, step_after
from bot.setup.starter import ALL, PLANS, plan_for, read_chosen, starter_schedules
from bot.setup.starter_screens import Offer


def step_screen(turn: Turn, step: Step, note: Markup | None = None) -> Screen:
    """A step of the set-up as it stands, with a word above it where there is one to say."""
    person, t = turn.person, turn.t
    match step:
        case Step.ZONE:
            choices = likely_zones(turn.sender.language_code)
            return screens.zone_step(t, person.zone, choices, turn.now, note)
        case Step.HOURS:
            return screens.hours_step(t, person.wake_time, person.bed_time, Within.SETUP, note)
        case Step.CONDITION:
            return screens.condition_step(t, Within.SETUP, note)
        case Step.SIDE:
            return screens.side_step(t, Within.SETUP, note)
        case Step.STARTER:
            return starter_step_screen(turn, ALL, note)


def starter_step_screen(turn: Turn, chosen: str, note: Markup | None = None) -> Screen:
    """The starter plan for the person's condition, with what they marked of it."""
    person, plan = turn.person, plan_for(turn.person.condition)
    schedules = starter_schedules(person.wake_time, person.bed_time)
    items = tuple((one, schedules[one]) for one in PLANS[plan])
    offer = Offer(plan, items, read_chosen(chosen, PLANS[plan]))
    return screens.starter_step(turn.t, offer, note)


async def walk(turn: Turn, step: Step, value: str) -> tuple[Screen, ...]:
    """Keeps the answer to a step; gives what its message becomes, and what is sent besides."""
    person = turn.person
    await actions.answer(turn.session, person, step, value, turn.now)
    following = step_after(step)
    if following is None:
        return await _finish(turn, value)
    await actions.keep_step(turn.session, person, following, turn.now)
    return (step_screen(turn, following, _word_after(turn, step)),)


async def next_reminder(turn: Turn) -> str | None:
    """`today 14:00 Water`: what comes first in the plan."""
    items = await items_of(turn.session, turn.person, turn.now)
    ahead = [(item.next.at, item.name) for item in items if item.next is not None]
    if not ahead:
        return None
    at, name = min(ahead)
    return turn.t("{when} {name}", when=when(turn.t, at, turn.person.zone, turn.now), name=name)


async def _finish(turn: Turn, value: str) -> tuple[Screen, ...]:
    person, t = turn.person, turn.t
    has_starter = value.startswith(screens.ADD)
    if has_starter:
        chosen = value.removeprefix(screens.ADD) or ALL
        await actions.add_starter_plan(turn.session, person, t, chosen, turn.now)
    await actions.finish(turn.session, person, turn.now)
    first = await next_reminder(turn)
    return (
        screens.finished_note(t, has_starter=has_starter),
        screens.all_set(t, first, zone_is_default=person.zone == UTC_NAME, easy=person.easy_keys),
    )


def _word_after(turn: Turn, step: Step) -> Markup | None:
    person = turn.person
    if step is Step.ZONE and person.zone == UTC_NAME:
        return screens.still_utc(turn.t)
    if step is Step.ZONE:
        return screens.zone_set(turn.t, person.zone, turn.now)
    if step is Step.CONDITION and person.condition is not None:
        return screens.doctor_note(turn.t, Condition(person.condition))
    return None
