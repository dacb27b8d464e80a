"""When the week summary comes: one screen, every tap is kept."""

from collections.abc import Callable
from datetime import date, timedelta

from babel import Locale
from babel.dates import format_date

from bot.marks import marked
from bot.people.zone_screens import settings_row
from bot.screen import Button, ButtonData, Screen
from bot.setup.buttons import SetWeekTime, WeekTimeOff
from bot.setup.week_time import HOURS, USUAL, WEEKDAYS, WeekTime
from bot.texts import Translator, in_week

_MONDAY = date(2024, 1, 1)
_IN_A_ROW = 4

Rows = tuple[tuple[Button, ...], ...]


def week_time_words(t: Translator, chosen: WeekTime | None) -> str:
    """`Sunday 18:00`, or that there is none."""
    if chosen is None:
        return t("off")
    day = _day(t, chosen.weekday, "EEEE")
    return t("{day} {time}", day=day, time=_hour(chosen.hour))


def week_time_screen(t: Translator, chosen: WeekTime | None) -> Screen:
    """Days and hours to choose from; while it is off they begin at the usual ones."""
    at = chosen or USUAL
    text = t.html(
        "📊 <b>Week summary: {when}</b>\nOne picture and a few words about your week. On which day"
        " and at what time?",
        when=week_time_words(t, chosen),
    )
    off = (Button(t("🔕 No week summary"), WeekTimeOff()),)
    rows = time_rows(t, chosen, at, SetWeekTime)
    return Screen(text, (*rows, *((off,) if chosen else ()), settings_row(t)))


def time_rows(
    t: Translator, chosen: WeekTime | None, at: WeekTime, button: Callable[[int, int], ButtonData]
) -> Rows:
    """A button a weekday and an hour; `at` is where each of them begins."""
    days = [
        Button(
            marked(t, _day(t, each, "EEE"), is_chosen=chosen is not None and each == at.weekday),
            button(each, at.hour),
        )
        for each in sorted(WEEKDAYS, key=lambda one: in_week(t.language, one))
    ]
    hours = [
        Button(
            marked(t, _hour(each), is_chosen=chosen is not None and each == at.hour),
            button(at.weekday, each),
        )
        for each in HOURS
    ]
    return (*_rows(days), *_rows(hours))


def _rows(buttons: list[Button]) -> Rows:
    starts = range(0, len(buttons), _IN_A_ROW)
    return tuple(tuple(buttons[at : at + _IN_A_ROW]) for at in starts)


def _day(t: Translator, weekday: int, pattern: str) -> str:
    locale = Locale.parse(t.language.replace("-", "_"))
    return str(format_date(_MONDAY + timedelta(days=weekday), pattern, locale=locale))


def _hour(hour: int) -> str:
    return f"{hour:02}:00"
