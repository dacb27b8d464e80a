"""Screens of the weekly self-check: one question at a time, and a day's answers."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.journal.selfcheck.buttons import (
    AnswerCheck,
    ChangeCheck,
    ListCheck,
    OpenCheck,
    RemoveCheck,
    RestoreCheck,
    SkipCheck,
    Then,
)
from bot.journal.selfcheck.rules import MOST_A_DAY, Given, Question, choices, count_of, has_new_area
from bot.journal.selfcheck.words import answer_words, given_words, question_words, short_words
from bot.journal.words import urgent
from bot.marks import marked
from bot.plan.when import as_heading, day_name
from bot.screen import Button, Screen
from bot.texts import Translator


def offer_line(t: Translator, asked: Sequence[Question]) -> Markup:
    return t.html_plural(
        "{n} quick question for this week, if you like:",
        "{n} quick questions for this week, if you like:",
        n=count_of(asked),
    )


def offer_button(t: Translator, day: date) -> Button:
    return Button(t("🗒 This week's questions"), OpenCheck(day.toordinal()))


def question_screen(
    t: Translator,
    asked: Sequence[Question],
    day: date,
    *,
    is_last_yes: bool = False,
) -> Screen:
    """The first of the questions that are still asked; the answers stand below, and Skip."""
    question, ordinal = asked[0], day.toordinal()
    head = t.html_plural(
        "<b>🗒 This week</b> · {n} question",
        "<b>🗒 This week</b> · {n} questions",
        n=count_of(asked),
    )
    lines = [head]
    if is_last_yes:
        lines.append(new_area_note(t))
    lines.append(t.html("{question}", question=question_words(t, question)))
    skip = Button(t("⏭ Skip"), SkipCheck(question, ordinal))
    rows = _answers(t, question, None, ordinal, Then.NEXT)
    return Screen(Markup("\n").join((*lines, urgent(t))), (*rows, (skip,)))


def change_screen(t: Translator, one: Given) -> Screen:
    """One answer, to be changed or removed; a removed one can be restored for a day."""
    ordinal = one.day.toordinal()
    back = Button(t("◀ Back"), ListCheck(ordinal))
    lines = [t.html("<b>🗒 {question}</b>", question=question_words(t, one.question))]
    if one.is_removed:
        lines.append(t.html("Removed."))
        last = (Button(t("↪️ Restore"), RestoreCheck(one.question, ordinal)), back)
    else:
        last = (Button(t("🗑 Remove"), RemoveCheck(one.question, ordinal)), back)
    chosen = None if one.is_removed else one.answer
    rows = _answers(t, one.question, chosen, ordinal, Then.LIST)
    return Screen(Markup("\n").join((*lines, urgent(t))), (*rows, last))


def list_screen(t: Translator, given: Sequence[Given], day: date, today: date) -> Screen:
    """A day's answers, each with a button that opens it."""
    lines = [
        t.html("<b>🗒 Weekly questions, {day}</b>", day=as_heading(day_name(t, day, today))),
        *(_listed(t, one) for one in given),
    ]
    if not given:
        lines.append(t.html("Nothing was asked on this day."))
    if has_new_area(given):
        lines.append(new_area_note(t))
    buttons = [
        Button(
            t("✏️ Change: {question}", question=short_words(t, one.question)),
            ChangeCheck(one.question, day.toordinal()),
        )
        for one in given
    ]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return Screen(Markup("\n").join((*lines, urgent(t))), rows)


def new_area_note(t: Translator) -> Markup:
    return t.html("🩺 A new area: please mention this to your doctor.")


def _listed(t: Translator, one: Given) -> Markup:
    words = t.html("{answer}", answer=given_words(t, one))
    return t.html("<s>{answer}</s>", answer=words) if one.is_removed else words


def _answers(
    t: Translator, question: Question, chosen: int | None, day: int, then: Then
) -> tuple[tuple[Button, ...], ...]:
    buttons = [
        Button(
            marked(t, answer_words(t, question, each), is_chosen=each == chosen),
            AnswerCheck(question, each, day, then),
        )
        for each in choices(question)
    ]
    if len(buttons) <= MOST_A_DAY:
        return (tuple(buttons),)
    return tuple((button,) for button in buttons)
