"""Several items of one minute share one message."""

from tests.phone import Phone, Story

THREE = [
    ["✅ Taken 1 · Clonazepam", "⏰ Later 1", "⏭ Skip 1"],
    ["✅ Taken 2 · Baclofen", "⏰ Later 2", "⏭ Skip 2"],
    ["✅ Done 3 · Stretching", "⏰ Later 3", "⏭ Skip 3"],
    ["🙆 Guide me 3"],
    ["✅ All done"],
]


async def three_at_eight(story: Story) -> Phone:
    phone = await story.phone().sets_up()
    for line in ("Clonazepam 0.5 mg 08:00", "Baclofen 10 mg 08:00", "Stretching 08:00"):
        await phone.adds(line)
    await story.at("08:00")
    return phone


async def test_one_message_with_a_row_each_and_all_done(story: Story) -> None:
    phone = await three_at_eight(story)
    assert phone.text == "🔔 08:00\n1. 💊 Clonazepam 0.5 mg\n2. 💊 Baclofen 10 mg\n3. 🙆 Stretching"
    assert phone.labels() == THREE

    done = await phone.taps("All done")
    assert done.text == (
        "🔔 08:00\n1. 💊 Clonazepam 0.5 mg: ✅ Taken 08:00\n"
        "2. 💊 Baclofen 10 mg: ✅ Taken 08:00\n3. 🙆 Stretching: ✅ Done 08:00"
    )
    assert phone.labels(done) == [
        ["↩️ Undo 1", "🕗 Change time 1"],
        ["↩️ Undo 2", "🕗 Change time 2"],
        ["↩️ Undo 3", "🕗 Change time 3"],
    ]
    assert sum("08:00" in m.text and "🔔" in m.text for m in phone.user.received) == 1


async def test_each_row_is_answered_by_itself(story: Story) -> None:
    phone = await three_at_eight(story)
    message = phone.last
    _, all_done = phone.button("All done")
    await phone.taps("Taken 2")
    await phone.taps("Skip 1")
    await phone.taps("Later 3")
    shown = await phone.taps("10 min")

    assert shown.text == (
        "🔔 08:00\n1. 💊 Clonazepam 0.5 mg: ⏭ Skipped\n2. 💊 Baclofen 10 mg: ✅ Taken 08:00\n"
        "3. 🙆 Stretching: ⏰ Later: today 08:10"
    )
    assert phone.labels(shown) == [
        ["↩️ Undo 1"],
        ["↩️ Undo 2", "🕗 Change time 2"],
        ["✅ Done 3 · Stretching", "⏰ Later 3", "⏭ Skip 3"],
        ["🙆 Guide me 3"],
    ]

    await phone.taps_data(all_done, message)
    shown = await phone.taps_data(all_done, message)
    assert "1. 💊 Clonazepam 0.5 mg: ⏭ Skipped" in shown.text
    assert "3. 🙆 Stretching: ✅ Done 08:00" in shown.text
    assert phone.notice == "Already noted."


async def test_a_nag_names_what_is_open_and_the_old_message_keeps_the_answers(story: Story) -> None:
    phone = await three_at_eight(story)
    first = phone.last
    await phone.taps("Taken 2")

    await story.at("08:10")

    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00\nStill open. Taken already?"
    assert phone.labels() == [["✅ Taken"], ["⏰ Later", "⏭ Skip"]]
    old = phone.user.chat.messages[first.message_id]
    assert old.text == "🔔 08:00\n1. 💊 Baclofen 10 mg: ✅ Taken 08:00\n2. 🙆 Stretching"
    assert phone.labels(old) == [
        ["↩️ Undo 1", "🕗 Change time 1"],
        ["✅ Done 2 · Stretching", "⏰ Later 2", "⏭ Skip 2"],
        ["🙆 Guide me 2"],
    ]


async def test_all_done_on_an_old_message_counts_for_what_has_moved_to_a_nag(story: Story) -> None:
    phone = await three_at_eight(story)
    first, all_done = phone.button("All done")
    await story.at("08:10")
    assert phone.text.startswith("🔔 08:00\n1. 💊 Clonazepam")

    await phone.taps_data(all_done, first)

    await phone.sends("/today")
    assert phone.text.count("✅") == 3
    assert "Due" not in phone.text


async def test_a_check_in_of_the_same_minute_has_a_message_of_its_own(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 20:30")
    await phone.adds("Check-in 20:30")
    await story.at("20:30")

    texts = [message.text for message in phone.user.received[-2:]]
    assert texts == [
        "💊 Clonazepam 0.5 mg · 20:30",
        "How was your face today?\nSomething new or alarming? /urgent",
    ]


async def test_a_rating_answers_the_check_in_that_was_due(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.adds("Check-in 20:30")
    await story.at("20:30")
    assert phone.labels()[-1] == ["⏰ Later", "⏭ Skip"]

    rated = await phone.taps("2 · others could notice")

    assert rated.text.startswith("✅ Day rating saved: 2 · others could notice")
    await phone.sends("/today")
    assert "✅ Done 20:30" in phone.text


async def test_twenty_at_one_minute_have_a_button_each(story: Story) -> None:
    phone = await story.phone().sets_up()
    for number in range(20):
        await phone.adds(f"Tablet{number:02} 1 mg 08:00")
    await story.at("08:00")

    taken = [button["text"] for button in phone.last.buttons if "Taken" in button["text"]]
    assert len(taken) == 20
    assert all(f"Tablet{number:02} 1 mg" in phone.text for number in range(20))
    await phone.taps("All done")
    assert phone.text.count("✅ Taken 08:00") == 20
