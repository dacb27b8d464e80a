"""/visits, /ask and their buttons."""

from datetime import date

from bot.journal.removal import can_restore
from bot.people.asides import ask_aside, asked_about, end_aside
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.items import items_of
from bot.plan.reasons import end_reason
from bot.plan.rules import local_date
from bot.plan.screens import moment_of
from bot.screen import ButtonData, Screen
from bot.treatment.dates import dated
from bot.treatment.visits import actions, after_screens, screens
from bot.treatment.visits.buttons import (
    AskQuestion,
    EditVisit,
    EndChanges,
    Flag,
    Mode,
    NewVisit,
    OpenVisit,
    Part,
    RemoveQuestion,
    RemoveVisit,
    RestoreQuestion,
    RestoreVisit,
    SayChanged,
    SetVisitKind,
    ShowPlanChanges,
    ShowQuestions,
    ShowVisits,
    TickQuestion,
)
from bot.treatment.visits.changes import changes_of
from bot.treatment.visits.rules import Question, kind_in
from bot.treatment.visits.store import (
    appointment,
    question_row,
    questions_of,
    visit_row,
    visits_from,
)

FLOW = "visit"
ASK_FLOW = "ask"
_PARTS = tuple(Part)


async def visits(turn: Turn, words: str) -> Reply:
    """/visits: what is ahead; /visits 12 March 10:30 Dr. Weber: it is kept at once."""
    if words.strip():
        return Reply(send=(await _added(turn, words),))
    return Reply(send=(await _visits(turn),))


async def ask(turn: Turn, words: str) -> Reply:
    """/ask: a question for the next visit."""
    if not words.strip():
        await ask_aside(turn.session, turn.person, turn.now, ASK_FLOW)
        return Reply(send=(screens.question_asked(turn.t),))
    return Reply(send=(await _kept(turn, words),))


async def shown(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await _visits(turn))


async def new_wanted(turn: Turn, data: ButtonData) -> Reply:
    del data
    await ask_aside(turn.session, turn.person, turn.now, FLOW, visit=0, part=0)
    return Reply(edit=screens.when_asked(turn.t, None, _today(turn)))


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenVisit)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(edit=await _card(turn, data.visit))


async def edit_wanted(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, EditVisit)
    row = await visit_row(turn.session, turn.person, data.visit)
    if row.removed_at is not None:
        return Reply(edit=await _card(turn, data.visit))
    await ask_aside(
        turn.session, turn.person, turn.now, FLOW, visit=row.id, part=_PARTS.index(data.part)
    )
    asked = screens.when_asked if data.part is Part.WHEN else screens.whom_asked
    return Reply(edit=asked(turn.t, appointment(row), _today(turn)))


async def answer_text(turn: Turn, text: str) -> Reply | None:
    """The message after a question about a visit."""
    about = await asked_about(turn.session, turn.person, turn.now, FLOW)
    if about is None:
        return None
    id_, part = about["visit"], _PARTS[about["part"]]
    if not id_:
        return Reply(send=(await _added(turn, text),))
    if part is Part.WHOM:
        await actions.set_whom(turn.session, turn.person, id_, text)
    else:
        found = dated(text, _today(turn), turn.person.language)
        await actions.set_when(turn.session, turn.person, id_, found.day, found.at, turn.now)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(send=(await _card(turn, id_),))


async def ask_text(turn: Turn, text: str) -> Reply | None:
    """The message after /ask alone."""
    if await asked_about(turn.session, turn.person, turn.now, ASK_FLOW) is None:
        return None
    return Reply(send=(await _kept(turn, text),))


async def kind_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetVisitKind)
    await actions.set_kind(turn.session, turn.person, data.visit, data.kind)
    return Reply(edit=await _card(turn, data.visit))


async def removed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RemoveVisit)
    await actions.remove(turn.session, turn.person, data.visit, turn.now)
    return Reply(edit=await _card(turn, data.visit))


async def restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreVisit)
    await actions.restore(turn.session, turn.person, data.visit, turn.now)
    return Reply(edit=await _card(turn, data.visit))


async def questions_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ShowQuestions)
    await end_aside(turn.session, turn.person, turn.now, ASK_FLOW)
    return Reply(edit=await _questions(turn, data.mode))


async def question_wanted(turn: Turn, data: ButtonData) -> Reply:
    del data
    await ask_aside(turn.session, turn.person, turn.now, ASK_FLOW)
    return Reply(edit=screens.question_asked(turn.t))


async def ticked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, TickQuestion)
    is_on = data.flag is Flag.ON
    await actions.tick(turn.session, turn.person, data.question, turn.now, on=is_on)
    return Reply(edit=await _questions(turn, Mode.TICK))


async def question_removed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RemoveQuestion)
    await actions.remove_question(turn.session, turn.person, data.question, turn.now)
    row = await question_row(turn.session, turn.person, data.question)
    gone = Question(row.id, row.text) if can_restore(row.removed_at, turn.now) else None
    return Reply(edit=await _questions(turn, Mode.REMOVE, gone))


async def question_restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreQuestion)
    await actions.restore_question(turn.session, turn.person, data.question, turn.now)
    return Reply(edit=await _questions(turn, Mode.TICK))


async def changed(turn: Turn, data: ButtonData) -> Reply:
    """The answer, and where to put it into the plan."""
    assert isinstance(data, SayChanged)
    session, person = turn.session, turn.person
    await actions.say_changed(session, person, data.visit, data.changed, turn.now)
    visit = appointment(await visit_row(session, person, data.visit))
    items = [(one.id, one.kind, one.name) for one in await items_of(session, person, turn.now)]
    return Reply(edit=after_screens.changed_screen(turn.t, visit, items, _today(turn)))


async def changes_ended(turn: Turn, data: ButtonData) -> Reply:
    del data
    await end_reason(turn.session, turn.person)
    return Reply(edit=after_screens.ended_screen(turn.t))


async def plan_changes_shown(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ShowPlanChanges)
    changes = await changes_of(turn.session, turn.person)
    moment = moment_of(turn.person, turn.now)
    return Reply(edit=after_screens.plan_changes_screen(turn.t, changes, data.page, moment))


TAPS: dict[type[ButtonData], TapHandler] = {
    ShowVisits: shown,
    NewVisit: new_wanted,
    OpenVisit: opened,
    EditVisit: edit_wanted,
    SetVisitKind: kind_set,
    RemoveVisit: removed,
    RestoreVisit: restored,
    ShowQuestions: questions_shown,
    AskQuestion: question_wanted,
    TickQuestion: ticked,
    RemoveQuestion: question_removed,
    RestoreQuestion: question_restored,
    SayChanged: changed,
    EndChanges: changes_ended,
    ShowPlanChanges: plan_changes_shown,
}


async def _visits(turn: Turn) -> Screen:
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    today = _today(turn)
    ahead = await visits_from(turn.session, turn.person, today)
    questions = await questions_of(turn.session, turn.person)
    return screens.visits_screen(turn.t, ahead, questions, today)


async def _card(turn: Turn, visit_id: int) -> Screen:
    row = await visit_row(turn.session, turn.person, visit_id)
    back = can_restore(row.removed_at, turn.now)
    return screens.visit_screen(turn.t, appointment(row), _today(turn), can_restore=back)


async def _added(turn: Turn, text: str) -> Screen:
    found = dated(text, _today(turn), turn.person.language)
    row = await actions.add(
        turn.session, turn.person, found.day, found.at, found.rest, kind_in(found.rest), turn.now
    )
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return await _card(turn, row.id)


async def _kept(turn: Turn, text: str) -> Screen:
    row = await actions.ask(turn.session, turn.person, text, turn.now)
    await end_aside(turn.session, turn.person, turn.now, ASK_FLOW)
    waiting = [one for one in await questions_of(turn.session, turn.person) if not one.is_ticked]
    return screens.question_kept(turn.t, Question(row.id, row.text), len(waiting))


async def _questions(turn: Turn, mode: Mode, gone: Question | None = None) -> Screen:
    found = await questions_of(turn.session, turn.person)
    return screens.questions_screen(turn.t, found, mode, gone)


def _today(turn: Turn) -> date:
    return local_date(turn.person.zone, turn.now)
