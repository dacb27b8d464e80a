"""/add: a line that is read, or questions step by step; then what was understood, and Save."""

from dataclasses import replace
from datetime import datetime

from bot.errors import UserError
from bot.people.turn import Reply, Turn
from bot.plan import actions, add_screens, item_screens
from bot.plan.answers import back, picked, typed
from bot.plan.buttons import AddItem, CancelNew, PickAnswer, SaveNew, StepBack
from bot.plan.drafting import ADD_FLOW, keep_sketch, leave, new_token, open_sketch
from bot.plan.items import dues_ahead
from bot.plan.rules import AfterLast, Once
from bot.plan.screens import moment_of
from bot.plan.sketch import Sketch, Step, new_item, sketch_of
from bot.plan.typed import check_text, day_of, is_fragment, read_again
from bot.screen import ButtonData, Screen

LINES = frozenset({Step.TEXT, Step.KIND, Step.CONFIRM, Step.CHANGE})
"""Steps at which a message is read as a whole new line."""


async def add(turn: Turn, words: str) -> Reply:
    """With words they are read at once; without, the questions begin."""
    if words:
        return Reply(send=(await _line_read(turn, words, ""),))
    return Reply(send=(await _begun(turn),))


async def add_tapped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, AddItem)
    screen = await _begun(turn)
    return Reply(send=(screen,)) if data.apart else Reply(edit=screen)


async def add_text(turn: Turn, text: str) -> Reply | None:
    """The answer to the open question, or a line that takes the place of what was understood."""
    opened = await open_sketch(turn)
    if opened is None:
        return None
    check_text(text)
    sketch, step = opened
    if step in {Step.TEXT, Step.KIND}:
        return Reply(send=(await _line_read(turn, text, sketch.text),))
    following, onward = typed(sketch, step, text, day_of(turn.person, turn.now))
    if step in LINES:  # the buttons of what was shown before must not save this
        following = replace(following, token=await new_token(turn))
    return Reply(send=(await _kept(turn, following, onward),))


async def answer_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PickAnswer)
    opened = await open_sketch(turn)
    if opened is None or opened[1] != data.step or opened[0].token != data.token:
        return _outdated(turn, opened)
    sketch, step = opened
    onward = picked(turn.t, sketch, step, data.value, day_of(turn.person, turn.now))
    return Reply(edit=await _kept(turn, *onward))


async def stepped_back(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, StepBack)
    opened = await open_sketch(turn)
    if opened is None or opened[1] != data.step or opened[0].token != data.token:
        return _outdated(turn, opened)
    return Reply(edit=await _kept(turn, *back(opened[0])))


async def saved(turn: Turn, data: ButtonData) -> Reply:
    """Adds what is shown, once: the second of two taps finds nothing open."""
    assert isinstance(data, SaveNew)
    opened = await open_sketch(turn)
    if opened is None or opened[1] is not Step.CONFIRM or opened[0].token != data.token:
        return _outdated(turn, opened)
    sketch = opened[0]
    over = _over_meanwhile(sketch, day_of(turn.person, turn.now).now)
    if over is not None:
        return Reply(edit=await _kept(turn, over, Step.CONFIRM))
    item = await actions.add(turn.session, turn.person, new_item(sketch), turn.now)
    await leave(turn, ADD_FLOW)
    planned = await actions.item_of(turn.session, turn.person, item.id, turn.now)
    assert planned is not None
    moment = moment_of(turn.person, turn.now)
    return Reply(edit=item_screens.saved(turn.t, planned, moment), notice=turn.t("Saved."))


async def cancel_tapped(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, CancelNew)
    opened = await open_sketch(turn)
    if opened is None or opened[0].token != data.token:
        return _outdated(turn, opened)
    await leave(turn, ADD_FLOW)
    return Reply(edit=add_screens.cancelled(turn.t, opened[0]))


async def _begun(turn: Turn) -> Screen:
    """The first question; a line that was not understood stays in sight."""
    opened = await open_sketch(turn)
    text = opened[0].text if opened is not None and opened[1] is Step.TEXT else ""
    return await _kept(turn, Sketch(await new_token(turn), text), Step.KIND)


async def _line_read(turn: Turn, text: str, earlier: str) -> Screen:
    """What was understood, to be confirmed; or what was not, with all that was typed kept."""
    token = await new_token(turn)
    try:
        understood, past = read_again(text, earlier, day_of(turn.person, turn.now))
    except UserError as error:
        kept = earlier if earlier and is_fragment(text) else text
        sketch = Sketch(token, kept)
        await keep_sketch(turn, sketch, Step.TEXT)
        return add_screens.not_understood(turn.t, error, sketch)
    return await _kept(turn, sketch_of(understood, text, token, past), Step.CONFIRM)


async def _kept(turn: Turn, sketch: Sketch, step: Step) -> Screen:
    await keep_sketch(turn, sketch, step)
    return _shown(turn, sketch, step)


def _shown(turn: Turn, sketch: Sketch, step: Step) -> Screen:
    person = turn.person
    if step is not Step.CONFIRM or sketch.schedule is None:
        return add_screens.question(turn.t, sketch, step, day_of(person, turn.now))
    most = 1 if isinstance(sketch.schedule.when, AfterLast) else 3  # the rest depends on doses
    dues = dues_ahead(sketch.schedule, person.plan_zone, turn.now, most)
    return add_screens.confirmation(turn.t, sketch, dues, moment_of(person, turn.now))


def _outdated(turn: Turn, opened: tuple[Sketch, Step] | None) -> Reply:
    """A tap on what is no longer open changes nothing; what is open now is shown."""
    if opened is None:
        return Reply(notice=turn.t("This is saved already, or no longer open. /plan shows all."))
    return Reply(edit=_shown(turn, *opened), notice=turn.t("Here is where we are."))


def _over_meanwhile(sketch: Sketch, now: datetime) -> Sketch | None:
    """The sketch with a question, when its one date has passed since it was shown."""
    if sketch.schedule is None or sketch.past is not None:
        return None
    when = sketch.schedule.when
    if isinstance(when, Once) and datetime.combine(when.on, when.at) <= now:
        return replace(sketch, past=when.on)
    return None
