"""What is asked back where words alone leave it open; never guessed."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.plan.when import clock_time
from bot.reminders.buttons import LaterMenu, Place, Skip, Take
from bot.reminders.screens import shortened
from bot.reminders.views import Row
from bot.screen import Button, Screen
from bot.texts import Translator


def which_one(t: Translator, rows: Sequence[Row], of: type[Take | Skip | LaterMenu]) -> Screen:
    """A button for each open reminder, the newest first."""
    buttons = [
        (Button(shortened(_label(t, row, of)), of(row.id, Place.ENTRY)),) for row in reversed(rows)
    ]
    return Screen(t.html("Which one do you mean?"), tuple(buttons))


def _label(t: Translator, row: Row, of: type[Take | Skip | LaterMenu]) -> str:
    answer = {Take: t("✅ Taken"), Skip: t("⏭ Skip"), LaterMenu: t("⏰ Later")}[of]
    time = clock_time(row.due_at, row.zone)
    return t("{answer} {time} {name}", answer=answer, time=time, name=row.name)


def which_button(t: Translator, buttons: Sequence[Button]) -> Screen:
    return Screen(t.html("Which one do you mean?"), tuple((one,) for one in buttons))


def nothing_open(t: Translator) -> Screen:
    return Screen(t.html("No reminder is waiting for an answer. Say “today” to hear your day."))


def nothing_to_undo(t: Translator) -> Screen:
    return Screen(
        t.html("There is nothing to undo from the last hour. Say “history” for what was before.")
    )


def nothing_to_stop(t: Translator) -> Screen:
    return Screen(t.html("Nothing is running just now. For days without reminders say “pause”."))


def labels_said(t: Translator, labels: Sequence[str]) -> Screen:
    """All buttons of the last message, to be chosen by their words."""
    lines = [t.html("You can say:"), *(t.html("· {label}", label=label) for label in labels)]
    return Screen(Markup("\n").join(lines))


def link(t: Translator, button: Button) -> Screen:
    return Screen(t.html('<a href="{url}">{name}</a>', url=button.url, name=button.label))
