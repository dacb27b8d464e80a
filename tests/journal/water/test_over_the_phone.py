"""Water through the whole bot: one tap a glass, and reminders that rest when it is enough."""

import re

import pytest

from bot.journal.water.buttons import AddGlass, SetGlass, SetTarget, UndoGlass
from bot.screen import pack
from tests.phone import Phone, Story


def reminders(phone: Phone) -> list[str]:
    """The first line and the state of each reminder, nags left aside."""
    shown = [message.text.split("\n")[:2] for message in phone.user.received]
    told = [lines for lines in shown if re.fullmatch(r"(💧|💊) .* · \d\d:\d\d", lines[0])]
    return list(dict.fromkeys(" ".join(lines) for lines in told if "Still open" not in lines[-1]))


async def test_one_tap_is_one_glass_and_one_more_is_in_the_same_message(story: Story, phone: Phone):
    first = await phone.sends("/water")
    assert first.text == "💧 Water today: 1 glass, 250 ml\nLast: 07:00, 250 ml"
    assert phone.labels(first) == [["💧 One more", "↩️ Undo"], ["⚙️ Glass and target"]]

    await story.later(minutes=90)
    more = await phone.taps("One more", first)
    assert more.message_id == first.message_id
    assert more.text == "💧 Water today: 2 glasses, 500 ml\nLast: 08:30, 250 ml"

    less = await phone.taps("Undo", more)
    undone = await phone.taps("Undo", less)
    assert undone.text == "💧 Water today: 0 glasses, 0 ml"
    assert phone.labels(undone) == [["💧 One more"], ["⚙️ Glass and target"]]


async def test_ones_own_glass_and_target(phone: Phone):
    water = await phone.sends("/water")
    settings = await phone.taps("Glass and target", water)
    assert settings.text == (
        "💧 Glass and target\nA glass: 250 ml\nTarget for a day: none\nOther amounts:"
        " /water glass 280, /water target 1400. If you were told how much to drink, keep to that."
    )
    assert phone.labels(settings) == [
        ["150 ml", "200 ml", "🔘 250 ml: on"],
        ["300 ml", "330 ml", "500 ml"],
        ["🎯 Target 1000 ml", "🎯 Target 1250 ml", "🎯 Target 1500 ml"],
        ["🎯 Target 1750 ml", "🎯 Target 2000 ml", "🎯 Target 2500 ml"],
        ["🔘 🎯 No target: on"],
        ["Count in oz", "◀ Back"],
    ]
    await phone.taps("500 ml", settings)
    await phone.taps("🎯 Target 1000 ml")
    await phone.taps("Back")
    more = await phone.taps("One more")
    assert more.text == (
        "💧 Water today: 2 glasses, 750 ml\n🟦🟦🟦🟦🟦🟦🟦⬜⬜⬜ of 1000 ml\nLast: 07:00, 500 ml"
    )


async def test_in_ounces(phone: Phone):
    water = await phone.sends("/water")
    await phone.taps("Glass and target", water)
    settings = await phone.taps("Count in oz")
    assert phone.labels(settings)[0] == ["6 oz", "8 oz", "10 oz"]
    await phone.taps("8 oz", settings)
    await phone.taps("🎯 Target 32 oz")
    assert (await phone.sends("/water 20")).text == (
        "💧 Water today: 2 glasses, 28 oz\n🟦🟦🟦🟦🟦🟦🟦🟦⬜⬜ of 32 oz\nLast: 07:00, 20 oz"
    )


async def test_reminders_to_drink_rest_once_the_target_is_reached(story: Story, phone: Phone):
    await phone.adds("Water every 2h")
    await phone.adds("Clonazepam 0.5 mg 13:00")
    await phone.sends("/water target 1000")
    await story.at("09:00")
    assert phone.text == "💧 Water · 09:00"
    await phone.taps("Done")
    await phone.sends("/water 800 ml")
    assert phone.text == (
        "💧 Water today: 2 glasses, 1050 ml\n🟦🟦🟦🟦🟦🟦🟦🟦🟦🟦 of 1000 ml\nLast: 09:00, 800 ml\n"
        "✅ Your target is reached. No more reminders to drink today."
    )
    assert "Water" not in (await phone.sends("/today")).text.split("So far")[0]

    await story.at("20:00")
    assert reminders(phone) == [
        "💧 Water · 09:00 ✅ Done 09:00",
        "💊 Clonazepam 0.5 mg · 13:00 ▫️ Missed",
    ]
    await story.at("07:00")
    await story.at("09:00")
    assert phone.text.startswith("💧 Water · ")


async def test_a_glass_undone_wakes_the_reminders_again(story: Story, phone: Phone):
    await phone.adds("Water 09:00 11:00 13:00")
    await phone.sends("/water target 400")
    await phone.sends("/water 400 ml")
    await story.at("10:00")
    assert reminders(phone) == []
    await phone.taps("Undo")
    await story.at("11:00")
    assert reminders(phone) == ["💧 Water · 11:00"]


async def test_one_put_off_rests_too(story: Story, phone: Phone):
    await phone.adds("Water 09:00")
    await phone.sends("/water target 400")
    await story.at("09:00")
    await phone.taps("Later")
    await phone.taps("1 h")
    await phone.sends("/water 400 ml")
    await story.at("12:00")
    assert reminders(phone) == ["💧 Water · 09:00 ⏭ Skipped: target reached"]


async def test_done_on_a_reminder_is_a_glass_and_undone_is_none(story: Story, phone: Phone):
    await phone.adds("Water 300 ml 09:00")
    await story.at("09:00")
    done = phone.button("Done", phone.last)[1]
    await phone.taps_data(done, phone.last)
    reminder = await phone.taps_data(done, phone.last)
    assert (await phone.sends("/water")).text.startswith("💧 Water today: 2 glasses, 550 ml")
    await phone.taps("Undo", reminder)
    assert (await phone.sends("/water")).text.startswith("💧 Water today: 2 glasses, 500 ml")


async def test_two_devices_at_once_both_count(story: Story, phone: Phone):
    water = await phone.sends("/water")
    one_more = phone.button("One more", water)[1]
    first = phone.user.tap(water.message_id, one_more)
    second = phone.user.tap(water.message_id, one_more)
    await story.standin.acknowledged(first)
    await phone.does(second)
    assert phone.text.startswith("💧 Water today: 3 glasses, 750 ml")


async def test_a_new_day_begins_where_the_person_is(story: Story, phone: Phone):
    water = await phone.sends("/water")
    await story.at("00:01")
    assert (await phone.taps("One more", water)).text.startswith("💧 Water today: 1 glass, 250 ml")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("lots", "nothing was saved"),
        ("5 ml", "10 ml to 2 l"),
        ("3 l", "10 ml to 2 l"),
        ("target 20 l", "100 ml to 8 l"),
        ("target", "nothing was saved"),
        ("glass off", "nothing was saved"),
        ("-250", "nothing was saved"),
        ("9999999999999999999999 ml", "nothing was saved"),
    ],
)
async def test_what_is_no_amount_saves_nothing(phone: Phone, words: str, told: str):
    assert told in (await phone.sends(f"/water {words}")).text
    assert "1 glass," in (await phone.sends("/water")).text


@pytest.mark.parametrize(
    "data",
    [
        pack(UndoGlass(2**62)),
        pack(UndoGlass(-1)),
        pack(SetGlass(2**62)),
        pack(SetGlass(251)),
        pack(SetTarget(-5)),
        pack(AddGlass()) + ":1",
        "1wu:zzzzzzzzzzzzzz",
        "1wn:gallons",
        "1wt",
    ],
)
async def test_forged_buttons_are_answered_kindly(phone: Phone, data: str):
    water = await phone.sends("/water")
    after = await phone.taps_data(data, water)
    assert phone.notice
    assert (after.text, phone.labels(after)) == (water.text, phone.labels(water))


async def test_doubled_foreign_and_erased(story: Story, phone: Phone):
    water = await phone.sends("/water")
    undo = phone.button("Undo", water)[1]
    eve = await story.phone("Eve").sets_up()
    await eve.taps_data(undo, water)
    assert eve.notice == "I can't find that entry any more."
    await phone.sends("/water")
    await phone.taps_data(undo, water)
    assert phone.notice is None
    again = await phone.taps_data(undo, water)
    assert phone.notice == "Already removed."
    assert again.text.startswith("💧 Water today: 1 glass, 250 ml")
    await phone.leaves()
    await phone.taps_data(undo, water)
    assert "/start" in (phone.notice or "")
