"""The findings as a picture: difficult days among those with a trigger, and among the others."""

from collections.abc import Mapping, Sequence
from functools import partial

from markupsafe import Markup

from bot.plan.wording import isolated, short
from bot.reminders.words import fitted
from bot.screen import LONGEST_CAPTION, Attachment, Button, Screen
from bot.summary.drawings.data import TriggerPair, TriggersDrawing
from bot.summary.drawings.pictures import triggers_picture
from bot.summary.patterns.buttons import Patterns
from bot.summary.patterns.rules import Finding, Look, Verdict
from bot.summary.week.drawing import manner
from bot.texts import Translator

MOST_DRAWN = 12
_NAME = 24
_ROOM = LONGEST_CAPTION - 40
"""The last line may say how many more there are."""


def drawn(look: Look) -> tuple[Finding, ...]:
    """What a picture may tell of: none as long as it is too early for all of them."""
    answered = tuple(one for one in look.shown if one.counts.answered)
    is_early = all(one.verdict is Verdict.TOO_EARLY for one in answered)
    return () if is_early else answered


def picture_screen(t: Translator, look: Look, names: Mapping[int, str]) -> Screen:
    """The picture with its counts beside it; without anything to draw, the way back alone."""
    found = drawn(look)
    back = ((Button(t("◀ Back"), Patterns()),),)
    if not found:
        return Screen(t.html("It is too early for a picture."), back)
    note = t.html("<i>None of this proves a cause.</i>")
    lines = [t.html("🔎 <b>Difficult days</b>, rated 2 or more"), note]
    lines += [_counts(t, one, names[one.trigger]) for one in found]
    made = partial(triggers_picture, _drawing(t, found, names), dark=True)
    picture = Attachment("patterns.png", made, is_picture=True)
    return Screen(Markup("\n").join(fitted(t, lines, _ROOM)), back, attachment=picture)


def _drawing(t: Translator, found: Sequence[Finding], names: Mapping[int, str]) -> TriggersDrawing:
    left = max(0, len(found) - MOST_DRAWN)
    return TriggersDrawing(
        manner=manner(t),
        title=t("Difficult days"),
        subtitle=t("rated 2 or more, of the days you answered"),
        pairs=tuple(_pair(t, one, names[one.trigger]) for one in found[:MOST_DRAWN]),
        with_it=t("days with it"),
        without_it=t("other days"),
        note=t("None of this proves a cause."),
        more=t.plural("and {n} more", "and {n} more", n=left) if left else "",
    )


def _pair(t: Translator, one: Finding, name: str) -> TriggerPair:
    return TriggerPair(
        name=isolated(short(name, _NAME)),
        verdict=_verdict(t, one.verdict),
        with_worse=one.counts.difficult_with,
        with_all=one.counts.with_it,
        without_worse=one.counts.difficult_without,
        without_all=one.counts.without_it,
    )


def _counts(t: Translator, one: Finding, name: str) -> Markup:
    return t.html(
        "<b>{name}</b>: {n} of {of} days with it, {others} of {all} without; {verdict}",
        name=isolated(short(name, _NAME)),
        n=one.counts.difficult_with,
        of=one.counts.with_it,
        others=one.counts.difficult_without,
        all=one.counts.without_it,
        verdict=_verdict(t, one.verdict),
    )


def _verdict(t: Translator, verdict: Verdict) -> str:
    return {
        Verdict.MORE: t("possible pattern: more on those days"),
        Verdict.FEWER: t("possible pattern: fewer on those days"),
        Verdict.NO_LINK: t("no clear link seen"),
        Verdict.TOO_EARLY: t("too early to tell"),
    }[verdict]
