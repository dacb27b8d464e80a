"""Instants as people read them: "today 20:00", "tomorrow 08:00", "Mon 23 Nov 08:00"."""

from datetime import date, datetime

from babel import Locale
from babel.dates import format_date

from bot.plan.zones import local_date, zone_of
from bot.texts import Translator


def when(t: Translator, instant: datetime, zone: str, now: datetime) -> str:
    """Tell an instant by the clocks of `zone` (IANA), the day relative to that of `now` there."""
    return t(
        "{day} {time}",
        day=day_name(t, local_date(zone, instant), local_date(zone, now)),
        time=clock_time(instant, zone),
    )


def clock_time(instant: datetime, zone: str) -> str:
    """`08:04`: hours and minutes on the clocks of `zone`, of 24 hours."""
    return f"{instant.astimezone(zone_of(zone)):%H:%M}"


def day_name(t: Translator, day: date, today: date) -> str:
    """`today`, `tomorrow`, `yesterday`, `Mon 23 Nov`; with its year where that is another one."""
    match (day - today).days:
        case 0:
            return t("today")
        case 1:
            return t("tomorrow")
        case -1:
            return t("yesterday")
    # Patterns of CLDR, for translators: another language may want another order.
    pattern = t("EEE d MMM") if day.year == today.year else t("EEE d MMM y")
    return format_date(day, pattern, locale=Locale.parse(t.language.replace("-", "_")))


def as_heading(day: str) -> str:
    """`Today`, `Mon 2 Mar`: the first letter large, the others as they are."""
    return day[:1].upper() + day[1:]
