"""One reminder, and everything that can be said to it."""

from tests.phone import Phone, Story

TAKEN = [["↩️ Undo", "🕗 Change time"]]
OPEN = [["✅ Taken"], ["⏰ Later", "⏭ Skip"]]


async def at_eight(story: Story, line: str = "Clonazepam 0.5 mg 08:00 20:00") -> Phone:
    phone = await story.phone().sets_up()
    await phone.adds(line)
    await story.at("08:00")
    return phone


async def test_what_is_not_a_medicine_is_done_not_taken(story: Story) -> None:
    phone = await at_eight(story, "Stretching 08:00")

    assert phone.text == "🙆 Stretching · 08:00"
    assert phone.labels() == [["✅ Done"], ["🙆 Guide me"], ["⏰ Later", "⏭ Skip"]]
    message = await phone.taps("Done")
    assert message.text == "🙆 Stretching · 08:00\n✅ Done 08:00"


async def test_a_doubled_tap_is_told_how_things_stand_and_changes_nothing(story: Story) -> None:
    phone = await at_eight(story)
    message, data = phone.button("Taken")
    await phone.taps_data(data, message)
    await story.later(minutes=5)

    again = await phone.taps_data(data, message)

    assert again.text == "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 08:00"
    assert phone.notice == "✅ Taken 08:00"


async def test_stale_buttons_of_every_kind_change_nothing(story: Story) -> None:
    phone = await at_eight(story)
    message = phone.last
    stale = {label: phone.button(label)[1] for label in ("Later", "Skip", "Taken")}
    await phone.taps("Later")
    stale["30 min"] = phone.button("30 min")[1]
    await phone.taps("Back")
    await phone.taps("Taken")

    for label in ("Later", "Skip", "30 min"):
        shown = await phone.taps_data(stale[label], message)
        assert shown.text == "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 08:00"
        assert phone.labels(shown) == TAKEN
        assert phone.notice == "✅ Taken 08:00"

    await phone.taps("Undo")
    await phone.taps("Skip")
    shown = await phone.taps_data(stale["Taken"], message)
    assert "⏭ Skipped" in shown.text
    assert phone.notice == "⏭ Skipped"


async def test_undo_brings_the_question_back(story: Story) -> None:
    phone = await at_eight(story)
    await phone.taps("Taken")
    message, undo = phone.button("Undo")

    await phone.taps_data(undo, message)
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00"
    assert phone.labels() == OPEN

    await phone.taps_data(undo, message)
    assert phone.notice == "Still open."
    assert phone.labels() == OPEN


async def test_skip_asks_why_and_every_reason_is_kept(story: Story) -> None:
    phone = await at_eight(story)

    for label, words in (
        ("Side effect", "side effect"),
        ("Doctor said so", "doctor said so"),
        ("Ran out", "ran out"),
        ("Chose not to", "chose not to"),
    ):
        asked = await phone.taps("Skip")
        assert asked.text == (
            "💊 Clonazepam 0.5 mg · 08:00\n⏭ Skipped\nWould you like to say why? You don't have to."
        )
        assert phone.labels(asked) == [
            ["Side effect", "Doctor said so"],
            ["Ran out", "Chose not to"],
            ["↩️ Undo"],
        ]
        told = await phone.taps(label)
        assert told.text == f"💊 Clonazepam 0.5 mg · 08:00\n⏭ Skipped: {words}"
        assert phone.labels(told) == [["↩️ Undo"]]
        await phone.taps("Undo")
        assert phone.labels() == OPEN


async def test_later_asks_again_and_leaves_the_schedule_alone(story: Story) -> None:
    phone = await at_eight(story)
    first = phone.last
    menu = await phone.taps("Later")
    assert menu.text == "💊 Clonazepam 0.5 mg\nWhen shall I remind you again?"
    assert phone.labels(menu) == [
        ["10 min", "30 min", "1 h"],
        ["Another time…"],
        ["◀ Back"],
    ]

    put_off = await phone.taps("30 min")
    assert put_off.text == "💊 Clonazepam 0.5 mg · 08:00\n⏰ Later: today 08:30"
    assert phone.labels(put_off) == OPEN

    await story.at("08:29")
    assert phone.last.message_id == first.message_id
    await story.at("08:30")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00"
    assert phone.labels() == OPEN
    assert first.message_id not in phone.user.chat.messages

    await phone.taps("Taken")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 08:30"
    await story.at("20:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 20:00"


async def test_later_twice_in_a_row_is_later_once(story: Story) -> None:
    phone = await at_eight(story)
    await phone.taps("Later")
    message, data = phone.button("10 min")
    await phone.taps_data(data, message)
    await story.later(minutes=3)

    again = await phone.taps_data(data, message)

    assert again.text == "💊 Clonazepam 0.5 mg · 08:00\n⏰ Later: today 08:10"
    assert phone.notice == "⏰ Later: today 08:10"


async def test_nags_count_from_the_time_it_was_put_off_to(story: Story) -> None:
    phone = await at_eight(story)
    await phone.taps("Later")
    await phone.taps("1 h")

    await story.at("08:59")
    assert "⏰ Later" in phone.text
    await story.at("09:09")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00"
    await story.at("09:10")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00\nStill open. Taken already?"


async def test_tonight_is_offered_where_nothing_comes_before(story: Story) -> None:
    phone = await at_eight(story, "Vitamin D 1 tablet 08:00")
    menu = await phone.taps("Later")
    assert phone.labels(menu)[1] == ["Tonight 20:30", "Another time…"]

    shown = await phone.taps("Tonight")
    assert shown.text == "💊 Vitamin D 1 tablet · 08:00\n⏰ Later: today 20:30"
    await story.at("20:30")
    assert phone.text == "💊 Vitamin D 1 tablet · 08:00"


async def test_later_never_runs_past_the_next_one(story: Story) -> None:
    phone = await at_eight(story, "Baclofen 10 mg 08:00 08:45")
    menu = await phone.taps("Later")
    assert phone.labels(menu)[0] == ["10 min", "30 min"]

    await phone.taps("Another time")
    refused = await phone.sends("08:45")
    assert refused.text == "The next one comes before that. Please choose an earlier time."
    put_off = await phone.sends("8:40")
    assert put_off.text == "💊 Baclofen 10 mg · 08:00\n⏰ Later: today 08:40"


async def test_a_typed_time_is_understood_or_refused_with_an_example(story: Story) -> None:
    phone = await at_eight(story)
    asked = await phone.taps("Later")
    asked = await phone.taps("Another time")
    assert asked.text == "💊 Clonazepam 0.5 mg\nPlease send the time, such as 15:30."
    assert phone.labels(asked) == [["◀ Back"]]

    for wrong in ("25:00", "soon", "8:99"):
        refused = await phone.sends(wrong)
        assert refused.text == (
            "I don't read a time in this. Please send one such as 15:30 or 8 pm."
        )
    understood = await phone.sends("9:15 am")
    assert understood.text == "💊 Clonazepam 0.5 mg · 08:00\n⏰ Later: today 09:15"
    assert phone.labels() == OPEN
    old = phone.user.chat.messages[asked.message_id]
    assert old.text == understood.text

    await story.at("09:15")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00"


async def test_the_time_can_be_changed_by_tap(story: Story) -> None:
    phone = await at_eight(story)
    await story.later(minutes=20)
    await phone.taps("Taken")
    menu = await phone.taps("Change time")

    assert menu.text == "💊 Clonazepam 0.5 mg\nWhen did you take it?"
    assert phone.labels(menu) == [
        ["07:20", "07:50", "08:00"],
        ["08:05", "08:20"],
        ["Another time…"],
        ["◀ Back"],
    ]
    changed = await phone.taps("08:05")
    assert changed.text == "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 08:05"
    assert phone.labels(changed) == TAKEN


async def test_a_typed_time_ahead_is_refused_and_the_question_stays(story: Story) -> None:
    phone = await at_eight(story)
    await phone.taps("Taken")
    await phone.taps("Change time")
    await phone.taps("Another time")

    ahead = await phone.sends("15:30")
    assert ahead.text == "That is still ahead. Please give the time at which it was taken."
    wrong = await phone.sends("25:00")
    assert wrong.text == "I don't read a time in this. Please send one such as 15:30 or 8 pm."
    changed = await phone.sends("7:45")
    assert changed.text == "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 07:45"
    assert phone.labels() == TAKEN


async def test_back_leaves_a_question_and_what_is_typed_then_is_no_answer(story: Story) -> None:
    phone = await at_eight(story)
    await phone.taps("Taken")
    await phone.taps("Change time")
    await phone.taps("Another time")
    back = await phone.taps("Back")
    assert back.text == "💊 Clonazepam 0.5 mg · 08:00\n✅ Taken 08:00"

    await phone.sends("07:30")
    await phone.sends("/today")
    assert "✅ Taken 08:00" in phone.text


async def test_another_person_can_neither_see_nor_answer_it(story: Story) -> None:
    phone = await at_eight(story)
    message, data = phone.button("Taken")
    other = await story.phone("Eve").sets_up()

    before = other.last

    shown = await other.taps_data(data, before)

    assert shown == before
    assert other.notice == "I can't find this any more. /today shows what is current."
    assert phone.labels(phone.user.chat.messages[message.message_id]) == OPEN
