"""/plan: the plan as a whole, and the way back to it."""

from bot.people.turn import Reply, TapHandler, Turn
from bot.plan import screens as plan_screens
from bot.plan.buttons import OpenPlan
from bot.plan.drafting import ITEM_FLOW, leave
from bot.plan.sections import in_sections
from bot.screen import ButtonData, Screen
from bot.setup.starter import missing, plan_for
from bot.setup.starter_screens import starter_names
from bot.whole.loading import whole_of
from bot.whole.screens import around

_DIGITS = 3


async def plan(turn: Turn, words: str) -> Reply:
    """The page; words name its number where the plan needs several."""
    page = int(words) - 1 if words.isdecimal() and len(words) <= _DIGITS else 0
    return Reply(send=(await _page(turn, page),))


async def plan_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenPlan)
    return Reply(edit=await _page(turn, data.page))


async def _page(turn: Turn, page: int) -> Screen:
    """A question about an item that was left by coming here is no longer open."""
    await leave(turn, ITEM_FLOW)
    t, person = turn.t, turn.person
    whole = await whole_of(turn.session, person, turn.now)
    present = [(item.kind, item.name) for item in whole.items]
    offers = bool(missing(plan_for(person.condition), present, starter_names(t)))
    return plan_screens.plan(
        t,
        in_sections(whole.items),
        page,
        plan_screens.moment_of(person, turn.now),
        around(t, whole, offers_starter=offers),
    )


TAPS: dict[type[ButtonData], TapHandler] = {OpenPlan: plan_opened}
