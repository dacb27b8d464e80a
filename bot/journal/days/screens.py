"""Screens of the evening: the day's rating, its triggers, on Sundays the mood."""

from datetime import date

from markupsafe import Markup

from bot.journal.days.buttons import (
    AnswerDay,
    Flag,
    OpenDay,
    OpenNight,
    Rate,
    RestoreMood,
    RestoreRating,
    SetMood,
    ToggleTrigger,
    UndoMood,
    UndoRating,
)
from bot.journal.days.rules import RATINGS, Evening, asks_mood
from bot.journal.words import face, marked, severity_words, urgent
from bot.plan.when import day_name
from bot.screen import Button, Screen
from bot.texts import Translator

Rows = tuple[tuple[Button, ...], ...]


def checkin_asked(
    t: Translator, day: date, today: date, chosen: int | None, occurrence: int = 0
) -> Screen:
    """The evening question as a reminder asks it."""
    return evening_screen(t, Evening(day, today, chosen, occurrence=occurrence))


def evening_screen(t: Translator, evening: Evening, *, typed: bool = False) -> Screen:
    """The question; once it is answered, what was there that day, which is left with Done.

    `typed`: asked for by the person, who may have meant the night.
    """
    lines, ordinal = [_head(t, evening.rating)], evening.day.toordinal()
    lines += _which_day(t, evening.day, evening.today)
    rows = rating_rows(t, evening.occurrence, day=evening.day, chosen=evening.rating)
    if evening.rating is None:
        if evening.can_restore:
            rows = (*rows, (Button(t("↪️ Restore"), RestoreRating(ordinal)),))
        if typed:
            rows = (*rows, (Button(t("🌅 The night"), OpenNight(0, 0, ordinal)),))
    else:
        lines.append(t.html("What was there? Good days count, too. Then Done."))
        undo = Button(t("↩️ Undo"), UndoRating(ordinal))
        done = Button(t("✅ Done"), AnswerDay(ordinal))
        rows = (*rows, *_toggles(evening), (undo, done))
    return Screen(Markup("\n").join((*lines, urgent(t))), rows)


def evening_closed(t: Translator, evening: Evening) -> Screen:
    """What was answered, in words, with the way to change it."""
    lines, ordinal = [_head(t, evening.rating)], evening.day.toordinal()
    lines += _which_day(t, evening.day, evening.today)
    lines.append(t.html("{triggers}", triggers=triggers_words(t, evening)))
    rows: Rows = ((Button(t("✏️ Change"), OpenDay(ordinal)),),)
    if asks_mood(evening.day):
        if evening.mood is None:
            lines.append(t.html("Once a week: how was your mood? 0 very low, 4 very good."))
        else:
            lines.append(t.html("Mood of the week: {mood}", mood=mood_words(t, evening.mood)))
        rows = (_moods(evening.mood, ordinal), *rows, *_mood_back(t, evening))
    return Screen(Markup("\n").join((*lines, urgent(t))), rows)


def triggers_words(t: Translator, evening: Evening) -> str:
    """What was there; unanswered is not "no"."""
    names = ", ".join(each.name for each in evening.toggles if each.is_on)
    if names:
        return t("Triggers: {names}", names=names)
    return t("None of the triggers asked.") if evening.is_answered else t("Triggers: not answered")


def mood_words(t: Translator, mood: int) -> str:
    words = (
        t("0 · very low"),
        t("1 · low"),
        t("2 · so-so"),
        t("3 · good"),
        t("4 · very good"),
    )
    return words[mood]


def rating_rows(
    t: Translator, occurrence: int, *, day: date | None = None, chosen: int | None = None
) -> Rows:
    """The five answers; give the occurrence of a check-in that was due, or 0 and the day."""
    return tuple(
        (
            Button(
                marked(severity_words(t, each), is_chosen=each == chosen),
                Rate(each, occurrence, day.toordinal() if day else 0),
            ),
        )
        for each in RATINGS
    )


def _head(t: Translator, rating: int | None) -> Markup:
    if rating is None:
        return t.html("<b>How was your face today?</b>")
    return t.html("<b>✅ Day rating saved: {rating}</b>", rating=severity_words(t, rating))


def _which_day(t: Translator, day: date, today: date) -> list[Markup]:
    if day == today:
        return []
    return [t.html("This counts for {day}.", day=day_name(t, day, today))]


def _toggles(evening: Evening) -> list[tuple[Button, ...]]:
    day = evening.day.toordinal()
    buttons = [
        Button(
            f"☑️ {each.name}" if each.is_on else each.name,
            ToggleTrigger(each.id, Flag.OFF if each.is_on else Flag.ON, day),
        )
        for each in evening.toggles
    ]
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]


def _mood_back(t: Translator, evening: Evening) -> Rows:
    """The way back from a mood that was given, or from its removal."""
    day = evening.day.toordinal()
    if evening.mood is not None:
        return ((Button(t("↩️ Undo mood"), UndoMood(day)),),)
    return ((Button(t("↪️ Restore mood"), RestoreMood(day)),),) if evening.can_restore_mood else ()


def _moods(chosen: int | None, day: int) -> tuple[Button, ...]:
    return tuple(
        Button(marked(face(each), is_chosen=each == chosen), SetMood(each, day)) for each in RATINGS
    )
