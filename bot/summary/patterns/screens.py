"""The findings in words: what was seen, how often, and that it proves no cause."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.journal.words import urgent
from bot.plan.when import day_name
from bot.screen import Button, Screen
from bot.summary.patterns.buttons import PICTURE, Patterns
from bot.summary.patterns.picture import drawn
from bot.summary.patterns.rules import LEAST_EVENINGS, Counts, Finding, Look, Verdict
from bot.summary.week.buttons import ShowWeek
from bot.texts import Translator

PAGE = 5
"""Findings on one screen."""


def patterns_screen(
    t: Translator, look: Look, names: Mapping[int, str], monday: int, page: int = 0
) -> Screen:
    """One page of findings, the patterns first; or how far it is to the first ones.

    `names`: what each trigger is called, by its id. `monday`: the week to go back to.
    """
    findings = [one for one in look.shown if one.counts.answered]
    last = max(0, len(findings) - 1) // PAGE
    page = min(max(page, 0), last)
    head = t.html("🔎 <b>Patterns</b>")
    if last:
        head += t.html(" · page {page} of {of}", page=page + 1, of=last + 1)
    parts = [head]
    if all(one.verdict is Verdict.TOO_EARLY for one in findings):
        parts.append(_too_early(t, look))
    shown = findings[page * PAGE : (page + 1) * PAGE]
    parts += [finding_words(t, one, names[one.trigger]) for one in shown]
    parts += [_meaning(t)] if shown else []
    if look.next is not None:
        day = day_name(t, look.next, look.until)
        parts.append(t.html("I look every four weeks. The next time: {day}.", day=day))
    parts.append(urgent(t))
    below: list[Button] = [Button(t("🖼 Picture"), Patterns(PICTURE))] if drawn(look) else []
    below.append(Button(t("◀ Back"), ShowWeek(monday)))
    return Screen(Markup("\n\n").join(parts), (*_paging(t, page, last), tuple(below)))


def finding_words(t: Translator, finding: Finding, name: str) -> Markup:
    """One finding, always with its plain counts."""
    words = {
        Verdict.MORE: _pattern(t, finding, name),
        Verdict.FEWER: _pattern(t, finding, name),
        Verdict.NO_LINK: t.html(
            "<b>{name}</b>: no clear link seen. {counts}",
            name=name,
            counts=_counts(t, finding.counts),
        ),
        Verdict.TOO_EARLY: t.html(
            "<b>{name}</b>: too early to tell. {counts}",
            name=name,
            counts=_counts(t, finding.counts),
        ),
    }
    return words[finding.verdict]


def _pattern(t: Translator, finding: Finding, name: str) -> Markup:
    counts = finding.counts
    values = {
        "name": name,
        "with_": t("{n} of {of}", n=counts.difficult_with, of=counts.with_it),
        "without": t("{n} of {of}", n=counts.difficult_without, of=counts.without_it),
    }
    if finding.verdict is Verdict.MORE:
        seen = t.html(
            "<b>{name}</b>: a possible pattern. On days you reported it you had more difficult"
            " days ({with_} against {without}).",
            **values,
        )
    else:
        seen = t.html(
            "<b>{name}</b>: a possible pattern. On days you reported it you had fewer difficult"
            " days ({with_} against {without}).",
            **values,
        )
    return seen + _range(t, finding)


def _range(t: Translator, finding: Finding) -> Markup:
    """The careful estimate, in days of a hundred, with what it may also be."""
    if finding.estimate is None:
        return Markup()
    low, middle, high = (
        round(100 * value)
        for value in (finding.estimate.low, finding.estimate.difference, finding.estimate.high)
    )
    if finding.verdict is Verdict.FEWER:
        low, middle, high = -high, -middle, -low
        return t.html(
            " A careful estimate: {n} fewer in 100 days, somewhere from {low} to {high}.",
            n=middle, low=low, high=high,
        )  # fmt: skip
    return t.html(
        " A careful estimate: {n} more in 100 days, somewhere from {low} to {high}.",
        n=middle, low=low, high=high,
    )  # fmt: skip


def _counts(t: Translator, counts: Counts) -> str:
    return t(
        "Difficult were {n} of {of} days with it, {others} of {all} without.",
        n=counts.difficult_with,
        of=counts.with_it,
        others=counts.difficult_without,
        all=counts.without_it,
    )


def _too_early(t: Translator, look: Look) -> Markup:
    if look.evenings < LEAST_EVENINGS:
        return t.html(
            "Too early to tell: {n} of {least} evenings so far. Each evening's answer counts, on"
            " good days too: they are what difficult days are compared with.",
            n=look.evenings,
            least=LEAST_EVENINGS,
        )
    return t.html(
        "Too early to tell: {n} evenings are answered, but each trigger needs {least} answers of"
        " its own, some days with it and some without.",
        n=look.evenings,
        least=LEAST_EVENINGS,
    )


def _meaning(t: Translator) -> Markup:
    return t.html(
        "<i>A difficult day is one you rated 2 or more. None of this proves a cause: a difficult"
        " day may itself bring tiredness, stress or a bad night, and something else may bring"
        " both. Your doctor can help you read it.</i>"
    )


def _paging(t: Translator, page: int, last: int) -> tuple[tuple[Button, ...], ...]:
    buttons: list[Button] = []
    if page > 0:
        buttons.append(Button(t("▲ Page before"), Patterns(page - 1)))
    if page < last:
        buttons.append(Button(t("▼ Next page"), Patterns(page + 1)))
    return (tuple(buttons),) if buttons else ()
