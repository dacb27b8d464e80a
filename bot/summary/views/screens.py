"""The longer looks: a picture, and beside it the same numbers in words."""

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from bot.journal.words import severity_words, urgent
from bot.reminders.words import fitted
from bot.screen import LONGEST_CAPTION, Attachment, Button, Screen
from bot.summary.drawings import pictures
from bot.summary.report.rules import CycleWeeks
from bot.summary.views.drawing import (
    calendar_drawing,
    cycle_drawing,
    plan_drawing,
    short_day,
    since,
)
from bot.summary.views.rules import LEAST_RATED, Ratings, cycle_can_draw, has_control
from bot.summary.week import words
from bot.summary.week.buttons import WeekDetails
from bot.summary.week.rules import Share
from bot.summary.week.weeks import Week
from bot.texts import Translator

_ROOM = LONGEST_CAPTION - 160
"""The last lines may say how many more there are, and where help is when it is urgent."""


def twelve_weeks_screen(t: Translator, ratings: Ratings) -> Screen:
    week, rated = ratings.last, len(ratings.by_day)
    lines = [t.html("📅 <b>Twelve weeks</b> · {span}", span=span(t, ratings.weeks[0], week))]
    days = t.html_plural(
        "{n} of {of} day rated", "{n} of {of} days rated", n=rated, of=ratings.days
    )
    average = ratings.mean
    if average is not None:
        days += t.html(", {mean} on average", mean=words.number(t, average))
    lines.append(days)
    if not ratings.can_draw:
        lines.append(
            t.html(
                "From {least} rated days on there is a picture. The evening question, or /checkin,"
                " takes one tap.",
                least=LEAST_RATED,
            )
        )
        return Screen(Markup("\n").join((*lines, urgent(t))), _back(t, week))
    lines += [
        t.html("{rating}: {days}", rating=severity_words(t, rating), days=count)
        for rating, count in enumerate(ratings.counts)
    ]
    lines += [t.html("💉 injection {day}", day=short_day(t, day)) for day in ratings.injections]
    made = partial(pictures.calendar_picture, calendar_drawing(t, ratings), dark=True)
    return _pictured(t, lines, week, Attachment("twelve-weeks.png", made, is_picture=True))


def cycle_screen(t: Translator, cycles: Sequence[CycleWeeks], week: Week) -> Screen:
    lines = [t.html("💉 <b>Since the injection</b>")]
    if not cycle_can_draw(cycles):
        lines.append(
            t.html(
                "Here will be how the days were by week since an injection, this cycle over earlier"
                " ones. It needs an injection in your log, /injection, and two weeks with rated"
                " evenings after it."
            )
        )
        return Screen(Markup("\n").join((*lines, urgent(t))), _back(t, week))
    lines.append(t.html("Mean day rating by week, 0 to 4:"))
    lines += [_cycle_words(t, one, one.ratings) for one in cycles]
    if any(has_control(one) for one in cycles):
        lines.append(t.html("Under control by week, 0 to 10:"))
        lines += [_cycle_words(t, one, one.control) for one in cycles]
    made = partial(pictures.cycle_picture, cycle_drawing(t, cycles), dark=True)
    return _pictured(t, lines, week, Attachment("cycle.png", made, is_picture=True))


def plan_screen(t: Translator, shares: Sequence[Share], first: Week, week: Week) -> Screen:
    dates = span(t, first, week)
    lines = [t.html("📊 <b>Your plan, twelve weeks</b> · {span}", span=dates)]
    if not shares:
        lines.append(t.html("Nothing of your plan was due in these weeks."))
    lines += [words.item_words(t, share) for share in shares]
    if not any(share.due for share in shares):
        return Screen(Markup("\n").join((*lines, urgent(t))), _back(t, week))
    made = partial(pictures.adherence_picture, plan_drawing(t, shares, dates), dark=True)
    return _pictured(t, lines, week, Attachment("plan.png", made, is_picture=True))


def span(t: Translator, first: Week, last: Week) -> str:
    return words.days_name(t, first.monday, last.sunday)


def _cycle_words(t: Translator, cycle: CycleWeeks, weeks: Sequence[float | None]) -> Markup:
    told = ("–" if each is None else words.number(t, each) for each in weeks)
    return t.html("{since}: {weeks}", since=since(t, cycle), weeks=" · ".join(told))


def _pictured(t: Translator, lines: list[Markup], week: Week, picture: Attachment) -> Screen:
    text = Markup("\n").join((*fitted(t, lines, _ROOM), urgent(t)))
    return Screen(text, _back(t, week), attachment=picture)


def _back(t: Translator, week: Week) -> tuple[tuple[Button, ...], ...]:
    return ((Button(t("◀ Back"), WeekDetails(week.monday.toordinal())),),)
