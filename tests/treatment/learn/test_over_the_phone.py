"""/learn through the whole bot: the list, a card page by page, a search, and what is not there."""

from bot.screen import pack
from bot.treatment.learn.book import book
from bot.treatment.learn.buttons import ListCards, OpenCard
from tests.phone import Phone

URGENT = "Something new or alarming? /urgent"


async def test_the_list_turns_in_place_and_holds_every_card_once(phone: Phone) -> None:
    page = await phone.sends("/learn")
    assert page.text == (
        "📚 Learn\nShort cards in plain words, each with its sources.\n"
        f"Looking for something? /learn injections\n{URGENT}"
    )
    first, seen = page.message_id, []
    while True:
        rows = phone.labels(page)
        seen += [label for row in rows for label in row if "▶" not in label and "◀" not in label]
        if "▶" not in str(rows):
            break
        page = await phone.taps("▶", page)
        assert page.message_id == first
    assert seen == [f"{card.icon} {card.title}" for card in book("en").values()]


async def test_the_persons_own_condition_comes_first(phone: Phone) -> None:
    await phone.sends("/settings")
    await phone.taps("Condition")
    await phone.taps("Blepharospasm")
    page = await phone.sends("/learn")
    assert "First: Blepharospasm." in page.text
    assert phone.labels(page)[0] == ["👁 Blepharospasm"]
    assert "Eyelid twitch" not in str(phone.labels(page))


async def test_a_card_page_by_page_says_where_it_is_from(phone: Phone) -> None:
    page = await phone.taps("Treatments", await phone.taps("▶", await phone.sends("/learn")))
    assert page.text.startswith("⚖️ Treatments and their limits\n\nWhat to expect")
    assert "Tablets are generally not effective in hemifacial spasm, says NINDS" in page.text
    assert page.text.endswith(URGENT)
    assert phone.labels(page) == [["2 of 2 ▶"], ["📚 All cards"]]

    last = await phone.taps("▶", page)
    assert last.message_id == page.message_id
    assert last.text.endswith(
        "General information: your doctor knows what is right for you.\n"
        "From: NINDS, the US institute for neurological disorders, on hemifacial spasm;"
        " Kemp and Reich 2004, Current Treatment Options in Neurology 6:175;"
        f" J Neurol Neurosurg Psychiatry 1986;49:827. Reviewed 23 Nov 2026.\n\n{URGENT}"
    )
    links = [entity["url"] for entity in last.entities if entity["type"] == "text_link"]
    assert links == ["https://jnnp.bmj.com/content/49/7/827"]
    assert phone.labels(last) == [
        ["◀ 1 of 2"], ["💉 How injections go"], ["💊 Medicines: what to watch"], ["🏥 Surgery"],
        ["📚 All cards"],
    ]  # fmt: skip
    assert (await phone.taps("How injections go", last)).text.startswith("💉 How injections go")
    assert (await phone.taps("All cards", phone.last)).text.startswith("📚 Learn")


async def test_words_lead_to_the_card_or_to_a_choice(phone: Phone) -> None:
    assert (await phone.sends("/learn driving")).text.startswith("🚗 Driving")
    choice = await phone.sends("/learn Botóx")
    assert choice.text == f"🔎 About “Botóx”:\n{URGENT}"
    assert phone.labels(choice) == [
        ["💉 How injections go"], ["📆 The days after an injection"], ["📚 All cards"],
    ]  # fmt: skip


async def test_what_no_card_is_about_gets_a_kind_word(phone: Phone) -> None:
    asked = await phone.sends("/learn <b>unicorns</b> & Co" + "x" * 60)
    assert asked.text.startswith("🔎 I have no card about “<b>unicorns</b> & Coxxx")
    assert "Your doctor or pharmacist can tell you more: /ask <b>unicorns</b>" in asked.text
    assert URGENT in asked.text
    assert phone.labels(asked) == [["📚 All cards"]]


async def test_an_alarming_search_brings_the_card_of_help_too(phone: Phone) -> None:
    await phone.sends("/learn can't swallow")
    assert phone.text.startswith("🆘 I am a diary and cannot assess this.")


async def test_a_button_of_a_card_that_is_gone_is_refused_kindly(phone: Phone) -> None:
    before = await phone.sends("/learn")
    await phone.taps_data(pack(OpenCard("gone", 0)), before)
    assert phone.notice == "I don't know this button. /help shows what I can do."
    last = await phone.taps_data(pack(OpenCard("driving", 99)), before)
    assert "Everywhere else" in last.text
    nearest = await phone.taps_data(pack(ListCards(99)), before)
    assert phone.labels(nearest)[-1] == ["◀ 4 of 5"]


async def test_every_page_of_every_card_is_one_that_telegram_shows(phone: Phone) -> None:
    """The stand-in refuses what Telegram would: markup, lengths, buttons."""
    message = await phone.sends("/learn")
    for card in book("en").values():
        for number in range(len(card.pages)):
            page = await phone.taps_data(pack(OpenCard(card.id, number)), message)
            assert card.title in page.text
            assert "**" not in page.text
            assert len(page.text) < 1600
