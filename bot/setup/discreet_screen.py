"""Discreet mode in the settings: what it is, with a preview."""

from markupsafe import Markup

from bot.people.keyboard import main_keyboard
from bot.people.zone_screens import settings_row
from bot.screen import Button, Screen
from bot.setup.buttons import OpenSetting, Setting
from bot.texts import Translator


def discreet_asked(t: Translator, *, is_on: bool) -> Screen:
    """The same words whether it is on or off: they name nothing."""
    item = t("item {number}", number=1)
    lines = [
        t.html("🙈 <b>Discreet mode</b>"),
        t.html(
            "I call nothing by its name: what is in your plan is “item 1”, “item 2”, the rest is"
            " covered, and pictures stay away. Below each message a button shows the names, and"
            " hides them again."
        ),
        t.html("A reminder then looks like this:"),
        t.html(
            "<blockquote>🔔 It is time for <b>{item}</b> · 08:00\n[ ✅ Done ] [ ⏰ Later ]"
            " [ ⏭ Skip ]</blockquote>",
            item=item,
        ),
        t.html(
            "What stands in this chat already stays as it is until you tap it. /urgent, /learn and"
            " /privacy stay exact, and so does what is in a file that you ask for."
        ),
    ]
    return Screen(Markup("\n").join(lines), (_switch(t, is_on=is_on), settings_row(t)))


def switched(t: Translator, *, is_easy: bool) -> Screen:
    """Keys come with a message of their own: an edited one cannot bring them."""
    text = (
        t.html("🙈 Discreet mode is on.") if t.is_discreet
        else t.html("Discreet mode is off: I call things by their names.")
    )  # fmt: skip
    return Screen(text, keyboard=main_keyboard(t, easy=is_easy))


def _switch(t: Translator, *, is_on: bool) -> tuple[Button, ...]:
    if is_on:
        return (Button(t("Turn it off"), OpenSetting(Setting.DISCREET_OFF)),)
    return (Button(t("🙈 Turn it on"), OpenSetting(Setting.DISCREET_ON)),)
