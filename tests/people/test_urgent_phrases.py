"""What reads like the urgent card, and what these people write every day and does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.urgent_phrases import Alarm, alarm_in, languages, phrases_of
from bot.texts import Texts

CRISIS = (
    "I want to die",
    "i don’t want to live any more",
    "I'm SUICIDAL",
    "thinking about suicide again",
    "going to kill myself",
    "I keep thinking of ending my life.",
    "I could end it all",
    "everyone would be better off without me",
    "I wish I was dead",
    "there is no reason to go on living",
    "I can't go on like this",
    "afraid I might hurt myself",
    "/log 4 I want to die",
    "my life is not worth it",
    "I DO NOT\nwant to be alive",
)
EMERGENCY = (
    "My face is drooping",
    "new droop of the left cheek",
    "the mouth has dropped on one side",
    "my arm is weak",
    "numbness in my left arm",
    "can't lift my right arm",
    "my speech is slurred",
    "I can’t speak properly",
    "cannot swallow since the injection",
    "trouble breathing",
    "hard to breathe",
    "sudden headache, very bad",
    "the worst headache of my life",
    "my throat is swollen",
    "swelling of the tongue",
    "lips are swelling",
    "had a seizure this morning",
    "blisters on my arms",
    "a rash on my chest since the carbamazepine",
    "sores in my mouth",
    "took too many pills",
    "I think it is a stroke",
)
TODAY = (
    "eye pain",
    "pain in my left eye",
    "my eye hurts a lot",
    "my eyelid droops since yesterday",
    "drooping lid",
    "double vision",
    "I see double",
    "sudden loss of vision",
    "my vision changed",
    "I can't close my eye",
    "my left eye does not close",
    "the eyelid won't shut",
    "the eye cannot be closed",
)
EVERYDAY = (
    "3 left cheek stress 20 min ago, after coffee",
    "my eyelid is twitching again",
    "cannot open my eyes",
    "my eyes will not open",
    "eyes shut by themselves for hours",
    "my face twitches and the eye drops helped",
    "eyelid twitching until I fell asleep",
    "the corner of my mouth pulls up",
    "talking and chewing make it come",
    "hard to talk when the jaw pulls",
    "stressed, tired, too much screen",
    "a weak coffee, a strong wind",
    "dying for a coffee",
    "killing time with a crossword",
    "stroke the upper lid with a finger",
    "Clonazepam 0.5 mg 08:00 20:00",
    "Ibuprofen 400 mg as needed, at least 6h apart, max 3 a day",
    "a walk with a friend",
    "Dr. Swift, Tuesday 14:00: ask for the next visit",
    "dry mouth",
    "worse than last week",
    "08:00",
    ".",
    "",
    "   ",
)


@pytest.mark.parametrize("text", CRISIS)
def test_thoughts_of_ending_ones_life(text: str) -> None:
    assert alarm_in(text) is Alarm.CRISIS


@pytest.mark.parametrize("text", EMERGENCY)
def test_what_the_emergency_number_is_for(text: str) -> None:
    assert alarm_in(text) is Alarm.EMERGENCY


@pytest.mark.parametrize("text", TODAY)
def test_what_a_doctor_should_see_today(text: str) -> None:
    assert alarm_in(text) is Alarm.TODAY


@pytest.mark.parametrize("text", EVERYDAY)
def test_the_everyday_brings_no_card(text: str) -> None:
    assert alarm_in(text) is None


def test_the_gravest_wins() -> None:
    assert alarm_in("double vision, a rash, and I want to die") is Alarm.CRISIS
    assert alarm_in("double vision and a seizure") is Alarm.EMERGENCY


def test_letters_accents_and_marks_make_no_difference() -> None:
    for text in ("DOUBLE VISION!!!", "Dóuble—vísion", "  double\n\tvision ", "«double» (vision)"):
        assert alarm_in(text) is Alarm.TODAY


@pytest.mark.parametrize("language", languages())
def test_every_phrase_of_a_file_is_one_and_stands_there_once(language: str) -> None:
    every = [phrase for of in phrases_of(language).values() for phrase in of]
    assert len(every) == len(set(every))
    for alarm, phrases in phrases_of(language).items():
        assert phrases, alarm
        for phrase in phrases:
            said = " ".join(word.split("|")[0].rstrip("*") for word in phrase.split())
            assert alarm_in(said.replace(" .. ", " ")) is not None, phrase
            assert not phrase.startswith("..")
            assert not phrase.endswith("..")


def test_every_language_that_the_bot_speaks_has_phrases_of_its_own() -> None:
    """A catalogue without them would leave people alone in their own language."""
    assert set(Texts().languages) <= set(languages())
    assert "en" in languages()


@given(st.text(max_size=200))
def test_whatever_is_written_is_read(text: str) -> None:
    assert alarm_in(text) in {None, *Alarm}


@given(st.lists(st.sampled_from(["face", "my", "and", "eye", "can't"]), min_size=500, max_size=800))
def test_a_long_message_takes_no_time(words: list[str]) -> None:
    assert alarm_in(" ".join(words)) in {None, *Alarm}
