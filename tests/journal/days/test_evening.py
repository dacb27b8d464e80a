"""The evening's other triggers, and the morning question for those who came before it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.journal.days.buttons import AnswerOffer, AskTrigger, TurnDay
from bot.journal.days.rules import toggles_on
from bot.journal.days.tables import DayTriggers
from bot.journal.triggers.buttons import Flag
from bot.journal.triggers.rules import PAGE, Known, page_with
from bot.people.tables import Person
from bot.plan.tables import PlanItem
from bot.screen import pack
from tests.phone import Phone, Story

TODAY = date(2026, 3, 2).toordinal()


async def asked(story: Story) -> list[int]:
    async with story.app.db.reading() as session:
        return [len(row.asked) for row in await session.scalars(select(DayTriggers))]


async def test_the_remaining_triggers_are_a_tap_away(story: Story, phone: Phone):
    await phone.sends("/checkin 1")
    await phone.taps("▶ More")
    assert phone.labels()[5:] == [
        ["Alcohol", "Reading"],
        ["Driving", "Wind"],
        ["Cold", "Crowds"],
        ["Dry eye", "Missed medicine"],
        ["◀ Fewer", "➕ Own trigger"],
        ["↩️ Undo", "✅ Done"],
    ]
    await phone.taps("Wind")
    assert phone.labels()[6] == ["Driving", "☑ Wind: on"], "the page stays"
    await phone.taps("◀ Fewer")
    assert "Noted, too: Wind\n" in phone.text
    await phone.taps("Stress")
    assert "Noted, too: Wind\n" in phone.text
    await phone.taps("✅ Done")
    assert "Triggers: Stress, Wind\n" in phone.text
    assert await asked(story) == [9], "the eight that stood there, and the one that was found"


async def test_an_own_trigger_is_named_in_the_evening_and_the_evening_goes_on(
    story: Story, phone: Phone
):
    await phone.sends("/checkin 1")
    await phone.taps("Own trigger")
    assert phone.text == "What is your trigger called? Send me a word or two."
    await phone.sends("Loud <music>")
    assert phone.text.startswith("✅ Day rating saved: 1 · only I notice\n")
    assert "☑ Loud <music>: on" in str(phone.labels())
    await phone.taps("✅ Done")
    assert "Triggers: Loud <music>\n" in phone.text
    await story.later(days=1)
    await phone.sends("/checkin 1")
    assert phone.labels()[5][0] == "Loud <music>", "yesterday's comes first"


async def test_a_name_that_is_too_long_is_told_and_asked_again(phone: Phone):
    await phone.sends("/checkin 1")
    await phone.taps("Own trigger")
    await phone.sends("x" * 41)
    assert "40 characters" in phone.text
    await phone.sends("noise")
    assert "☑ noise: on" in str(phone.labels())


async def test_a_hidden_trigger_that_is_noted_can_be_taken_back(phone: Phone):
    await phone.sends("/trigger wind")
    await phone.taps("Change triggers")
    await phone.taps("More")
    await phone.taps("Wind")
    await phone.taps("Hide")
    await phone.sends("/checkin 1")
    assert "Noted, too: Wind" in phone.text
    await phone.taps("▶ More")
    await phone.taps("☑ Wind: on")
    assert "Wind" not in phone.text + str(phone.labels())


FORGED = (
    pack(TurnDay(2**62, 0)),
    pack(TurnDay(TODAY + 2, 1)),
    pack(AskTrigger(TODAY - 40)),
    pack(AskTrigger(-1)),
    "1dp:1",
    "1da:2",
)


async def test_forged_buttons_are_answered_kindly(phone: Phone):
    shown = await phone.sends("/checkin 2")
    before = (shown.text, phone.labels(shown))
    for data in FORGED:
        phone.user.notices.clear()
        after = await phone.taps_data(data, shown)
        assert phone.notice, data
        assert (after.text, phone.labels(after)) == before


async def test_a_page_that_is_not_there_is_the_nearest(phone: Phone):
    shown = await phone.sends("/checkin 2")
    assert "Alcohol" in str(phone.labels(await phone.taps_data(pack(TurnDay(TODAY, 2**62)), shown)))
    assert "Stress" in str(phone.labels(await phone.taps_data(pack(TurnDay(TODAY, -9)), shown)))


@given(st.integers(0, 70), st.integers(-5, 20))
def test_every_trigger_stands_on_one_page(count: int, page: int) -> None:
    all_ = [Known(n, None, str(n)) for n in range(count)]
    shown, pages = toggles_on(all_, page)
    assert len(shown) <= PAGE
    assert [n for at in range(pages) for n in toggles_on(all_, at)[0]] == list(range(count))
    assert all(list(toggles_on(all_, page_with(all_, n))[0]) == list(shown) for n in shown)


# The morning question


async def before_there_was_one(story: Story) -> None:
    """As the migration marks whoever had finished the set-up by then."""
    async with story.app.db.writing() as session:
        await session.execute(update(Person).values(offer_morning=True))


async def planned(story: Story) -> list[str]:
    async with story.app.db.reading() as session:
        return list(await session.scalars(select(PlanItem.kind).order_by(PlanItem.id)))


async def test_it_is_offered_once_after_an_evening_and_a_yes_adds_it(story: Story, phone: Phone):
    await before_there_was_one(story)
    await story.at("21:00")
    await phone.sends("/checkin 1")
    assert "morning" not in phone.text
    await phone.taps("✅ Done")
    offer = phone.last
    assert offer.text == (
        "🌅 Something new\nShall I ask in the morning, too, how you slept? It takes two taps."
    )
    assert phone.labels() == [["🌅 Yes, ask me"], ["No, thank you"]]
    assert await planned(story) == []
    yes = phone.button("Yes, ask me")[1]
    for _ in range(2):
        added = await phone.taps_data(yes, offer)
    assert added.text == "🌅 The morning question is in your /plan from now on."
    assert await planned(story) == ["morning"]
    await story.at("07:30")
    assert phone.text.startswith("🌅 How did you sleep?")


async def test_a_no_is_a_no_and_nobody_is_asked_twice(story: Story, phone: Phone):
    await before_there_was_one(story)
    await phone.sends("/checkin 1")
    await phone.taps("✅ Done")
    await phone.taps("No, thank you")
    assert phone.text == "All right, no morning question. /checkin stays there."
    received = len(phone.user.received)
    await phone.sends("/checkin 2")
    await phone.taps("✅ Done", phone.last)
    assert len(phone.user.received) == received + 1
    assert await planned(story) == []


async def test_who_has_it_or_came_later_is_not_asked(story: Story, phone: Phone):
    await phone.sends("/checkin 1")
    await phone.taps("✅ Done")
    assert phone.text.startswith("✅ Day rating saved")
    await phone.taps_data(pack(AnswerOffer(Flag.ON)), phone.last)
    await before_there_was_one(story)
    await phone.sends("/checkin 1")
    done = await phone.taps("✅ Done", phone.last)
    assert phone.last.message_id == done.message_id
    assert await planned(story) == ["morning"]
