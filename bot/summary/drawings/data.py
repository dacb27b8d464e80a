"""What pictures are drawn from: plain values, and every word already in the person's language."""

from dataclasses import dataclass

HIGHEST_RATING = 4


@dataclass(frozen=True, slots=True)
class Manner:
    """How to write: `language` as BCP 47 (`en`, `pt-BR`), and whether lines run right to left."""

    language: str = "en"
    is_rtl: bool = False
    decimal: str = "."
    """The sign between ones and tenths."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number said large, with the words below it: `23` over `episodes, 31 before`."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day. `rating` 0-4, None where nobody answered.

    `usual` values are means of the four weeks before, of the same weekday or of all their days;
    None where nothing is known.
    """

    label: str
    """Two or three letters: `Mon`."""
    episodes: int
    rating: int | None
    usual_episodes: float | None = None
    usual_rating: float | None = None
    is_ahead: bool = False
    """A day that has not come yet: neither 0 nor unanswered."""


@dataclass(frozen=True, slots=True)
class ItemShare:
    """One plan item: how many of its occurrences were what. `text` says it: `12 of 14`."""

    name: str
    text: str
    taken: int
    skipped: int = 0
    missed: int = 0
    offline: int = 0
    open: int = 0

    @property
    def all(self) -> int:
        return self.taken + self.skipped + self.missed + self.offline + self.open


@dataclass(frozen=True, slots=True)
class Gauge:
    """A value against its target. `share` is value / target, None where nothing is known."""

    label: str
    text: str
    """`1.3 l a day · target 1.5 l`: 45 characters or so fit beside the label."""
    share: float | None


@dataclass(frozen=True, slots=True)
class WeekWords:
    """Labels of the week picture."""

    episodes: str
    rating: str
    """What the ratings are: `How the face was, 0 calm to 4 worst`."""
    usual: str
    """What the marks are: `usual in the four weeks before`."""
    unanswered: str
    items: str
    taken: str
    skipped: str
    missed: str
    offline: str
    open: str


@dataclass(frozen=True, slots=True)
class WeekDrawing:
    """The week in one picture, 900 px wide; seven days, the rest may be empty."""

    manner: Manner
    title: str
    subtitle: str
    days: tuple[Day, ...]
    words: WeekWords
    facts: tuple[Fact, ...] = ()
    """At most three."""
    items: tuple[ItemShare, ...] = ()
    """At most eight are drawn; `more` says what was left out."""
    more: str = ""
    gauges: tuple[Gauge, ...] = ()
    note: str = ""
    """One line at the foot, such as the week's goal."""


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """One row of the calendar: seven ratings, None where unanswered; `ahead` days at its end."""

    label: str
    """`16 Nov`."""
    ratings: tuple[int | None, ...]
    ahead: int = 0
    is_injection: bool = False
    """Whether an injection was in this week."""


@dataclass(frozen=True, slots=True)
class CalendarDrawing:
    """A heat map of day ratings, twelve weeks or so, the oldest first."""

    manner: Manner
    title: str
    subtitle: str
    weekdays: tuple[str, ...]
    weeks: tuple[CalendarWeek, ...]
    scale: tuple[str, ...]
    """Five short words, of 0 to 4."""
    unanswered: str
    injection: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Mean rating by week since an injection, from week 0 on; None where nothing is known."""

    label: str
    ratings: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class CycleDrawing:
    """This cycle over earlier ones. `earlier` from the newest to the oldest; three are drawn."""

    manner: Manner
    title: str
    subtitle: str
    now: Curve
    earlier: tuple[Curve, ...]
    weeks_label: str
    """`weeks since the injection`."""
    rating_label: str
    control: tuple[Curve, ...] = ()
    """Of the same cycles in the same order, 0 to 10 in place of 0 to 4; empty for no such chart."""
    control_label: str = ""


@dataclass(frozen=True, slots=True)
class AdherenceDrawing:
    """Plan items with what became of their occurrences; 20 are drawn, `more` names the rest."""

    manner: Manner
    title: str
    subtitle: str
    items: tuple[ItemShare, ...]
    words: WeekWords
    more: str = ""


@dataclass(frozen=True, slots=True)
class TriggerPair:
    """Raw counts: worse days of the days with a trigger, and of the others that were answered.

    `verdict` is the finding in the words of the domain, such as `too early to tell`.
    """

    name: str
    verdict: str
    with_worse: int
    with_all: int
    without_worse: int
    without_all: int


@dataclass(frozen=True, slots=True)
class TriggersDrawing:
    """Days with and without each trigger; twelve are drawn, `more` names the rest."""

    manner: Manner
    title: str
    subtitle: str
    pairs: tuple[TriggerPair, ...]
    with_it: str
    """`days with it`."""
    without_it: str
    note: str
    """That this proves no cause."""
    more: str = ""
