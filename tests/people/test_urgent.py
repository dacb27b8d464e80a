"""/urgent as a person uses it: where they are, in crisis, and words that bring the card."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.urgent_rules import Region, hushed_until, is_hushed
from bot.people.zone_names import available_zones, canonical, zone_of
from tests.phone import Phone, Story

ALL_NUMBERS = "🇪🇺 EU 112 · 🇺🇸🇨🇦 US/Canada 911 · 🇬🇧 UK 999"
FLAGS = (
    "• new face droop, arm weakness or speech trouble, even if it passes\n"
    "• trouble swallowing, speaking or breathing in the hours to weeks after an injection\n"
    "• sudden worst headache of your life\n"
    "• swollen face or throat\n"
    "• a seizure\n"
    "• blistering rash or mouth ulcers while taking an anticonvulsant\n"
    "• thoughts of ending your life\n\n"
    "Call a doctor or eye clinic today:\n"
    "• eye pain, a sudden lid droop, a change of vision, double vision\n"
    "• an eye that cannot be closed after an injection\n\n"
    "Thoughts of ending your life? Please don't stay alone with them. Call somebody you trust or"
    " the emergency number now. "
)
HEAD = "🆘 I am a diary and cannot assess this. Don't wait for a reply here.\n\n"
CARD = (
    f"{HEAD}Call your local emergency number now and don't drive yourself:\n{ALL_NUMBERS}\n\n"
    f"{FLAGS}US/Canada: 988. UK/Ireland: 116 123. Elsewhere: findahelpline.com"
)
NUMBERS = {
    "European Union": ("Call 112 now (elsewhere: the local emergency number)", "Ireland: 116 123"),
    "US or Canada": ("Call 911 now (elsewhere: the local emergency number)", "US/Canada: 988."),
    "United Kingdom": ("Call 999 now (elsewhere: the local", "UK/Ireland: 116 123."),
    "Somewhere else": ("Call your local emergency number now and", "near you: findahelpline.com"),
}


async def test_the_card_shows_all_numbers_until_a_place_is_chosen(phone: Phone) -> None:
    shown = await phone.sends("/urgent")
    assert shown.text == CARD
    assert phone.labels(shown) == [["🫂 I am in crisis"], ["📍 Where are you?"]]


async def test_the_place_is_asked_in_place_and_kept(phone: Phone) -> None:
    card = await phone.sends("/urgent")
    asked = await phone.taps("Where are you?", card)
    assert asked.message_id == card.message_id
    assert phone.labels(asked) == [
        ["🇪🇺 European Union: 112"],
        ["🇺🇸🇨🇦 US or Canada: 911"],
        ["🇬🇧 United Kingdom: 999"],
        ["🌍 Somewhere else"],
        ["🆘 The urgent card"],
    ]
    assert (await phone.taps("The urgent card", asked)).text == CARD

    for place, (number, line) in NUMBERS.items():
        shown = await phone.taps(place, await phone.taps("Where are you?", phone.last))
        assert number in shown.text
        assert line in shown.text
        assert "🇪🇺" not in shown.text
        assert (await phone.sends("/urgent")).text == shown.text
    again = await phone.taps("Where are you?", phone.last)
    assert ["🔘 🌍 Somewhere else: on"] in phone.labels(again)


async def test_the_language_chooses_no_place(story: Story) -> None:
    phone = await story.phone("Una", language_code="en-GB").sets_up("Europe/London")
    assert ALL_NUMBERS in (await phone.sends("/urgent")).text


async def test_before_consent_all_of_it_works_and_nothing_is_stored(story: Story) -> None:
    stranger = story.phone("Cyd")
    card = await stranger.sends("/urgent")
    assert card.text == CARD
    asked = await stranger.taps("Where are you?", card)
    there = await stranger.taps("United Kingdom", asked)
    assert "Call 999 now" in there.text
    crisis = await stranger.taps("I am in crisis", there)
    assert "Please call now, and don't stay alone" in crisis.text
    assert "hold everything back" not in crisis.text
    assert (await stranger.taps("The urgent card", crisis)).text == CARD

    await stranger.sends("I want to die")
    assert [message.text.split("\n")[0] for message in stranger.user.received[-2:]] == [
        "🆘 I am a diary and cannot assess this. Don't wait for a reply here.",
        "🫂 Thank you for saying it. Please call now, and don't stay alone:",
    ]
    assert "Agree" in str(stranger.labels(stranger.user.received[-3]))


async def test_in_crisis_says_whom_to_call_and_what_is_held_back(phone: Phone) -> None:
    card = await phone.sends("/urgent")
    there = await phone.taps("United Kingdom", await phone.taps("Where are you?", card))
    shown = await phone.taps("I am in crisis", there)
    assert shown.message_id == card.message_id
    assert shown.text == (
        "🫂 Thank you for saying it. Please call now, and don't stay alone:\n"
        "• somebody you trust: ask them to come and stay\n"
        "• emergency: 999\n"
        "• UK/Ireland: 116 123. Elsewhere: findahelpline.com\n\n"
        "I am a program and cannot help from here. People can, at any hour.\n\n"
        "Until Tue 3 Mar 2026, 07:00 I hold everything back but medicines and appointments."
    )
    assert phone.labels(shown) == [["🆘 The urgent card"], ["▶️ Send all as usual"]]
    usual = await phone.taps("Send all as usual", shown)
    assert usual.text == "Reminders come as usual from now on. Whenever you need it: /urgent"


@pytest.mark.parametrize(
    "words", ["my face is drooping", "/log 4 left cheek, double vision", "/help seizure", "/what"]
)
async def test_words_bring_the_card_beside_the_answer(phone: Phone, words: str) -> None:
    before = len(phone.user.received)
    await phone.sends(words)
    brought = phone.user.received[before:]
    if words == "/what":
        assert [message.text for message in brought] == [
            "I don't know this command. /help lists all."
        ]
    else:
        assert len(brought) == 2
        assert brought[1].text == CARD


async def test_nothing_that_was_typed_is_lost(phone: Phone) -> None:
    """What else it says is written down; where that is refused, the card comes all the same."""
    await phone.sends("/log 4 left cheek, double vision")
    assert phone.text == CARD
    assert "⚡" in (await phone.sends("/history")).text

    await phone.sends("/pause I cannot breathe")
    refused, card = phone.user.received[-2:]
    assert refused.text.startswith("I understand a number of days here")
    assert card.text == CARD


async def test_the_card_comes_also_when_the_answer_fails(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> None:
        raise RuntimeError(given)

    monkeypatch.setattr("bot.commands.help_screen", broken)
    before = len(phone.user.received)
    await phone.sends("/help I had a seizure")
    assert CARD in [message.text for message in phone.user.received[before:]]
    assert len(phone.user.received) == before + 2


async def test_an_open_question_keeps_waiting_below_the_card(phone: Phone) -> None:
    await phone.sends("/trigger")
    await phone.taps("Own trigger", phone.last)
    await phone.sends("double vision")
    assert phone.text == CARD
    assert "double vision" in str(phone.labels(await phone.sends("/trigger"))).casefold()


async def test_a_caption_counts_as_words_do(phone: Phone) -> None:
    await phone.does(phone.user.send_document(b"%PDF", "scan.pdf", caption="I want to die"))
    assert phone.text.startswith("🫂 Thank you for saying it")


zones = st.sampled_from(sorted(z for z in available_zones() if canonical(z) == z))
instants = st.integers(1577836800, 2051222400).map(lambda at: datetime.fromtimestamp(at, UTC))


@given(instants, zones, st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_hush_ends_when_the_person_wakes_tomorrow(now: datetime, zone: str, wake: time) -> None:
    until = hushed_until(now, zone, wake)
    local, end = now.astimezone(zone_of(zone)), until.astimezone(zone_of(zone))
    assert timedelta(0) < until - now < timedelta(hours=50)
    assert is_hushed(until, now)
    assert not is_hushed(until, until)
    skipped = datetime.combine(local.date() + timedelta(days=1), wake, zone_of(zone))
    exists = skipped.astimezone(UTC).astimezone(zone_of(zone)).replace(tzinfo=None)
    if exists == skipped.replace(tzinfo=None):
        assert (end.date(), end.time()) == (local.date() + timedelta(days=1), wake)


def test_every_region_is_named_once() -> None:
    assert len(Region) == len(NUMBERS)
