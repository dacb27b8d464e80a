"""/goals through the whole bot: chosen, counted, kept, eased, rested; and nobody is blamed."""

import re

import pytest

from bot.screen import pack
from bot.summary.goals.buttons import Flag, GoalMenu, KeepGoal, SetGoal, TickGoal
from bot.summary.goals.rules import What
from tests.phone import MONDAY, Phone, Story

WEEK = MONDAY.date().toordinal()


def lines(phone: Phone) -> list[str]:
    return phone.text.split("\n")


async def chooses(phone: Phone, what: str, *answers: str) -> None:
    await phone.sends("/goals")
    await phone.taps("Choose" if "Choose" in str(phone.labels()) else "Change", phone.last)
    for answer in (what, *answers):
        await phone.taps(answer, phone.last)


async def test_one_small_thing_is_asked_for_and_counted(story: Story, phone: Phone):
    first = await phone.sends("/goals")
    assert first.text == ("🎯 Your goal this week\nOne small thing that you would like is enough.")
    assert phone.labels() == [["✏️ Choose a goal", "No goal"]]
    await phone.taps("Choose", phone.last)
    assert phone.labels() == [
        ["📝 Evening check-in"],
        ["✏️ In my own words"],
        ["No goal", "◀ Back"],
    ]
    await phone.taps("Evening", phone.last)
    chosen = await phone.taps("2 days", phone.last)
    assert chosen.message_id == first.message_id
    assert lines(phone)[1:3] == ["Evening check-in on 2 days", "⬜⬜ 0 of 2"]

    await phone.sends("/checkin 1")
    await story.later(days=1)
    await phone.sends("/goals")
    assert lines(phone)[2] == "🟩⬜ 1 of 2"
    await phone.sends("/checkin 1")
    await phone.sends("/goals")
    assert lines(phone)[2:] == ["🟩🟩 2 of 2", "✅ That is your goal. Well done."]


async def test_only_what_is_in_the_plan_is_offered(phone: Phone):
    await phone.adds("Stretching 18:00")
    await phone.adds("Sleep 22:30")
    await phone.adds("Clonazepam 0.5 mg 20:00")
    await phone.sends("/water target 1000")
    await phone.sends("/goals")
    await phone.taps("Choose")
    assert phone.labels()[:-1] == [
        ["🤸 Stretching"],
        ["💧 My water target"],
        ["🌙 In bed in time"],
        ["💊 Medicine reminders"],
        ["📝 Evening check-in"],
        ["✏️ In my own words"],
    ]


async def test_stretching_and_medicines_are_counted_by_the_days_of_their_reminders(
    story: Story, phone: Phone
):
    await phone.adds("Stretching 18:00")
    await phone.adds("Clonazepam 0.5 mg 20:00")
    await chooses(phone, "Stretching", "3 days")
    for answer in ("Done", "Skip", "Done"):
        await story.at("18:00")
        await phone.taps(answer)
    await phone.sends("/goals")
    assert lines(phone)[1:3] == ["Stretch on 3 days", "🟩🟩⬜ 2 of 3"]

    # Both medicines of Monday and Tuesday went by without an answer: only Wednesday's has one.
    await story.at("20:00")
    await phone.taps("Skip")
    await chooses(phone, "Medicine", "4 days")
    assert lines(phone)[1:3] == ["Answer all medicine reminders on 4 days", "🟩⬜⬜⬜ 1 of 4"]


async def test_water_counts_where_the_target_of_the_day_is_reached(story: Story, phone: Phone):
    await phone.sends("/water target 500")
    await phone.sends("/water 300 ml")
    await chooses(phone, "water", "5 days")
    assert lines(phone)[1:3] == ["Reach your water target on 5 days", "⬜⬜⬜⬜⬜ 0 of 5"]
    await phone.sends("/water 200 ml")
    await phone.sends("/goals")
    assert lines(phone)[2] == "🟩⬜⬜⬜⬜ 1 of 5"
    await phone.sends("/water")
    await phone.taps("Undo")
    await story.later(days=1)
    await phone.sends("/water 499 ml")
    await phone.sends("/goals")
    assert lines(phone)[2] == "🟩⬜⬜⬜⬜ 1 of 5"


async def test_in_bed_by_eleven_is_told_by_the_tap_at_bedtime(story: Story, phone: Phone):
    await phone.adds("Sleep 22:30")
    await phone.sends("/goals")
    await phone.taps("Choose")
    await phone.taps("In bed")
    assert phone.labels() == [["21:30", "22:00", "22:30", "23:00"], ["23:30"], ["◀ Back"]]
    await phone.taps("23:00")
    await phone.taps("4 days")
    await story.at("22:30")
    await phone.taps("Done")
    await story.at("22:30")
    await story.later(minutes=45)
    await phone.taps("Done")
    await phone.sends("/goals")
    assert lines(phone)[1:3] == ["In bed by 23:00 on 4 days", "🟩⬜⬜⬜ 1 of 4"]


async def test_own_words_are_ticked_by_hand_on_any_day_so_far(story: Story, phone: Phone):
    await phone.sends("/goals")
    await phone.taps("Choose")
    await phone.taps("own words")
    assert phone.text == (
        "✏️ What would you like to do this week? Send it to me in up to 120 characters, such as:"
        " a walk with a friend"
    )
    await phone.sends("Tea with <b>Mia</b> & Jo")
    assert phone.text == "🎯 Tea with <b>Mia</b> & Jo\nHow often this week?"
    await phone.taps("3 days")
    await story.later(days=2)
    await phone.sends("/goals")
    assert phone.labels()[0] == ["Mon", "Tue", "Wed"]
    await phone.taps("Mon", phone.last)
    await phone.taps("Wed", phone.last)
    assert phone.labels()[0] == ["☑ Mon: on", "Tue", "☑ Wed: on"]
    assert lines(phone)[1:3] == ["Tea with <b>Mia</b> & Jo: on 3 days", "🟩🟩⬜ 2 of 3"]
    await phone.taps("Mon", phone.last)
    assert lines(phone)[2] == "🟩⬜⬜ 1 of 3"


async def test_once_is_one_tap_and_one_tap_back(phone: Phone):
    await phone.sends("/goals a walk with a friend")
    week = await phone.taps("Once")
    assert week.text == "🎯 Your goal this week\na walk with a friend"
    await phone.taps("✅ Done", phone.last)
    assert phone.text.endswith("\n✅ That is your goal. Well done.")
    await phone.taps("Not done after all", phone.last)
    assert phone.text == "🎯 Your goal this week\na walk with a friend"


async def test_too_many_words_are_told_and_the_question_stays_open(phone: Phone):
    await phone.sends("/goals")
    await phone.taps("Choose")
    await phone.taps("own words")
    await phone.sends("x" * 121)
    assert phone.text == (
        "A goal can be 120 characters long; this one has 121. A shorter one, please?"
    )
    await phone.sends("x" * 120)
    assert phone.text.startswith("🎯 " + "x" * 120)


async def test_the_next_week_it_can_be_kept_changed_or_left(story: Story, phone: Phone):
    await phone.sends("/goals a walk")
    await phone.taps("3 days")
    await phone.taps("Mon")
    await story.later(days=7)
    asked = await phone.sends("/goals")
    assert asked.text == "🎯 Your goal this week\nLast: a walk: on 3 days · done on 1 day"
    assert phone.labels() == [["🔁 The same again"], ["✏️ Choose a goal", "No goal"]]
    await phone.taps("same again", phone.last)
    assert lines(phone)[1:3] == ["a walk: on 3 days", "⬜⬜⬜ 0 of 3"]
    await phone.taps("Change", phone.last)
    await phone.taps("No goal", phone.last)
    assert phone.text == "🎯 Your goal this week\nNo goal this week, as you wished."
    await phone.taps("after all", phone.last)
    await phone.taps("Back", phone.last)
    assert lines(phone)[1] == "No goal this week, as you wished."


async def test_after_two_misses_a_smaller_one_is_offered_and_nothing_is_blamed(
    story: Story, phone: Phone
):
    await phone.sends("/goals a walk")
    await phone.taps("3 days")
    await story.later(days=7)
    await phone.sends("/goals")
    assert "smaller" not in phone.text
    await phone.taps("same again")
    await story.later(days=7)
    asked = await phone.sends("/goals")
    assert asked.text == (
        "🎯 Your goal this week\nLast: a walk: on 3 days\n"
        "A smaller one may fit better just now: it is yours to say."
    )
    assert phone.labels()[:2] == [["🌱 The same on 2 days"], ["🔁 The same again"]]
    await phone.taps("2 days", phone.last)
    assert lines(phone)[1:3] == ["a walk: on 2 days", "⬜⬜ 0 of 2"]
    every = " ".join(message.text for message in phone.user.received)
    assert not re.search(r"miss|fail|streak|only \d|should", every, re.IGNORECASE)


async def test_a_rest_costs_nothing(story: Story, phone: Phone):
    await phone.sends("/goals a walk")
    await phone.taps("3 days")
    await story.later(days=7)
    await phone.sends("/goals")
    await phone.taps("same again")
    await phone.taps("Rest")
    assert lines(phone)[1:] == ["a walk: on 3 days", "🌙 A week of rest: it does not count."]
    assert phone.labels() == [["✏️ Change", "▶️ Count it"]]
    await story.later(days=7)
    await phone.sends("/goals")
    assert lines(phone)[1:] == ["Last: a walk: on 3 days (a week of rest)"]


@pytest.mark.parametrize("way", ["/pause 3", "tap"])
async def test_a_pause_is_a_rest(story: Story, phone: Phone, way: str):
    await phone.sends("/goals a walk")
    await phone.taps("3 days")
    if way == "tap":
        await phone.sends("/pause")
        await phone.taps("3 days")
    else:
        await phone.sends(way)
    await phone.sends("/goals")
    assert "🌙 A week of rest: it does not count." in phone.text
    await phone.taps("Count it")
    assert "0 of 3" in phone.text


async def test_on_sunday_the_next_week_can_be_chosen(story: Story, phone: Phone):
    await phone.sends("/goals a walk")
    await phone.taps("2 days")
    await story.later(days=6)
    sunday = await phone.sends("/goals")
    assert sunday.text == (
        "🎯 Your goal this week\na walk: on 2 days\n⬜⬜ 0 of 2\n"
        "Tap the days on which you did it.\n\n🎯 Next week"
    )
    assert phone.labels()[-2:] == [["🔁 The same again"], ["✏️ Choose a goal", "No goal"]]
    await phone.taps("same again", phone.last)
    assert lines(phone)[-2:] == ["🎯 Next week", "a walk: on 2 days"]
    await phone.taps("Sun", phone.last)
    assert lines(phone)[2] == "🟩⬜ 1 of 2"

    await phone.sends("/goals a swim")
    assert phone.text == "🎯 a swim\nHow often next week?"
    await phone.taps("Once")
    assert lines(phone) == [
        "🎯 Your goal this week", "a walk: on 2 days", "🟩⬜ 1 of 2",
        "Tap the days on which you did it.", "", "🎯 Next week", "a swim",
    ]  # fmt: skip
    await story.later(days=1)
    await phone.sends("/goals")
    assert lines(phone)[1:] == ["a swim"]


async def test_buttons_of_a_week_that_is_over_change_nothing(story: Story, phone: Phone):
    await phone.sends("/goals a walk")
    old = await phone.taps("3 days")
    await story.later(days=7)
    await phone.sends("/goals a swim")
    await phone.taps("Once")
    present = phone.text
    for data in (
        SetGoal(WEEK, What.CHECKIN, 7, 0),
        KeepGoal(WEEK, 2),
        TickGoal(WEEK, Flag.ON),
        TickGoal(WEEK + 8, Flag.ON),
        SetGoal(WEEK + 14, What.CHECKIN, 7, 0),
    ):
        await phone.taps_data(pack(data), old)
        assert phone.user.chat.messages[old.message_id].text == present, data


async def test_the_week_summary_tells_of_it_and_opens_it(phone: Phone):
    await phone.sends("/goals a <walk>")
    await phone.taps("3 days")
    await phone.taps("Mon")
    week = await phone.sends("/week")
    assert "🎯 a <walk>: on 3 days · done on 1 day" in week.text
    assert await phone.taps_data(pack(GoalMenu()), week) == week
    assert lines(phone)[:2] == ["🎯 Your goal this week", "a <walk>: on 3 days"]


async def test_one_persons_goal_is_nobody_elses(story: Story, phone: Phone):
    await phone.sends("/goals a walk")
    mine = await phone.taps("3 days")
    other = await story.phone("Ben").sets_up()
    await other.sends("/goals")
    await other.taps_data(pack(TickGoal(WEEK, Flag.ON)), other.last)
    await other.taps_data(pack(KeepGoal(WEEK, 1)), other.last)
    assert "walk" not in other.text
    assert phone.user.chat.messages[mine.message_id].text.split("\n")[2] == "⬜⬜⬜ 0 of 3"


async def test_what_is_erased_is_gone(phone: Phone, story: Story):
    await phone.sends("/goals a walk")
    await phone.leaves()
    again = await phone.sets_up()
    await again.sends("/goals")
    assert lines(phone)[1] == "One small thing that you would like is enough."
