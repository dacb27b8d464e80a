"""Changing the plan, on a real database: what is kept, what is refused, who is woken."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.errors import UserError
from bot.people.tables import Person
from bot.plan import actions
from bot.plan.actions import NewItem
from bot.plan.items import history_of
from bot.plan.rules import AtTimes, EveryDays, Kind, Schedule, due_between, from_json
from bot.plan.tables import ItemSchedule, PlanItem
from tests.plan.story import NOW, stored

TWICE = Schedule(AtTimes((time(8), time(20))))
EVENING = Schedule(AtTimes((time(20),)))


def clonazepam(**changes):
    fields = {
        "kind": Kind.MEDICATION,
        "name": "Clonazepam",
        "amount": "0.5 mg",
        "schedule": TWICE,
    }
    return NewItem(**(fields | changes))


@pytest.fixture
async def session(database, anna, ben):  # both settle before the one writer begins
    async with database.writing() as session:
        yield session


@pytest.fixture
async def person(session, anna):
    return await session.get(Person, anna)


@pytest.fixture
async def stranger(session, ben):
    return await session.get(Person, ben)


async def test_an_added_item_is_in_the_plan_with_its_schedule_and_when_it_is_next(session, person):
    await actions.add(session, person, clonazepam(notes="after food"), NOW)

    (item,) = await actions.items_of(session, person, NOW)

    assert (item.name, item.amount, item.notes) == ("Clonazepam", "0.5 mg", "after food")
    assert item.schedule == TWICE
    assert item.next.at == datetime(2025, 11, 22, 19, 0, tzinfo=UTC)  # 20:00 in Berlin
    assert item.nags == (10, 30, 60)


async def test_only_medicines_are_repeated_unless_somebody_says_so(session, person):
    stretching = clonazepam(kind=Kind.STRETCHING, name="Stretching", amount=None)
    await actions.add(session, person, stretching, NOW)
    await actions.add(session, person, clonazepam(nags=[]), NOW)

    assert [item.nags for item in await actions.items_of(session, person, NOW)] == [(), ()]


async def test_medicines_come_first(session, person):
    for kind, name in [(Kind.SLEEP, "Bed"), (Kind.MEDICATION, "b"), (Kind.MEDICATION, "A")]:
        await actions.add(session, person, clonazepam(kind=kind, name=name), NOW)

    assert [item.name for item in await actions.items_of(session, person, NOW)] == ["A", "b", "Bed"]


async def test_every_change_wakes_the_engine_and_is_in_the_history(session, person):
    item = await actions.add(session, person, clonazepam(), NOW)
    later = NOW + timedelta(hours=1)
    for change, value in [
        (actions.rename, "Rivotril"),
        (actions.change_amount, "1 mg"),
        (actions.change_notes, "with water"),
        (actions.change_nags, [15, 5]),
        (actions.change_kind, Kind.OWN),
        (actions.change_schedule, EVENING),
    ]:
        person.wake_at = None
        await change(session, person, item.id, value, later)
        assert person.wake_at == later, change.__name__
    for change in (actions.pause_item, actions.resume_item, actions.remove, actions.restore):
        person.wake_at = None
        await change(session, person, item.id, later)
        assert person.wake_at == later, change.__name__

    history = await history_of(session, person, item.id)

    assert [(past.what, past.before, past.after) for past in history] == [
        ("restored", None, "Rivotril"),
        ("removed", "Rivotril", None),
        ("resumed", None, None),
        ("paused", None, None),
        ("schedule", TWICE, EVENING),
        ("kind", "medication", "own"),
        ("nags", "10,30,60", "5,15"),
        ("notes", None, "with water"),
        ("amount", "0.5 mg", "1 mg"),
        ("renamed", "Clonazepam", "Rivotril"),
        ("added", None, "Clonazepam"),
    ]


async def test_what_changes_nothing_leaves_no_trace(session, person):
    item = await actions.add(session, person, clonazepam(), NOW)
    person.wake_at = None

    await actions.rename(session, person, item.id, "  Clonazepam ", NOW)
    await actions.change_amount(session, person, item.id, "0.5 mg", NOW)
    await actions.change_notes(session, person, item.id, None, NOW)
    await actions.change_nags(session, person, item.id, (60, 30, 10), NOW)
    await actions.change_kind(session, person, item.id, Kind.MEDICATION, NOW)
    await actions.change_schedule(session, person, item.id, TWICE, NOW)
    await actions.resume_item(session, person, item.id, NOW)
    await actions.restore(session, person, item.id, NOW)

    assert person.wake_at is None
    assert [past.what for past in await history_of(session, person, item.id)] == ["added"]


async def test_a_changed_schedule_ends_the_old_one_and_begins_the_new_one_now(session, person):
    item = await actions.add(session, person, clonazepam(), NOW - timedelta(days=1))
    await actions.change_schedule(session, person, item.id, EVENING, NOW)

    old, new = await stored(session, ItemSchedule)

    assert (old.valid_from, old.valid_until) == (NOW - timedelta(days=1), NOW)
    assert (new.valid_from, new.valid_until) == (NOW, None)
    assert (from_json(old.spec), from_json(new.spec)) == (TWICE, EVENING)


async def test_a_time_of_today_that_has_passed_is_not_owed_by_the_new_schedule(session, person):
    item = await actions.add(session, person, clonazepam(), NOW - timedelta(days=1))
    earlier = Schedule(AtTimes((time(7), time(20))))
    await actions.change_schedule(session, person, item.id, earlier, NOW)

    (shown,) = await actions.items_of(session, person, NOW)
    midnight = NOW.replace(hour=22, minute=59)
    owed = due_between(shown.schedule, person.plan_zone, NOW, midnight)

    assert [due.slot for due in owed] == ["20:00"]


async def test_nothing_is_next_while_an_item_is_paused(session, person):
    item = await actions.add(session, person, clonazepam(), NOW)
    await actions.pause_item(session, person, item.id, NOW)
    (paused,) = await actions.items_of(session, person, NOW)
    assert (paused.paused_at, paused.next) == (NOW, None)

    await actions.resume_item(session, person, item.id, NOW)
    (resumed,) = await actions.items_of(session, person, NOW)
    assert resumed.next.slot == "20:00"


async def test_a_removed_item_is_out_of_the_plan_and_undo_goes_on_with_the_same_schedule(
    session, person
):
    item = await actions.add(session, person, clonazepam(), NOW)
    (before,) = await actions.items_of(session, person, NOW)

    await actions.remove(session, person, item.id, NOW)
    assert await actions.items_of(session, person, NOW) == ()
    (schedule,) = await stored(session, ItemSchedule)
    assert schedule.valid_until == NOW

    await actions.restore(session, person, item.id, NOW)
    assert await actions.items_of(session, person, NOW) == (before,)


async def test_an_undo_days_later_owes_nothing_of_the_days_between(session, person):
    item = await actions.add(session, person, clonazepam(), NOW)
    await actions.remove(session, person, item.id, NOW + timedelta(hours=1))
    await actions.restore(session, person, item.id, NOW + timedelta(days=3))

    old, new = await stored(session, ItemSchedule)
    assert (old.valid_from, old.valid_until) == (NOW, NOW + timedelta(hours=1))
    assert (new.valid_from, new.valid_until) == (NOW + timedelta(days=3), None)


async def test_a_resumed_item_owes_nothing_of_its_pause(session, person):
    item = await actions.add(session, person, clonazepam(), NOW)
    await actions.pause_item(session, person, item.id, NOW + timedelta(hours=1))
    await actions.change_schedule(session, person, item.id, EVENING, NOW + timedelta(hours=2))
    await actions.resume_item(session, person, item.id, NOW + timedelta(days=3))

    spans = [(row.valid_from, row.valid_until) for row in await stored(session, ItemSchedule)]
    edited = NOW + timedelta(hours=2)
    assert spans == [
        (NOW, NOW + timedelta(hours=1)),  # edited only later: the hour of its pause counts
        (edited, edited),
        (NOW + timedelta(days=3), None),
    ]


async def test_a_removed_item_can_no_longer_be_changed(session, person):
    item = await actions.add(session, person, clonazepam(), NOW)
    await actions.remove(session, person, item.id, NOW)

    with pytest.raises(UserError, match="no longer in your plan"):
        await actions.rename(session, person, item.id, "Rivotril", NOW)
    with pytest.raises(UserError, match="no longer in your plan"):
        await actions.remove(session, person, item.id, NOW)


async def test_nobody_reads_or_changes_the_items_of_others(session, person, stranger):
    item = await actions.add(session, person, clonazepam(), NOW)

    for change, *value in [
        (actions.rename, "x"),
        (actions.change_amount, "x"),
        (actions.change_notes, "x"),
        (actions.change_nags, [1]),
        (actions.change_kind, Kind.OWN),
        (actions.change_schedule, EVENING),
        (actions.pause_item,),
        (actions.resume_item,),
        (actions.remove,),
        (actions.restore,),
    ]:
        with pytest.raises(UserError, match="can't find this"):
            await change(session, stranger, item.id, *value, NOW)

    assert await actions.items_of(session, stranger, NOW) == ()
    assert await actions.item_of(session, stranger, item.id, NOW) is None
    assert await history_of(session, stranger, item.id) == ()
    assert (await session.get(PlanItem, item.id)).name == "Clonazepam"


async def test_a_plan_has_sixty_items_and_a_removed_one_makes_room(session, person):
    items = [
        await actions.add(session, person, clonazepam(name=f"Item {number}"), NOW)
        for number in range(60)
    ]
    with pytest.raises(UserError, match="most I can look after"):
        await actions.add(session, person, clonazepam(), NOW)

    await actions.remove(session, person, items[0].id, NOW)
    await actions.add(session, person, clonazepam(), NOW)
    with pytest.raises(UserError, match="most I can look after"):
        await actions.restore(session, person, items[0].id, NOW)


@pytest.mark.parametrize(
    ("field", "most"),
    [("name", 80), ("amount", 40), ("notes", 500)],
)
async def test_a_text_that_fits_is_kept_whole_and_one_that_does_not_is_refused(
    session, person, field, most
):
    item = await actions.add(session, person, clonazepam(**{field: "💊" * most}), NOW)
    assert getattr(item, field) == "💊" * most

    with pytest.raises(UserError) as refused:
        await actions.add(session, person, clonazepam(**{field: "é" * (most + 1)}), NOW)
    assert refused.value.values == {"count": most + 1, "most": most}


async def test_a_name_is_one_line_without_control_characters(session, person):
    item = await actions.add(session, person, clonazepam(name=" Cal\x00cium\n\t 500 "), NOW)
    assert item.name == "Calcium 500"

    with pytest.raises(UserError, match="name is missing"):
        await actions.add(session, person, clonazepam(name="\n\x00 "), NOW)


@pytest.mark.parametrize("nags", [[0], [241], [-5, 10], [1, 2, 3, 4, 5, 6, 7]])
async def test_senseless_repeats_are_refused(session, person, nags):
    with pytest.raises(UserError, match="repeat a reminder up to"):
        await actions.add(session, person, clonazepam(nags=nags), NOW)


async def test_the_next_instant_is_reckoned_in_the_zone_the_plan_is_kept_in(session, person):
    person.zone, person.plan_zone = "Asia/Tokyo", "Europe/Berlin"
    days = Schedule(AtTimes((time(8),)), EveryDays(3, date(2025, 11, 24)))
    await actions.add(session, person, clonazepam(schedule=days), NOW)

    (item,) = await actions.items_of(session, person, NOW)

    assert item.next.at == datetime(2025, 11, 24, 7, 0, tzinfo=UTC)
