"""Choosing a language: from Telegram's, by /language and settings, and one that is not there."""

from pathlib import Path

import pytest

from bot.people.buttons import PickLanguage
from bot.screen import pack
from bot.texts import Texts, complete_languages, figures, in_week, missing
from tests.people.chat import Chat

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
SPOKEN = {
    "de": "🗣 Ab jetzt spreche ich Deutsch.",
    "es": "🗣 A partir de ahora hablo español.",
    "pt_BR": "🗣 A partir de agora falo português.",
}


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    """A bot that knows how to say in four languages which one it speaks, and one key."""
    for code, said in SPOKEN.items():
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        pairs = {"🗣 From now on I speak English.": said, "⚡ Episode": f"⚡ {code}"}
        body = "".join(f'\nmsgid "{one}"\nmsgstr "{other}"\n' for one, other in pairs.items())
        (folder / "bot.po").write_text(HEAD + body, encoding="utf-8")
    return Texts(tmp_path)


@pytest.mark.parametrize(
    ("telegrams", "ours"),
    [
        ("de", "de"), ("de-AT", "de"), ("es-419", "es"), ("es", "es"), ("pt", "pt_BR"),
        ("pt-br", "pt_BR"), ("pt-PT", "pt_BR"), ("en-GB", "en"), ("uk", "en"), ("", "en"),
        (None, "en"), ("zh-hans", "en"), ("no such", "en"),
    ],
)  # fmt: skip
def test_telegrams_language_is_taken_for_the_nearest_one(texts, telegrams, ours):
    assert texts.translator(telegrams).language == ours


async def test_at_the_start_it_is_telegrams_and_is_kept(db, texts):
    chat = Chat(db, language_code="pt", texts=texts)
    await chat.sends("/start")
    await chat.taps("Agree")
    assert (await chat.person()).language == "pt_BR"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("de", "de"), ("DE", "de"), ("Deutsch", "de"), ("german", "de"), ("pt-BR", "pt_BR"),
        ("pt", "pt_BR"), ("português (brasil)", "pt_BR"), ("Español", "es"), ("Spanish", "es"),
    ],
)  # fmt: skip
async def test_it_is_changed_by_code_or_by_name(db, texts, typed, code):
    chat = Chat(db, texts=texts)
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.sends(f"/language {typed}")
    assert (await chat.person()).language == code
    assert chat.text == SPOKEN[code]


async def test_names_in_the_present_language_are_known_and_the_way_back_too(db, texts):
    chat = Chat(db, texts=texts)
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.sends("/language de")
    await chat.sends("/language Spanisch")
    assert (await chat.person()).language == "es"
    await chat.sends("/language inglés")
    assert (await chat.person()).language == "en"


async def test_tapping_one_changes_it_once_and_a_made_up_one_is_refused(db, texts):
    chat = Chat(db, texts=texts)
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.sends("/language")
    assert [label for label in chat.labels if "Deutsch" in label or "English" in label]
    await chat.taps("Deutsch")
    assert (await chat.person()).language == "de"
    await chat.sends("/language tlh")
    assert "tlh" in chat.text
    assert "de" in chat.text
    await chat.taps_data(pack(PickLanguage("../../etc")))
    assert (await chat.person()).language == "de"


def test_a_language_is_offered_once_all_of_it_is_there(tmp_path: Path):
    (tmp_path / "treatment/learn/cards/en").mkdir(parents=True)
    (tmp_path / "treatment/learn/cards/en/spasms.md").touch()
    wanted = (
        "locales/xx/LC_MESSAGES/bot.po",
        "people/urgent_phrases/xx.toml",
        "vocabulary/xx.toml",
        "treatment/learn/cards/xx/spasms.md",
    )
    for at, name in enumerate(wanted):
        assert missing("xx", tmp_path) == wanted[at:]
        assert complete_languages(tmp_path) == ()
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert complete_languages(tmp_path) == ("xx",)


def test_figures_and_weeks_are_the_languages_own():
    assert figures("0.5 mg", "de") == figures("0.5 mg", "pt_BR") == "0,5 mg"
    assert figures("0.5 mg", "en") == "0.5 mg"
    assert figures("12.5 мг, ½ табл.", "ru") == "12,5 мг, ½ табл."
    assert figures("3.12.2026, v1.2.3", "de") == "3.12.2026, v1.2.3"
    assert sorted(range(7), key=lambda day: in_week("de", day)) == [0, 1, 2, 3, 4, 5, 6]
    assert sorted(range(7), key=lambda day: in_week("pt_BR", day)) == [6, 0, 1, 2, 3, 4, 5]
