"""Pictures: 900 px wide PNGs for a phone, in dark and light. Pure, safe in any thread."""

from dataclasses import asdict

from bot.drawing.palette import palette
from bot.drawing.typeset import png, templates_of
from bot.summary.drawings.data import (
    AdherenceDrawing,
    CalendarDrawing,
    CycleDrawing,
    TriggersDrawing,
    WeekDrawing,
)

_TEMPLATES = templates_of("bot.summary.drawings")


def week_picture(data: WeekDrawing, dark: bool) -> bytes:  # noqa: FBT001  the one choice there is
    """The week: episodes and ratings by day, plan items, water and sleep."""
    return png(_TEMPLATES / "week.typ", data, palette=asdict(palette(dark=dark)))


def calendar_picture(data: CalendarDrawing, dark: bool) -> bytes:  # noqa: FBT001  as above
    """A heat map of day ratings, a row a week."""
    return png(_TEMPLATES / "calendar.typ", data, palette=asdict(palette(dark=dark)))


def cycle_picture(data: CycleDrawing, dark: bool) -> bytes:  # noqa: FBT001  as above
    """Rating by week since the injection, this cycle over earlier ones."""
    return png(_TEMPLATES / "cycle.typ", data, palette=asdict(palette(dark=dark)))


def adherence_picture(data: AdherenceDrawing, dark: bool) -> bytes:  # noqa: FBT001  as above
    """What became of every plan item's occurrences."""
    return png(_TEMPLATES / "adherence.typ", data, palette=asdict(palette(dark=dark)))


def triggers_picture(data: TriggersDrawing, dark: bool) -> bytes:  # noqa: FBT001  as above
    """Worse days among those with a trigger, and among the others, as raw counts."""
    return png(_TEMPLATES / "triggers.typ", data, palette=asdict(palette(dark=dark)))
