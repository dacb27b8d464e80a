"""Screens of visits and of the questions for them."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.journal.words import urgent
from bot.plan.when import as_heading
from bot.screen import Button, Screen
from bot.texts import Translator
from bot.treatment.visits.buttons import (
    AskQuestion,
    EditVisit,
    Flag,
    Mode,
    NewVisit,
    OpenVisit,
    Part,
    RemoveQuestion,
    RemoveVisit,
    RestoreQuestion,
    RestoreVisit,
    SetVisitKind,
    ShowPlanChanges,
    ShowQuestions,
    ShowVisits,
    TickQuestion,
)
from bot.treatment.visits.rules import LONGEST_QUESTION, Appointment, Question, VisitKind
from bot.treatment.visits.words import ahead_words, sign_of, visit_words

MOST_SHOWN = 6
MOST_ASKED = 12
"""Questions on one screen; what is ticked off makes room."""
SHORT = 50


def visits_screen(
    t: Translator, ahead: Sequence[Appointment], questions: Sequence[Question], today: date
) -> Screen:
    """What is ahead, and how many questions wait."""
    waiting = sum(not one.is_ticked for one in questions)
    lines = [t.html("🗓 <b>Visits</b>")]
    lines += [visit_line(t, one, today) for one in ahead[:MOST_SHOWN]]
    if not ahead:
        lines.append(
            t.html(
                "None ahead. Send one in a line, for example:\n"
                "<code>/visits 12 March 10:30 Dr. Weber</code>"
            )
        )
    lines.append(
        t.html_plural(
            "❓ {n} question to ask. /ask adds one at any time.",
            "❓ {n} questions to ask. /ask adds one at any time.",
            n=waiting,
        )
    )
    lines.append(urgent(t))
    rows: list[tuple[Button, ...]] = [
        (Button(f"{sign_of(one)} {visit_words(t, one, today)}"[:60], OpenVisit(one.id)),)
        for one in ahead[:MOST_SHOWN]
    ]
    rows += [
        (
            Button(t("➕ New visit"), NewVisit()),
            Button(t("❓ Questions"), ShowQuestions(Mode.TICK)),
        ),
        (Button(t("📜 What changed in the plan"), ShowPlanChanges(0)),),
    ]
    return Screen(Markup("\n").join(lines), tuple(rows))


def visit_line(t: Translator, visit: Appointment, today: date) -> Markup:
    return t.html(
        "{sign} <b>{visit}</b> · {ahead}",
        sign=sign_of(visit),
        visit=as_heading(visit_words(t, visit, today)),
        ahead=ahead_words(t, visit, today),
    )


def visit_screen(
    t: Translator, visit: Appointment, today: date, *, can_restore: bool = False
) -> Screen:
    back = Button(t("⬅️ Visits"), ShowVisits())
    head = t.html(
        "{sign} <b>{visit}</b>", sign=sign_of(visit), visit=as_heading(visit_words(t, visit, today))
    )
    if visit.removed_at is not None:
        again = (Button(t("↪️ Restore"), RestoreVisit(visit.id)),) if can_restore else ()
        return Screen(head + Markup("\n") + t.html("🗑 Removed."), ((*again, back),))
    lines = [head]
    if visit.day >= today:
        lines.append(t.html("I remind you 14, 3 and 1 days before, and on the day in the morning."))
    if visit.kind is VisitKind.INJECTION:
        kind = Button(t("🗓 It is no injection"), SetVisitKind(visit.id, VisitKind.DOCTOR))
    else:
        kind = Button(t("💉 It is an injection"), SetVisitKind(visit.id, VisitKind.INJECTION))
    rows = (
        (Button(t("📅 Date, time"), EditVisit(visit.id, Part.WHEN)),
         Button(t("👤 With whom"), EditVisit(visit.id, Part.WHOM))),
        (kind,),
        (Button(t("❓ Questions"), ShowQuestions(Mode.TICK)),
         Button(t("🗑 Remove"), RemoveVisit(visit.id))),
        (back,),
    )  # fmt: skip
    return Screen(Markup("\n").join((*lines, urgent(t))), rows)


def when_asked(t: Translator, visit: Appointment | None, today: date) -> Screen:
    text = t.html("📅 When is it? Please send it, for example: <code>12 March 10:30</code>")
    if visit is None:
        text = t.html(
            "🗓 When is it, and with whom? Please send it in a line, for example:\n"
            "<code>12 March 10:30 Dr. Weber</code>"
        )
        return Screen(text, ((Button(t("⬅️ Visits"), ShowVisits()),),))
    lines = [t.html("{visit}", visit=as_heading(visit_words(t, visit, today))), text]
    return Screen(Markup("\n").join(lines), ((Button(t("⬅️ Back"), OpenVisit(visit.id)),),))


def whom_asked(t: Translator, visit: Appointment, today: date) -> Screen:
    lines = [
        t.html("{visit}", visit=as_heading(visit_words(t, visit, today))),
        t.html("👤 With whom, or where? Please send it, such as: Dr. Weber, eye clinic"),
    ]
    return Screen(Markup("\n").join(lines), ((Button(t("⬅️ Back"), OpenVisit(visit.id)),),))


def question_asked(t: Translator) -> Screen:
    text = t.html(
        "❓ What would you like to ask at the next visit? Please send it, up to {most} characters.",
        most=LONGEST_QUESTION,
    )
    return Screen(text, ((Button(t("⬅️ Questions"), ShowQuestions(Mode.TICK)),),))


def question_kept(t: Translator, question: Question, waiting: int) -> Screen:
    text = t.html("❓ On your list: {question}\n", question=question.text) + t.html_plural(
        "{n} question for the next visit; it stands in the report.",
        "{n} questions for the next visit; they stand in the report.",
        n=waiting,
    )
    return Screen(
        Markup("\n").join((text, urgent(t))),
        (
            (
                Button(t("↩️ Undo"), RemoveQuestion(question.id)),
                Button(t("❓ Questions"), ShowQuestions(Mode.TICK)),
            ),
        ),
    )


def questions_screen(
    t: Translator, questions: Sequence[Question], mode: Mode, gone: Question | None = None
) -> Screen:
    """The list; a tap ticks one off, or removes it. `gone`: what was just removed."""
    lines = [t.html("❓ <b>Questions for the next visit</b>")]
    if not questions:
        lines.append(t.html("None yet. <code>/ask Is it normal that ...</code> adds one."))
    lines += [
        _question_line(t, number, one) for number, one in enumerate(questions[:MOST_ASKED], 1)
    ]
    if len(questions) > MOST_ASKED:
        more = len(questions) - MOST_ASKED
        lines.append(t.html_plural("and {n} more", "and {n} more", n=more))
    if questions and mode is Mode.REMOVE:
        lines.append(t.html("Tap what to remove."))
    elif questions:
        lines.append(t.html("Tap a number once it was answered. Open ones stand in the report."))
    if gone is not None:
        lines.append(t.html("🗑 Removed: {question}", question=gone.text))
    buttons = [
        _question_button(t, number, one, mode)
        for number, one in enumerate(questions[:MOST_ASKED], 1)
    ]
    rows = [tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4)]
    if gone is not None:
        rows.append((Button(t("↪️ Restore"), RestoreQuestion(gone.id)),))
    rows.append(_question_ways(t, questions, mode))
    rows.append((Button(t("⬅️ Visits"), ShowVisits()),))
    return Screen(Markup("\n").join((*lines, urgent(t))), tuple(rows))


def _question_line(t: Translator, number: int, question: Question) -> Markup:
    if question.is_ticked:
        return t.html("✅ {number}. <s>{text}</s> · answered", number=number, text=question.text)
    return t.html("{number}. {text}", number=number, text=question.text)


def _question_button(t: Translator, number: int, question: Question, mode: Mode) -> Button:
    if mode is Mode.REMOVE:
        return Button(t("🗑 Remove {number}", number=number), RemoveQuestion(question.id))
    if question.is_ticked:
        return Button(t("✅ {number} answered", number=number), TickQuestion(question.id, Flag.OFF))
    return Button(t("{number} open", number=number), TickQuestion(question.id, Flag.ON))


def _question_ways(t: Translator, questions: Sequence[Question], mode: Mode) -> tuple[Button, ...]:
    ask = Button(t("➕ Ask another"), AskQuestion())
    if not questions:
        return (ask,)
    if mode is Mode.REMOVE:
        return (ask, Button(t("☑️ Tick off"), ShowQuestions(Mode.TICK)))
    return (ask, Button(t("🗑 Remove some"), ShowQuestions(Mode.REMOVE)))
