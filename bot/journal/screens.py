"""The journal's screens."""

from datetime import date, datetime

from markupsafe import Markup

from bot.journal.buttons import Rate, RestoreEpisode, SetSeverity, UndoEpisode
from bot.journal.rules import RATINGS, SEVERITIES
from bot.plan.when import clock_time, day_name
from bot.screen import Button, Screen
from bot.texts import Translator

_ECHOED = 200
"""Characters of what was typed that are shown again."""


def severity_words(t: Translator, severity: int) -> str:
    """A severity 1-4, or a rating 0-4: the scale is the same."""
    words = (
        t("0 · none"),
        t("1 · only I notice"),
        t("2 · others could notice"),
        t("3 · interrupts what I do"),
        t("4 · must stop / cannot see"),
    )
    return words[severity]


def episode_saved(
    t: Translator, episode: int, at: datetime, zone: str, *, severity: int | None, rest: str = ""
) -> Screen:
    """`rest` is what was typed and is not kept yet: that is said, not passed over."""
    lines = [t.html("<b>⚡ Episode saved {time}</b>", time=clock_time(at, zone))]
    if severity is None:
        lines.append(t.html("How bad was it? Only if you like:"))
    else:
        lines.append(t.html("{severity}", severity=severity_words(t, severity)))
    if rest:
        shown = rest if len(rest) <= _ECHOED else f"{rest[:_ECHOED]}…"
        lines.append(
            t.html("I keep the time and the severity so far, but not yet: “{words}”", words=shown)
        )
    lines.append(_urgent(t))
    answers = tuple(
        (
            Button(
                _marked(severity_words(t, each), is_chosen=each == severity),
                SetSeverity(episode, each),
            ),
        )
        for each in SEVERITIES
    )
    undo = (Button(t("↩️ Undo"), UndoEpisode(episode)),)
    return Screen(Markup("\n").join(lines), (*answers, undo))


def episode_removed(t: Translator, episode: int, at: datetime, zone: str) -> Screen:
    return Screen(
        t.html("<s>⚡ Episode {time}</s>\nRemoved.", time=clock_time(at, zone)),
        ((Button(t("↪️ Restore"), RestoreEpisode(episode)),),),
    )


def checkin_asked(
    t: Translator, day: date, today: date, chosen: int | None, occurrence: int = 0
) -> Screen:
    """The evening question; with an answer given, that answer, and the buttons to change it."""
    if chosen is None:
        lines = [t.html("<b>How was your face today?</b>")]
    else:
        lines = [t.html("<b>✅ Day rating saved: {rating}</b>", rating=severity_words(t, chosen))]
    if day != today:
        lines.append(t.html("This counts for {day}.", day=day_name(t, day, today)))
    return Screen(
        Markup("\n").join((*lines, _urgent(t))), rating_rows(t, occurrence, day=day, chosen=chosen)
    )


def rating_rows(
    t: Translator, occurrence: int, *, day: date | None = None, chosen: int | None = None
) -> tuple[tuple[Button, ...], ...]:
    """The five answers; give the occurrence of a check-in that was due, or 0 and the day."""
    return tuple(
        (
            Button(
                _marked(severity_words(t, each), is_chosen=each == chosen),
                Rate(each, occurrence, day.toordinal() if day else 0),
            ),
        )
        for each in RATINGS
    )


def _marked(label: str, *, is_chosen: bool) -> str:
    return f"🔘 {label}" if is_chosen else label


def _urgent(t: Translator) -> Markup:
    return t.html("<i>Something new or alarming? /urgent</i>")
