"""Every language that is offered: its catalogue is complete, its markup whole, its labels short."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from bot.commands import menu
from bot.errors import UserError
from bot.plan.quick_add import parse
from bot.plan.reading.languages import own_words
from bot.plan.rules import Steps
from bot.texts import Texts, catalogue_of, complete_languages, missing
from bot.vocabulary import languages as vocabularies
from tests.house.labels import labels, rows, width
from tests.house.messages import TEMPLATE
from tests.house.test_messages import fields

Messages = Mapping[str | tuple[str, ...], Message]
TEXTS = Texts()
LANGUAGES = complete_languages()
WIDEST = {1: 38, 2: 46, 3: 33}
"""Characters of the labels in a row of so many buttons: what a phone of 360 points shows."""
LONGEST_COMMAND, LONGEST_DESCRIPTION, LONGEST_SHORT = 256, 512, 120
"""Telegram's limits of what a bot says about itself."""
SAFETY = {
    "not a medical device": {
        "de": "medizinprodukt", "es": "producto sanitario|dispositivo médico",
        "fr": "dispositif médical", "it": "dispositivo medico", "pt_BR": "dispositivo médico",
        "ru": "медицинск",
    },
    "take extra": {
        "de": "zusätzlich|nachholen|extra|mehr", "es": "más|extra|adicional|compensar|recuperar",
        "fr": "plus|supplément|rattraper|compenser|doubler",
        "it": "più|extra|recuperare|compensare|aggiunta",
        "pt_BR": "mais|extra|compensar|repor", "ru": "дополнительн|лишн|наверстать|больше|компенс",
    },
    "without asking your doctor": {
        "de": "arzt|ärzt|praxis", "es": "médic", "fr": "médecin", "it": "medico", "pt_BR": "médic",
        "ru": "врач",
    },
    "prove": {
        "de": "beweis|beleg", "es": "prueba|demuestra", "fr": "prouve|preuve",
        "it": "prova|dimostra", "pt_BR": "prova|comprova", "ru": "доказ",
    },
}  # fmt: skip
"""Parts of what keeps people safe, and words of it that a translation has in some form."""
_TAG = re.compile(r"<(/?[a-z]+)[^>]*>")
_CODE = re.compile(r"<code>([^<]+)</code>")
NOW = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001  local and naive is what parse takes
_COMMAND = re.compile(r"(?<![\w<])/[a-z]+\b")


@cache
def catalogue(language: str) -> Catalog:
    with catalogue_of(language).open("rb") as file:
        return read_po(file)


def messages(language: str) -> Messages:
    return {message.id: message for message in catalogue(language) if message.id}


@cache
def source() -> Messages:
    return {
        message.id: message for message in read_po(BytesIO(TEMPLATE.read_bytes())) if message.id
    }


def pairs(language: str) -> list[tuple[str, str]]:
    """Each source text, and what it became; a plural's forms each beside the source's plural."""
    found = []
    for key, message in messages(language).items():
        if isinstance(key, tuple):
            found += [(key[1], form) for form in message.string]
        else:
            found.append((key, str(message.string)))
    return found


every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
def test_nothing_is_missing_and_nothing_doubtful(language: str):
    told = messages(language)
    assert [text for text in source() if text not in told] == []
    assert [key for key, message in told.items() if message.fuzzy] == []
    assert [key for key, message in told.items() if not all(forms(message))] == []


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


@every_language
def test_plurals_have_as_many_forms_as_the_language(language: str):
    has = catalogue(language).num_plurals
    assert has in {2, 3} if language in {"es", "fr", "it", "pt_BR"} else {get_plural(language)[0]}
    plurals = [message for message in catalogue(language) if isinstance(message.id, tuple)]
    assert [one.id for one in plurals if len(one.string) != has] == []


@every_language
def test_a_number_is_named_in_every_form_that_serves_more_than_one(language: str):
    """One may be a word; a form that serves 2 and 5 needs the figure."""
    wrong = []
    for key, message in messages(language).items():
        if isinstance(key, tuple) and "n" in fields(key[1]):
            wrong += [key for form in forms(message)[1:] if "n" not in fields(form)]
    assert wrong == []


@every_language
def test_values_are_named_as_in_the_source(language: str):
    wrong = [
        (text, said, fields(text) ^ fields(said))
        for text, said in pairs(language)
        if fields(text) - {"n", "count"} != fields(said) - {"n", "count"}
    ]
    assert wrong == []


@every_language
def test_markup_is_as_balanced_as_in_the_source(language: str):
    wrong = [
        (text, said)
        for text, said in pairs(language)
        if Counter(_TAG.findall(text)) != Counter(_TAG.findall(said))
    ]
    assert wrong == []


@every_language
def test_commands_stay_what_they_are(language: str):
    wrong = [
        (text, said)
        for text, said in pairs(language)
        if set(_COMMAND.findall(text)) != set(_COMMAND.findall(said))
    ]
    assert wrong == []


def test_labels_and_rows_are_found_in_the_code():
    assert len(labels()) > 200
    assert ("🎯 Trigger", "💧 Water", "📋 Today") in rows()


@every_language
def test_labels_stay_within_a_phones_width(language: str):
    """No wider than the widest that a phone shows, or 1.4 times the English label."""
    told = messages(language)
    translated = {text: str(told[text].string) for text in labels() if text in told}
    wide = [
        (text, other) for text, other in translated.items()
        if width(other) > max(WIDEST[1], 1.4 * width(text))
    ]  # fmt: skip
    wide += [
        (" | ".join(row), " | ".join(said))
        for row in rows()
        if all(text in translated for text in row)
        for said in [[translated[text] for text in row]]
        if sum(map(width, said)) > max(WIDEST.get(len(row), 33), 1.4 * sum(map(width, row)))
    ]
    assert wide == []


@every_language
def test_telegram_takes_what_the_bot_says_about_itself(language: str):
    t = TEXTS.translator(language)
    assert all(0 < len(said) <= LONGEST_COMMAND for said in menu(t).values())
    about = [text for text in messages(language) if "A companion for people with" in str(text)]
    assert about
    assert all(len(t(str(text))) <= LONGEST_DESCRIPTION for text in about)
    assert len(t("Reminders and a one-tap diary for people with facial spasms.")) <= LONGEST_SHORT


@every_language
@pytest.mark.parametrize("words", SAFETY)
def test_what_keeps_people_safe_is_said(language: str, words: str):
    told = [(text, said) for text, said in pairs(language) if words in text]
    assert told, "the wording has changed: so must this test"
    expected = SAFETY[words].get(language)
    assert expected, f"add the words of {language} to SAFETY"
    assert [said for _, said in told if not re.search(expected, said.casefold())] == []


@every_language
def test_examples_mean_what_they_mean_in_english(language: str):
    """What a text tells people to type is read in their language, and says the same."""
    seen, wrong = 0, []
    for text, said in pairs(language):
        for english, own in zip(examples(text), examples(said), strict=False):
            meant = times_and_days(english, "en")
            if meant is not None and " or " not in english:
                seen += 1
                if times_and_days(own, language) != meant:
                    wrong.append((english, own))
    assert seen > 30
    assert wrong == []


def examples(text: str) -> list[str]:
    """What stands in <code>, and what follows the last colon."""
    found = [*_CODE.findall(text), *text.rsplit(": ", 1)[1:]]
    plain = (one.removeprefix("/add ").rstrip(".") for one in found)
    return [one for one in plain if "{" not in one and any(sign.isdigit() for sign in one)]


def times_and_days(typed: str, language: str) -> object | None:
    """The schedule of an example, with a name before it where it has none; None for no schedule."""
    for name in ("", "Clonazepam "):
        try:
            found = parse(name + typed, NOW.date(), NOW, language=language)
        except UserError:
            continue
        return found.schedule if not isinstance(found.schedule.when, Steps) else "steps"
    return None


def test_every_catalogue_begun_has_its_own_words():
    assert set(vocabularies()) >= {"en", *LANGUAGES}
    for language in LANGUAGES:
        assert missing(language) == ()
        assert own_words(language).numbers
