"""Zones by name, by city, by country, by a point on the map."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.cities import CITIES
from bot.people.places import find_zones, find_zones_in, likely_zones, zone_at
from bot.people.zone_names import available_zones, canonical, city, countries


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("  berlin ", "Europe/Berlin"),
        ("EUROPE/BERLIN", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Kolkata", "Asia/Kolkata"),
        ("Calcutta", "Asia/Kolkata"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("US/Eastern", "America/New_York"),
        ("GB", "Europe/London"),
        ("Munich", "Europe/Berlin"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("Germany", "Europe/Berlin"),
        ("san francisco", "America/Los_Angeles"),
        ("St. Louis", "America/Chicago"),
        ("utc", "UTC"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_what_means_one_zone_is_taken_under_its_present_name(typed, zone):
    assert find_zones(typed, "en").zones == (zone,)


def test_cities_and_countries_are_known_in_the_persons_language_too():
    assert find_zones("Deutschland", "de").zones == ("Europe/Berlin",)
    assert find_zones("Берлин", "ru").zones == ("Europe/Berlin",)
    assert find_zones("Köln", "de").zones == ("Europe/Berlin",)
    assert find_zones("Berlin", "no such language").zones == ("Europe/Berlin",)


@pytest.mark.parametrize(
    "typed",
    ["UTC+2", "utc +02:00", "+2", "GMT-5", "Etc/GMT-2", "Etc/GMT", "EST", "cet", "GMT", "IST"],
)
def test_fixed_offsets_are_told_apart(typed):
    found = find_zones(typed, "en")
    assert found.is_offset
    assert not found.zones


def test_what_means_several_gives_them_all():
    assert set(find_zones("San Juan", "en").zones) == {
        "America/Argentina/San_Juan",
        "America/Puerto_Rico",
    }
    american = find_zones("United States", "en").zones
    assert american[:4] == (
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Los_Angeles",
    )


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berln", "Europe/Berlin"),
        ("Nwe York", "America/New_York"),
        ("I live in Berlin", "Europe/Berlin"),
        ("Syd", "Australia/Sydney"),
    ],
)
def test_what_resembles_a_city_is_offered_and_not_taken(typed, zone):
    found = find_zones(typed, "en")
    assert not found.zones
    assert zone in found.near


@pytest.mark.parametrize("typed", ["", "   ", "/", "🙂", "qqqqqq", "<b>", "Factory", "localtime"])
def test_what_is_no_place_gives_nothing(typed):
    found = find_zones(typed, "en")
    assert (found.zones, found.is_offset) == ((), False)


@given(st.text(max_size=200), st.sampled_from(["en", "de", "pt-br", "", "xx-??"]))
def test_any_text_gives_a_few_usable_zones_or_none(typed, language):
    found = find_zones(typed, language)
    assert len(found.zones) <= 8
    assert len(found.near) <= 8
    for zone in found.zones + found.near:
        assert canonical(zone) == zone
        assert ZoneInfo(zone).key == zone


@given(st.sampled_from(sorted(available_zones())))
def test_every_name_in_the_database_leads_to_a_place_or_is_refused(name):
    kept = canonical(name)
    if kept is None:
        assert name.startswith("Etc/") or "/" not in name
    else:
        assert kept == "UTC" or "/" in kept
        assert not kept.startswith("Etc/")
        assert canonical(kept) == kept
        assert kept in find_zones(name, "en").zones


@given(st.text(max_size=12))
def test_what_is_offered_to_any_language_exists(language_code):
    zones = likely_zones(language_code)
    assert 1 <= len(zones) <= 5
    assert all(canonical(zone) == zone for zone in zones)


def test_germans_are_offered_berlin_first_and_americans_their_four():
    assert likely_zones("de")[0] == "Europe/Berlin"
    assert likely_zones("de-AT")[0] == "Europe/Berlin"
    assert likely_zones("en-US")[0] == "America/New_York"
    assert {"Europe/London", "America/Denver"} <= set(likely_zones("en"))
    assert likely_zones(None) == likely_zones("en")


def test_every_zone_of_the_city_list_is_a_place_with_a_country():
    assert set(CITIES) <= set(countries())


def test_points_on_the_map():
    assert zone_at(52.52, 13.405) == "Europe/Berlin"
    assert zone_at(28.61, 77.21) == "Asia/Kolkata"
    assert zone_at(0, -30) is None, "at sea"


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_gives_a_place_or_nothing(latitude, longitude):
    zone = zone_at(latitude, longitude)
    assert zone is None or canonical(zone) == zone


def test_cities_read_well():
    assert city("America/Argentina/Buenos_Aires", "en") == "Buenos Aires"
    assert city("Europe/Berlin", "ru") == "Берлин"
    assert city("UTC", "en") == "UTC"


def test_places_are_known_in_the_bots_language_and_in_telegrams():
    """Somebody whose bot speaks German, and whose Telegram Dutch."""
    assert find_zones_in("Rom", "de", "nl").zones == ("Europe/Rome",)
    assert find_zones_in("Londen", "de", "nl").zones == ("Europe/London",)
    assert find_zones_in("Rom", "de", None).zones == ("Europe/Rome",)
    assert find_zones_in("Москва", "ru", "en").zones == ("Europe/Moscow",)
    assert not find_zones_in("nowhere at all", "de", "nl").zones
