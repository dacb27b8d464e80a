"""The keys below the message field: the taps that are needed most, the first one widest."""

from bot.screen import Key, Keyboard
from bot.texts import Translator


def main_keyboard(t: Translator) -> Keyboard:
    return Keyboard(
        (
            (Key(t("⚡ Episode")),),
            (Key(t("📋 Today")), Key(t("💊 Plan"))),
        )
    )
