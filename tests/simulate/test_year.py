"""A simulated time: the engine beside a plain model, and what a failing seed says."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from click.testing import CliRunner

from bot.plan.rules import AtTimes, Kind, Schedule
from bot.simulate.cli import simulate as command
from bot.simulate.comparing import Compared, compare
from bot.simulate.following import Expected
from bot.simulate.lived import Act, Key, Life, What
from bot.simulate.model import Model
from bot.simulate.run import live
from bot.simulate.shards import simulate

SEED = 7


@pytest.mark.timeout(600)
def test_fifty_people_for_sixty_days():
    outcome = simulate(SEED, range(50), 60, jobs=2)

    assert outcome.compared.differences == []
    assert outcome.errors == []
    assert outcome.compared.owed > 4000
    assert outcome.restarts > 5
    assert min(outcome.compared.states.values()) > 0
    for what in (What.TRAVEL, What.EDIT, What.PAUSE, What.BLOCK, What.RETURN, What.EARLY):
        assert outcome.compared.acts[what] > 0, what


def test_what_is_taken_early_once_more_after_a_flight_west_answers_what_was_asked():
    begins = datetime(2026, 11, 6, tzinfo=UTC)
    asked, flies = begins + timedelta(hours=9.5), begins + timedelta(hours=11)
    key = Key(0, 0, "2026-11-06T20:30")
    life = Life(0, "Asia/Srednekolymsk", time(7), time(22), begins)
    life.acts = [
        Act(begins, What.ADD, 0, schedule=Schedule(AtTimes((time(20, 30),))), kind=Kind.CHECKIN),
        Act(flies, What.TRAVEL, zone="Asia/Tashkent"),
        Act(flies, What.EARLY, 0, key),
    ]
    expected = Model(life, [], begins + timedelta(days=1)).expected()

    assert expected == {key: Expected(key, [asked], "done")}


def test_of_two_doses_that_a_flight_passes_over_the_newer_one_ends_what_is_open():
    begins = datetime(2026, 6, 1, 4, tzinfo=UTC)
    times = (time(6), time(8, 30), time(9))
    life = Life(0, "America/St_Vincent", time(6), time(21), begins)
    life.acts = [
        Act(begins, What.ADD, 0, schedule=Schedule(AtTimes(times)), kind=Kind.MEDICATION),
        Act(begins + timedelta(hours=8, minutes=7), What.TRAVEL, zone="America/Cayenne"),
    ]
    found = Model(life, [], begins + timedelta(hours=10)).expected()

    key, asked = Key(0, 0, "2026-06-01T06:00"), begins + timedelta(hours=6)
    assert found[key] == Expected(key, [asked], "missed")


def stretches(*times: time, flies: datetime, zone: str, keeps: bool = False) -> list[Expected]:
    """What somebody who gets up at seven in Berlin is asked about, from a Monday at eight on."""
    begins = datetime(2026, 3, 2, 7, tzinfo=UTC)
    life = Life(0, "Europe/Berlin", time(7), time(22, 30), begins)
    life.acts = [
        Act(begins, What.ADD, 0, schedule=Schedule(AtTimes(times)), kind=Kind.STRETCHING),
        Act(flies, What.TRAVEL, zone=zone, keeps_home_time=keeps),
    ]
    return list(Model(life, [], datetime(2026, 3, 3, 13, tzinfo=UTC)).expected().values())


def test_what_is_held_over_night_is_held_by_the_clocks_where_they_wake():
    nightly = Key(0, 0, "2026-03-02T22:30")
    west = stretches(
        time(22, 30), flies=datetime(2026, 3, 3, 4, tzinfo=UTC), zone="America/New_York"
    )
    assert west == [Expected(nightly, [datetime(2026, 3, 3, 12, tzinfo=UTC)], "open")]

    east = stretches(time(22, 30), flies=datetime(2026, 3, 2, 22, 7, tzinfo=UTC), zone="Asia/Tokyo")
    assert east == [Expected(nightly, [datetime(2026, 3, 2, 22, 9, tzinfo=UTC)], "missed")]


def test_what_comes_at_home_time_before_they_wake_takes_the_place_of_what_was_held():
    found = stretches(
        time(9), time(22, 30), flies=datetime(2026, 3, 3, 4, tzinfo=UTC), zone="America/New_York",
        keeps=True,
    )  # fmt: skip
    mornings = [Key(0, 0, f"2026-03-0{day}T09:00") for day in (2, 3)]
    assert [one.key for one in found] == mornings
    assert found[1].prompts == [datetime(2026, 3, 3, 12, tzinfo=UTC)]


def test_one_of_many_lives_the_same_life_alone(tmp_path):
    (tmp_path / "all").mkdir()
    among_others = live(tmp_path / "all", SEED, range(8), 12).lives[5]

    alone = live(tmp_path, SEED, [5], 12).lives[0]

    assert among_others.acts == alone.acts
    assert among_others.prompts == alone.prompts
    assert among_others.states == alone.states


def differs(life: Life, lived) -> list[str]:
    compared = Compared()
    compare(life, lived.outages, lived.ends, compared)
    return [one.what for one in compared.differences]


def test_whoever_keeps_home_time_has_no_dose_twice_and_is_erased_when_nobody_else_is_there(
    tmp_path,
):
    lived = live(tmp_path, SEED, [57], 90)

    (life,) = lived.lives
    assert {What.TRAVEL, What.ERASE} <= {act.what for act in life.acts}
    assert any(act.keeps_home_time for act in life.acts)
    assert differs(life, lived) == []


@pytest.mark.parametrize("days", [14, 90])
def test_what_is_held_over_night_in_a_journey_or_a_pause_ends_as_expected(tmp_path, days):
    lived = live(tmp_path, SEED, [49], days)

    assert differs(lived.lives[0], lived) == []


def test_what_was_paused_and_is_edited_and_resumed_at_once_owes_nothing_of_its_pause(
    tmp_path,
):
    lived = live(tmp_path, SEED, [782], 365)

    assert differs(lived.lives[0], lived) == []


def test_whatever_goes_wrong_is_seen(tmp_path):
    lived = live(tmp_path, SEED, [0], 12)
    (life,) = lived.lives
    assert differs(life, lived) == []
    first, *rest = life.prompts
    an_hour_late = first._replace(at=first.at + timedelta(hours=1))

    assert "not asked" in differs(replace(life, prompts=rest), lived)
    assert "asked twice at one instant" in differs(
        replace(life, prompts=[first, *life.prompts]), lived
    )
    assert "asked at another time" in differs(replace(life, prompts=[an_hour_late, *rest]), lived)
    removed = [act for act in life.acts if act.item < 0]
    assert "asked, and not owed" in differs(replace(life, acts=removed), lived)


def test_the_command_says_what_it_saw():
    said = CliRunner().invoke(command, ["--people", "3", "--days", "4", "--jobs", "1"])

    assert said.exit_code == 0, said.output
    assert "seed 7: 3 people, 4 days" in said.output
    assert "different from the plain model" in said.output
