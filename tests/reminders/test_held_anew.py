"""What is held over night, where somebody flies or changes their hours before they wake."""

from tests.conftest import on_sqlite
from tests.phone import Phone, Story


async def plan(story: Story, *lines: str) -> Phone:
    phone = await story.phone().sets_up()
    for line in lines:
        await phone.adds(line)
    return phone


async def sleeps(phone: Phone, hours: str) -> None:
    await phone.sends("/settings")
    await phone.taps("🌙")
    await phone.sends(hours)


def asked(phone: Phone) -> list[str]:
    """What was asked for, in order."""
    return [message.text for message in phone.user.received if message.text.startswith("🙆")]


async def test_who_flies_west_at_night_is_not_woken_there_but_asked_as_they_wake(
    story: Story,
) -> None:
    phone = await plan(story, "Stretching 22:30")
    await story.at("05:00")
    await phone.sends("/timezone America/New_York")  # it is 23:00 there
    await story.at("12:59")  # past 07:00 in Berlin, which is 01:00 there
    assert asked(phone) == []
    await story.at("13:00")
    assert asked(phone) == ["🙆 Stretching · 16:30"]
    await phone.taps("Done")
    await story.later(hours=16)  # the next one is held there
    assert asked(phone)[1:] == []
    await story.later(hours=8)
    assert asked(phone)[1:] == ["🙆 Stretching · 22:30"]


async def test_who_flies_east_into_the_day_is_asked_once_they_have_decided_whose_clocks_count(
    story: Story,
) -> None:
    phone = await plan(story, "Stretching 22:30")
    await story.at("23:30")
    await phone.sends("/timezone Asia/Tokyo")  # it is 07:30 there
    await story.later(minutes=1)
    assert asked(phone) == []
    await story.later(minutes=1)
    assert asked(phone) == ["🙆 Stretching · 06:30"]
    await phone.taps("Done")
    await story.at("14:00")  # 22:00 there; nothing came at seven in Berlin
    assert len(asked(phone)) == 1


@on_sqlite
async def test_a_minute_before_they_would_have_woken_it_is_not_too_late(story: Story) -> None:
    phone = await plan(story, "Stretching 22:30")
    await story.at("06:59")
    await phone.sends("/timezone America/New_York")
    await story.at("12:59")
    assert asked(phone) == []
    await story.at("13:00")
    assert asked(phone) == ["🙆 Stretching · 16:30"]


async def test_who_gets_up_later_from_now_on_is_asked_later(story: Story) -> None:
    phone = await plan(story, "Stretching 22:30")
    await story.at("22:45")
    await sleeps(phone, "8:30 22:30")
    await story.at("08:29")
    assert asked(phone) == []
    await story.at("08:30")
    assert asked(phone) == ["🙆 Stretching · 22:30"]


async def test_who_goes_to_bed_later_from_now_on_is_asked_at_once(story: Story) -> None:
    phone = await plan(story, "Stretching 22:30")
    await story.at("22:45")
    await sleeps(phone, "7:00 23:30")
    assert asked(phone) == ["🙆 Stretching · 22:30"]


async def test_what_was_put_off_at_night_comes_when_they_chose(story: Story) -> None:
    phone = await plan(story, "Stretching 22:30")
    await story.at("22:40")
    await phone.sends("/today")
    await phone.taps("Later")
    await phone.taps("1 h")
    await phone.sends("/timezone America/New_York")  # it is 16:40 there
    await sleeps(phone, "6:00 22:00")
    await story.at("23:39")
    assert asked(phone) == []
    await story.at("23:40")
    assert asked(phone) == ["🙆 Stretching · 16:30"]


async def test_what_comes_anew_before_they_wake_takes_its_place(story: Story) -> None:
    """At home time nine is at three in New York: of two in one night the last one is owed."""
    phone = await plan(story, "Stretching 09:00 22:30")
    await story.at("09:00")
    await phone.taps("Done")
    await story.at("05:00")
    await phone.sends("/timezone America/New_York")
    await phone.taps("Keep home time")
    before = len(phone.user.received)
    await story.at("12:59")
    assert len(phone.user.received) == before
    await story.at("13:00")
    assert asked(phone)[1:] == ["🙆 Stretching · 03:00"]
    assert len(phone.user.received) == before + 1


@on_sqlite
async def test_one_that_was_taken_early_takes_nobodys_place(story: Story) -> None:
    phone = await plan(story, "Stretching 09:00 22:30")
    await story.at("09:00")
    await phone.taps("Done")
    await story.at("00:10")
    await phone.sends("/today")
    await phone.taps("Early: 09:00")
    await sleeps(phone, "10:00 22:30")
    await story.at("10:00")
    assert asked(phone)[1:] == ["🙆 Stretching · 22:30"]


@on_sqlite
async def test_what_the_clocks_passed_over_takes_the_place_of_what_was_held(story: Story) -> None:
    phone = await plan(story, "Stretching 07:15 22:30")
    await story.at("07:15")
    await phone.taps("Done")
    await story.at("23:30")
    await phone.sends("/timezone Asia/Tokyo")  # it is 07:30 there
    await story.later(minutes=2)
    assert phone.text.splitlines()[:3] == [
        "🧭 Your clocks moved past these. Did you take or do them?",
        "Today",
        "07:15 1. 🙆 Stretching",
    ]
    assert len(phone.labels()) == 1
    assert "22:30" not in phone.text


@on_sqlite
async def test_of_several_flights_within_a_minute_the_first_tells_what_was_held(
    story: Story,
) -> None:
    phone = await plan(story, "Stretching 22:30")
    await story.at("05:00")
    await phone.sends("/timezone America/New_York")
    await phone.sends("/timezone Asia/Tokyo")
    await phone.sends("/timezone America/New_York")
    await story.at("12:59")
    assert asked(phone) == []
    await story.at("13:00")
    assert asked(phone) == ["🙆 Stretching · 16:30"]


@on_sqlite
async def test_medicines_and_what_was_asked_already_stay_as_they_are(story: Story) -> None:
    phone = await plan(story, "Stretching 22:00", "Baclofen 10 mg 23:00")
    await story.at("23:00")
    before = len(phone.user.received)
    await sleeps(phone, "8:30 21:00")
    assert len(phone.user.received) == before + 2  # the settings, and once more
    await phone.taps("Taken")
    await story.at("09:00")
    assert asked(phone) == ["🙆 Stretching · 22:00\n▫️ Missed"]
