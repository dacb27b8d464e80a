"""Answers in words: taken, skip, later, undo, stop, and what the settings switch."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.dictation import screens, store
from bot.dictation.languages import Act
from bot.dictation.rules import bare, is_unnamed, minutes_of
from bot.errors import UserError
from bot.journal.episodes.buttons import SetGoing
from bot.journal.episodes.rules import Going
from bot.people.turn import Reply, Turn
from bot.plan.items import items_of
from bot.plan.rules import AsNeeded
from bot.plan.zones import local_date
from bot.reminders import actions
from bot.reminders.buttons import LaterMenu, NeedMenu, Place, Skip, Take, TakeAll
from bot.reminders.present import answered
from bot.reminders.views import Row
from bot.screen import ButtonData
from bot.setup.buttons import OpenSetting, Setting
from bot.summary.week.buttons import ReadWeek
from bot.summary.week.weeks import week_of
from bot.treatment.guided.buttons import StopRun
from bot.treatment.guided.store import live_rows

Tap = Callable[[Turn, ButtonData], Awaitable[Reply]]
_LATEST = timedelta(hours=24)
_SETTINGS = {
    Act.SPEAK_ON: Setting.SPEAK_ON,
    Act.SPEAK_OFF: Setting.SPEAK_OFF,
    Act.EASY_ON: Setting.EASY_ON,
    Act.EASY_OFF: Setting.EASY_OFF,
}


@dataclass(frozen=True, slots=True)
class Answers:
    """Does what the buttons do: `tap` is what answers them."""

    tap: Tap

    async def act(self, turn: Turn, act: Act, words: str) -> Reply | None:
        """None where the words turn out to be about something else."""
        if act in _SETTINGS:
            return await self.tap(turn, OpenSetting(_SETTINGS[act]))
        if act is Act.READ_WEEK:
            week = week_of(local_date(turn.person.zone, turn.now))
            return await self.tap(turn, ReadWeek(week.monday.toordinal()))
        ways: Mapping[Act, Callable[[Turn, str], Awaitable[Reply | None]]] = {
            Act.TAKEN: self._taken,
            Act.SKIP: self._skipped,
            Act.LATER: self._later,
            Act.UNDO: self._undone,
            Act.STOP: self._stopped,
        }
        return await ways[act](turn, words)

    async def _taken(self, turn: Turn, words: str) -> Reply | None:
        rows = await store.open_reminders(turn.session, turn.person, turn.now)
        meant = _meant(rows, words)
        if not meant and (needed := await _needed(turn, words)) is not None:
            return await self.tap(turn, NeedMenu(needed))
        return await self._answer(turn, rows, words, Take)

    async def _skipped(self, turn: Turn, words: str) -> Reply | None:
        rows = await store.open_reminders(turn.session, turn.person, turn.now)
        return await self._answer(turn, rows, words, Skip)

    async def _later(self, turn: Turn, words: str) -> Reply | None:
        span = minutes_of(words, turn.person.language) if words else None
        if words and span is None:
            return None
        rows = await store.open_reminders(turn.session, turn.person, turn.now)
        if span is None or len(rows) != 1:
            return await self._answer(turn, rows, "", LaterMenu)
        if not timedelta(minutes=1) <= span <= _LATEST:
            raise UserError("I can remind you again within a day. For example: snooze 20 minutes")
        at = (turn.now + span).replace(second=0, microsecond=0)
        changed = await actions.later(turn.session, turn.person, rows[0].id, at, turn.now)
        return await answered(turn, rows[0].id, Place.ENTRY, changed=changed)

    async def _answer(
        self, turn: Turn, rows: Sequence[Row], words: str, of: type[Take | Skip | LaterMenu]
    ) -> Reply | None:
        """The one that is meant; which, where it may be several; never more than was said."""
        meant = _meant(rows, words)
        is_plain = is_unnamed(words, turn.person.language)
        if not meant and not is_plain and not rows:
            return None
        meant = meant or tuple(rows)
        if not meant:
            return Reply(send=(screens.nothing_open(turn.t),))
        if len(meant) == 1 and (is_plain or _meant(rows, words)):
            return await self.tap(turn, of(meant[0].id, Place.ENTRY))
        if of is Take and words and is_plain and len({row.delivery_id for row in meant}) == 1:
            delivery = meant[0].delivery_id
            if delivery is not None:
                return await self.tap(turn, TakeAll(delivery))
        return Reply(send=(screens.which_one(turn.t, meant, of),))

    async def _undone(self, turn: Turn, words: str) -> Reply:
        del words
        last = await store.last_done(turn.session, turn.person, turn.now)
        if last is None:
            return Reply(send=(screens.nothing_to_undo(turn.t),))
        return await self.tap(turn, last.undo)

    async def _stopped(self, turn: Turn, words: str) -> Reply:
        """What goes on: guided minutes first, since their message moves; or an episode."""
        del words
        runs = await live_rows(turn.session, turn.person, turn.now)
        if runs:
            return await self.tap(turn, StopRun(runs[0].id))
        going = await store.going_episode(turn.session, turn.person)
        if going is not None:
            return await self.tap(turn, SetGoing(going, Going.STOP))
        return Reply(send=(screens.nothing_to_stop(turn.t),))


def _meant(rows: Sequence[Row], words: str) -> tuple[Row, ...]:
    """Those whose name was said."""
    said = f" {bare(words)} "
    return tuple(row for row in rows if f" {bare(row.name)} " in said)


async def _needed(turn: Turn, words: str) -> int | None:
    """The item taken as needed whose name was said."""
    said = f" {bare(words)} "
    for item in await items_of(turn.session, turn.person, turn.now):
        if isinstance(item.schedule.when, AsNeeded) and f" {bare(item.name)} " in said:
            return item.id
    return None
