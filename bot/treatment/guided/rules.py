"""How guided minutes go by: where a run is, when its message is next edited, when it ends. Pure.

Frames of a message are dropped rather than sent late, so whatever a frame says has to stay true
until the next one. When many people are guided at once, frames come less often: all of them
together take no more than a share of Telegram's rate.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import UserError
from bot.notes.rules import Topic
from bot.people.rules import Side
from bot.treatment.guided.routines import Code, Routine, Step, routine_of

LEAD = timedelta(seconds=5)
"""Between the tap and the first step: to sit down, and to say how tense it is."""
RATED_WITHIN = timedelta(seconds=20)
"""How long the question before stays below the message."""
SHARE = 0.5
"""Of the rate, what frames of all people take at most."""
LATEST = timedelta(seconds=2)
"""After so long a frame that names a phase is no longer true."""
INTERRUPTED = timedelta(seconds=30)
"""Without any frame for so long past its time, the bot was away: the person decides."""
MOST_RATING = 4
LONGEST_GOOD = 500
GOOD_SHOWN = 7
_A_SECOND = timedelta(seconds=1)
_WORTH = timedelta(seconds=20)
"""What was stopped sooner was no routine: nobody is asked how it was."""

GUIDED_END = Topic("guided_end", timedelta(minutes=20), waits_for_morning=False, is_care=True)


class Stage(StrEnum):
    """Where a run is."""

    WAITING = "waiting"
    """Not begun: the first step is some seconds ahead."""
    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"
    """Gone through to its end."""
    STOPPED = "stopped"
    """Ended before that."""


@dataclass(frozen=True, slots=True)
class Run:
    """One routine of one person. `begins_at` moves on by what was paused; None: not yet known."""

    id: int
    routine: Routine
    side: Side | None
    begins_at: datetime | None
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    before: int | None = None
    after: int | None = None
    done_at: datetime | None = None
    is_facing: bool = False
    was_interrupted: bool = False

    @property
    def ends_at(self) -> datetime | None:
        """When it will be over, if nobody pauses or stops it."""
        return self.begins_at + self.routine.length if self.begins_at else None

    def elapsed(self, now: datetime) -> timedelta:
        """How much of it has gone by, never less than nothing nor more than all."""
        if self.begins_at is None:
            return timedelta(0)
        until = self.paused_at or self.ended_at or now
        return min(max(until - self.begins_at, timedelta(0)), self.routine.length)

    def stage(self, now: datetime) -> Stage:
        if self.begins_at is not None and self.elapsed(now) >= self.routine.length:
            return Stage.OVER
        if self.ended_at is not None:
            return Stage.STOPPED
        if self.paused_at is not None:
            return Stage.PAUSED
        if self.begins_at is None or now < self.begins_at:
            return Stage.WAITING
        return Stage.RUNNING

    def is_live(self, now: datetime) -> bool:
        """Whether it goes on, or can."""
        return self.stage(now) in {Stage.WAITING, Stage.RUNNING, Stage.PAUSED}

    def asks_before(self, now: datetime) -> bool:
        return self.before is None and self.elapsed(now) < RATED_WITHIN

    def was_worth_it(self, now: datetime) -> bool:
        """Whether so much was done that it can be answered for."""
        return self.elapsed(now) >= min(_WORTH, self.routine.length / 2)


def begins_at(now: datetime, latest: datetime | None, per_second: float) -> datetime:
    """When a run begins: soon, and no more of them in a second than can also end in one.

    `latest` is when the last one of anybody's begins.
    """
    soonest = now + LEAD
    if latest is None or latest < soonest:
        return soonest
    return latest + timedelta(seconds=1 / (per_second * SHARE))


def gap_of(running: int, per_second: float) -> timedelta:
    """Between two frames of one message, while so many run at `per_second` messages in all."""
    return timedelta(seconds=max(1.0, running / (per_second * SHARE)))


def next_beat(run: Run, now: datetime, gap: timedelta) -> datetime:
    """When the next frame is: as a step begins, but not within `gap`; at the end at the latest.

    The run must have a beginning.
    """
    assert run.begins_at is not None
    if now < run.begins_at:
        return run.begins_at
    steps = (run.begins_at + start for start in run.routine.starts())
    end = run.begins_at + run.routine.length
    least = _A_SECOND if _fits(run.routine, gap) else gap
    return next((at for at in steps if at >= now + least), end)


def _fits(routine: Routine, gap: timedelta) -> bool:
    """Whether frames at every step stay within the share: its steps are longer than the gap."""
    return routine.length / len(routine.steps) >= gap


def is_phased(routine: Routine, gap: timedelta) -> bool:
    """Whether frames follow each half of a breath."""
    return routine.is_breathing and _fits(routine, gap)


def steps_until(run: Run, now: datetime, until: datetime) -> tuple[tuple[datetime, Step], ...]:
    """The step of now and those that begin before `until`, with the one after; and from when."""
    assert run.begins_at is not None
    starts = [run.begins_at + start for start in run.routine.starts()]
    dated = list(zip(starts, run.routine.steps, strict=True))
    first = max((n for n, start in enumerate(starts) if start <= now), default=0)
    last = max((n for n, start in enumerate(starts) if start < until), default=first)
    return tuple(dated[first : max(first, last) + 2])


def was_left(next_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether nobody conducted it: a frame before the end is long overdue."""
    return next_at < ends_at and now - next_at > INTERRUPTED


def may_still(told_at: datetime, gap: timedelta, now: datetime, *, phased: bool) -> bool:
    """Whether a frame is still worth sending; what is late is dropped, and the next one comes."""
    return now - told_at <= (LATEST if phased else max(LATEST, gap / 2))


def minutes_in(words: str) -> int:
    """The 1, 3 or 5 of `/calm 3 min`; UserError for anything else."""
    number = re.fullmatch(r"([135]) *(m|min|minutes?)?", words.strip().casefold())
    if number is None:
        raise UserError("I can breathe with you for 1, 3 or 5 minutes, such as: /calm 3")
    return int(number[1])


def check_rating(rating: int) -> int:
    if not 0 <= rating <= MOST_RATING:
        raise UserError("I don't know this button. /help shows what I can do.")
    return rating


def check_sound(minutes: int) -> int:
    """Minutes for which there is a sound; UserError for what no button offers."""
    return routine_of(Code.BREATHING, minutes).minutes


def clean_good(text: str) -> str:
    """One line of what was typed; UserError for nothing, or for a whole page."""
    line = " ".join(text.split())
    if not line:
        raise UserError("Just one line, please: a few words are enough.")
    if len(line) > LONGEST_GOOD:
        raise UserError("That is a lot of good! Please send it in {most} characters or fewer.",
                        most=LONGEST_GOOD)  # fmt: skip
    return line
