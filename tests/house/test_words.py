"""The text linter: no text says what a diary must not say, in any language."""

import pytest

from bot.texts import SOURCE_LANGUAGE
from tests.house.words import Said, everything_said, languages, refused, rules

FORBIDDEN = (
    "You may be diagnosed with it.",
    "It detects a spasm.",
    "I predict a bad day.",
    "This treats spasms.",
    "Your trigger is coffee.",
    "Coffee reduces your spasms.",
    "Increase the dose.",
    "the pain is increasing",
    "You can skip your dose.",
    "Skip a dose today",
    "skip the evening tablet",
    "Please <b>take more</b> of it",
    "**Take twice** as much",
    "Stop taking it.",
    "Don’t worry.",
    "There is no need to worry!",
    "It is perfectly safe.",
    "It's completely harmless",
    "It was your own fault",
    "You forgot your medicine.",
    "You should have taken it.",
    "Double the dose",
    "DETECTED",
)
ALLOWED = (
    "Not diagnosed",
    "⏭ Skip",
    "⏭ Skip {number}",
    "⏭ Skipped: {why}",
    "What is your trigger called?",
    "On days you reported X you had more episodes; this does not prove a cause.",
    "Marked as missed. Please don't take extra to make up.",
    "Stopping this kind of medicine suddenly can be harmful.",
    "Treatment reduces what you can do",
    "Last dose 3 h 10 ago, today 2 of 3",
    "a doubled tap",
    "You are not paused.",
)


@pytest.mark.parametrize("text", FORBIDDEN)
def test_what_must_not_be_said_is_found(text: str) -> None:
    assert refused(text) != []


@pytest.mark.parametrize("text", ALLOWED)
def test_what_may_be_said_is_left_alone(text: str) -> None:
    assert refused(text) == []


def test_no_text_says_it() -> None:
    said: dict[tuple[str, str], list[str]] = {}
    for one in everything_said():
        if found := refused(one.text, one.language):
            said[one.where, one.text] = found
    assert said == {}


def test_the_linter_sees_every_text() -> None:
    """A few of each place: a reader that reads nothing would find nothing."""
    texts: list[Said] = list(everything_said())
    whole = {one.text for one in texts}
    assert len(whole) > 500
    for known in ("⏭ Skip", "Not diagnosed", "How injections go", "{n} days"):
        assert known in whole
    assert any("Dystonia Europe" in text for text in whole)
    assert any("Call your local emergency number now" in text for text in whole)


def test_every_language_has_a_list_of_its_own() -> None:
    assert set(languages()) <= set(rules())
    for language in rules():
        assert len(rules()[language].patterns) >= 10


def test_every_exception_is_still_needed_and_says_why() -> None:
    for language, of in rules().items():
        texts = [one.text for one in everything_said() if one.language == language]
        for words, why in of.allowed.items():
            assert any(words in text for text in texts), words
            assert len(why) > 20
    assert rules()[SOURCE_LANGUAGE].allowed


def test_exceptions_cover_no_more_than_their_own_words() -> None:
    assert refused("Not diagnosed yet, but we detect it") == ["detect*"]
    assert refused("You are diagnosed") == ["diagnos*"]
