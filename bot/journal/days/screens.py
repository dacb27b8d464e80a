"""Screens of the evening: the day's rating, its triggers, on Sundays the mood."""

from datetime import date

from markupsafe import Markup

from bot.journal.days.buttons import (
    AnswerDay,
    AskTrigger,
    Flag,
    OpenDay,
    OpenNight,
    Rate,
    RestoreMood,
    RestoreRating,
    SetMood,
    ToggleTrigger,
    TurnDay,
    UndoMood,
    UndoRating,
)
from bot.journal.days.rules import RATINGS, Evening, asks_mood
from bot.journal.effects.buttons import OpenEffects
from bot.journal.effects.words import effects_words
from bot.journal.selfcheck.rules import has_new_area
from bot.journal.selfcheck.screens import new_area_note, offer_button, offer_line
from bot.journal.selfcheck.words import day_words
from bot.journal.words import face, severity_words, urgent
from bot.marks import marked, ticked
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
        lines += _noted(t, evening)
        undo = Button(t("↩️ Undo"), UndoRating(ordinal))
        done = Button(t("✅ Done"), AnswerDay(ordinal))
        rows = (*rows, *_toggles(t, evening), _more(t, evening), (undo, done))
    return Screen(Markup("\n").join((*lines, urgent(t))), rows)


def evening_closed(t: Translator, evening: Evening) -> Screen:
    """What was answered, in words, with the way to change it."""
    lines, ordinal = [_head(t, evening.rating)], evening.day.toordinal()
    lines += _which_day(t, evening.day, evening.today)
    lines.append(t.html("{triggers}", triggers=triggers_words(t, evening)))
    lines += _effects(t, evening)
    lines += _answers(t, evening)
    rows: Rows = (_changes(t, evening),)
    if evening.asked:
        lines.append(offer_line(t, evening.asked))
        rows = ((offer_button(t, evening.day),), *rows)
    if asks_mood(evening.day):
        if evening.mood is None:
            lines.append(t.html("Once a week: how was your mood? 0 very low, 4 very good."))
        else:
            lines.append(t.html("Mood of the week: {mood}", mood=mood_words(t, evening.mood)))
        rows = (_moods(t, evening.mood, ordinal), *rows, *_mood_back(t, evening))
    return Screen(Markup("\n").join((*lines, urgent(t))), rows)


def triggers_words(t: Translator, evening: Evening) -> str:
    """What was there; unanswered is not "no"."""
    names = ", ".join(each.name for each in evening.noted)
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
                marked(t, severity_words(t, each), is_chosen=each == chosen),
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


def _toggles(t: Translator, evening: Evening) -> list[tuple[Button, ...]]:
    day = evening.day.toordinal()
    buttons = [
        Button(
            ticked(t, each.name, is_on=each.is_on),
            ToggleTrigger(each.id, Flag.OFF if each.is_on else Flag.ON, day),
        )
        for each in evening.toggles
    ]
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]


def _noted(t: Translator, evening: Evening) -> list[Markup]:
    """What was there and stands on another page."""
    elsewhere = [each.name for each in evening.noted if each not in evening.toggles]
    if not elsewhere:
        return []
    return [t.html("Noted, too: {names}", names=", ".join(elsewhere))]


def _more(t: Translator, evening: Evening) -> tuple[Button, ...]:
    """The ways to the other triggers, and to one that has no name here yet."""
    day, page = evening.day.toordinal(), evening.page
    row = [Button(t("◀ Fewer"), TurnDay(day, page - 1))] if page else []
    row += [Button(t("▶ More"), TurnDay(day, page + 1))] if page + 1 < evening.pages else []
    return (*row, Button(t("➕ Own trigger"), AskTrigger(day)))


def _effects(t: Translator, evening: Evening) -> list[Markup]:
    if not evening.has_effects and evening.effects is None:
        return []
    return [t.html("💊 {effects}", effects=effects_words(t, evening.effects))]


def _answers(t: Translator, evening: Evening) -> list[Markup]:
    """What the weekly self-check was answered on this day."""
    words = day_words(t, evening.given)
    lines = [t.html("🗒 {answers}", answers=words)] if words else []
    if has_new_area(evening.given):
        lines.append(new_area_note(t))
    return lines


def _changes(t: Translator, evening: Evening) -> tuple[Button, ...]:
    day = evening.day.toordinal()
    row = [Button(t("✏️ Change"), OpenDay(day))]
    if evening.has_effects or evening.effects is not None:
        row.append(Button(t("💊 Side effects"), OpenEffects(day, 0)))
    return tuple(row)


def _mood_back(t: Translator, evening: Evening) -> Rows:
    """The way back from a mood that was given, or from its removal."""
    day = evening.day.toordinal()
    if evening.mood is not None:
        return ((Button(t("↩️ Undo mood"), UndoMood(day)),),)
    return ((Button(t("↪️ Restore mood"), RestoreMood(day)),),) if evening.can_restore_mood else ()


def _moods(t: Translator, chosen: int | None, day: int) -> tuple[Button, ...]:
    return tuple(
        Button(marked(t, face(each), is_chosen=each == chosen), SetMood(each, day))
        for each in RATINGS
    )
