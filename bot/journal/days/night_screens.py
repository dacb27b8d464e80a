"""Screens of the morning: how long the sleep was, and how good."""

from markupsafe import Markup

from bot.journal.days.buttons import (
    OpenDay,
    OpenNight,
    RestoreNight,
    SetQuality,
    SetSleep,
    UndoNight,
)
from bot.journal.days.rules import RATINGS, Morning, sleep_choices
from bot.journal.words import face, urgent
from bot.marks import marked
from bot.plan.when import day_name
from bot.screen import Button, Screen
from bot.texts import Translator

_FIRST_ROW = 4


def sleep_words(t: Translator, minutes: int) -> str:
    """`7 h`, `7 h 30`."""
    hours, rest = divmod(minutes, 60)
    return t("{hours} h {minutes}", hours=hours, minutes=rest) if rest else t("{n} h", n=hours)


def quality_words(t: Translator, quality: int) -> str:
    words = (
        t("0 · very bad"),
        t("1 · bad"),
        t("2 · so-so"),
        t("3 · good"),
        t("4 · very good"),
    )
    return words[quality]


def night_words(t: Translator, minutes: int | None, quality: int | None) -> str:
    """What was answered: `7 h 30, 3 · good`."""
    parts = [] if minutes is None else [sleep_words(t, minutes)]
    parts += [] if quality is None else [quality_words(t, quality)]
    return ", ".join(parts)


def morning_screen(t: Translator, morning: Morning, *, typed: bool = False) -> Screen:
    """Both questions in one message; every tap is kept at once.

    `typed`: asked for by the person, who may have meant the day.
    """
    day, occurrence = morning.day.toordinal(), morning.occurrence
    lines = [t.html("🌅 <b>How did you sleep?</b>")]
    if morning.is_answered:
        night = night_words(t, morning.minutes, morning.quality)
        lines = [t.html("🌅 <b>Night saved: {night}</b>", night=night)]
    if morning.day != morning.today:
        name = day_name(t, morning.day, morning.today)
        lines.append(t.html("The night before {day}.", day=name))
    lines.append(t.html("How long, and how good: 0 very bad, 4 very good."))
    choices = sleep_choices(morning.middle)
    hours = [
        Button(
            marked(t, sleep_words(t, each), is_chosen=each == morning.minutes),
            SetSleep(each, occurrence, day),
        )
        for each in choices
    ]
    fewer = Button(t("◀ Less"), OpenNight(max(choices[0], 1), occurrence, day))
    more = Button(t("More ▶"), OpenNight(choices[-1], occurrence, day))
    quality = tuple(
        Button(
            marked(t, face(each), is_chosen=each == morning.quality),
            SetQuality(each, occurrence, day),
        )
        for each in RATINGS
    )
    rows = (tuple(hours[:_FIRST_ROW]), tuple(hours[_FIRST_ROW:]), (fewer, more), quality)
    last = _last(t, morning, typed=typed)
    return Screen(Markup("\n").join((*lines, urgent(t))), (*rows, last) if last else rows)


def _last(t: Translator, morning: Morning, *, typed: bool) -> tuple[Button, ...]:
    day = morning.day.toordinal()
    if morning.is_answered:
        return (Button(t("↩️ Undo"), UndoNight(day)),)
    restore = (Button(t("↪️ Restore"), RestoreNight(day)),) if morning.can_restore else ()
    return (*restore, Button(t("🌆 The day"), OpenDay(day))) if typed else restore
