"""What the recognisers find in a text: small facts, put together later."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Amount:
    """`text` is tidied: `0.5 mg`, `½ tablet`; `dosed` tells that it measures medicine."""

    text: str
    dosed: bool


@dataclass(frozen=True, slots=True)
class At:
    """A time of day. `guessed`: typed as a bare number; `halved`: am or pm was written."""

    time: time
    guessed: bool = False
    halved: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when on a day; None is left to wake and bed time."""

    opens: time | None
    closes: time | None


@dataclass(frozen=True, slots=True)
class RoundTheClock:
    pass


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A morning, an evening: no time yet, but it tells which half of the day one belongs to."""

    word: str
    after_noon: bool


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many minutes."""

    minutes: int


@dataclass(frozen=True, slots=True)
class AfterDose:
    """So many minutes after the last dose; None when an `Every` says how many."""

    minutes: int | None


@dataclass(frozen=True, slots=True)
class OnDays:
    """Chosen weekdays, 0 is Monday; `weekly` when the text says that they come back."""

    weekdays: frozenset[int]
    weekly: bool = False


@dataclass(frozen=True, slots=True)
class NotOn:
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class EveryNDays:
    days: int


@dataclass(frozen=True, slots=True)
class EveryNWeeks:
    weeks: int


@dataclass(frozen=True, slots=True)
class DaysOnOff:
    on: int
    off: int


@dataclass(frozen=True, slots=True)
class TimesADay:
    times: int


@dataclass(frozen=True, slots=True)
class TimesAWeek:
    times: int


@dataclass(frozen=True, slots=True)
class Daily:
    pass


@dataclass(frozen=True, slots=True)
class YearlessDate:
    """A day and a month; which year is seen from its surroundings."""

    month: int
    day: int


SomeDate = date | YearlessDate


@dataclass(frozen=True, slots=True)
class OnDate:
    date: SomeDate


@dataclass(frozen=True, slots=True)
class FromDate:
    date: SomeDate


@dataclass(frozen=True, slots=True)
class UntilDate:
    date: SomeDate


@dataclass(frozen=True, slots=True)
class Lasting:
    """For so many days or calendar months."""

    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class AsTheyNeed:
    pass


@dataclass(frozen=True, slots=True)
class LeastGap:
    minutes: int


@dataclass(frozen=True, slots=True)
class MostADay:
    doses: int


@dataclass(frozen=True, slots=True)
class Note:
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that no recogniser knows: the name, or what has to be asked about."""

    text: str


Part = (
    Amount | At | Window | RoundTheClock | PartOfDay | Every | AfterDose | OnDays | NotOn
    | EveryNDays | EveryNWeeks | DaysOnOff | TimesADay | TimesAWeek | Daily | OnDate | FromDate
    | UntilDate | Lasting | AsTheyNeed | LeastGap | MostADay | Note | Unread
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A part and the text it was read from."""

    part: Part
    source: str
