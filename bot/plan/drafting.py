"""The drafts of the plan: an item being added, a field being edited, and what lies under them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.drafts import Draft, drop_draft, keep_draft, open_draft
from bot.people.turn import Turn
from bot.plan.sketch import Sketch, Step
from bot.plan.sketch_json import dump, load

ADD_FLOW = "add"
ITEM_FLOW = "item"
ITEM_WAITS = timedelta(days=1)
"""After this a plain message is no longer taken for the new value of a field."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What of which item is being edited; `data` is what the step needs besides."""

    item: int
    step: str
    data: dict[str, Any]


async def open_sketch(turn: Turn) -> tuple[Sketch, Step] | None:
    """The item being added and the step it is at."""
    draft = await open_draft(turn.session, turn.person.id, turn.now)
    if draft is None or draft.flow != ADD_FLOW:
        return None
    return load(draft.data["sketch"]), Step(draft.step)


async def keep_sketch(turn: Turn, sketch: Sketch, step: Step) -> None:
    await _keep(turn, ADD_FLOW, step.value, sketch=dump(sketch))


async def new_token(turn: Turn) -> int:
    """Names a sketch: milliseconds, and later than the one that is open."""
    now = int(turn.now.timestamp() * 1000)
    opened = await open_sketch(turn)
    return now if opened is None else max(now, opened[0].token + 1)


async def open_edit(turn: Turn) -> Edit | None:
    """The edit that waits for an answer; an old one is ended."""
    draft = await open_draft(turn.session, turn.person.id, turn.now)
    if draft is None or draft.flow != ITEM_FLOW:
        return None
    if turn.now.timestamp() - draft.data["since"] > ITEM_WAITS.total_seconds():
        await leave(turn, ITEM_FLOW)
        return None
    return Edit(draft.data["item"], draft.step, draft.data)


async def keep_edit(turn: Turn, item: int, step: str, **data: Any) -> None:
    await _keep(turn, ITEM_FLOW, step, item=item, since=int(turn.now.timestamp()), **data)


async def leave(turn: Turn, flow: str) -> None:
    """Ends the flow, where it is open, and goes back to what was open before it."""
    draft = await open_draft(turn.session, turn.person.id, turn.now)
    if draft is None or draft.flow != flow:
        return
    under = draft.data["under"]
    if under is None:
        await drop_draft(turn.session, turn.person.id)
    else:
        flow, step, data = under["flow"], under["step"], under["data"]
        await keep_draft(turn.session, turn.person.id, turn.now, flow, step, **data)


async def _keep(turn: Turn, flow: str, step: str, **data: Any) -> None:
    draft = await open_draft(turn.session, turn.person.id, turn.now)
    person_id = turn.person.id
    await keep_draft(turn.session, person_id, turn.now, flow, step, under=_under(draft), **data)


def _under(draft: Draft | None) -> dict[str, Any] | None:
    """What is to be taken up again afterwards, such as the set-up."""
    if draft is None:
        return None
    if "under" in draft.data:
        under: dict[str, Any] | None = draft.data["under"]
        return under
    return {"flow": draft.flow, "step": draft.step, "data": draft.data}
