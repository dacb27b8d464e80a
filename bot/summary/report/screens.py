"""The report before it is made: what will be in it, and what may be left out."""

from collections.abc import Mapping
from functools import partial

from markupsafe import Markup

from bot.journal.words import urgent
from bot.marks import marked, switched
from bot.screen import Attachment, Button, Screen
from bot.summary.report.buttons import MakeReport, ReportOf, SwitchSection
from bot.summary.report.document import document
from bot.summary.report.page import ReportPage
from bot.summary.report.rules import OFFERED_WEEKS, SINCE_INJECTION, Section
from bot.summary.report.words import Material, period_words
from bot.texts import Translator


def preview_screen(t: Translator, material: Material, weeks: int) -> Screen:
    """The sections with how much each would tell, each with a switch."""
    rows = material.rows
    lines = [
        t.html("📄 <b>Report for the doctor</b>"),
        t.html("{period}", period=period_words(t, rows.span)),
        Markup(),
        t.html_plural("{n} episode", "{n} episodes", n=rows.total)
        + t.html_plural(", {n} day rated", ", {n} days rated", n=len(rows.rated))
        + t.html_plural(", {n} plan item", ", {n} plan items", n=len(rows.present_items)),
        t.html("Always in it: these figures and your whole plan. What else is yours to choose:"),
        urgent(t),
    ]
    switches = [_switch(t, section, material, weeks) for section in Section]
    sections = tuple((switch,) for switch in switches)  # two in a row are cut short on a phone
    times = [Button(_weeks_label(t, each, weeks), ReportOf(each)) for each in OFFERED_WEEKS]
    halves = (tuple(times[:2]), tuple(times[2:]))
    if rows.injections:
        since = Button(_since_label(t, weeks), ReportOf(SINCE_INJECTION))
        time_rows: tuple[tuple[Button, ...], ...] = ((since,), *halves)
    else:
        time_rows = halves
    make = (Button(t("📄 Make the PDF"), MakeReport(weeks)),)
    return Screen(Markup("\n").join(lines), (make, *sections, *time_rows))


def report_screen(t: Translator, page: ReportPage, material: Material, name: str) -> Screen:
    """The document itself, made after the commit, with what it holds as its caption."""
    rows = material.rows
    text = t.html(
        "📄 <b>Report for the doctor</b>\n{period}\n", period=page.period
    ) + t.html_plural(
        "{n} episode, and all of your plan. Please read it before you give it away.",
        "{n} episodes, and all of your plan. Please read it before you give it away.",
        n=rows.total,
    )
    text = Markup("\n").join((text, urgent(t)))
    return Screen(text, attachment=Attachment(name, partial(document, page)))


def section_words(t: Translator) -> Mapping[Section, str]:
    return {
        Section.NAME: t("Line for my name"),
        Section.CONDITION: t("Condition, side"),
        Section.TREND: t("Chart by week"),
        Section.CYCLE: t("Injection cycles"),
        Section.BESIDES: t("Goal, injections, visits, people"),
        Section.CHANGES: t("Changes of the plan"),
        Section.EFFECTS: t("Side effects"),
        Section.RELIEFS: t("What was tried"),
        Section.TRIGGERS: t("Triggers"),
        Section.SELF_CHECK: t("Weekly self-check"),
        Section.QUESTIONS: t("What I want to ask"),
    }


def _switch(t: Translator, section: Section, material: Material, weeks: int) -> Button:
    is_on = material.shows(section)
    name, count = section_words(t)[section], _count(section, material)
    label = switched(t, name if count is None else f"{name} ({count})", is_on=is_on)
    return Button(label, SwitchSection(weeks, section, int(not is_on)))


def _count(section: Section, material: Material) -> int | None:
    """How many entries a section has; None for what is no list."""
    rows = material.rows
    counts = {
        Section.CYCLE: len(rows.injections),
        Section.BESIDES: material.besides.count,
        Section.CHANGES: len(rows.changes),
        Section.EFFECTS: len(rows.effects),
        Section.RELIEFS: len(rows.reliefs),
        Section.SELF_CHECK: sum(bool(week.means) for week in rows.checks),
        Section.QUESTIONS: len(material.questions),
    }
    return counts.get(section)


def _weeks_label(t: Translator, weeks: int, chosen: int) -> str:
    label = t.plural("{n} week", "{n} weeks", n=weeks)
    return marked(t, label, is_chosen=weeks == chosen)


def _since_label(t: Translator, chosen: int) -> str:
    label = t("Since the injection")
    return marked(t, label, is_chosen=chosen == SINCE_INJECTION)
