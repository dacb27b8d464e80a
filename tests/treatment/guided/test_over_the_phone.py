"""Guided minutes through the whole bot: begun, paused, stopped, rated, and what comes between."""

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.demo.chats import Message
from bot.treatment.guided.tables import GoodThing, GuidedRun
from tests.phone import Phone, Story


async def runs(story: Story) -> list[GuidedRun]:
    async with story.app.db.reading() as session:
        return list(await session.scalars(select(GuidedRun).order_by(GuidedRun.id)))


def guide(phone: Phone) -> Message:
    """The newest message with a drawing: the run's own."""
    return next(one for one in reversed(phone.user.received) if one.photo)


async def test_three_minutes_begin_at_once_breathe_along_and_ring(
    story: Story, phone: Phone
) -> None:
    await phone.sends("/calm 3")

    shown = guide(phone)
    assert "Sit comfortably" in shown.text
    assert phone.labels(shown)[:2] == [["0", "1", "2", "3", "4"], ["⏸ Pause", "⏹ Stop"]]

    await phone.taps("3", shown)
    await story.later(seconds=5)
    assert "Breathe in" in guide(phone).text
    assert phone.labels(guide(phone))[0] == ["⏸ Pause", "⏹ Stop"]
    await story.later(seconds=4)
    assert "Breathe out" in guide(phone).text
    await story.later(seconds=171)
    assert "18 of 18" in guide(phone).text
    before = len(phone.user.received)

    await story.later(seconds=5)
    assert len(phone.user.received) == before + 1
    assert phone.text == (
        "🔔 ✅ Breathing · 3 minutes: that was it.\nHow tense are you now? 0 not at all, 4 very."
    )
    assert "That was it" in guide(phone).text
    await phone.taps("1", phone.last)
    assert "Tension: 3 before, 1 after. Noted." in phone.text


async def test_a_whole_routine_is_as_long_as_it_says(story: Story, phone: Phone) -> None:
    await phone.sends("/calm 5")
    began: datetime | None = None
    rang: datetime | None = None
    for _ in range(110):
        await story.later(seconds=3)
        now = story.clock()
        if began is None and "Breathe in" in guide(phone).text:
            began = now
        if rang is None and phone.text.startswith("🔔"):
            rang = now
    assert began is not None
    assert rang is not None
    assert abs((rang - began) / timedelta(minutes=5) - 1) < 0.05


async def test_a_pause_stops_the_clock_and_nothing_is_lost(story: Story, phone: Phone) -> None:
    await phone.sends("/calm 1")
    await story.later(seconds=25)
    await phone.taps("Pause", guide(phone))
    assert "Paused after 0:20" in guide(phone).text

    await story.later(minutes=30)
    assert "Paused after 0:20" in guide(phone).text
    assert "🔔" not in phone.text

    await phone.taps("Go on", guide(phone))
    await story.later(seconds=3)
    assert "breath 3 of 6" in guide(phone).text
    await story.later(seconds=40)
    assert phone.text.startswith("🔔")


async def test_stopped_early_it_says_so_and_is_not_taken_for_done(
    story: Story, phone: Phone
) -> None:
    await phone.sends("/calm 3")
    await story.later(seconds=10)
    await phone.taps("Stop", guide(phone))
    assert guide(phone).text == "⏹ Breathing · 3 minutes: ended after 0:05."
    assert phone.labels(guide(phone)) == [["🔁 Once more"]]
    await story.later(minutes=10)
    assert "🔔" not in phone.text


async def test_a_second_routine_replaces_the_first_kindly(story: Story, phone: Phone) -> None:
    await phone.sends("/calm 3")
    await story.later(seconds=40)
    first = guide(phone)
    await phone.sends("/calm")
    await phone.taps("Body scan")
    assert phone.notice == "Here we go. What went on before has ended."
    assert "Ended after 0:35" in phone.user.chat.messages[first.message_id].text
    await story.later(seconds=10)
    assert "Feel your feet" in guide(phone).text
    await story.later(minutes=10)
    assert sum("🔔" in one.text for one in phone.user.received) == 1


async def test_killed_in_the_middle_it_goes_on_at_the_right_step(
    story: Story, phone: Phone
) -> None:
    await phone.sends("/calm 3")
    await story.later(seconds=62)
    await story.life.offline_until(story.clock() + timedelta(seconds=15))
    await story.later(seconds=1)
    assert "breath 8 of 18" in guide(phone).text
    await story.later(minutes=3)
    assert phone.text.startswith("🔔")


async def test_away_for_long_it_says_that_it_was_interrupted(story: Story, phone: Phone) -> None:
    await phone.sends("/calm 3")
    await story.later(seconds=65)
    await story.life.offline_until(story.clock() + timedelta(minutes=20))
    assert "I was away for a moment, so we stopped after 1:04" in guide(phone).text
    assert "🔔" not in phone.text
    await phone.taps("Go on", guide(phone))
    await story.later(minutes=3)
    assert phone.text.startswith("🔔")


async def test_somebody_who_blocks_the_bot_in_the_middle_is_left_alone(
    story: Story, phone: Phone
) -> None:
    await phone.sends("/calm 5")
    await story.later(seconds=30)
    phone.user.block()
    await story.later(minutes=10)
    assert (await runs(story))[0].next_at is None
    assert (await runs(story))[0].ended_at is not None


async def test_an_account_deleted_in_the_middle_is_gone_and_nothing_rings(
    story: Story, phone: Phone
) -> None:
    await phone.sends("/calm 3")
    await story.later(seconds=30)
    await phone.leaves()
    said = len(phone.user.received)
    await story.later(minutes=10)
    assert await runs(story) == []
    assert len(phone.user.received) == said


async def test_a_deleted_message_ends_it_quietly(story: Story, phone: Phone) -> None:
    await phone.sends("/calm 3")
    await story.later(seconds=30)
    story.standin.world.chats.remove(guide(phone))
    await story.later(minutes=10)
    assert (await runs(story))[0].ended_at is not None
    assert "🔔" not in phone.text


async def test_a_reminder_begins_it_with_one_tap_and_doing_it_answers_the_reminder(
    story: Story, phone: Phone
) -> None:
    await phone.adds("Calm 08:00")
    await story.at("08:00")
    reminder = phone.last
    assert phone.labels(reminder)[:2] == [["✅ Done"], ["🌿 Guide me"]]
    await phone.taps("Guide me", reminder)
    assert ["✅ Done"] in phone.labels(phone.user.chat.messages[reminder.message_id])
    await story.later(minutes=4)
    await phone.taps("2", phone.last)
    assert "Calm is marked as done" in phone.text
    assert "✅ Done 08:04" in phone.user.chat.messages[reminder.message_id].text


async def test_it_begins_from_a_message_of_several_as_well(story: Story, phone: Phone) -> None:
    await phone.adds("Calm 08:00")
    await phone.adds("Water 08:00")
    await story.at("08:00")
    reminder = phone.last
    assert "🔔 08:00" in reminder.text
    await phone.taps("Guide me", reminder)
    await story.later(minutes=4)
    await phone.taps("2", phone.last)
    shown = phone.user.chat.messages[reminder.message_id].text
    assert shown.count("✅ Done 08:04") == 1
    assert "Calm: ✅ Done 08:04" in shown


async def test_stretching_asks_for_the_side_once_and_mirrors_words_and_drawing(
    story: Story, phone: Phone
) -> None:
    await phone.sends("/stretch")
    assert "On which side" in phone.text
    await phone.taps("Left side", phone.last)
    assert "as in a mirror: your left is on the left" in phone.text
    await phone.sends("/stretch")
    await phone.taps("▶️ Start Face", phone.last)
    await story.later(seconds=30)
    assert "on your left" in guide(phone).text
    drawn = guide(phone).photo
    await phone.taps("⇄ Change to: Right side", guide(phone))
    assert "on your right" in guide(phone).text
    assert guide(phone).photo != drawn


async def test_after_an_injection_stretching_waits_for_the_clinic(
    story: Story, phone: Phone
) -> None:
    await phone.sends("/stretch")
    await phone.taps("Left side", phone.last)
    menu = phone.last
    await phone.sends("/injection today")
    await phone.taps("▶️ Start Face", menu)
    assert "wait since your injection" in phone.text
    assert await runs(story) == []
    await phone.taps("My clinic says it is fine", phone.last)
    await phone.taps("▶️ Start Face", menu)
    assert len(await runs(story)) == 1


async def test_one_good_thing_is_kept_shown_removed_and_restored(
    story: Story, phone: Phone
) -> None:
    await phone.sends("/calm")
    await phone.taps("One thing that is good", phone.last)
    await phone.sends("The <neighbour's> cat")
    assert "Kept." in phone.text
    assert "Today: The <neighbour's> cat" in phone.text
    await phone.taps("🗑", phone.last)
    await phone.taps("Restore", phone.last)
    assert "cat" in phone.text
    async with story.app.db.reading() as session:
        (kept,) = await session.scalars(select(GoodThing))
    assert kept.removed_at is None


async def test_a_spoken_good_thing_is_noted_without_the_voice(story: Story, phone: Phone) -> None:
    await phone.sends("/calm")
    await phone.taps("One thing that is good", phone.last)
    await phone.does(phone.user.send_voice())
    assert "said without writing" in phone.text


async def test_the_sound_is_uploaded_once_for_everybody(story: Story, phone: Phone) -> None:
    other = await story.phone("Ben").sets_up()
    for one in (phone, other, phone):
        await one.sends("/calm")
        await one.taps("🔊 1 min", one.last)
        assert "as the tone rises" in one.text
    sent = [call for call in story.standin.calls if call.method == "sendAudio"]
    assert len(sent) == 3
    assert len({one.attachment.file_id for one in (phone.last, other.last)}) == 1


async def test_a_good_thing_stands_on_the_page_of_its_day(story: Story, phone: Phone) -> None:
    await story.at("14:05")
    await phone.taps("One thing", await phone.sends("/calm"))
    await phone.sends("The <neighbour's> cat")
    await story.at("09:00")
    today = await phone.sends("/history")
    assert "cat" not in today.text
    day = await phone.taps("◀ Day before", today)
    assert "14:05 ☀️ The <neighbour's> cat" in day.text

    opened = await phone.taps("✏️ 14:05 Good thing", day)
    assert opened.text == "☀️ Yesterday 14:05\nThe <neighbour's> cat"
    removed = await phone.taps("🗑 Remove", opened)
    assert removed.text == "Removed."
    day = await phone.taps("◀ Day", removed)
    assert "cat" not in day.text

    await phone.taps("One thing", await phone.sends("/calm"))
    assert "cat" not in phone.text


async def test_a_good_thing_is_brought_back_from_its_day_for_a_day(
    story: Story, phone: Phone
) -> None:
    await phone.taps("One thing", await phone.sends("/calm"))
    await phone.sends("The cat")
    opened = await phone.taps("Good thing", await phone.sends("/history"))
    removed = await phone.taps("🗑 Remove", opened)
    back = await phone.taps("Restore", removed)
    assert back.text.endswith("The cat")
    assert "☀️ The cat" in (await phone.taps("◀ Day", back)).text
    removed = await phone.taps("🗑 Remove", await phone.taps("Good thing", phone.last))
    await story.later(hours=25)
    await phone.taps("Restore", removed)
    assert "more than a day ago" in (phone.notice or "")
    day = await phone.taps("◀ Day before", await phone.sends("/history"))
    assert "cat" not in day.text


async def test_nobody_opens_the_good_thing_of_another(story: Story, phone: Phone) -> None:
    await phone.taps("One thing", await phone.sends("/calm"))
    await phone.sends("The cat")
    _, data = phone.button("Good thing", await phone.sends("/history"))
    other = await story.phone("Eve").sets_up()
    await other.taps_data(data, other.last)
    assert "can't find" in (other.notice or "")
    assert "cat" not in other.text
