"""Rules of episodes: what can be said of one, when it was, what helped. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.errors import UserError
from bot.journal.reliefs.rules import Relief
from bot.notes.rules import Topic
from bot.people.rules import Side, unknown_button
from bot.plan.zones import instant_of, local_date

SEVERITIES = range(1, 5)
MINUTES_AGO = (0, 15, 30, 60)
STEPS = (-1, 1, 5, 10)
"""What the buttons of a burst add."""
MOST_IN_BURST = 9999
LONGEST_NOTE = 8192
"""Two messages of the longest kind."""
EPISODE_SIGN = "."
"""A lone full stop is the shortest way to log an episode."""
SEVERE = 3
"""From this severity on, what helped before is offered."""
BEST_RELIEFS = 2


class FaceZone(StrEnum):
    UPPER_LID = "upper_lid"
    LOWER_LID = "lower_lid"
    BROW = "brow"
    CHEEK = "cheek"
    MOUTH = "mouth"
    JAW = "jaw"
    NECK = "neck"
    EAR = "ear"


class Movement(StrEnum):
    """The kind of an episode: what the face does."""

    FLUTTER = "flutter"
    SQUEEZE = "squeeze"
    PULL = "pull"
    CANNOT_OPEN = "cannot_open"


class Duration(StrEnum):
    SECONDS = "s10"
    MINUTE = "s60"
    MINUTES = "m5"
    LONGER = "m5+"
    HOURS = "hours"


class Going(StrEnum):
    """Whether an episode goes on, as the person says."""

    ON = "g"
    STOP = "s"
    EARLIER = "e"
    """It is over, and nobody knows since when."""


STILL_GOING = Topic("still_going", window=timedelta(hours=4))
DID_IT_HELP = Topic("did_it_help", window=timedelta(hours=4))
"""What the bot asks about an episode later, once; its id is the subject."""

ASKED_AFTER: Mapping[Topic, timedelta] = {
    STILL_GOING: timedelta(hours=2),
    DID_IT_HELP: timedelta(minutes=20),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An episode with all that was said of it; `face_zones` in the order of the face."""

    id: int
    at: datetime
    logged_at: datetime
    zone: str
    severity: int | None = None
    side: Side | None = None
    face_zones: tuple[FaceZone, ...] = ()
    movement: Movement | None = None
    duration: Duration | None = None
    count: int = 1
    is_going: bool = False
    ended_at: datetime | None = None
    note: str = ""
    is_removed: bool = False
    triggers: frozenset[int] = frozenset()
    reliefs: Mapping[str, bool | None] = field(default_factory=dict)
    """The codes of what was tried, and whether it helped, where that was said."""
    own_reliefs: Mapping[str, str] = field(default_factory=dict)
    """The person's own names for some of these codes."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How often a relief was tried and answered for, and how often it helped."""

    relief: str
    helped: int
    of: int


def best_reliefs(answers: Iterable[tuple[str, bool]]) -> tuple[Tried, ...]:
    """The reliefs that helped at least once, the most reliable first."""
    told: dict[str, list[bool]] = {}
    for relief, helped in answers:
        told.setdefault(relief, []).append(helped)
    tried = [Tried(relief, sum(each), len(each)) for relief, each in told.items() if any(each)]
    order: list[str] = list(Relief)
    # One more of each: "1 of 1" says less than "7 of 9".
    tried.sort(key=lambda one: (-(one.helped + 1) / (one.of + 2), _place(one.relief, order)))
    return tuple(tried[:BEST_RELIEFS])


def _place(code: str, usual: Sequence[str]) -> int:
    """Own reliefs stand before the usual ones."""
    return usual.index(code) if code in usual else -1


def minutes_before(logged_at: datetime, minutes: int) -> datetime:
    """When an episode was that began so long before it was logged."""
    if minutes not in MINUTES_AGO:
        raise unknown_button()
    return logged_at - timedelta(minutes=minutes)


def latest_at(at: time, logged_at: datetime, zone: str) -> datetime:
    """The last time before an episode was logged that clocks of its zone showed `at`."""
    day = local_date(zone, logged_at)
    for back in range(3):
        instant = instant_of(zone, day - timedelta(days=back), at)
        if instant is not None and instant <= logged_at:
            return instant
    return logged_at


def burst(count: int, step: int) -> int:
    """The counter after a tap; it stays between one and the most."""
    if step not in STEPS:
        raise unknown_button()
    return min(max(count + step, 1), MOST_IN_BURST)


def checked_note(typed: str) -> str:
    """UserError for one that is too long to keep."""
    note = typed.strip()
    if not note:
        raise UserError("Please send the note as text.")
    if len(note) > LONGEST_NOTE:
        raise UserError(
            "A note can be {most} characters long. Nothing was saved; please shorten it.",
            most=LONGEST_NOTE,
        )
    return note


def in_order(face_zones: Iterable[str]) -> tuple[FaceZone, ...]:
    chosen = set(face_zones)
    return tuple(each for each in FaceZone if each in chosen)
