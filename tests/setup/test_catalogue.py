"""Every word of consent, set-up and settings comes out of the catalogue."""

import re
from gettext import NullTranslations

from bot.texts import Texts, Translator
from tests.people.chat import Chat, plain

UNTRANSLATED = re.compile(r"[0-9]{2}:[0-9]{2}–[0-9]{2}:[0-9]{2}|(✅ )?English|^✅ (?=‹)")
"""Hours are figures, a language is called by its own name, and what is chosen has its mark."""


class Marking(NullTranslations):
    """A language in which every sentence stands between marks."""

    def gettext(self, message):
        return f"‹{message}›"

    def ngettext(self, one, many, n):
        return f"‹{one if n == 1 else many}›"


class MarkedTexts(Texts):
    def translator(self, language, *, hushed=False):
        return Translator("en", Marking())


def left_bare(text):
    """What stands outside of the marks."""
    while (peeled := re.sub(r"‹[^‹›]*›", "", text)) != text:
        text = peeled
    return text.strip()


def check_all(chat):
    for screen in chat.messages:
        assert left_bare(plain(screen)) == ""
        for button in (button for row in screen.rows for button in row):
            assert not left_bare(UNTRANSLATED.sub("", button.label)), button.label
    assert all(left_bare(key) == "" for key in chat.keys)


async def test_a_language_is_a_catalogue_and_no_code(db):
    chat = Chat(db, texts=MarkedTexts())
    await chat.sends("/start")
    check_all(chat)
    await chat.taps("Agree")
    for typed in ("nowhere", "EST", "San Juan", "Berln"):
        await chat.sends(typed)
        check_all(chat)
    await chat.sends("Berlin")
    check_all(chat)
    for answer in ("Continue", "Not diagnosed", "Both", "starter plan"):
        await chat.taps(answer)
        check_all(chat)
    for sent in ("/start", "/settings", "/timezone", "/timezone Tokyo", "/pause", "/pause 7"):
        await chat.sends(sent)
    for sent in ("/settings", "/resume", "/resume", "/privacy", "/urgent", "/cancel", "/delete"):
        await chat.sends(sent)
    check_all(chat)
    await chat.sends("something else")
    check_all(chat)
    await chat.sends("DELETE")
    check_all(chat)
    await chat.taps("In a day")
    check_all(chat)
    await chat.sends("/delete")
    check_all(chat)
    await chat.taps("Delete now")
    check_all(chat)
