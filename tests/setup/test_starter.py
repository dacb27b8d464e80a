"""Three starter plans: for any day, for each condition, item by item, at once or much later."""

from datetime import time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.people.rules import Condition, checked_hours, waking
from bot.plan.rules import AtTimes, Interval, Kind, slots_on
from bot.plan.schedule import check_time
from bot.plan.tables import PlanItem
from bot.setup.starter import (
    ALL,
    KINDS,
    PLANS,
    Starter,
    StarterPlan,
    missing,
    plan_for,
    read_chosen,
    starter_schedules,
)
from tests.people.chat import NOW, Chat, set_up

minutes = st.integers(0, 1439).map(lambda at: time(at // 60, at % 60))
NAMES = {one: one.name for one in Starter}


@pytest.fixture
def chat(db):
    return Chat(db, language_code="de")


async def to_the_starter_step(chat, condition):
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.taps("Berlin")
    await chat.taps("Continue")
    await chat.taps(condition)
    await chat.taps("Left side")


async def names_in_plan(chat):
    return {item.name for item in await chat.rows(PlanItem)}


@given(minutes, minutes)
def test_all_of_it_lies_within_any_waking_day(wake, bed):
    try:
        checked_hours(wake, bed)
    except UserError:
        assume(False)
    day = waking(wake, bed)
    schedules = starter_schedules(wake, bed)
    assert set(schedules) == set(Starter)
    for schedule in schedules.values():
        for slot in slots_on(schedule, NOW.date()):
            check_time(slot.at)
            assert timedelta(0) < waking(wake, slot.at) < day, "nothing is due in quiet hours"
    assert len(schedules[Starter.STRETCHING].when.times) == 2
    assert len(schedules[Starter.EYES].when.times) == 3


def test_the_usual_day():
    schedules = starter_schedules(time(7), time(22, 30))
    assert schedules[Starter.STRETCHING].when == AtTimes((time(8), time(18, 30)))
    assert schedules[Starter.EYES].when == AtTimes((time(10, 30), time(14, 30), time(17, 30)))
    assert schedules[Starter.CALM].when == AtTimes((time(16),))
    assert schedules[Starter.WATER].when == Interval(120, time(8), time(21))
    assert schedules[Starter.MORNING].when == AtTimes((time(7, 30),))
    assert schedules[Starter.CHECKIN].when == AtTimes((time(21, 30),))
    assert schedules[Starter.BED].when == AtTimes((time(22),))


def test_three_plans_that_differ_and_every_condition_has_one():
    assert len({frozenset(items) for items in PLANS.values()}) == len(PLANS) == 3
    assert {plan_for(None), *map(plan_for, Condition)} == set(StarterPlan)
    assert plan_for(Condition.MEIGE) is plan_for(Condition.BLEPHAROSPASM)
    basics = {Starter.STRETCHING, Starter.WATER, Starter.BED, Starter.CHECKIN, Starter.MORNING}
    assert all(basics <= set(items) for items in PLANS.values())


def test_what_is_there_is_not_offered_again_own_things_go_by_their_name():
    plan = StarterPlan.EYELIDS
    assert missing(plan, [], NAMES) == PLANS[plan]
    other_own = [(Kind.OWN, "Walk the dog")]
    assert Starter.EYES in missing(plan, other_own, NAMES)
    there = [(KINDS[one], NAMES[one]) for one in PLANS[plan]]
    assert missing(plan, there, NAMES) == ()
    assert Starter.WATER not in missing(plan, [(Kind.HYDRATION, "Tea")], NAMES)


@given(st.sets(st.sampled_from(Starter)))
def test_what_a_button_carries_is_read_as_it_was_marked(chosen):
    offered = PLANS[StarterPlan.EYELIDS]
    assert set(read_chosen("".join(chosen), offered)) == chosen
    assert read_chosen(ALL, offered) == offered


def test_letters_of_nobody_are_refused():
    with pytest.raises(UserError):
        read_chosen("sx", PLANS[StarterPlan.OTHER])


async def test_each_item_says_why_and_can_be_left_out_before_anything_is_saved(chat):
    await to_the_starter_step(chat, "Blepharospasm")
    assert "For blepharospasm and Meige syndrome" in chat.text
    assert "Rest for the eyes" in chat.text
    assert "a minute with closed eyes" in chat.text
    await chat.taps("☑ Water: on")
    await chat.taps("☑ Bedtime: on")
    assert "☐ Water" in chat.text
    assert await chat.rows(PlanItem) == []

    await chat.taps("Add these 5")
    assert "all set" in chat.text
    assert await names_in_plan(chat) == {
        "Rest for the eyes", "Stretching", "Calm moment", "Morning check-in", "Evening check-in",
    }  # fmt: skip


async def test_a_doubled_tap_on_an_item_asks_for_the_same(chat):
    await to_the_starter_step(chat, "Hemifacial")
    await chat.taps_data("1sp:cwmvb")
    await chat.taps_data("1sp:cwmvb")
    assert "☐ Stretching" in chat.text
    assert "☑ Water" in chat.text


async def test_with_nothing_marked_there_is_nothing_to_add(chat):
    await to_the_starter_step(chat, "Not diagnosed")
    await chat.taps_data("1sp:")
    assert not any("Add" in label for label in chat.labels)
    await chat.taps("Skip")
    assert await chat.rows(PlanItem) == []


async def test_an_item_tapped_too_early_or_too_late_shows_where_one_is(chat):
    await chat.sends("/start")
    await chat.taps("Agree")
    await chat.taps_data("1sp:s")
    assert chat.text.startswith("1/5")
    await set_up(chat)
    await chat.taps_data("1sp:s")
    assert "/settings" in chat.text


async def test_later_only_what_is_missing_is_offered_and_added_once(chat):
    await set_up(chat)
    before = await names_in_plan(chat)
    await chat.taps_data("1sh:*")
    assert "already" in chat.text

    await chat.sends("/settings")
    await chat.taps("Condition")
    await chat.taps("Meige")
    await chat.taps_data("1sh:*")
    assert "Rest for the eyes" in chat.text
    assert "Water" not in chat.text
    await chat.taps("Add the starter plan")
    assert "In your plan now: Rest for the eyes" in chat.text
    await chat.taps_data("1sk:e")
    assert "already" in chat.text
    assert await names_in_plan(chat) == before | {"Rest for the eyes"}
