"""Which communities are shown to whom: over every condition, country, language and week."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.community.book import communities
from bot.community.rules import (
    PAGE,
    UMBRELLAS,
    Community,
    Kind,
    all_for,
    everything,
    page_of,
    region_of,
    speaks,
    three_for,
)
from bot.people.rules import Condition
from bot.people.zone_names import available_zones, canonical

BOOK = communities()
WEEK = date(2026, 11, 16)

conditions = st.sampled_from([None, *Condition])
languages = st.sampled_from(["en", "de", "fr", "fr-CA", "it", "es", "nb", "ja", "pt-BR"])
regions = st.sampled_from([None, "US", "CA", "GB", "DE", "FR", "IT", "ES", "NO", "AT", "JP", "ZA"])
weeks = st.integers(0, 400).map(lambda n: WEEK + timedelta(weeks=n))


def names(found: object) -> list[str]:
    return [one.name for one in found]


@given(conditions, languages, regions, weeks)
def test_three_different_ones_the_last_of_which_leads_on_to_others(
    condition, language, region, week
):
    three = three_for(BOOK, condition, language, region, week)
    assert len({one.url for one in three}) == 3
    assert three[2].kind in UMBRELLAS
    assert all(one.is_for(condition) for one in three)


@given(conditions, languages, regions, weeks)
def test_the_first_speaks_the_language_where_anybody_does(condition, language, region, week):
    first, _, _ = three_for(BOOK, condition, language, region, week)
    of_use = [one for one in BOOK if one.is_for(condition) and one.kind not in UMBRELLAS]
    if any(speaks(one, language) for one in of_use):
        assert speaks(first, language)
    else:
        assert speaks(first, "en")


@given(conditions, languages, regions, weeks)
def test_one_of_the_country_is_among_them_where_there_is_one(condition, language, region, week):
    three = three_for(BOOK, condition, language, region, week)
    if any(one.is_in(region) and one.is_for(condition) for one in BOOK):
        assert any(one.is_in(region) for one in three)


@given(conditions, languages, regions, weeks, st.integers(0, 6))
def test_they_stay_the_same_for_a_week(condition, language, region, week, day):
    three = three_for(BOOK, condition, language, region, week)
    assert three == three_for(BOOK, condition, language, region, week + timedelta(days=day))


def test_they_rotate_from_week_to_week():
    def over(weeks: int, condition: Condition, region: str) -> set[str]:
        shown = [
            three_for(BOOK, condition, "en", region, WEEK + timedelta(weeks=n))
            for n in range(weeks)
        ]
        return {one.name for three in shown for one in three}

    assert over(12, Condition.HEMIFACIAL, "GB") == {
        "Dystonia UK",
        "The Brain Charity",
        "Patient forum",
        "Benign Essential Blepharospasm Research Foundation",
        "National Organization for Rare Disorders (NORD)",
    }
    assert over(1, Condition.HEMIFACIAL, "GB") < over(12, Condition.HEMIFACIAL, "GB")


@pytest.mark.parametrize(
    ("condition", "language", "region", "expected"),
    [
        (Condition.BLEPHAROSPASM, "de", "DE", "Deutsche Dystonie Gesellschaft"),
        (Condition.BLEPHAROSPASM, "en", "DE", "Deutsche Dystonie Gesellschaft"),
        (Condition.HEMIFACIAL, "fr", "FR", "AMADYS"),
        (Condition.MEIGE, "nb", "NO", "Norsk Dystoniforening"),
        (Condition.MEIGE, "it", "IT", "Associazione per la Ricerca sulla Distonia"),
        (Condition.AFTER_PALSY, "en", "GB", "Facial Palsy UK"),
        (Condition.MEIGE, "fr-CA", "CA", "Dystonia Medical Research Foundation Canada"),
    ],
)
def test_who_is_nearest_is_among_the_three(condition, language, region, expected):
    assert expected in names(three_for(BOOK, condition, language, region, WEEK))


@given(conditions, languages, regions)
def test_all_that_fit_are_nearest_first_and_of_use(condition, language, region):
    found = all_for(BOOK, condition, language, region)
    assert all(one.is_for(condition) for one in found)
    assert all(one.is_in(region) or speaks(one, language) for one in found)
    here = [one.is_in(region) for one in found]
    assert here == sorted(here, reverse=True)
    whole = everything(BOOK, language, region)
    assert sorted(names(whole)) == sorted(names(BOOK))
    assert [one for one in whole if one in found] == list(found)


@given(st.integers(0, 30), st.integers(-(2**62), 2**62))
def test_pages_hold_everything_once_and_no_page_is_beyond_them(count, page):
    found = [
        Community(f"{n}", f"https://{n}.org", frozenset(), (), frozenset(), Kind.GROUP, "", False,
                  WEEK)
        for n in range(count)
    ]  # fmt: skip
    shown, at, last = page_of(found, page)
    assert 0 <= at <= last
    assert len(shown) <= PAGE
    assert [one for n in range(last + 1) for one in page_of(found, n)[0]] == found


def test_a_zone_lies_in_a_country():
    assert region_of("Europe/Berlin") == "DE"
    assert region_of("America/Argentina/Buenos_Aires") == "AR"
    assert region_of("UTC") is None
    kept = {canonical(name) for name in available_zones()} - {None, "UTC"}
    assert all(region_of(zone) for zone in kept)
