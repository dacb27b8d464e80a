"""What scripts, shortcuts and dictation rely on: words on buttons, commands that act at once."""

import pytest

from .person import Person


async def test_the_set_up_is_left_step_by_step_and_ends(ada: Person):
    await ada.says("/start")
    assert {"Agree", "Disagree"} <= {word for one in ada.labels() for word in one.split()}
    await ada.taps("Agree")
    steps = 0
    while not ada.is_set_up:
        await ada.leaves_the_step()
        steps += 1
        assert steps <= 8
    assert any("Episode" in key for key in ada.keys)
    await ada.says("/timezone Asia/Tokyo")
    assert "Asia/Tokyo" in ada.last.text
    await ada.adds("Clonazepam 0.5 mg 08:00 20:00")
    assert "Clonazepam" in ada.last.text


async def test_to_disagree_stores_nothing_and_start_asks_again(ada: Person):
    await ada.says("/start")
    await ada.taps("Disagree")
    await ada.says("/today")
    assert not any("Episode" in key for key in ada.keys)
    await ada.says("/start")
    assert any("Agree" in label for label in ada.labels())


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Argentina/Ushuaia", "Asia/Kathmandu"])
async def test_a_zone_by_its_name(ada: Person, zone: str):
    await ada.sets_up()
    await ada.says(f"/timezone {zone}")
    await ada.says("/settings")
    assert zone in ada.last.text


async def test_lists_name_what_when_and_how_much(ada: Person):
    await ada.sets_up()
    await ada.adds("Clonazepam 0.5 mg 00:00 23:59")
    await ada.says("/plan")
    for word in ("Clonazepam", "0.5 mg", "00:00", "23:59"):
        assert word in ada.last.text
    await ada.says("/today")
    for word in ("Clonazepam", "0.5 mg", "23:59"):
        assert word in ada.last.text


async def test_what_was_answered_stands_in_the_lists_with_its_state(ada: Person):
    await ada.sets_up()
    await ada.adds("Clonazepam 0.5 mg 23:58")
    await ada.adds("Baclofen 10 mg 23:59")
    today = await ada.says("/today")
    await ada.taps("Clonazepam", today)  # taken early
    for list_of in ("/today", "/history"):
        await ada.says(list_of)
        line = next(one for one in ada.last.text.splitlines() if "Clonazepam" in one)
        assert ("23:58" in line, "0.5 mg" in line, "Taken" in line) == (True, True, True)
    await ada.taps("Clonazepam", await ada.says("/today"))
    await ada.taps("Undo")
    await ada.says("/history")
    assert "Taken" not in ada.last.text


async def test_an_item_half_way_does_not_hold_up_the_set_up_nor_is_it_lost(ada: Person):
    await ada.says("/start")
    await ada.taps("Agree")
    await ada.leaves_the_step()
    confirmation = await ada.says("/add Clonazepam 0.5 mg 08:00")
    await ada.says("/start")
    for _ in range(5):
        if ada.is_set_up:
            break
        await ada.leaves_the_step()
    assert ada.is_set_up
    await ada.taps("Save", confirmation)
    await ada.says("/plan")
    assert "Clonazepam" in ada.last.text
