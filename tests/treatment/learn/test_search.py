"""What /learn finds: whatever the accents, plurals and order of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.rules import Condition
from bot.treatment.learn.book import book
from bot.treatment.learn.rules import PER_LIST, Card, found, ordered, page_of

BOOK = book("en")
FIRST = {
    "injections": "injections",
    "injection": "injections",
    "BOTOX": "injections",
    "how long does botox last": "injections",
    "what is meige": "meige",
    "Caffé": "triggers",
    "sleeping": "sleep",
    "anxieties": "stress",
    "MS": "conditions",
    "multiple sclerosis": "conditions",
    "DVLA": "driving",
    "clonazepam": "medicine-classes",
    "forgot a dose": "missed-dose",
    "swallowing": "urgent",
    "hemifacial spasms": "hemifacial",
    "my eyelids": "eyelid-twitch",
    "family": "circle",
    "litres": "water",
}
NOWHERE = ("xyzzy", "the", "and of it", "", "   ", "🙂", "?!", "123456")


@pytest.mark.parametrize(("text", "card"), FIRST.items())
def test_the_best_card_comes_first(text: str, card: str) -> None:
    assert found(BOOK, text)[0].id == card


@pytest.mark.parametrize("text", NOWHERE)
def test_what_no_card_is_about_finds_none(text: str) -> None:
    assert found(BOOK, text) == ()


@pytest.mark.parametrize("card", BOOK.values(), ids=lambda card: card.id)
def test_every_card_is_found_by_its_title_and_its_keywords(card: Card) -> None:
    assert card in found(BOOK, card.title)
    for keyword in card.keywords:
        assert card in found(BOOK, keyword) or any(
            keyword in other.keywords or keyword in other.title.casefold()
            for other in found(BOOK, keyword)
        ), keyword


@given(st.text(max_size=60))
def test_whatever_is_looked_for_is_answered_in_order(text: str) -> None:
    cards = found(BOOK, text)
    assert len(cards) == len({card.id for card in cards})
    assert found(BOOK, text.upper().lower()) == found(BOOK, text.lower())


@pytest.mark.parametrize("condition", [*Condition, None])
def test_a_list_holds_each_card_once_and_the_persons_own_first(condition: Condition | None) -> None:
    cards = ordered(BOOK, condition)
    assert sorted(card.id for card in cards) == sorted(BOOK)
    if condition is None:
        assert cards == tuple(BOOK.values())
        return
    own = [condition in card.conditions for card in cards]
    assert own == sorted(own, reverse=True)
    assert any(own)


@given(st.integers(-100, 100))
def test_a_page_beyond_is_the_nearest(page: int) -> None:
    shown, at, last = page_of(tuple(BOOK.values()), page)
    assert 0 <= at <= last
    assert 1 <= len(shown) <= PER_LIST
