"""Every upbeat text, and what is said in its place to somebody who said that they are in crisis.

The translator of a hushed person (`Texts.translator(..., hushed=True)`) looks here before it looks
into any catalogue, so no screen has to know. Praise, welcome and cheer go; facts stay as they are,
that a goal is reached, too. Two things are left out altogether, by `Translator.is_hushed`: the
offer to name one thing that is good, and what stood out in the week. What comes by itself, such as
kind words of the circle or the week summary, waits until the morning after
(`bot/reminders/hushing.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """One text, and the upbeat one in whose place it stands; both name the same values."""

    message: str
    of: str


_SAID = (
    Plain("That is your goal.", of="✅ That is your goal. Well done."),
    Plain(
        "There is no need to choose one now.", of="One small thing that you would like is enough."
    ),
    Plain(
        "🎯 No goal this week: /goals", of="🎯 No goal this week. One small thing is enough: /goals"
    ),
    Plain("Noted.", of="Noted. Well done."),
    Plain("That was it.", of="✅ That was it."),
    Plain("<b>{routine}</b>: that was it.", of="✅ <b>{routine}</b>: that was it."),
    Plain("It begins.", of="Here we go."),
    Plain("What went on before has ended.", of="Here we go. What went on before has ended."),
    Plain(
        "Please send it in {most} characters or fewer.",
        of="That is a lot of good! Please send it in {most} characters or fewer.",
    ),
    Plain(
        "Your target is reached. No more reminders to drink today.",
        of="✅ Your target is reached. No more reminders to drink today.",
    ),
    Plain("My clinic says it is fine now", of="👍 My clinic says it is fine now"),
    Plain(
        "Noted: your clinic says massage is fine. What I had paused for it goes on.",
        of="👍 Noted: your clinic says massage is fine. What I had paused for it goes on.",
    ),
    Plain(
        "Kept. Later changes are your own again.", of="👍 Kept. Later changes are your own again."
    ),
    Plain("{time} {text}", of="{time} ☀️ {text}"),
    Plain("<b>{when}</b>", of="☀️ <b>{when}</b>"),
    Plain("Mood of the week: {mood}", of="🙂 Mood of the week: {mood}"),
    Plain(
        "While we were apart, these came due:",
        of="👋 Good to see you again. While we were apart, these came due:",
    ),
    Plain(
        "▶️ Reminders go on from now; I don't catch up on the pause. /today",
        of="▶️ Welcome back. Reminders go on from now; I don't catch up on the pause. /today",
    ),
    Plain(
        "🏠 Everything goes by the clocks in {home} again, where it is {time}. Still away? /travel",
        of="🏠 Welcome home. Everything goes by the clocks in {home} again, where it is {time}."
        " Still away? /travel",
    ),
    Plain("▶️ This begins again today:", of="▶️ Welcome back; this begins again today:"),
    Plain(
        "▶️ Your reminders begin again today.",
        of="▶️ Welcome back; your reminders begin again today.",
    ),
    Plain("<b>The set-up is done.</b>", of="🎉 <b>You are all set.</b>"),
    Plain("You are set up.", of="👋 <b>Welcome back.</b> You are all set."),
    Plain(
        "All goes on as before. /privacy shows the text.",
        of="✅ Thank you. All goes on as before. /privacy shows the text.",
    ),
)
PLAINLY: Mapping[str, str] = {one.of: one.message for one in _SAID}
"""By the upbeat text."""
