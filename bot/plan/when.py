"""Instants as people read them: "today 20:00", "tomorrow 08:00", "Mon 23 Nov 08:00"."""

from datetime import date, datetime

from babel import Locale
from babel.dates import format_date

from bot.people.rules import offset_differs
from bot.plan.zones import local_date, zone_of
from bot.texts import Translator


def when(
    t: Translator, instant: datetime, zone: str, now: datetime, home: str | None = None
) -> str:
    """Tell an instant by the clocks of `zone` (IANA), the day relative to that of `now` there.

    While travelling also by the clocks at `home`.
    """
    return t(
        "{day} {time}",
        day=day_name(t, local_date(zone, instant), local_date(zone, now)),
        time=both_times(t, instant, zone, home),
    )


def clock_time(instant: datetime, zone: str) -> str:
    """`08:04`: hours and minutes on the clocks of `zone`, of 24 hours."""
    return f"{instant.astimezone(zone_of(zone)):%H:%M}"


def both_times(t: Translator, instant: datetime, zone: str, home: str | None) -> str:
    """`08:00`, and while travelling `08:00 (home 01:00)`; both by 24 hours."""
    here = clock_time(instant, zone)
    if home is None or not offset_differs(zone, home, instant):
        return here
    return t("{time} (home {home})", time=here, home=clock_time(instant, home))


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
