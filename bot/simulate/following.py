"""What becomes of one occurrence, from its prompt to its answer or end. Plain, and by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.plan.rules import AfterLast, Kind, Once, Schedule
from bot.simulate.clocks import MINUTE, Due
from bot.simulate.lived import Act, Key, What

GRACE = 2 * MINUTE
"""Later than this is late, and asked about in a digest."""
WINDOW = timedelta(hours=4)
"""After which what nobody answered is missed."""
TOO_SHORT = timedelta(minutes=30)
"""What travel passed over and leaves less time for is asked about, and not reminded of."""
UNKNOWN = "?"
"""A state that depends on how far a process had come when it was killed."""


@dataclass(slots=True)
class Version:
    """One schedule of an item, in force after `begins` and through `ends`.

    `is_dropped_at_end`: paused or removed, and not edited: what was not asked by then never is.
    """

    item: int
    number: int
    kind: Kind
    nags: tuple[int, ...]
    schedule: Schedule
    begins: datetime
    ends: datetime | None = None
    is_dropped_at_end: bool = False

    @property
    def at_chosen_time(self) -> bool:
        """Whether quiet hours let it pass."""
        if self.kind in {Kind.SLEEP, Kind.CHECKIN} or isinstance(self.schedule.when, Once):
            return True
        return self.kind is Kind.MEDICATION and not isinstance(self.schedule.when, AfterLast)

    def is_at(self, at: datetime) -> bool:
        return self.begins <= at and (self.ends is None or at < self.ends)


@dataclass(frozen=True, slots=True)
class Away:
    """From `start` until `end` nothing reaches the person.

    `looked`: at `start` the engine still ran, and what it made then did not get through.
    """

    start: datetime
    end: datetime
    looked: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """An occurrence that the bot knew of at `born` and was to ask about at `prompt`."""

    version: Version
    due: Due
    born: datetime
    prompt: datetime

    @property
    def end(self) -> datetime:
        """Until when it can be answered in time, if nothing comes between."""
        return min(self.prompt + WINDOW, self.due.follower or self.prompt + WINDOW)

    @property
    def is_offered(self) -> bool:
        """Whether it can be answered in time at all, and is not only asked about."""
        due = self.due
        short = due.is_moved and self.end - self.prompt < TOO_SHORT
        return self.end > self.asked_at and not short

    @property
    def asked_at(self) -> datetime:
        return max(self.born, self.prompt) if self.due.is_moved else self.born

    @property
    def comes_at(self) -> datetime:
        """The instant that makes it newer than others: what was passed over comes when offered."""
        return self.prompt if self.due.is_moved and self.is_offered else self.due.shown_at


class Silence(NamedTuple):
    """Nothing is asked from `start` until `end`.

    `said`: when a pause of everything was to end, as was said at its start; None for one item's.
    """

    start: datetime
    end: datetime
    said: datetime | None


@dataclass(frozen=True, slots=True)
class Around:
    """What happened around one occurrence.

    `newer` is when the item's next one ended this, and at which instant of the plan.
    """

    acts: Sequence[Act]
    away: Sequence[Away]
    silences: Sequence[Silence]
    newer: tuple[datetime, datetime] | None
    follower_at: Callable[[datetime], datetime | None]
    ends: datetime
    is_erased: bool


@dataclass(slots=True)
class Expected:
    """What should have happened to one occurrence."""

    key: Key
    prompts: list[datetime] = field(default_factory=list)
    state: str = "open"


def looks_at(away: Sequence[Away], instant: datetime) -> datetime:
    """The first instant from this one on at which the engine runs for the person."""
    for one in away:
        if one.start < instant < one.end or (instant == one.start and not one.looked):
            instant = one.end
    return instant


def reaches(away: Sequence[Away], instant: datetime) -> datetime:
    """The first instant from this one on at which a message gets through."""
    for one in away:
        if one.start <= instant < one.end:
            instant = one.end
    return instant


def follow(one: Owed, around: Around) -> Expected:
    """Its whole life."""
    return _Following(one, around).follows()


class _Following:
    """Goes from one thing that happens to the next; people act before the bot looks."""

    def __init__(self, one: Owed, around: Around) -> None:
        self._one = one
        self._around = around
        self._acts = list(around.acts)
        self._found = Expected(one.due.key)
        self._prompt = one.prompt
        self._end = one.end
        self._looked = one.born
        """Until when the bot has dealt with it."""
        self._owes_prompt = True
        self._is_shown = self._is_cut_off = False
        self._is_digest = False
        """Asked late: the bot's outage is never the person's miss."""

    def follows(self) -> Expected:
        one = self._one
        if not one.is_offered:  # it could not be answered in time any more
            self._closes_unseen(looks_at(self._around.away, max(one.asked_at, self._prompt)))
            return self._found
        while self._found.state == "open" and self._goes_on():
            pass
        return self._found

    def _goes_on(self) -> bool:
        """Whether anything more happens to it before the end."""
        look = looks_at(self._around.away, max(self._looked, self._asks_next()))
        act = self._acts[0].at if self._acts else None
        let_go = self._let_go_at()
        if let_go is not None and let_go <= look and (act is None or let_go < act):
            return self._within(let_go) and self._closes("skipped", let_go)
        if act is not None and act <= look:
            return self._answered(self._acts.pop(0))
        return self._within(look) and self._looks(look)

    def _within(self, instant: datetime) -> bool:
        ends = self._around.ends
        return instant < ends or (instant == ends and not self._around.is_erased)

    def _asks_next(self) -> datetime:
        """The instant at which it wants something next, whoever is there."""
        wants = [self._end]
        if self._around.newer is not None:
            wants.append(self._around.newer[0])
        if self._owes_prompt:
            wants.append(self._prompt)
        else:
            wants += [at for at in self._nags() if at > self._looked]
        return min(wants)

    def _nags(self) -> list[datetime]:
        return [self._prompt + minutes * MINUTE for minutes in self._one.version.nags]

    def _looks(self, now: datetime) -> bool:
        end, newer = self._end, self._around.newer
        if newer is not None and newer[0] <= now:
            end = min(end, newer[1])
        if end <= now:
            return self._out_of_time(end, now)
        if self._owes_prompt and self._prompt <= now:
            is_late = now - self._prompt > GRACE or (self._is_of_journey() and not self._is_shown)
            self._asks(now, is_late=is_late)
            return True
        passed = [at for at in self._nags() if self._looked < at <= now]
        if passed:
            self._asks(now, is_late=now - passed[-1] > GRACE)
        self._looked = max(now, self._looked)
        return True

    def _is_of_journey(self) -> bool:
        """Asked about as what the clocks moved past; held over night it is one like any other."""
        return self._one.due.is_moved and self._prompt - self._one.due.at <= GRACE

    def _asks(self, now: datetime, *, is_late: bool) -> None:
        """A message that does not get through leaves, or is made anew, when it can."""
        self._looked = reaches(self._around.away, now)
        if self._looked != now:
            self._is_cut_off = True
            self._owes_prompt, self._is_shown, self._is_digest = True, False, False
            return
        self._found.prompts.append(now)
        self._owes_prompt, self._is_shown, self._is_digest = False, True, is_late

    def _out_of_time(self, end: datetime, now: datetime) -> bool:
        if self._is_shown and self._is_digest:
            return self._closes("offline", now)
        if self._is_shown and now - end <= GRACE:
            return self._closes("missed", now)
        return self._closes_unseen(now)

    def _closes_unseen(self, now: datetime) -> bool:
        """The bot was not there: it asks what became of it, without blame."""
        at = reaches(self._around.away, now)
        self._closes("offline", at)
        is_answered = any(act.at <= at for act in self._around.acts if act.at >= now)
        if self._within(at) and not is_answered and not self._is_silent(now, at):
            self._found.prompts.append(at)
        return False

    def _answered(self, act: Act) -> bool:
        if act.what is What.LATER:
            assert act.until is not None
            follower = self._around.follower_at(act.at)
            self._prompt, self._owes_prompt = act.until, True
            self._end = min(act.until + WINDOW, follower or act.until + WINDOW)
        elif self._acts and self._acts[0].what is What.UNDO:
            undo = self._acts.pop(0)
            newer = self._around.newer
            if self._end <= undo.at or (newer is not None and newer[0] <= undo.at):
                return self._closes("offline" if self._is_digest else "missed", undo.at)
            self._looked = undo.at
            return True
        else:
            return self._closes("done" if act.what is What.TAKE else "skipped", act.at)
        self._looked = act.at
        return True

    def _let_go_at(self) -> datetime | None:
        """When a pause, or the removal of its item, ends it without an answer."""
        for start, end, said in self._around.silences:
            if end <= self._one.due.at or start < self._one.born:
                continue
            if self._is_shown or self._prompt <= start:
                return max(start, self._looked)
            if said is not None and self._prompt <= said:
                return start
            if said is None and self._prompt < end:
                return self._prompt
        return None

    def _is_silent(self, since: datetime, at: datetime) -> bool:
        return any(since <= start <= at for start, _, _ in self._around.silences)

    def _closes(self, state: str, at: datetime) -> bool:
        """It is no longer open; what was said afterwards still counts."""
        del at
        before = state
        for act in self._acts:
            if act.what is What.UNDO:
                state = before
            elif act.what in {What.TAKE, What.SKIP}:
                before, state = state, "done" if act.what is What.TAKE else "skipped"
        self._found.state = UNKNOWN if self._is_cut_off else state
        return False
