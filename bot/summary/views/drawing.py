"""The longer looks as their pictures want them, in the person's language."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from bot.summary.drawings.data import (
    AdherenceDrawing,
    CalendarDrawing,
    CalendarWeek,
    Curve,
    CycleDrawing,
)
from bot.summary.report.rules import CycleWeeks
from bot.summary.views.rules import Ratings, has_control
from bot.summary.week import words
from bot.summary.week.drawing import item_share, manner, week_words
from bot.summary.week.rules import Share
from bot.texts import Translator

MOST_ITEMS = 20


def calendar_drawing(t: Translator, ratings: Ratings) -> CalendarDrawing:
    return CalendarDrawing(
        manner=manner(t),
        title=t("Twelve weeks"),
        subtitle=t("Day rating, 0 none to 4 must stop or cannot see"),
        weekdays=tuple(words.weekday(t, day) for day in ratings.last.days),
        weeks=tuple(
            CalendarWeek(
                label=short_day(t, week.monday),
                ratings=tuple(ratings.by_day.get(day) for day in week.days),
                ahead=ratings.ahead(week),
                is_injection=ratings.injected(week),
            )
            for week in ratings.weeks
        ),
        scale=scale(t),
        unanswered=t("not answered"),
        injection=t("injection"),
    )


def cycle_drawing(t: Translator, cycles: Sequence[CycleWeeks]) -> CycleDrawing:
    """`cycles`: at least one, the newest first."""
    now, *earlier = (Curve(since(t, one), one.ratings) for one in cycles)
    return CycleDrawing(
        manner=manner(t),
        title=t("Since the injection"),
        subtitle=t("Mean day rating by week, 0 none to 4 worst"),
        now=now,
        earlier=tuple(earlier),
        weeks_label=t("weeks since the injection"),
        rating_label=t("day rating"),
        control=(
            tuple(Curve(since(t, one), one.control) for one in cycles)
            if any(has_control(one) for one in cycles)
            else ()
        ),
        control_label=t("under control, by your check-ins: 0 not at all, 10 fully"),
    )


def plan_drawing(t: Translator, shares: Sequence[Share], span: str) -> AdherenceDrawing:
    due = [share for share in shares if share.due]
    left = max(0, len(due) - MOST_ITEMS)
    return AdherenceDrawing(
        manner=manner(t),
        title=t("Your plan, twelve weeks"),
        subtitle=span,
        items=tuple(item_share(t, share) for share in due[:MOST_ITEMS]),
        words=week_words(t),
        more=t.plural("and {n} more", "and {n} more", n=left) if left else "",
    )


def since(t: Translator, cycle: CycleWeeks) -> str:
    """`since 19 Oct`."""
    return t("since {day}", day=short_day(t, cycle.injected_on))


def short_day(t: Translator, day: date) -> str:
    """`19 Oct`."""
    return str(format_date(day, t("d MMM"), locale=words.locale_of(t)))


def scale(t: Translator) -> tuple[str, ...]:
    """What 0 to 4 mean, in a word that fits below a colour."""
    return (t("none"), t("I notice"), t("visible"), t("interrupts"), t("must stop"))
