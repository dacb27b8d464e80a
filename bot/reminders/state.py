"""What is known of a person's reminders, and what becomes of them: plain data."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum

from bot.notes.rules import Owed
from bot.people.rules import Rests
from bot.plan.rules import CHECK_INS, AfterLast, Due, Kind, Once, Schedule

LATE = timedelta(minutes=2)
"""What should have left longer ago than this belongs into the digest: the bot was down."""
WINDOW = timedelta(hours=4)
"""How long after its prompt an occurrence can still be answered in time."""
AMENDABLE = timedelta(days=2)
"""How long an answer can be given or changed afterwards."""
DECIDE = timedelta(seconds=90)
"""After travel: what the clocks passed over waits so long for "keep home time"."""
LEAST_WINDOW = timedelta(minutes=30)
"""What travel leaves less time for is asked about, not offered."""
LOOKBACK = timedelta(days=7)
"""What a longer absence left behind is not asked about one by one."""


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    MISSED = "missed"
    OFFLINE = "offline"


class Reason(StrEnum):
    """Why an occurrence was skipped: the person's four, then what the bot itself notes."""

    SIDE_EFFECT = "side"
    DOCTOR = "doctor"
    RAN_OUT = "out"
    CHOSE = "chose"
    PAUSED = "paused"
    """Everything, or its item, was paused while it was open."""
    REMOVED = "removed"
    RESTED = "rested"
    """Water, once the target of the day was reached."""


BY_THE_BOT = frozenset({Reason.PAUSED, Reason.REMOVED, Reason.RESTED})
"""What nobody said."""


class Sort(StrEnum):
    """What kind of message a delivery is."""

    REMINDER = "reminder"
    NAG = "nag"
    DIGEST = "digest"
    HELD = "held"
    """The digest for somebody who had blocked the bot."""
    MOVED = "moved"
    """The digest of what the clocks passed over on a journey."""
    NOTE = "note"
    """What the bot says by itself: a question, a summary, a warning."""
    TIDY = "tidy"
    """No message of its own: brings an earlier one up to date, or takes it away."""


DIGESTS = frozenset({Sort.DIGEST, Sort.HELD, Sort.MOVED})


class Shown(StrEnum):
    """Whether the person has been prompted for an occurrence."""

    NO = "no"
    ON_ITS_WAY = "on_its_way"
    YES = "yes"


class Lane(IntEnum):
    """Who goes first when many are due; answers to taps are 0."""

    MEDICINE = 1
    TOLERANT = 2


@dataclass(frozen=True, slots=True)
class Planned:
    """A schedule that is or was in force, with what its item says."""

    item_id: int
    schedule_id: int
    kind: Kind
    schedule: Schedule
    valid_from: datetime
    valid_until: datetime | None
    in_force: bool
    """False while its item is paused, and once it is removed."""
    amount: str | None
    nags: tuple[int, ...] = ()
    last_done: datetime | None = None
    """For a schedule that counts from the last dose."""
    covered: frozenset[datetime] = frozenset()
    """Dues for which doses stand that were taken early, before the schedule was edited."""
    known: frozenset[tuple[date, str]] = frozenset()
    """Local dates and slots that were had already; read only near a journey: it turns time back."""
    zone: str | None = None
    """Whose clocks it goes by wherever the person is; None for those of the plan."""
    changed_at: datetime | None = None
    """When it alone went over to other clocks."""
    looked_until: datetime | None = None
    """Until when its dues became occurrences, where its clocks moved and it was not looked at."""

    @property
    def at_chosen_time(self) -> bool:
        """Whether quiet hours let it pass: medicines, and what belongs to bedtime."""
        if self.kind in {Kind.SLEEP, *CHECK_INS}:
            return True
        when = self.schedule.when
        if isinstance(when, Once):  # an appointment at six in the morning is at six
            return True
        return self.kind is Kind.MEDICATION and not isinstance(when, AfterLast)

    def is_had(self, due: Due) -> bool:
        """Whether it was had already: before an edit, or before hours that are lived again."""
        return due.at in self.covered or (due.local_date, due.slot) in self.known


@dataclass(frozen=True, slots=True)
class Open:
    """An occurrence that is not answered yet."""

    id: int
    item_id: int
    kind: Kind
    due_at: datetime
    prompt_at: datetime
    deadline: datetime
    nags: tuple[int, ...]
    nags_sent: int
    left: Reason | None
    """Why its item asks for nothing any more; None while it is in force."""
    delivery_id: int | None
    shown: Shown
    shown_at: datetime | None
    """The instant its present message was owed at."""
    in_digest: bool
    """Whether its present message is a digest: it came later than it should have."""


@dataclass(frozen=True, slots=True)
class PersonState:
    id: int
    zone: str
    plan_zone: str
    wake_time: time
    bed_time: time
    advanced_until: datetime
    zone_changed_at: datetime | None
    paused_until: datetime | None
    returned: bool
    planned: tuple[Planned, ...]
    open: tuple[Open, ...]
    notes: tuple[Owed, ...] = ()
    pause_from: datetime | None = None
    """When that pause begins; None for one of everything that is on already."""
    rests: Rests = Rests.ALL
    kept_until: datetime | None = None
    """As `advanced_until`, of what did not go along when the plan's clocks moved."""
    away_until: datetime | None = None
    """When a journey ends by itself."""
    hushed_until: datetime | None = None
    """Until when only care comes; what came due before it and was held is not caught up."""
    held_zone: str | None = None
    """By whose clocks quiet hours held what is open; None where that is `zone` and the hours are
    those of now."""
    held_wake: time | None = None
    """When the person got up by those hours."""


@dataclass(frozen=True, slots=True)
class Born:
    """An occurrence to be written."""

    planned: Planned
    local_date: date
    slot: str
    due_at: datetime
    prompt_at: datetime
    deadline: datetime
    zone: str
    """IANA zone in which it was due."""
    amount: str | None
    state: State
    nags_sent: int
    """Nags whose time has passed before the first message: they are not caught up."""
    moved: bool
    """Whether the clocks passed over it on a journey."""


@dataclass(frozen=True, slots=True)
class NoteFate:
    """What becomes of a note.

    It is owed next at `due_at`, reckoned in `zone`, or never again. `done_for` is the instant that
    was said or lapsed; None when it was only moved.
    """

    id: int
    due_at: datetime | None
    zone: str | None
    done_for: datetime | None


@dataclass(frozen=True, slots=True)
class Prompt:
    """A message to be written, and the occurrences that it shows."""

    sort: Sort
    lane: Lane
    due_at: datetime
    urgent_by: datetime
    """Later than this nobody wants it to be: the earliest goes first among its lane."""
    expires_at: datetime
    born: tuple[Born, ...]
    open: tuple[Open, ...]
    note: NoteFate | None = None
    """What becomes of the note that it says."""


@dataclass(frozen=True, slots=True)
class Nagged:
    id: int
    nags_sent: int


@dataclass(frozen=True, slots=True)
class Held:
    """An occurrence that was never shown, and is held until another instant than before."""

    id: int
    prompt_at: datetime
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Closed:
    """An occurrence that is no longer open, without an answer of the person."""

    id: int
    state: State
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    person_id: int
    advanced_until: datetime
    wake_at: datetime | None
    unshown: tuple[Born, ...] = ()
    """Born, and held back by quiet hours for now."""
    prompts: tuple[Prompt, ...] = ()
    closed: tuple[Closed, ...] = ()
    held: tuple[Held, ...] = ()
    dropped: tuple[int, ...] = ()
    """Occurrences that were held, and are not owed by the hours of now: as if never born."""
    nagged: tuple[Nagged, ...] = ()
    tidied: tuple[int, ...] = ()
    """Deliveries whose messages are out of date."""
    withdrawn: tuple[int, ...] = ()
    """Deliveries that must not be sent any more."""
    notes: tuple[NoteFate, ...] = ()
    """Notes that moved, or lapsed since nobody could be told in time."""
    resumed: bool = False
    caught_up: bool = False
    """Whether everything that has a cursor of its own was looked at."""
    held_anew: bool = False
    """Whether what the hours of before held was looked at."""

    @property
    def tidy_lane(self) -> Lane:
        """A message is put right no sooner than the one that takes its place."""
        return max((prompt.lane for prompt in self.prompts), default=Lane.TOLERANT)
