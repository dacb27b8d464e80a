"""Every card of every language: whole, short, sourced, in words that may be said, linked."""

import re
from itertools import chain
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.people.rules import Condition
from bot.texts import SOURCE_LANGUAGE
from bot.treatment.learn.book import CARDS, book, head_of, sources
from bot.treatment.learn.rules import LONGEST_PAGE, MOST_LINES, Card

FILES = sorted(CARDS.glob("*/*.md"))
LANGUAGES = sorted({file.parent.name for file in FILES})
PAGES = [
    pytest.param(page, id=f"{language}-{card.id}-{number}")
    for language in LANGUAGES
    for card in book(language).values()
    for number, page in enumerate(card.pages, 1)
]
GUIDE = (
    "spasms", "triggers", "conditions", "treatments", "medicines", "medicine-classes", "injections",
    "massage", "stress", "water", "sleep", "goals", "professionals", "circle", "coping", "work",
    "driving", "urgent", "little-helps", "hemifacial", "blepharospasm", "meige", "eyelid-twitch",
    "after-palsy",
)  # fmt: skip
"""A card for each row of the guide, and for each condition."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_file_is_a_card(file: Path) -> None:
    head = head_of(file)
    assert len(set(head.sources)) == len(head.sources)
    assert set(head.sources) <= set(sources())
    assert file.stem not in head.related
    assert set(head.related) <= set(book(SOURCE_LANGUAGE))
    assert [word for word in head.keywords if word != word.strip()] == []


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    good = (CARDS / "en" / "water.md").read_text(encoding="utf-8")
    for spoilt in (
        good.replace("order = 19", "order = 0"),
        good.replace("reviewed = 2026-11-23", ""),
        good.replace("sources = ", "source = "),
        re.sub(r"sources = .*", "sources = []", good),
        "no card at all" + good,
        good.removeprefix("+++\n"),
    ):
        assert spoilt != good
        file = tmp_path / "water.md"
        file.write_text(spoilt, encoding="utf-8")
        with pytest.raises((ValidationError, ValueError)):
            head_of(file)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_no_higher_than_a_phone(page: str) -> None:
    assert 80 <= len(page) <= LONGEST_PAGE
    assert page.count("\n") + 1 <= MOST_LINES
    assert page.count("**") % 2 == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_its_own_place_and_title(language: str) -> None:
    heads = [head_of(file) for file in FILES if file.parent.name == language]
    assert len({head.order for head in heads}) == len(heads)
    assert len({head.title.casefold() for head in heads}) == len(heads)
    assert {file.stem for file in FILES if file.parent.name == language} <= set(book("en"))


def test_nothing_of_the_guide_is_missing() -> None:
    assert set(GUIDE) <= set(book("en"))
    assert set(chain(*(card.conditions for card in book("en").values()))) == set(Condition)


def test_every_card_is_reached_from_another() -> None:
    linked = set(chain(*(card.related for card in book("en").values())))
    lonely = set(book("en")) - linked
    assert lonely == set()


def test_every_source_is_used_and_addresses_are_whole() -> None:
    used = set(chain(*(head_of(file).sources for file in FILES)))
    assert used == set(sources())
    urls = [source.url for source in sources().values() if source.url]
    assert len(urls) == len(set(urls))


def test_a_language_without_cards_has_the_english_ones() -> None:
    assert book("tlh") == book("en") == book("en-GB")


CERTAIN = {
    "injections": ("within 3 days", "about 6 days", "1 to 2 weeks", "10 weeks", "6 to 20 weeks"),
    "treatments": ("generally not effective", "most effective", "relieves many"),
    "missed-dose": ("Please don't take extra to make up.", "its leaflet", "ask your pharmacist"),
    "conditions": ("ask yours", "multiple sclerosis", "cerebellum", "facial nerve"),
    "driving": ("ask your licensing authority", "Ask your licensing authority"),
    "little-helps": ("82 of 100",),
    "massage": ("60 of 100", "After an injection wait"),
    "water": ("must not",),
    "coping": ("/urgent",),
}
"""What must stand there, whatever else is put better."""


@pytest.mark.parametrize("card", CERTAIN)
def test_what_must_be_said_is_said(card: str) -> None:
    whole = "\n".join(the(card).pages)
    assert [words for words in CERTAIN[card] if words not in whole] == []


def the(card: str) -> Card:
    return book("en")[card]
