"""Journeys as a person lives them: two zones at once, and a way home that comes by itself."""

from sqlalchemy import select

from bot.people.tables import Person
from tests.conftest import on_sqlite
from tests.phone import Phone, Story

THREE = "Clonazepam 0.5 mg 08:00 14:00 20:00"


async def plan(story: Story, *lines: str) -> Phone:
    phone = await story.phone().sets_up()
    for line in lines:
        await phone.adds(line)
    return phone


def prompts(phone: Phone, name: str = "Clonazepam") -> list[str]:
    """The times of what was asked for, in order, nags not counted."""
    found = [
        message.text.split("· ")[1].split("\n")[0]
        for message in phone.user.received
        if name in message.text and "· " in message.text and message.text[0] in "💊🙆"
    ]
    return [time for at, time in enumerate(found) if at == 0 or found[at - 1] != time]


async def takes_each(story: Story, phone: Phone, *times: str) -> None:
    for time in times:
        await story.at(time)
        await phone.taps("Taken", phone.last)


async def test_a_medicine_keeps_its_hours_apart_and_the_rest_goes_by_the_clocks_there(
    story: Story,
) -> None:
    phone = await plan(story, THREE, "Stretching 13:00")
    await takes_each(story, phone, "08:00")
    await story.at("09:00")
    await phone.sends("/travel Tokyo until 14 March")  # it is 17:00 there
    assert "You are in Tokyo, where it is 17:00; at home in Berlin it is 09:00." in phone.text
    assert "your doctor's or pharmacist's advice counts" in phone.text
    assert "Until Sat 14 Mar" in phone.text
    await phone.taps("Medicines: home time")
    assert "🏠 home time, next 22:00 (home 14:00)" in phone.text

    await story.at("14:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 22:00 (home 14:00)"
    await phone.taps("Taken", phone.last)
    await takes_each(story, phone, "20:00")
    await story.at("05:00")  # 13:00 in Tokyo
    assert phone.text == "🙆 Stretching · 13:00 (home 05:00)"
    await takes_each(story, phone, "08:00")
    asked = [time for time in prompts(phone) if time]
    assert asked == ["08:00", "22:00 (home 14:00)", "04:00 (home 20:00)", "16:00 (home 08:00)"]


@on_sqlite
async def test_unasked_it_goes_by_local_time_and_nothing_comes_twice(story: Story) -> None:
    phone = await plan(story, THREE)
    await takes_each(story, phone, "08:00")
    await story.at("12:00")
    await phone.sends("/travel New York until 14 March")  # it is 06:00 there
    await story.later(hours=7, minutes=59)
    assert prompts(phone) == ["08:00"]
    await story.later(minutes=1)
    assert phone.text == "💊 Clonazepam 0.5 mg · 14:00 (home 20:00)"


async def test_it_goes_home_by_itself_and_says_so_that_morning(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00", "Stretching 13:00")
    await takes_each(story, phone, "08:00")
    await story.at("09:30")
    await phone.sends("/travel Tokyo until 3 March")
    await phone.taps("Medicines: home time")
    await story.at("22:00")  # 06:00 in Tokyo
    assert "last day" not in phone.text
    await story.later(hours=1)
    assert phone.text.startswith("✈️ Today is your last day in Tokyo")
    await takes_each(story, phone, "08:00")
    await story.at("15:59")
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
    assert (person.zone, person.home_zone) == ("Asia/Tokyo", "Europe/Berlin")
    await story.at("16:00")  # midnight in Tokyo
    assert "Welcome home" in phone.text
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
    assert (person.zone, person.home_zone, person.away_until) == ("Europe/Berlin", None, None)
    await takes_each(story, phone, "08:00")
    assert prompts(phone) == ["08:00", "16:00 (home 08:00)", "08:00"]


async def test_what_was_held_there_comes_at_home_where_they_are_awake(story: Story) -> None:
    phone = await plan(story, "Stretching 23:00")
    await phone.sends("/travel Tokyo until 3 March")
    await story.at("23:00")  # 07:00 in Tokyo
    assert prompts(phone, "Stretching") == ["23:00 (home 15:00)"]
    await story.at("15:59")  # 23:59 in Tokyo, where the next one is held until seven
    assert len(prompts(phone, "Stretching")) == 1
    await story.later(minutes=3)
    assert "Welcome home" in str([message.text for message in phone.user.received[-2:]])
    assert prompts(phone, "Stretching")[1:] == ["15:00"]
    await story.at("06:59")  # 23:00 was had: hours lived again
    assert prompts(phone, "Stretching")[1:] == ["15:00"]


@on_sqlite
async def test_the_last_morning_makes_it_longer_in_one_tap(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00")
    await phone.sends("/travel Tokyo until 3 March")
    await story.at("23:30")
    message = phone.last
    _, data = phone.button("3 days", message)
    await phone.taps_data(data, message)
    await phone.taps_data(data, message)
    assert "Until Fri 6 Mar" in phone.text
    await story.at("17:00")
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
    assert person.zone == "Asia/Tokyo"


@on_sqlite
async def test_home_earlier_in_one_tap_or_by_word(story: Story) -> None:
    phone = await plan(story, THREE)
    await phone.sends("/travel Tokyo")
    assert "Until you tell me that you are back" in phone.text
    await phone.taps("I am home")
    assert "Welcome home" in phone.text
    await phone.sends("/timezone")
    await phone.taps("I am travelling")
    await phone.sends("in Tokyo for 3 days")
    assert "Until Wed 4 Mar" in phone.text
    await phone.sends("/travel home")
    assert "Welcome home" in phone.text
    await story.at("08:00")
    assert prompts(phone)[-1] == "08:00"


@on_sqlite
async def test_today_the_plan_and_the_history_show_both_times(story: Story) -> None:
    phone = await plan(story, THREE)
    await takes_each(story, phone, "08:00")
    await phone.sends("/travel Tokyo until 14 March")
    await phone.taps("Medicines: home time")
    await story.at("14:05")
    await phone.sends("/today")
    assert "22:00 (home 14:00) 💊 Clonazepam" in phone.text
    await phone.sends("/plan")
    assert "04:00 (home 20:00)" in phone.text
    await phone.sends("/history")
    assert "16:00 (home 08:00)" in phone.text or "14:00" in phone.text


@on_sqlite
async def test_what_is_no_place_or_no_day_is_said_kindly(story: Story) -> None:
    phone = await plan(story, THREE)
    await phone.sends("/travel Xyzzyville until 14 March")
    assert "I don't know “Xyzzyville”" in phone.text
    await phone.sends("/travel Tokyo until 1 March 2026")
    assert "That day is past" in phone.text
    await phone.sends("/travel San Juan until 14 March")
    assert "several places called" in phone.text
    await phone.taps_data(phone.last.buttons[0]["callback_data"], phone.last)
    assert "Until Sat 14 Mar" in phone.text


@on_sqlite
async def test_the_end_of_a_pause_is_shown_by_each_readers_own_clock(story: Story) -> None:
    phone = await plan(story, THREE)
    await phone.sends("/pause holiday 2")
    (moment,) = [one for one in phone.last.entities if one["type"] == "date_time"]
    assert moment["unix_time"] == 1772578800  # 4 March 2026, 00:00 in Berlin
    assert moment["date_time_format"] == "wDt"
    where = moment["offset"] - len("🏖⏸") + 2
    assert "Wed 4 Mar 2026, 00:00" in phone.text[where - 4 :]
    edits = len(phone.user.received)
    await phone.taps("All but medicines")  # says the same: nothing is edited
    assert len(phone.user.received) == edits


@on_sqlite
async def test_who_chooses_the_zone_of_their_home_is_home(story: Story) -> None:
    phone = await plan(story, THREE)
    await phone.sends("/travel Tokyo until 14 March")
    await phone.taps("Medicines: home time")
    await phone.sends("/timezone Berlin")
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
    assert (person.home_zone, person.away_until) == (None, None)
    await story.at("08:00")
    assert phone.text == "💊 Clonazepam 0.5 mg · 08:00"


async def test_medicines_may_differ_and_change_their_minds_on_the_way(story: Story) -> None:
    phone = await plan(story, "Clonazepam 0.5 mg 08:00", "Baclofen 10 mg 08:00")
    await phone.sends("/travel Tokyo until 14 March")
    await phone.taps("🏠 Baclofen: home")
    assert "Baclofen: 🏠 home time" in phone.text
    assert "Clonazepam: 🕗 local time" in phone.text
    await story.at("08:00")
    assert phone.text == "💊 Baclofen 10 mg · 16:00 (home 08:00)"
    await phone.taps("Taken", phone.last)
    await phone.sends("/travel")
    await phone.taps("🕗 Baclofen: local")
    await story.at("23:00")  # 07:00 in Tokyo
    before = len(phone.user.received)
    await story.later(hours=1)
    assert phone.text.startswith("🔔 08:00 (home 00:00)")
    assert len(phone.user.received) == before + 1
