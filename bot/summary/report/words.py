"""The report in the person's language: from the rows to the page that is set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.journal.days.night_screens import sleep_words
from bot.journal.triggers.rules import Known
from bot.journal.triggers.words import trigger_name
from bot.people.rules import Condition, Related, Side
from bot.people.tables import Person
from bot.people.words import condition_words, related_words, side_words
from bot.plan.rules import local_date
from bot.summary.drawings.data import Curve, Fact
from bot.summary.patterns.rules import Look
from bot.summary.report import lists
from bot.summary.report.besides import Besides, besides_table
from bot.summary.report.loading import ReportRows
from bot.summary.report.page import Cycle, ReportPage, Table, Trend, TrendBar
from bot.summary.report.rules import WORSE, Section, Span, cycles, is_shown, mean, paper_of, trend
from bot.summary.week.drawing import manner
from bot.summary.week.words import number
from bot.texts import Translator

_MOST_LABELS = 13
"""Weeks that the chart names; of more only every nth."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that a report is made of. `changed`: the sections that the person switched."""

    rows: ReportRows
    look: Look | None
    triggers: tuple[Known, ...]
    questions: Sequence[str]
    changed: frozenset[Section]
    besides: Besides

    def shows(self, section: Section) -> bool:
        return is_shown(section, self.changed)


def report_page(t: Translator, person: Person, material: Material, now: datetime) -> ReportPage:
    rows, today = material.rows, local_date(person.zone, now)
    return ReportPage(
        manner=manner(t),
        paper=paper_of(person.zone, t.language).value,
        title=t("Diary report for the doctor"),
        period=period_words(t, rows.span),
        who=_who(t, person, material),
        facts=_facts(t, rows, today),
        trend=_trend(t, rows) if material.shows(Section.TREND) else None,
        cycle=_cycle(t, rows, today) if material.shows(Section.CYCLE) else None,
        plan=lists.plan_table(t, rows.present_items, rows.paused),
        plan_rest=t("Plan, continued"),
        questions=(
            lists.questions_table(t, material.questions)
            if material.shows(Section.QUESTIONS)
            else None
        ),
        details=details(t, material),
        method=_method(t),
        footer=t("Made on {day}", day=lists.day_words(t, today)),
    )


def period_words(t: Translator, span: Span) -> str:
    """`31 Aug 2026 – 22 Nov 2026 · 12 weeks`."""
    first, last = lists.day_words(t, span.first), lists.day_words(t, span.last)
    if span.days % 7:
        long = t.plural("{n} day", "{n} days", n=span.days)
    else:
        long = t.plural("{n} week", "{n} weeks", n=span.days // 7)
    return t("{first} – {last} · {long}", first=first, last=last, long=long)


def details(t: Translator, material: Material) -> tuple[Table, ...]:
    """The lists of the second page, those that have something to say."""
    rows, names = material.rows, {one.id: trigger_name(t, one) for one in material.triggers}
    made = (
        (Section.BESIDES, besides_table(t, material.besides)),
        (Section.CHANGES, lists.changes_table(t, rows.changes)),
        (Section.EFFECTS, lists.effects_table(t, rows)),
        (Section.EFFECTS, lists.effect_trends_table(t, rows)),
        (Section.RELIEFS, lists.reliefs_table(t, rows)),
        (Section.TRIGGERS, lists.triggers_table(t, material.look, names)),
        (Section.SELF_CHECK, lists.checks_table(t, rows.checks)),
    )
    return tuple(table for section, table in made if table is not None and material.shows(section))


def _who(t: Translator, person: Person, material: Material) -> tuple[tuple[str, str], ...]:
    """Only what the person chose to show; their name they write themselves."""
    found: list[tuple[str, str]] = []
    if material.shows(Section.NAME):
        found.append((t("Name"), ""))
    if material.shows(Section.CONDITION):
        if person.condition is not None:
            found.append((t("Condition"), condition_words(t, Condition(person.condition))))
        if person.side is not None:
            found.append((t("Side"), side_words(t, Side(person.side))))
        if person.related:
            told = ", ".join(related_words(t, Related(one)) for one in person.related)
            found.append((t("Other conditions"), told))
    return tuple(found)


def _facts(t: Translator, rows: ReportRows, today: date) -> tuple[Fact, ...]:
    episodes = t.plural("episode", "episodes", n=rows.total)
    if rows.spasms != rows.total:
        spasms = t.plural("{n} spasm", "{n} spasms", n=rows.spasms)
        episodes = t("{episodes} ({spasms}, bursts counted)", episodes=episodes, spasms=spasms)
    facts = [Fact(str(rows.total), episodes)]
    rated = rows.rated
    average = mean(rated)
    days = t.plural(
        "{n} of {of} day rated", "{n} of {of} days rated", n=len(rated), of=rows.span.days
    )
    shown = "–" if average is None else number(t, average)
    facts.append(Fact(shown, t("mean day rating, 0 to 4; {days}", days=days)))
    worse = sum(rating >= WORSE for rating in rated)
    facts.append(Fact(str(worse), t.plural("day rated 2 or more", "days rated 2 or more", n=worse)))
    if rows.injections:
        weeks = (today - rows.injections[-1]).days // 7
        since = t.plural("week since the injection", "weeks since the injection", n=weeks)
        facts.append(Fact(str(weeks), since))
    elif rows.nights:
        slept = sleep_words(t, round(sum(rows.nights) / len(rows.nights)))
        nights = t.plural("a night, {n} night", "a night, {n} nights", n=len(rows.nights))
        facts.append(Fact(slept, nights))
    return tuple(facts)


def _trend(t: Translator, rows: ReportRows) -> Trend | None:
    weeks = trend(rows.span, rows.episodes, rows.ratings, rows.injections)
    if not any(week.episodes or week.answered for week in weeks):
        return None
    every = -(-len(weeks) // _MOST_LABELS)
    bars = tuple(
        TrendBar(
            label=lists.short_day(t, week.span.first) if at % every == 0 else "",
            episodes=week.episodes,
            rating=week.rating,
            has_injection=week.has_injection,
        )
        for at, week in enumerate(weeks)
    )
    return Trend(
        bars=bars,
        episodes=t("Episodes a week (from the date below, seven days)"),
        rating=t("Mean day rating, 0 none to 4 must stop or cannot see"),
        injection=t("injection"),
    )


def _cycle(t: Translator, rows: ReportRows, today: date) -> Cycle | None:
    found = cycles(rows.injections, rows.ratings, today)
    if not found:
        return None
    curves = tuple(
        Curve(t("since {day}", day=lists.day_words(t, one.injected_on)), one.ratings)
        for one in found
    )
    return Cycle(
        title=t("Mean day rating by week since the injection"),
        curves=curves,
        weeks=t("weeks since the injection"),
    )


def _method(t: Translator) -> tuple[str, ...]:
    return (
        t(
            "How this was collected: entries by the person in a diary bot. Episodes count when they"
            " are logged; the day rating is asked once an evening; days without an answer are left"
            " out, not counted as 0. Offline: the bot was down, and nobody was asked."
        ),
        t(
            "What it cannot show: episodes nobody logged, whether a dose that was confirmed was"
            " taken, or what caused anything. It is a diary, not a measurement and not a medical"
            " device."
        ),
    )
