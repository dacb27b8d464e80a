"""What belongs to the plan beside its items: the goal, injections, visits, the people around."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.plan.wording import isolated, short
from bot.summary.goals.rules import GoalProgress
from bot.summary.goals.words import goal_words
from bot.summary.report.lists import day_words, listing
from bot.summary.report.page import Table
from bot.summary.report.rules import Span
from bot.texts import Translator
from bot.treatment.injections.rules import Entry
from bot.treatment.injections.words import sites_words
from bot.treatment.visits.rules import Appointment, VisitKind

_MOST = (20, 14, 9, 5, 2, 0, 0)
LONGEST_VALUE = 200
"""Characters of what stands beside a name or a day."""


@dataclass(frozen=True, slots=True)
class Besides:
    """`injections` of the span; `visits` of the span and those still ahead."""

    goal: GoalProgress | None = None
    injections: tuple[Entry, ...] = ()
    visits: tuple[Appointment, ...] = ()
    people: tuple[str, ...] = ()
    """Those who support the person, as the person calls them."""

    @property
    def count(self) -> int:
        """How many lines it has in the report."""
        lines = len(self.injections) + len(self.visits)
        return lines + (self.goal is not None) + bool(self.people)


def besides_of(
    span: Span,
    goal: GoalProgress | None,
    injections: Sequence[Entry],
    visits: Sequence[Appointment],
    people: Sequence[str],
) -> Besides:
    """Only what the span has, and of visits what comes after it, too."""
    return Besides(
        goal,
        tuple(one for one in injections if span.has(one.day)),
        tuple(one for one in visits if one.day >= span.first),
        tuple(people),
    )


def besides_table(t: Translator, besides: Besides) -> Table | None:
    """The goal, the people, then injections and visits, the latest first: the oldest go first."""
    rows: list[tuple[str, str]] = []
    if besides.goal is not None:
        rows.append((t("Goal this week"), _goal(t, besides.goal)))
    if besides.people:
        names = ", ".join(isolated(name) for name in besides.people)
        rows.append((t("People around me"), short(names, LONGEST_VALUE)))
    rows += _dated(t, besides)
    return listing(t, t("Beside the plan"), rows, _MOST) if rows else None


def _dated(t: Translator, besides: Besides) -> list[tuple[str, str]]:
    injections = [
        (one.day, (t("Injection {day}", day=day_words(t, one.day)), _injected(t, one)))
        for one in besides.injections
    ]
    visits = [
        (one.day, (t("Visit {day}", day=_visited(t, one)), _with_whom(t, one)))
        for one in besides.visits
    ]
    found = sorted([*injections, *visits], key=lambda dated: dated[0], reverse=True)
    return [row for _, row in found]


def _goal(t: Translator, progress: GoalProgress) -> str:
    """What was chosen, and on how many days it was so: no word where it was not yet."""
    goal = goal_words(t, progress.goal)
    if progress.is_rest:
        return t("{goal} · a week of rest", goal=goal)
    if not progress.done:
        return goal
    if progress.goal.is_once:
        return t("{goal} · done", goal=goal)
    return t.plural("{goal} · so far {n} day", "{goal} · so far {n} days", n=progress.done,
                    goal=goal)  # fmt: skip


def _injected(t: Translator, entry: Entry) -> str:
    """Product, units, sites, clinic, lot: those that are known. A note is the person's own."""
    lot = t("lot {lot}", lot=isolated(entry.lot)) if entry.lot else ""
    said = (
        t.figures(entry.product or ""), t.figures(entry.amount or ""), sites_words(t, entry.sites),
        isolated(entry.clinic or ""), lot,
    )  # fmt: skip
    return short(" · ".join(one for one in said if one) or "–", LONGEST_VALUE)


def _visited(t: Translator, visit: Appointment) -> str:
    day = day_words(t, visit.day)
    return day if visit.at is None else t("{day} {time}", day=day, time=f"{visit.at:%H:%M}")


def _with_whom(t: Translator, visit: Appointment) -> str:
    kind = t("for an injection") if visit.kind is VisitKind.INJECTION else ""
    return " · ".join(one for one in (isolated(visit.with_whom), kind) if one) or "–"
