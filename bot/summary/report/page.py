"""The report as it is set: every word in the person's language, every list with its limits."""

from dataclasses import dataclass, replace

from bot.summary.drawings.data import Curve, Fact, Manner

LEVELS = 7
"""How far lists are shortened until all fits on two pages: 0 hardly, the last one to the bone."""
_FRONT_ROWS = (12, 9, 6, 3, 1, 0, 0)
_FRONT_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.0, 6.0)
_BACK_SIZES = (10.0, 9.0, 8.5, 7.5, 6.5, 5.5, 5.0)
"""Points of the body."""
_COMPACT = 4
"""From this level on the plan is one paragraph."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list. At level n `most[n]` rows are set, and `more[n]` says how many were left out."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    head: tuple[str, ...] = ()
    note: str = ""
    most: tuple[int, ...] = ()
    more: tuple[str, ...] = ()

    def at(self, level: int) -> "Table":
        """Shortened, with what says so as its note."""
        if not self.most or len(self.rows) <= self.most[level]:
            return self
        note = " · ".join(each for each in (self.more[level], self.note) if each)
        return replace(self, rows=self.rows[: self.most[level]], note=note)


@dataclass(frozen=True, slots=True)
class TrendBar:
    """A week of the chart; `label` is empty where there is no room for one."""

    label: str
    episodes: int
    rating: float | None
    has_injection: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """Episodes and mean rating by week."""

    bars: tuple[TrendBar, ...]
    episodes: str
    rating: str
    injection: str


@dataclass(frozen=True, slots=True)
class Cycle:
    """Rating by week since the injection; the newest curve first."""

    title: str
    curves: tuple[Curve, ...]
    weeks: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """All of the report. Page one has the essentials, page two the details, if there are any."""

    manner: Manner
    paper: str
    title: str
    period: str
    who: tuple[tuple[str, str], ...]
    """Pairs of a label and a value; an empty value is a line to write on."""
    facts: tuple[Fact, ...]
    trend: Trend | None
    cycle: Cycle | None
    plan: Table
    plan_rest: str
    """The title of the plan's rows that go to page two."""
    questions: Table | None
    details: tuple[Table, ...]
    method: tuple[str, ...]
    footer: str
    front_rows: int = 0
    """Rows of the plan on page one."""
    front_size: float = _FRONT_SIZES[0]
    back_size: float = _BACK_SIZES[0]
    is_compact: bool = False
    """Whether the plan's rest is one paragraph, each item with its name, amount and figures."""
    is_alone: bool = False
    """Whether page two is left out: for measuring page one."""
    is_cut: bool = False
    """Whether even names are cut there, so that the widest signs there are fit."""


def front_at(page: ReportPage, level: int) -> ReportPage:
    """Page one shortened: of the plan, rows move to the second page."""
    return replace(
        page,
        questions=page.questions.at(level) if page.questions else None,
        front_rows=_FRONT_ROWS[level],
        front_size=_FRONT_SIZES[level],
    )


def back_at(page: ReportPage, level: int) -> ReportPage:
    """Page two shortened: the plan never is, it is only set closer."""
    return replace(
        page,
        details=tuple(table.at(level) for table in page.details),
        back_size=_BACK_SIZES[level],
        is_compact=level >= _COMPACT,
        is_cut=level == LEVELS - 1,
    )


def alone(page: ReportPage) -> ReportPage:
    """Page one without the second."""
    return replace(page, details=(), is_alone=True)
