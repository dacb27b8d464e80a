"""/pause and /resume, and their buttons."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.pauses import actions, screens
from bot.pauses.buttons import PauseAgain, PauseFor, PauseLonger, PauseRests, PauseWhy
from bot.pauses.reading import read_pause
from bot.pauses.rules import LONGER, PAUSES, Wanted, Why
from bot.pauses.store import pause_now
from bot.people.buttons import Pause, Resume
from bot.people.rules import Rests, is_paused, unknown_button
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.medicines import STOP_SENSITIVE
from bot.plan.tables import PlanItem
from bot.plan.zones import local_date
from bot.screen import ButtonData, Screen

_MINUTE = 60
_LATEST = 32503680000 // _MINUTE
"""The year 3000, in minutes since 1970."""


async def pause(turn: Turn, words: str) -> Reply:
    """With words it acts at once; with a reason alone it asks for how long."""
    if not words:
        return Reply(send=(await pause_screen(turn),))
    wanted = read_pause(words, local_date(turn.person.zone, turn.now), turn.t.language)
    if wanted.why is not None and not wanted.has_end and turn.has_agreed:
        return Reply(send=(screens.length_asked(turn.t, wanted.why),))
    await actions.begin(turn.session, turn.person, wanted, turn.now)
    return Reply(send=(await pause_screen(turn),))


async def pause_picked(turn: Turn, data: ButtonData) -> Reply:
    """A second tap answers with the pause that is on and does not lengthen it."""
    assert isinstance(data, Pause)
    return await _picked(turn, None, data.days)


async def why_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PauseWhy)
    if _is_paused(turn):
        return Reply(edit=await pause_screen(turn))
    return Reply(edit=screens.length_asked(turn.t, data.why))


async def length_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PauseFor)
    return await _picked(turn, data.why, data.days)


async def rests_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PauseRests)
    await actions.set_rests(turn.session, turn.person, data.pause, data.rests, turn.now)
    return Reply(edit=await pause_screen(turn))


async def longer_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PauseLonger)
    if data.days not in LONGER or not 0 <= data.was < _LATEST:
        raise unknown_button()
    was = datetime.fromtimestamp(data.was * _MINUTE, UTC)
    await actions.lengthen(turn.session, turn.person, data.pause, data.days, was, turn.now)
    return Reply(edit=await pause_screen(turn))


async def again_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PauseAgain)
    await actions.again(turn.session, turn.person, data.pause, turn.now)
    return Reply(edit=await pause_screen(turn))


async def resume(turn: Turn, words: str) -> Reply:
    del words
    return Reply(send=(await _resume(turn),))


async def resume_picked(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await _resume(turn))


async def pause_screen(turn: Turn) -> Screen:
    """The pause that is on or ahead; else what can be chosen."""
    person = turn.person
    if not _is_paused(turn) or person.paused_until is None:
        return screens.pause_asked(turn.t, has_diary=turn.has_agreed)
    row = await pause_now(turn.session, person, turn.now)
    begins_at = person.pause_from or turn.now
    view = screens.View(
        id=row.id if row else 0,
        why=Why(row.reason) if row is not None and row.reason else None,
        rests=Rests(person.pause_rests or Rests.ALL),
        begins_at=begins_at,
        until=person.paused_until,
        zone=person.zone,
        is_ahead=begins_at > turn.now,
        is_sensitive=await _is_sensitive(turn),
        has_diary=turn.has_agreed,
    )
    return screens.paused(turn.t, view)


async def _picked(turn: Turn, why: Why | None, days: int) -> Reply:
    if not 0 <= days <= max(PAUSES):
        raise unknown_button()
    if not _is_paused(turn):
        wanted = Wanted(why, days=days or None, is_open=not days)
        await actions.begin(turn.session, turn.person, wanted, turn.now)
    return Reply(edit=await pause_screen(turn))


async def _resume(turn: Turn) -> Screen:
    person, now = turn.person, turn.now
    if not _is_paused(turn):
        return screens.resumed(turn.t, was_paused=False)
    is_ahead = person.pause_from is not None and person.pause_from > now
    ended = await actions.resume(turn.session, person, now)
    if is_ahead:
        return screens.unpaused(turn.t)
    return screens.resumed(turn.t, was_paused=True, undo=ended.id if ended else None)


def _is_paused(turn: Turn) -> bool:
    """Whether a pause is on or ahead."""
    return is_paused(turn.person.paused_until, turn.now)


async def _is_sensitive(turn: Turn) -> bool:
    """Whether there are medicines in the plan that must not be stopped suddenly."""
    found = await turn.session.scalar(
        select(PlanItem.id)
        .where(
            PlanItem.person_id == turn.person.id,
            PlanItem.removed_at.is_(None),
            PlanItem.medicine_class.in_([one.value for one in STOP_SENSITIVE]),
        )
        .limit(1)
    )
    return found is not None


TAPS: dict[type[ButtonData], TapHandler] = {
    Pause: pause_picked,
    Resume: resume_picked,
    PauseWhy: why_picked,
    PauseFor: length_picked,
    PauseRests: rests_picked,
    PauseLonger: longer_picked,
    PauseAgain: again_picked,
}
