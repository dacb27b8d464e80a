"""Other conditions that can go with spasms: told or not, as the person likes."""

from collections.abc import Collection

from bot.marks import switched
from bot.people import actions as people
from bot.people.buttons import OpenSettings
from bot.people.rules import Related
from bot.people.turn import Reply, TapHandler, Turn
from bot.people.words import related_words
from bot.screen import Button, ButtonData, Screen
from bot.setup.buttons import OpenRelated, SetRelated
from bot.texts import Translator


def related_screen(t: Translator, told: Collection[str]) -> Screen:
    """Toggles; what is marked stands in the report, nothing is ever read into it."""
    text = t.html(
        "🧠 <b>Other conditions</b>\nSome go with spasms at times. If a doctor told you of one, you"
        " can mark it: it only stands in your report. I never guess one. /learn conditions"
    )
    rows = [
        (
            Button(
                switched(t, related_words(t, one), is_on=one in told),
                SetRelated(one, int(one not in told)),
            ),
        )
        for one in Related
    ]
    return Screen(text, (*rows, (Button(t("⬅️ Settings"), OpenSettings()),)))


async def related_opened(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=related_screen(turn.t, turn.person.related or ()))


async def related_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetRelated)
    await people.set_related(turn.session, turn.person, data.related, on=bool(data.on))
    return Reply(edit=related_screen(turn.t, turn.person.related or ()))


RELATED_TAPS: dict[type[ButtonData], TapHandler] = {
    OpenRelated: related_opened,
    SetRelated: related_set,
}
