"""The circle, as both sides live it."""

import pytest

from bot.people.tables import Person
from tests.circle.life import heard, invites, rows, shares
from tests.phone import Phone, Story

ALERT = "has not confirmed"


@pytest.fixture
async def anna(story: Story) -> Phone:
    phone = await story.phone("Anna Weber").sets_up()
    await phone.adds("Clonazepam 0.5 mg 12:00")
    return phone


async def test_from_the_invitation_to_the_first_silence(story: Story, anna: Phone) -> None:
    ben = story.phone("Ben Miller", username="benm")
    payload = await invites(anna)
    await shares(anna, "Clonazepam", "30 min")

    await ben.sends(f"/start {payload}")
    assert "Anna invites you" in ben.text
    assert "when 1 medicine is not confirmed in time" in ben.text
    assert "Clonazepam" not in ben.text
    assert "Ben Miller (@benm)" in ben.text
    assert len(await rows(story, Person)) == 1, "nothing is kept of Ben before he agrees"
    await ben.taps("I agree")

    assert "Ben Miller (@benm)" in anna.text
    await story.at("12:31")
    assert heard(ben, ALERT) == [], "not before Anna confirmed the account"
    await anna.taps("Yes, it is")
    assert heard(ben, "Anna has confirmed that it is you") != []
    assert "Clonazepam, not confirmed after 30 min" in ben.text

    await story.at("12:00")
    await story.later(minutes=29)
    assert heard(ben, ALERT) == []
    await story.later(minutes=1)
    assert len(heard(ben, ALERT)) == 1
    assert "Anna has not confirmed Clonazepam, due at 11:00" in ben.text, "Ben's clock is UTC"
    await story.later(hours=3)
    assert len(heard(ben, ALERT)) == 1
