"""Screens of episodes."""

from datetime import datetime

from markupsafe import Markup

from bot.journal.episodes.buttons import RestoreEpisode, SetSeverity, UndoEpisode
from bot.journal.episodes.rules import SEVERITIES
from bot.journal.words import marked, severity_words, urgent
from bot.plan.when import clock_time
from bot.screen import Button, Screen
from bot.texts import Translator

_ECHOED = 200
"""Characters of what was typed that are shown again."""


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
    lines.append(urgent(t))
    answers = tuple(
        (
            Button(
                marked(severity_words(t, each), is_chosen=each == severity),
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
