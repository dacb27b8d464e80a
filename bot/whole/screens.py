"""What stands around the items on the plan's page."""

from markupsafe import Markup

from bot.people.circle_buttons import OpenCircle
from bot.plan.screens import Around
from bot.plan.sections import Section
from bot.plan.when import as_heading, day_name
from bot.plan.wording import isolated
from bot.screen import Button
from bot.setup.buttons import OpenStarter
from bot.setup.starter import ALL
from bot.summary.goals.buttons import GoalMenu
from bot.summary.goals.words import summary_words
from bot.summary.report.buttons import ReportMenu
from bot.texts import Translator
from bot.treatment.injections.buttons import ShowInjections
from bot.treatment.injections.rules import Entry
from bot.treatment.injections.words import since_words
from bot.treatment.visits.buttons import ShowPlanChanges, ShowVisits
from bot.treatment.visits.screens import visit_line
from bot.whole.loading import Whole

MOST_VISITS = 3


def around(t: Translator, whole: Whole, *, offers_starter: bool) -> Around:
    """`offers_starter`: whether the starter plan has something that is not in the plan yet."""
    below = {
        Section.INJECTIONS: _injection_lines(t, whole),
        Section.VISITS: _visit_lines(t, whole),
        Section.PEOPLE: _people_lines(t, whole),
    }
    starter = Button(t("🌱 Starter plan"), OpenStarter(ALL))
    return Around(
        above=(_goal_line(t, whole),),
        below=below,
        beside_add=(starter,) if offers_starter else (),
        rows=(
            (
                Button(t("🎯 Goal"), GoalMenu()),
                Button(t("💉 Injections"), ShowInjections()),
            ),
            (
                Button(t("🗓 Visits"), ShowVisits()),
                Button(t("👥 My circle"), OpenCircle()),
            ),
            (
                Button(t("📜 What changed"), ShowPlanChanges(0)),
                Button(t("📄 Report"), ReportMenu()),
            ),
        ),
    )


def _goal_line(t: Translator, whole: Whole) -> Markup:
    if whole.goal is None:
        return t.html("🎯 No goal this week. One small thing is enough: /goals")
    return summary_words(t, whole.goal)


def _injection_lines(t: Translator, whole: Whole) -> tuple[Markup, ...]:
    lines = [_last_injection(t, whole.injection, whole)] if whole.injection else []
    if whole.is_massage_held:
        lines.append(t.html("⏸ Massage waits for your clinic's advice: /injection"))
    return tuple(lines)


def _last_injection(t: Translator, last: Entry, whole: Whole) -> Markup:
    what = " · ".join(one for one in (last.product, last.amount) if one)
    line = t.html(
        "💉 {day} · {since}",
        day=as_heading(day_name(t, last.day, whole.today)),
        since=since_words(t, last.day, whole.today),
    )
    return line + t.html(" · {what}", what=what) if what else line


def _visit_lines(t: Translator, whole: Whole) -> tuple[Markup, ...]:
    lines = [visit_line(t, one, whole.today) for one in whole.visits[:MOST_VISITS]]
    left = len(whole.visits) - len(lines)
    if left:
        lines.append(t.html_plural("and {n} more: /visits", "and {n} more: /visits", n=left))
    if whole.questions:
        lines.append(
            t.html_plural("❓ {n} question to ask", "❓ {n} questions to ask", n=whole.questions)
        )
    return tuple(lines)


def _people_lines(t: Translator, whole: Whole) -> tuple[Markup, ...]:
    names = ", ".join(isolated(name) for name in whole.people)
    return (t.html("🤝 {names}", names=names),) if names else ()
