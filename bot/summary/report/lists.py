"""The lists of the report in words: the plan, its changes, and what was noted besides."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from babel.dates import format_date

from bot.journal.effects.words import effect_words
from bot.journal.reliefs.words import relief_words
from bot.journal.selfcheck.rules import CheckWeek, Group
from bot.journal.selfcheck.words import group_words
from bot.plan.agreed import AgreedWith
from bot.plan.medicine_words import class_words
from bot.plan.medicines import MedicineClass
from bot.plan.reasons import Reason
from bot.plan.rules import Kind, Schedule
from bot.plan.screens import in_words
from bot.plan.wording import isolated, kind_name, nags_words, short
from bot.summary.patterns.rules import Look, Verdict
from bot.summary.report.loading import ReportRows
from bot.summary.report.page import LEVELS, Table
from bot.summary.report.plan_rows import Change, ReportItem
from bot.summary.week.words import locale_of, number
from bot.texts import Translator

_CHANGES = (24, 16, 9, 5, 2, 0, 0)
_SHORT = (12, 8, 6, 4, 2, 0, 0)
_WEEKS = (13, 10, 8, 6, 3, 0, 0)
_QUESTIONS = (8, 8, 6, 5, 4, 3, 1)
LONGEST_VALUE = 90
"""Characters of an old or new value of a change."""
LONGEST_QUESTION = 300
MOST_WEEKS_SHOWN = 26


def listing(
    t: Translator,
    title: str,
    rows: Sequence[tuple[str, ...]],
    most: tuple[int, ...],
    *,
    head: tuple[str, ...] = (),
    note: str = "",
) -> Table:
    """A list that says at every level how many of its rows were left out."""
    left = [max(0, len(rows) - most[level]) for level in range(LEVELS)]
    return Table(
        title=title,
        rows=tuple(rows),
        head=head,
        note=note,
        most=most,
        more=tuple(t.plural("and {n} more", "and {n} more", n=n) if n else "" for n in left),
    )


def day_words(t: Translator, day: date) -> str:
    """`3 Nov 2026`."""
    return str(format_date(day, t("d MMM y"), locale=locale_of(t)))


def short_day(t: Translator, day: date) -> str:
    return str(format_date(day, t("d MMM"), locale=locale_of(t)))


def plan_table(t: Translator, items: Sequence[ReportItem], paused: int = 0) -> Table:
    """Every item, never shortened: what it is, when, since when, and what became of it.

    Agreed with whom has a column where anybody was named; days with a pause are said above.
    """
    says_whom = any(item.agreed_with for item in items)
    head = (
        t("What"), t("When"), t("Since"), *((t("Agreed with"),) if says_whom else ()),
        t("Done"), t("Skipped"), t("Missed"), t("Offline"),
    )  # fmt: skip
    rows = tuple(_item(t, item, says_whom=says_whom) for item in items)
    note = "" if rows else t("Nothing is in the plan.")
    if rows and paused:
        note = t.plural(
            "Paused on {n} day; what rested then was not due and is not counted.",
            "Paused on {n} days; what rested then was not due and is not counted.",
            n=paused,
        )
    more = (t("More on the second page."),)
    return Table(title=t("Plan"), head=head, rows=rows, note=note, more=more)


def _item(t: Translator, item: ReportItem, *, says_whom: bool) -> tuple[str, ...]:
    doses = item.doses
    name = isolated(item.name)
    if item.amount:
        name = t("{name} {amount}", name=name, amount=isolated(t.figures(item.amount)))
    if item.is_paused:
        name = t("{name} (paused)", name=name)
    if not doses.due and doses.needed:
        counts = (str(doses.needed), "", "", "")
    elif not doses.due:
        counts = ("–", "", "", "")
    else:
        done = t("{taken} of {due}", taken=doses.taken, due=doses.due)
        if doses.needed:
            done = t("{done}, {n} as needed", done=done, n=doses.needed)
        counts = (done, str(doses.skipped), str(doses.missed), str(doses.offline))
    whom = (_agreed(t, item),) if says_whom else ()
    when = in_words(t, item.schedule, LONGEST_VALUE)
    return (name, when, short_day(t, item.since), *whom, *counts)


def _agreed(t: Translator, item: ReportItem) -> str:
    """`doctor`, `doctor, changed since`; the person is not "myself" to who reads the report."""
    whom = {
        AgreedWith.DOCTOR: t("doctor"),
        AgreedWith.PHYSIO: t("physiotherapist"),
        AgreedWith.MYSELF: t("own"),
    }
    if item.agreed_with is None:
        return "–"
    agreed = whom[item.agreed_with]
    return agreed if item.changed_since is None else t("{agreed}, changed since", agreed=agreed)


def changes_table(t: Translator, changes: Sequence[Change]) -> Table | None:
    if not changes:
        return None
    rows = [(day_words(t, one.on), isolated(one.item), _because(t, one)) for one in changes]
    return listing(t, t("Changes of the plan"), rows, _CHANGES)


def _because(t: Translator, change: Change) -> str:
    """The change, and why it was made where the person said so."""
    changed = _change(t, change)
    if change.reason == Reason.DOCTOR:
        return t("{change} · agreed with the doctor", change=changed)
    return changed


def _change(t: Translator, change: Change) -> str:
    values = {"before": _value(t, change, change.before), "after": _value(t, change, change.after)}
    words: Mapping[str, Callable[[], str]] = {
        "added": lambda: t("added"),
        "renamed": lambda: t("name {before} → {after}", **values),
        "amount": lambda: t("amount {before} → {after}", **values),
        "schedule": lambda: t("when {before} → {after}", **values),
        "nags": lambda: t("repeats {before} → {after}", **values),
        "notes": lambda: t("notes changed"),
        "class": lambda: t("kind of medicine {before} → {after}", **values),
        "kind": lambda: t("kind {before} → {after}", **values),
        "paused": lambda: t("paused"),
        "resumed": lambda: t("resumed"),
        "removed": lambda: t("removed"),
        "restored": lambda: t("put back"),
    }
    return words[change.what]() if change.what in words else t("changed")


def _value(t: Translator, change: Change, value: str | Schedule | None) -> str:
    if isinstance(value, Schedule):
        return in_words(t, value, LONGEST_VALUE)
    if change.what == "class":
        return class_words(t, MedicineClass(value) if value else None)
    if not value:
        return t("none")
    if change.what == "kind":
        return kind_name(t, Kind(value))
    if change.what == "nags":
        return nags_words(t, [int(minute) for minute in value.split(",")])
    return isolated(t.figures(value) if change.what == "amount" else value)


def effects_table(t: Translator, rows: ReportRows) -> Table | None:
    if not rows.effects:
        return None
    found = [
        (
            effect_words(t, one.effect),
            t.plural("{there} of {n} day", "{there} of {n} days", n=one.of, there=one.days),
        )
        for one in rows.effects
    ]
    return listing(
        t,
        t("Side effects"),
        found,
        _SHORT,
        note=t("Days on which it was noted, of the days on which the question was answered."),
    )


def effect_trends_table(t: Translator, rows: ReportRows) -> Table | None:
    """How strong each was, a number a week; those that were never there are left out."""
    if not rows.effect_trends:
        return None
    found = [
        (effect_words(t, one.effect), " ".join(map(str, one.strengths[-MOST_WEEKS_SHOWN:])))
        for one in rows.effect_trends
    ]
    note = t(
        "A number for each week that was answered, the newest last: 0 not there, 1 a little,"
        " 2 clearly, 3 strong, in the person's own judgement."
    )
    return listing(t, t("Side effects week by week"), found, _SHORT, note=note)


def reliefs_table(t: Translator, rows: ReportRows) -> Table | None:
    if not rows.reliefs:
        return None
    found = [
        (
            isolated(relief_words(t, one.code, rows.own_reliefs)),
            t(
                "tried {n}, helped {helped}, did not {not_helped}",
                n=one.tried,
                helped=one.helped,
                not_helped=one.not_helped,
            ),
        )
        for one in rows.reliefs
    ]
    return listing(t, t("What was tried against episodes"), found, _SHORT)


def triggers_table(t: Translator, look: Look | None, names: Mapping[int, str]) -> Table | None:
    """Raw counts always, and what may be said of them."""
    findings = [one for one in look.shown if one.counts.answered] if look else []
    if not findings or look is None:
        return None
    verdicts = {
        Verdict.TOO_EARLY: t("too early to tell"),
        Verdict.NO_LINK: t("no clear link seen"),
        Verdict.MORE: t("possible pattern: more difficult days"),
        Verdict.FEWER: t("possible pattern: fewer difficult days"),
    }
    rows = [
        (
            isolated(names[one.trigger]),
            t("{n} of {of}", n=one.counts.difficult_with, of=one.counts.with_it),
            t("{n} of {of}", n=one.counts.difficult_without, of=one.counts.without_it),
            verdicts[one.verdict],
        )
        for one in findings
    ]
    head = (t("Trigger"), t("Difficult days with it"), t("without it"), "")
    note = t(
        "Looked at until {day}. Difficult: rated 2 or more. This does not prove a cause: a"
        " difficult day may itself bring the trigger.",
        day=day_words(t, look.until),
    )
    return listing(t, t("Triggers"), rows, _SHORT, head=head, note=note)


def checks_table(t: Translator, weeks: Sequence[CheckWeek]) -> Table | None:
    """The self-check week by week, the newest first; no total, since none is meant."""
    answered = [week for week in reversed(weeks) if week.means]
    if not answered:
        return None
    rows = [
        (
            day_words(t, week.week),
            *(number(t, week.means[each].value) if each in week.means else "–" for each in Group),
        )
        for week in answered
    ]
    head = (t("Week from"), *(group_words(t, each) for each in Group))
    note = t("The person's own weekly answers, means of 0 (not at all) to 4; not a clinical scale.")
    return listing(t, t("Weekly self-check"), rows, _WEEKS, head=head, note=note)


def questions_table(t: Translator, questions: Sequence[str]) -> Table:
    """What the person wants to ask; without any there are lines to write on."""
    rows = [(short(one, LONGEST_QUESTION),) for one in questions] or [("",)] * 3
    return listing(t, t("What I want to ask"), rows, _QUESTIONS)
