"""The keys below the message field: the taps that are needed most, the first one widest."""

from bot.screen import Key, Keyboard
from bot.texts import Translator


def main_keyboard(t: Translator, *, easy: bool = False) -> Keyboard:
    """In easy mode one key is as large as the keyboard: it is found with shut eyes."""
    episode = Key(t("⚡ Episode"))
    if easy:
        return Keyboard(((episode,),), is_tall=True)
    return Keyboard(
        (
            (episode,),
            (Key(t("🎯 Trigger")), Key(t("💧 Water")), Key(t("📋 Today"))),
        )
    )
