"""The keys below the message field: the taps that are needed most, the first one widest."""

from bot.screen import Key, Keyboard
from bot.texts import Translator


def main_keyboard(t: Translator, *, easy: int = 0) -> Keyboard:
    """In easy mode one key, or two, are as large as the keyboard: found with shut eyes."""
    episode = Key(t("⚡ Episode"))
    others = (Key(t("🎯 Trigger")), Key(t("💧 Water")), Key(t("📋 Today")))
    if easy:
        return Keyboard(((episode,), (others[-1],))[:easy], is_tall=True)
    return Keyboard(((episode,), others))
