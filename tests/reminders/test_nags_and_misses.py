"""What happens when nobody answers: nags for medicines, and then it is missed."""

from tests.phone import Phone, Story

MISSED = (
    "▫️ Missed\nMarked as missed. Please don't take extra to make up. What to do now depends on"
    " your medicine: check its leaflet or ask your pharmacist."
)
NAG = "💊 Clonazepam 0.5 mg · 08:00\nStill open. Taken already?"


async def plan(story: Story, *lines: str) -> Phone:
    phone = await story.phone().sets_up()
    for line in lines:
        await phone.adds(line)
    return phone


async def test_three_nags_each_in_place_of_the_last_and_then_silence(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    shown = [phone.last.message_id]

    for time in ("08:10", "08:30", "09:00"):
        await story.at(time)
        assert phone.text == NAG
        assert phone.labels() == [["✅ Taken"], ["⏰ Later", "⏭ Skip"]]
        assert phone.last.message_id not in shown
        shown.append(phone.last.message_id)
        assert [id_ for id_ in shown if id_ in phone.user.chat.messages] == shown[-1:]

    await story.at("11:59")
    assert phone.last.message_id == shown[-1]
    assert phone.text == NAG


async def test_an_answer_ends_the_nags(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.at("08:10")
    taken = await phone.taps("Taken")
    await story.at("11:00")
    assert phone.last.message_id == taken.message_id
    assert taken.text == "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 08:10"


async def test_a_tap_on_the_message_that_a_nag_replaced_counts(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    old, data = phone.button("Taken")
    await story.at("08:10")
    nag = phone.last

    await phone.taps_data(data, old)

    assert phone.user.chat.messages[nag.message_id].text == (
        "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 08:10"
    )
    await story.at("09:30")
    assert "Still open" not in str([message.text for message in phone.user.received])


async def test_what_was_undone_is_not_nagged_about_for_the_time_that_has_passed(
    story: Story,
) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    await phone.taps("Taken")
    await story.at("08:40")
    undone = await phone.taps("Undo")
    await story.at("08:59")
    assert phone.last.message_id == undone.message_id
    await story.at("09:00")
    assert phone.text == NAG


async def test_stretching_is_reminded_of_once(story: Story) -> None:
    phone = await plan(story, "Stretching 08:00")
    await story.at("08:00")
    only = phone.last
    await story.at("11:59")
    assert phone.last == only


async def test_nags_are_set_for_each_item(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00", "Baclofen 10 mg 08:00")
    await phone.sends("/plan")
    await phone.taps("Clonazepam")
    await phone.taps("Repeats")
    await phone.taps("Off")
    await story.at("08:10")

    assert phone.text == "💊 Baclofen 10 mg · 08:00\nStill open. Taken already?"


async def test_a_medicine_is_missed_after_four_hours_and_can_be_amended(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.at("12:00")
    assert phone.text == f"💊 Clonazepam 0.5 mg · 08:00\n{MISSED}"
    assert phone.labels() == [["✅ Taken", "⏭ Skip"]]

    amended = await phone.taps("Taken")
    assert amended.text == "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 08:00"
    undone = await phone.taps("Undo")
    assert undone.text == f"💊 Clonazepam 0.5 mg · 08:00\n{MISSED}"


async def test_after_two_days_it_stays_as_it_is(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.at("12:00")
    message, data = phone.button("Taken")
    await story.later(days=1, hours=19)
    shown = await phone.taps_data(data, message)
    assert "✅ Taken 08:00" in shown.text
    await phone.taps("Undo", shown)

    await story.later(hours=2)
    await phone.taps_data(data, message)
    assert phone.notice == "This was more than two days ago; I keep it as it is."


async def test_stretching_is_missed_without_a_word_about_extra(story: Story) -> None:
    phone = await plan(story, "Stretching 08:00")
    await story.at("12:00")
    assert phone.text == "🙆 Stretching · 08:00\n▫️ Missed"


async def test_the_next_dose_ends_the_last_one_at_its_very_instant(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00 09:30")
    await story.at("09:29")
    nag = phone.last
    await story.at("09:30")

    assert phone.user.chat.messages[nag.message_id].text == (
        f"💊 Clonazepam 0.5 mg · 08:00\n{MISSED}"
    )
    assert phone.labels(phone.user.chat.messages[nag.message_id]) == [["✅ Taken", "⏭ Skip"]]
    assert phone.text == "💊 Clonazepam 0.5 mg · 09:30"
    assert phone.labels() == [["✅ Taken"], ["⏰ Later", "⏭ Skip"]]


async def test_an_answer_undone_after_the_next_dose_is_missed_and_not_offered(
    story: Story,
) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00 09:30")
    await story.at("08:00")
    taken = await phone.taps("Taken")
    await story.at("09:30")

    undone = await phone.taps("Undo", taken)

    assert undone.text == f"💊 Clonazepam 0.5 mg · 08:00\n{MISSED}"
    assert phone.text == "💊 Clonazepam 0.5 mg · 09:30"
