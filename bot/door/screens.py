"""What somebody sees who was not invited."""

from bot.screen import Screen
from bot.texts import Translator


def closed_screen(t: Translator) -> Screen:
    return Screen(
        t.html(
            "👋 Thank you for writing. This companion is by invitation, and I have stored nothing"
            " about you. If you have a code, please send it like this: <code>/start CODE</code>\n\n"
            "In an emergency: /urgent"
        )
    )
