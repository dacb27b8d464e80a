"""What else knows of a pause: supporters, the week, the goal, the plan."""

import pytest

from tests.circle.life import joined, shares
from tests.conftest import on_sqlite
from tests.phone import Phone, Story


async def plan(story: Story, *lines: str) -> Phone:
    phone = await story.phone("Anna").sets_up()
    for line in lines:
        await phone.adds(line)
    return phone


def alerts(ben: Phone) -> list[str]:
    return [one.text for one in ben.user.received if "has not confirmed" in one.text]


@on_sqlite
@pytest.mark.parametrize(("typed", "told"), [("/pause 3", 0), ("/pause holiday 3", 2)])
async def test_supporters_hear_of_no_medicine_that_rests(
    story: Story, typed: str, told: int
) -> None:
    anna, ben = await plan(story, "Clonazepam 0.5 mg 12:00"), story.phone("Ben")
    await joined(anna, ben)
    await shares(anna, "Clonazepam", "30 min")
    await story.at("12:05")
    await anna.sends(typed)
    await story.at("14:00")
    await story.at("14:00")
    assert len(alerts(ben)) == told


@on_sqlite
async def test_the_week_and_the_goal_say_that_it_was_a_pause(story: Story) -> None:
    anna = await plan(story, "Clonazepam 0.5 mg 12:00", "Stretching 13:00")
    await anna.sends("/goals a walk")
    await anna.sends("/pause holiday 3")
    for _ in range(5):
        await story.at("23:00")
    await anna.sends("/week")
    assert "⏸ Paused on 3 days; what rested then is in no count." in anna.text
    assert "13 missed" not in anna.text
    await anna.sends("/goals")
    assert "rest" in anna.text.lower()


@on_sqlite
async def test_the_plan_says_until_when_it_rests(story: Story) -> None:
    anna = await plan(story, "Clonazepam 0.5 mg 12:00")
    await anna.sends("/pause 7")
    await anna.sends("/plan")
    assert "Reminders are paused until Mon 9 Mar 2026, 00:00" in anna.text
