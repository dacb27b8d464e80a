"""A dose taken early, and its schedule edited afterwards on the same day."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.plan.rules import AfterLast, AtTimes, Schedule, due_between
from bot.reminders.edited import covered
from tests.phone import Phone, Story

MORNING = datetime(2026, 3, 2, 7, tzinfo=UTC)


async def takes_eight_early(story: Story) -> Phone:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00 20:00")
    await phone.sends("/today")
    await phone.taps("Early: 08:00")
    return phone


async def moves_times(phone: Phone, words: str) -> None:
    await phone.sends("/plan")
    await phone.taps("Clonazepam")
    await phone.taps("Times")
    await phone.sends(words)


async def test_an_early_dose_stands_for_the_first_one_of_the_new_times(story: Story) -> None:
    phone = await takes_eight_early(story)
    await moves_times(phone, "08:30 20:00")

    await phone.sends("/today")
    assert phone.text == (
        "📋 Today 07:00\n\nAhead\n20:00 💊 Clonazepam 0.5 mg\n\n"
        "So far\n08:00 💊 Clonazepam 0.5 mg: ✅ Taken 07:00"
    )
    before = phone.last
    await story.at("12:30")
    assert (phone.text, phone.last.message_id) == (before.text, before.message_id)
    await story.at("20:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 20:00"
    await phone.taps("Taken")
    await story.at("08:30")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:30"


async def test_times_of_other_days_are_asked_for_as_ever(story: Story) -> None:
    phone = await takes_eight_early(story)
    await moves_times(phone, "06:30")
    await story.at("06:30")
    assert phone.text == "💊 Clonazepam 0.5 mg · 06:30"


async def test_undone_after_the_edit_the_new_time_asks_once(story: Story) -> None:
    phone = await takes_eight_early(story)
    await moves_times(phone, "08:30 20:00")
    await phone.sends("/today")
    await phone.taps("✏️ 08:00")
    await phone.taps("Undo")
    await phone.sends("/today")
    assert phone.text == (
        "📋 Today 07:00\n\nAhead\n08:30 💊 Clonazepam 0.5 mg\n20:00 💊 Clonazepam 0.5 mg"
    )
    before = len(phone.user.received)
    await story.at("08:35")
    assert [message.text for message in phone.user.received[before:]] == [
        "💊 Clonazepam 0.5 mg · 08:30"
    ]


times = st.lists(
    st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=6, unique=True
)


@given(times, st.lists(st.sampled_from([0, 0, 1]), max_size=4))
def test_as_many_dues_of_a_day_are_covered_as_were_taken(
    chosen: list[time], taken: list[int]
) -> None:
    schedule = Schedule(AtTimes(tuple(sorted(chosen))))
    days = [date(2026, 3, 2) + timedelta(days=offset) for offset in taken]
    stand_for = covered(schedule, "UTC", MORNING, days)
    for due in due_between(schedule, "UTC", MORNING, MORNING + timedelta(days=3)):
        before = [
            at for at in chosen if at < due.at.time() and (due.at.date() > date(2026, 3, 2)
                                                           or at > MORNING.time())
        ]  # fmt: skip
        assert (due.at in stand_for) == (len(before) < days.count(due.local_date))


def test_what_counts_from_the_last_dose_needs_no_help() -> None:
    schedule = Schedule(AfterLast(360, time(8)))
    assert covered(schedule, "UTC", MORNING, [date(2026, 3, 2)]) == frozenset()
