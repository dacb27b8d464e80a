"""/timezone by name, tap, typed city or location; and what becomes of the plan's times."""

from datetime import timedelta

import pytest

from bot.drafts import Draft, keep_draft, open_draft
from bot.screen import pack
from tests.people.chat import FALLBACK, NOW, Chat, set_up


@pytest.fixture
async def chat(db):
    return await set_up(Chat(db, language_code="de"))


@pytest.mark.parametrize(
    "typed", ["Europe/London", "europe/london", "london", "London", "GB", " LONDON "]
)
async def test_a_name_acts_at_once(chat, typed):
    await chat.sends(f"/timezone {typed}")
    person = await chat.person()
    assert (person.zone, person.plan_zone) == ("Europe/London", "Europe/London")
    assert "Europe/London" in chat.text
    assert "12:30" in chat.text


async def test_without_a_name_the_present_zone_and_choices_are_shown(chat):
    await chat.sends("/timezone")
    assert "Europe/Berlin" in chat.text
    assert "13:30" in chat.text
    assert "Vienna · 13:30" in chat.labels
    await chat.taps("Zurich")
    assert (await chat.person()).zone == "Europe/Zurich"
    assert "Keep" not in " ".join(chat.labels), "clocks there show the same: nothing to ask"


async def test_a_city_typed_after_it_is_understood_for_an_hour(chat):
    await chat.sends("/timezone")
    await chat.sends("tokyo")
    assert (await chat.person()).zone == "Asia/Tokyo"
    await chat.sends("paris")
    assert chat.text == FALLBACK, "the question is answered"
    await chat.sends("/timezone")
    chat.later(hours=2)
    await chat.sends("paris")
    assert chat.text == FALLBACK, "nobody waits for a city any more"
    assert await chat.rows(Draft) == []


async def test_several_zones_of_one_name_are_offered(chat):
    await chat.sends("/timezone San Juan")
    assert "several places called" in chat.text
    assert {"San Juan · 09:30", "Puerto Rico · 08:30"} <= set(chat.labels)
    await chat.taps("Puerto Rico")
    assert (await chat.person()).zone == "America/Puerto_Rico"


async def test_a_near_miss_is_offered_and_not_taken(chat):
    await chat.sends("/timezone Nwe york")
    assert (await chat.person()).zone == "Europe/Berlin"
    await chat.taps("New York")
    assert (await chat.person()).zone == "America/New_York"


@pytest.mark.parametrize("typed", ["UTC+2", "Etc/GMT-2", "EST", "GMT+1"])
async def test_fixed_offsets_are_refused_with_the_reason(chat, typed):
    await chat.sends(f"/timezone {typed}")
    assert "fixed offset" in chat.text
    assert typed in chat.text
    assert "summer" in chat.text
    assert (await chat.person()).zone == "Europe/Berlin"


async def test_plain_utc_is_allowed(chat):
    await chat.sends("/timezone utc")
    assert (await chat.person()).zone == "UTC"


@pytest.mark.parametrize(
    "typed", ["<b>", "<script>x</script>", "{zone}", "%s", "&quot;&lt;", "x" * 3000]
)
async def test_the_unknown_is_answered_kindly_and_harms_no_screen(chat, typed):
    await chat.sends(f"/timezone {typed}")
    assert "I don't know" in chat.text
    assert (await chat.person()).zone == "Europe/Berlin"
    assert typed[:30] in chat.text, "shown as it was typed, not as markup"
    assert "Europe/Berlin" in chat.text


async def test_travelling_keeps_local_times_and_offers_home_time(chat):
    before = await chat.person()
    chat.later(hours=1)
    await chat.sends("/timezone New York")
    person = await chat.person()
    assert "Keep local times" in chat.labels[0]
    assert "Keep home time" in chat.labels[1]
    assert (person.zone, person.plan_zone) == ("America/New_York", "America/New_York")
    assert person.zone_changed_at == person.wake_at == NOW + timedelta(hours=1)
    assert person.advanced_until == NOW + timedelta(hours=1)  # west: never ahead of now

    await chat.taps("Keep home time")
    person = await chat.person()
    assert (person.zone, person.plan_zone) == ("America/New_York", "Europe/Berlin")
    assert person.advanced_until <= before.advanced_until  # looked at again, owed once
    assert "Berlin" in chat.text
    await chat.sends("/settings")
    assert "keeps the time of Berlin" in chat.text


async def test_keeping_local_times_is_what_has_happened_already(chat):
    await chat.sends("/timezone New York")
    before = await chat.person()
    await chat.taps("Keep local times")
    after = await chat.person()
    assert after.plan_zone == "America/New_York"
    assert after.advanced_until == before.advanced_until
    assert "local times" in chat.text


async def test_a_stale_answer_about_an_earlier_journey_changes_nothing(chat):
    await chat.sends("/timezone New York")
    asked = len(chat.messages) - 1
    chat.later(days=3)
    await chat.sends("/timezone Tokyo")
    await chat.taps("Keep home time", on=asked)
    person = await chat.person()
    assert (person.zone, person.plan_zone) == ("Asia/Tokyo", "Asia/Tokyo")
    assert "Asia/Tokyo" in chat.messages[asked].text


async def test_both_answers_tapped_in_a_hurry_the_first_one_counts(chat):
    await chat.sends("/timezone New York")
    home, local = (button.data for row in chat.last.rows[::-1] for button in row)
    chat.later(seconds=1)
    await chat.taps("Keep home time")
    await chat.taps_data(pack(local))
    await chat.taps_data(pack(home))
    assert (await chat.person()).plan_zone == "Europe/Berlin"


async def test_who_keeps_home_time_and_travels_on_is_asked_about_home(chat):
    await chat.sends("/timezone New York")
    await chat.taps("Keep home time")
    chat.later(days=1)
    await chat.sends("/timezone Chicago")
    assert "time of Berlin" in chat.text
    chat.later(days=1)
    await chat.sends("/timezone Berlin")
    person = await chat.person()
    assert (person.zone, person.plan_zone) == ("Europe/Berlin", "Europe/Berlin")


async def test_back_home_with_home_time_kept_nothing_is_asked(chat):
    await chat.sends("/timezone New York")
    await chat.taps("Keep home time")
    await chat.sends("/timezone Berlin")
    assert "Keep" not in " ".join(chat.labels)
    person = await chat.person()
    assert (person.zone, person.plan_zone) == ("Europe/Berlin", "Europe/Berlin")


async def test_a_location_after_the_question_is_taken_and_gives_the_keys_back(chat):
    await chat.sends("/timezone")
    await chat.taps("Share my location")
    assert chat.keys[0] == "📍 Send my location"
    await chat.shares(35.68, 139.69)
    assert "Asia/Tokyo" in chat.text
    assert "⚡ Episode" in chat.keys


async def test_a_location_nobody_asked_for_is_offered(chat):
    await chat.shares(35.68, 139.69)
    assert "Asia/Tokyo" in chat.text
    assert (await chat.person()).zone == "Europe/Berlin"
    await chat.taps("Use this time zone")
    assert (await chat.person()).zone == "Asia/Tokyo"


async def test_forged_zones_are_refused(chat):
    for zone in ("Etc/GMT-2", "../../etc/passwd", "", "EST"):
        await chat.taps_data(f"1pz:{zone}")
        assert chat.notice
    assert (await chat.person()).zone == "Europe/Berlin"


async def test_an_open_entry_waits_while_the_zone_is_asked(chat):
    person = await chat.person()
    async with chat.db.writing() as session:
        await keep_draft(session, person.id, chat.clock(), "add", "confirm", typed="Baclofen")
    await chat.sends("/timezone")
    await chat.sends("/timezone")
    await chat.sends("Vienna")
    async with chat.db.reading() as session:
        draft = await open_draft(session, person.id, chat.clock())
    assert (draft.flow, draft.step, draft.data) == ("add", "confirm", {"typed": "Baclofen"})
