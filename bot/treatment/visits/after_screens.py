"""Before and after a visit: the reminder, what changed, and the plan's history as a diff."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.journal.words import urgent
from bot.plan.buttons import AddItem, EditItem, Field, OpenItem, OpenPlan
from bot.plan.history_screen import told
from bot.plan.items import Past
from bot.plan.rules import Kind, local_date
from bot.plan.screens import Moment
from bot.plan.when import as_heading, day_name
from bot.screen import Button, ButtonData, Screen
from bot.texts import Translator
from bot.treatment.injections.buttons import LogInjection
from bot.treatment.visits.buttons import (
    EndChanges,
    Mode,
    OpenVisit,
    SayChanged,
    ShowPlanChanges,
    ShowQuestions,
    ShowVisits,
)
from bot.treatment.visits.rules import Appointment, Changed, VisitKind
from bot.treatment.visits.words import ahead_words, changed_words, sign_of, visit_words

PAGE = 10
MOST_ITEMS = 8
EXERCISES = frozenset({Kind.STRETCHING, Kind.CALM, Kind.OWN, Kind.SLEEP, Kind.HYDRATION})


def reminder_screen(
    t: Translator,
    visit: Appointment,
    questions: Sequence[str],
    today: date,
    report: ButtonData | None,
) -> Screen:
    """`report`: what opens the report, offered the day before and on the day."""
    days = (visit.day - today).days
    said = as_heading(visit_words(t, visit, today))
    lines = [t.html("{sign} <b>{visit}</b>", sign=sign_of(visit), visit=said)]
    if days > 1:
        lines[0] += t.html(" · {ahead}", ahead=ahead_words(t, visit, today))
    if questions and days <= 1:
        lines.append(t.html("What you want to ask:"))
        lines += [t.html("• {question}", question=one) for one in questions[:MOST_ITEMS]]
    elif questions:
        lines.append(
            t.html_plural("❓ {n} question to ask", "❓ {n} questions to ask", n=len(questions))
        )
    else:
        lines.append(t.html("Anything to ask there? <code>/ask ...</code> keeps it for you."))
    lines.append(urgent(t))
    rows: list[tuple[Button, ...]] = []
    if report is not None and days <= 1:
        rows.append((Button(t("📄 Report for the doctor"), report),))
    rows.append(
        (
            Button(t("❓ Questions"), ShowQuestions(Mode.TICK)),
            Button(t("🗓 The visit"), OpenVisit(visit.id)),
        )
    )
    return Screen(Markup("\n").join(lines), tuple(rows))


def changed_asked(t: Translator, visit: Appointment, today: date) -> Screen:
    """In the evening of the day; also shown again to change the answer."""
    lines = [
        t.html("{sign} <b>{visit}</b>", sign=sign_of(visit), visit=visit_words(t, visit, today)),
        t.html("How did it go: <b>what changed?</b>"),
        urgent(t),
    ]
    rows: list[tuple[Button, ...]] = []
    if visit.kind is VisitKind.INJECTION:
        log = LogInjection(visit.day.toordinal())
        rows.append((Button(t("💉 Log the injection"), log),))
    answers = [Button(changed_words(t, one), SayChanged(visit.id, one)) for one in Changed]
    rows += [tuple(answers[:2]), tuple(answers[2:])]
    rows.append((Button(t("❓ Tick off questions"), ShowQuestions(Mode.TICK)),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def changed_screen(
    t: Translator, visit: Appointment, items: Sequence[tuple[int, Kind, str]], today: date
) -> Screen:
    """Where to change the plan after the answer. `items`: id, kind and name of what is in it."""
    assert visit.changed is not None
    head = t.html(
        "{sign} <b>{visit}</b>\n", sign=sign_of(visit), visit=visit_words(t, visit, today)
    )
    if visit.changed is Changed.NOTHING:
        text = head + t.html("Noted: nothing changed.")
        return Screen(text, ((Button(t("⬅️ Visits"), ShowVisits()),),))
    text = head + t.html(
        "Please put into your plan what was agreed. What you change within the next hour is kept as"
        " <b>agreed with the doctor</b>; I change nothing by myself."
    )
    is_dose = visit.changed is Changed.DOSE
    kinds = EXERCISES if visit.changed is Changed.EXERCISE else {Kind.MEDICATION}
    fitting = [(id_, name) for id_, kind, name in items if kind in kinds][:MOST_ITEMS]
    rows: list[tuple[Button, ...]] = [
        (Button(name[:40], EditItem(id_, Field.AMOUNT) if is_dose else OpenItem(id_)),)
        for id_, name in fitting
    ]
    if not is_dose or not fitting:
        rows.append((Button(t("➕ Something new"), AddItem(1)),))
    rows.append(
        (
            Button(t("📜 What changed in the plan"), ShowPlanChanges(0)),
            Button(t("✅ That was all"), EndChanges()),
        )
    )
    return Screen(text, tuple(rows))


def ended_screen(t: Translator) -> Screen:
    text = t.html("👍 Kept. Later changes are your own again.")
    return Screen(
        text,
        (
            (
                Button(t("📜 What changed in the plan"), ShowPlanChanges(0)),
                Button(t("⬅️ Visits"), ShowVisits()),
            ),
        ),
    )


def plan_changes_screen(
    t: Translator, changes: Sequence[tuple[str, Past]], page: int, moment: Moment
) -> Screen:
    """By day, the newest first: each line an item, what it was → what it is."""
    pages = max(-(-len(changes) // PAGE), 1)
    page = min(max(page, 0), pages - 1)
    today = local_date(moment.zone, moment.now)
    lines = [t.html("📜 <b>What changed in the plan</b>")]
    if not changes:
        lines.append(t.html("Nothing yet."))
    shown_day: date | None = None
    for name, change in changes[page * PAGE : (page + 1) * PAGE]:
        day = local_date(moment.zone, change.at)
        if day != shown_day:
            lines.append(t.html("\n<b>{day}</b>", day=as_heading(day_name(t, day, today))))
            shown_day = day
        lines.append(t.html("• {name}: ", name=name) + told(t, change))
    turning = [Button(t("◀ Newer"), ShowPlanChanges(page - 1))] if page else []
    turning += [Button(t("Older ▶"), ShowPlanChanges(page + 1))] if page + 1 < pages else []
    back = (Button(t("💊 Plan"), OpenPlan(0)), Button(t("⬅️ Visits"), ShowVisits()))
    rows = ((tuple(turning),) if turning else ()) + (back,)
    return Screen(Markup("\n").join(lines), rows)
