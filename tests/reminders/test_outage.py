"""The bot was down: one digest, and nothing of it is the person's miss."""

from tests.phone import Phone, Story

HEAD = "☁️ I was offline, and these came due. Did you take or do them?"
FOOT = (
    "What you leave open just stays open. /history has it all.\nSomething new or alarming? /urgent"
)


async def plan(story: Story, *lines: str) -> Phone:
    phone = await story.phone().sets_up()
    for line in lines:
        await phone.adds(line)
    return phone


async def test_one_digest_names_what_is_in_time_and_what_is_past(story: Story) -> None:
    phone = await plan(
        story, "Clonazepam 0.5 mg 08:00 20:00", "Baclofen 10 mg 12:00", "Stretching 09:00"
    )
    before = len(phone.user.received)

    await story.offline_until("13:30")

    assert len(phone.user.received) == before + 1
    assert phone.text == (
        f"{HEAD}\nToday\n08:00 1. 💊 Clonazepam 0.5 mg\n09:00 2. 🙆 Stretching\n"
        f"12:00 3. 💊 Baclofen 10 mg\n{FOOT}"
    )
    assert phone.labels() == [
        ["✅ Taken 1 · Clonazepam", "⏭ Skip 1"],
        ["✅ Done 2 · Stretching", "⏭ Skip 2"],
        ["✅ Taken 3 · Baclofen", "⏰ Later 3", "⏭ Skip 3"],
        ["✅ All done"],
    ]


async def test_its_answers_are_noted_where_they_belong(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00", "Baclofen 10 mg 12:00")
    await story.offline_until("13:30")

    await phone.taps("Taken 1")
    shown = await phone.taps("Taken 2")

    assert shown.text.splitlines()[2:4] == [
        "08:00 1. 💊 Clonazepam 0.5 mg: ✅ Taken 08:00",
        "12:00 2. 💊 Baclofen 10 mg: ✅ Taken 13:30",
    ]


async def test_an_answer_to_one_leaves_the_others_as_they_are(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00", "Baclofen 10 mg 08:00")
    await story.offline_until("09:30")
    before = len(phone.user.received)
    digest = phone.last

    await phone.taps("Taken 1")
    await story.later(minutes=20)

    assert len(phone.user.received) == before
    assert phone.last.message_id == digest.message_id


async def test_what_nobody_answers_is_never_called_missed(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.offline_until("09:30")
    await story.at("13:00")

    assert "missed" not in phone.text.lower()
    assert phone.labels() == [["✅ Taken 1 · Clonazepam", "⏭ Skip 1"]]
    await phone.sends("/today")
    assert "08:00 💊 Clonazepam 0.5 mg: ☁️ I was offline" in phone.text


async def test_down_at_the_deadline_is_not_the_persons_miss(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.at("08:05")
    reminder = phone.last

    await story.offline_until("13:00")

    assert phone.text == f"{HEAD}\nToday\n08:00 1. 💊 Clonazepam 0.5 mg\n{FOOT}"
    assert reminder.message_id not in phone.user.chat.messages


async def test_down_while_a_nag_was_owed_says_it_once(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.at("08:05")

    await story.offline_until("08:45")
    digest = phone.last
    assert digest.text.startswith(HEAD)
    await story.at("08:59")
    assert phone.last == digest
    await story.at("09:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00\nStill open. Taken already?"
    assert digest.message_id not in phone.user.chat.messages


async def test_a_moment_of_absence_is_no_outage(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.offline_until("08:01")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00"


async def test_an_answer_before_the_outage_is_not_asked_for_again(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    taken = await phone.taps("Taken")
    await story.offline_until("13:00")
    assert phone.last == taken


async def test_a_long_outage_is_one_readable_screen(story: Story) -> None:
    phone = await plan(
        story,
        "Clonazepam 0.5 mg 08:00 20:00",
        "Baclofen 10 mg 07:30 13:00 19:00",
        "Water every 2h",
        "Stretching every 4h 09:00-21:00",
    )
    before = len(phone.user.received)

    await story.offline_until("09:30", days=10)

    assert len(phone.user.received) == before + 1
    lines = phone.text.splitlines()
    assert lines[0] == HEAD
    assert len(lines) <= 45
    assert len(phone.text) <= 4096
    assert len(phone.labels()) <= 9
    assert sum("Taken" in label for row in phone.labels() for label in row) == 6
    assert all(name in phone.text for name in ("Clonazepam", "Baclofen", "Water", "Stretching"))
    assert "missed" not in phone.text.lower()

    done = await phone.taps("All done")
    assert done.text.count("✅") == 8
    await story.at("13:00")
    assert "💊 Baclofen 10 mg" in phone.text


async def test_a_check_in_in_a_digest_asks_its_own_question(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 20:00", "Check-in 20:30")
    await story.offline_until("21:30")
    assert phone.labels() == [
        ["✅ Taken 1 · Clonazepam", "⏰ Later 1", "⏭ Skip 1"],
        ["🌆 Answer 2 · Check-in"],
    ]
    digest = phone.last

    await phone.taps("Answer 2")
    await phone.taps("0 · none")

    await phone.sends("/today")
    assert "Check-in: ✅ Done 21:30" in phone.text
    assert digest.message_id in phone.user.chat.messages
