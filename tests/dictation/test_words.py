"""Every command and every answer can be said, in every language, as dictation writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import commands
from bot.dictation.languages import GAP, Act, _own, spoken_words
from bot.dictation.rules import WITH_WORDS, bare, minutes_of, said_as, understood
from bot.texts import Texts
from bot.vocabulary import expanded, languages, section
from tests.house.labels import labels, rows

LANGUAGES = languages()
COMMANDS = {one.name for one in commands()}
every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
def test_every_command_and_every_answer_has_its_words(language: str):
    own = _own(language)
    assert set(own.commands.values()) >= COMMANDS
    assert set(own.acts.values()) == set(Act)


@every_language
def test_no_words_mean_two_things(language: str):
    spoken = section(language, "spoken")
    seen: dict[str, str] = {}
    for table in (spoken["commands"], spoken["acts"]):
        for meaning, line in table.items():
            for phrase in expanded(line):
                assert seen.setdefault(phrase, meaning) == meaning, phrase


@every_language
def test_each_is_understood_with_capitals_a_full_stop_and_a_please(language: str):
    own = _own(language)
    please = max(own.polite, key=len)
    for phrase, meaning in {**own.commands, **own.acts}.items():
        if GAP in phrase:
            continue
        for said in (
            phrase,
            f"{phrase.capitalize()}.",
            f"{phrase} {please}!",
            f"{please}, {phrase}",
        ):
            found = understood(said, language)
            assert found is not None, said
            assert found.what == meaning, said


def test_commands_that_take_words_are_those_that_say_so():
    assert {one.name for one in commands() if one.words} | {"checkin"} == WITH_WORDS & COMMANDS


@every_language
def test_numbers_from_one_to_thirty_are_figures(language: str):
    own = _own(language)
    assert set(own.numbers.values()) == set(range(31))
    pause = next(phrase for phrase, name in own.commands.items() if name == "pause")
    for phrase, number in own.numbers.items():
        if number:
            found = understood(f"{pause} {phrase}", language)
            assert found is not None
            assert (found.what, found.words) == ("pause", str(number)), phrase


@pytest.mark.parametrize(
    ("language", "said", "words"),
    [
        ("en", "Episode three left.", "3 left"),
        ("de", "Episode drei links.", "3 links"),
        ("es", "Episodio tres izquierda.", "3 izquierda."),
        ("fr", "Épisode trois gauche", "3 gauche"),
        ("it", "Episodio tre sinistra", "3 sinistra"),
        ("pt_BR", "Episódio três esquerda", "3 esquerda"),
        ("ru", "Эпизод три слева", "3 слева"),
    ],
)
def test_an_episode_in_every_language(language: str, said: str, words: str):
    found = understood(said, language)
    assert found is not None
    assert (found.what, found.words.strip(".")) == ("log", words.strip("."))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "20 minutes"), ("en", "for twenty minutes"), ("de", "in 20 Minuten"),
        ("es", "en 20 minutos"), ("fr", "dans 20 minutes"), ("it", "tra 20 minuti"),
        ("pt_BR", "em 20 minutos"), ("ru", "через 20 минут"),
    ],
)  # fmt: skip
def test_a_length_in_every_language(language: str, said: str):
    figures = max(said_as(said, language), key=lambda one: any(map(str.isdigit, one)))
    span = minutes_of(figures, language)
    assert span is not None
    assert span.total_seconds() == 1200


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Clonazepam taken"), ("en", "I took Clonazepam"),
        ("de", "Ich habe Clonazepam genommen."), ("de", "Clonazepam genommen"),
        ("es", "Tomé Clonazepam"), ("fr", "J'ai pris Clonazepam"), ("it", "Ho preso Clonazepam"),
        ("pt_BR", "Tomei Clonazepam"), ("ru", "Я принял Clonazepam"),
    ],
)  # fmt: skip
def test_a_dose_by_its_name_in_every_language(language: str, said: str):
    found = understood(said, language)
    assert found is not None
    assert (found.what, found.words) == (Act.TAKEN, "Clonazepam")


@given(st.text(max_size=600), st.sampled_from(LANGUAGES))
def test_nothing_that_can_be_said_breaks_it(text: str, language: str):
    understood(text, language)
    minutes_of(text, language)
    said_as(text, language)


@every_language
def test_what_stands_on_a_button_can_be_said(language: str):
    """Each label has words, and two beside each other have other words: easy mode listens."""
    t = Texts().translator(language)
    for label in labels():
        assert bare(t._translations.gettext(label)), label
    for row in rows():
        said = [bare(t._translations.gettext(label)) for label in row]
        assert len(set(said)) == len(said), row


def test_a_language_without_a_file_is_heard_in_english():
    assert spoken_words("xx") == spoken_words("en")
