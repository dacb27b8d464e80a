"""The starter plan, item by item: within the set-up, and from /plan at any time later."""

from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.actions import items_of
from bot.screen import ButtonData
from bot.setup import actions, screens
from bot.setup.buttons import KeepStarter, OpenStarter, PickStarter
from bot.setup.rules import Step
from bot.setup.starter import missing, plan_for, read_chosen, starter_schedules
from bot.setup.starter_screens import Offer, starter_kept, starter_later, starter_names
from bot.setup.steps import starter_step_screen, step_screen


async def picked_in_setup(turn: Turn, data: ButtonData) -> Reply:
    """Marks or unmarks; a tap from an earlier time shows the step that is open."""
    assert isinstance(data, PickStarter)
    if turn.person.set_up_at is not None:
        return Reply(edit=screens.done_already(turn.t))
    kept = await actions.step_kept(turn.session, turn.person, turn.now)
    if kept is not None and kept is not Step.STARTER:
        return Reply(edit=step_screen(turn, kept))
    return Reply(edit=starter_step_screen(turn, data.chosen))


async def opened_later(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenStarter)
    return Reply(edit=starter_later(turn.t, await _offer(turn, data.chosen)))


async def kept_later(turn: Turn, data: ButtonData) -> Reply:
    """Adds what is marked and not there yet: a second tap adds nothing."""
    assert isinstance(data, KeepStarter)
    added = await actions.add_starter_plan(turn.session, turn.person, turn.t, data.chosen, turn.now)
    names = starter_names(turn.t)
    return Reply(edit=starter_kept(turn.t, [names[one] for one in added]))


async def _offer(turn: Turn, chosen: str) -> Offer:
    """What the plan for the person's condition has and theirs has not."""
    person, plan = turn.person, plan_for(turn.person.condition)
    present = [(one.kind, one.name) for one in await items_of(turn.session, person, turn.now)]
    offered = missing(plan, present, starter_names(turn.t))
    schedules = starter_schedules(person.wake_time, person.bed_time)
    items = tuple((one, schedules[one]) for one in offered)
    return Offer(plan, items, read_chosen(chosen, offered))


STARTER_TAPS: dict[type[ButtonData], TapHandler] = {
    PickStarter: picked_in_setup,
    OpenStarter: opened_later,
    KeepStarter: kept_later,
}
