"""The circle, as both sides live it."""

import pytest

from bot.people.tables import Person
from tests.circle.life import card, heard, invites, joined, rows, shares
from tests.conftest import on_sqlite
from tests.phone import Phone, Story

ALERT = "has not confirmed"


@pytest.fixture
async def anna(story: Story) -> Phone:
    phone = await story.phone("Anna Weber").sets_up()
    await phone.adds("Clonazepam 0.5 mg 12:00")
    return phone


@pytest.fixture
async def ben(story: Story, anna: Phone) -> Phone:
    """He hears of it when Clonazepam is not confirmed after half an hour."""
    phone = story.phone("Ben Miller", username="benm")
    await joined(anna, phone)
    await shares(anna, "Clonazepam", "30 min")
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


async def takes(anna: Phone) -> None:
    await anna.taps("Taken")


async def takes_and_takes_it_back(anna: Phone) -> None:
    """After the half hour: somebody is there, and knows."""
    await anna.taps("Taken")
    await anna.story.later(minutes=40)
    await anna.taps("Undo")


async def skips(anna: Phone) -> None:
    await anna.taps("Skip")


async def puts_it_off(anna: Phone) -> None:
    await anna.taps("Later")
    await anna.taps("1 h")


async def removes_it(anna: Phone) -> None:
    await anna.sends("/plan")
    await anna.taps("Clonazepam", anna.last)
    await anna.taps("Remove", anna.last)
    await anna.taps("Remove", anna.last)


async def pauses_it(anna: Phone) -> None:
    await anna.sends("/plan")
    await anna.taps("Clonazepam", anna.last)
    await anna.taps("Pause", anna.last)


async def pauses_everything(anna: Phone) -> None:
    await anna.sends("/pause 1")


async def pauses_sharing(anna: Phone) -> None:
    await card(anna)
    await anna.taps("Pause sharing", anna.last)


async def shares_it_no_longer(anna: Phone) -> None:
    await shares(anna, "Clonazepam", "Not shared")


async def ends_it(anna: Phone) -> None:
    await card(anna)
    await anna.taps("End it", anna.last)


async def erases_everything(anna: Phone) -> None:
    await anna.leaves()


@on_sqlite
@pytest.mark.parametrize(
    "does",
    [
        takes, takes_and_takes_it_back, skips, puts_it_off, removes_it, pauses_it,
        pauses_everything, pauses_sharing, shares_it_no_longer, ends_it, erases_everything,
    ],
)  # fmt: skip
async def test_nobody_hears_of_silence_that_is_none(
    story: Story, anna: Phone, ben: Phone, does
) -> None:
    await story.at("12:05")
    await does(anna)
    await story.at("12:59")
    assert heard(ben, ALERT) == []


async def test_what_was_put_off_counts_from_its_new_prompt(
    story: Story, anna: Phone, ben: Phone
) -> None:
    await story.at("12:05")
    await puts_it_off(anna)
    await story.at("13:34")
    assert heard(ben, ALERT) == []
    await story.at("13:35")
    assert len(heard(ben, ALERT)) == 1


@on_sqlite
async def test_what_is_taken_back_at_once_is_silence_again(
    story: Story, anna: Phone, ben: Phone
) -> None:
    await story.at("12:05")
    await anna.taps("Taken")
    await anna.taps("Undo")
    await story.at("12:30")
    assert len(heard(ben, ALERT)) == 1


@on_sqlite
async def test_a_longer_time_counts_from_the_same_prompt(
    story: Story, anna: Phone, ben: Phone
) -> None:
    await story.at("12:10")
    await shares(anna, "Clonazepam", "2 h")
    await story.at("13:59")
    assert heard(ben, ALERT) == []
    await story.at("14:00")
    assert len(heard(ben, ALERT)) == 1


@on_sqlite
async def test_the_supporter_pauses_with_one_tap_and_goes_on(
    story: Story, anna: Phone, ben: Phone
) -> None:
    await ben.sends("/start")
    await ben.taps("🤝 Anna")
    await ben.taps("Pause", ben.last)
    await card(anna)
    assert "paused by them" in anna.text
    await story.at("13:00")
    assert heard(ben, ALERT) == []
    await ben.taps("Go on")
    await story.at("12:31")
    assert len(heard(ben, ALERT)) == 1


async def test_in_neutral_words_no_medicine_is_named(story: Story, anna: Phone, ben: Phone) -> None:
    await anna.adds("Baclofen 10 mg 12:00")
    await shares(anna, "Baclofen", "30 min")
    await card(anna)
    await anna.taps("Neutral words", anna.last)
    told = len(ben.user.received)
    await story.at("12:30")
    assert {text.split("\n")[0] for text in heard(ben, ALERT)} == {
        "🔔 Anna has not confirmed item 1, due at 11:00.",
        "🔔 Anna has not confirmed item 2, due at 11:00.",
    }
    await ben.taps("Open")
    assert "item 2, not confirmed after 30 min" in ben.text
    said = " ".join(one.text for one in ben.user.received[told:])
    assert "Clonazepam" not in said
    assert "Baclofen" not in said


@on_sqlite
async def test_the_supporters_night_is_quiet(story: Story, anna: Phone, ben: Phone) -> None:
    await anna.adds("Baclofen 10 mg 23:15")
    await shares(anna, "Baclofen", "15 min")
    await story.at("12:05")
    await anna.taps("Taken")
    await story.at("23:31")
    assert heard(ben, ALERT) == [], "22:31 by Ben's clock, and he sleeps from half past ten"
    await story.at("07:30")
    assert heard(ben, ALERT) == []
    await story.at("08:00")
    assert "Baclofen" in heard(ben, ALERT)[0], "it is still not confirmed"


async def test_two_supporters_each_hear_what_was_chosen_for_them(
    story: Story, anna: Phone, ben: Phone
) -> None:
    mia = await story.phone("Mia").sets_up()
    await mia.adds("Ibuprofen 400 mg 09:00")
    await joined(anna, mia, "Mia")
    await anna.adds("Baclofen 10 mg 14:00")
    await shares(anna, "Baclofen", "1 h", "Mia")
    await story.at("15:30")
    assert len(heard(ben, ALERT)) == 1
    assert "Clonazepam" in heard(ben, ALERT)[0]
    assert len(heard(mia, ALERT)) == 1
    assert "Baclofen" in heard(mia, ALERT)[0]
    assert heard(anna, ALERT) == []


@on_sqlite
async def test_the_item_itself_says_who_hears_of_it(story: Story, anna: Phone, ben: Phone) -> None:
    await anna.sends("/plan")
    await anna.taps("Clonazepam", anna.last)
    await anna.taps("Who hears of it", anna.last)
    await anna.taps("Ben: 30 min", anna.last)
    await anna.taps("15 min", anna.last)
    await story.at("12:15")
    assert len(heard(ben, ALERT)) == 1


async def test_the_week_and_the_appointments(story: Story, anna: Phone, ben: Phone) -> None:
    await card(anna)
    await anna.taps("Week: off", anna.last)
    await anna.taps("Visits: off", anna.last)
    await anna.sends("/visits in 3 days 10:30 Dr. Weber")
    await anna.sends("/log 3 left cheek after coffee")
    await story.at("19:00")
    await story.at("19:00")
    assert heard(ben, "has an appointment") == []
    await story.at("19:00")
    (told,) = heard(ben, "has an appointment")
    assert "Anna has an appointment: tomorrow 10:30 · Dr. Weber" in told
    for _ in range(4):
        await story.at("19:00")
    (week,) = heard(ben, "📊 Week")
    assert "1 episode" in week
    assert "Clonazepam: 0 of 6 taken" in week or "Clonazepam: 0 of 7 taken" in week
    assert "coffee" not in week

    await anna.sends("/visits in 2 days 09:00 Dr. Weber")
    await card(anna)
    await anna.taps("Neutral words", anna.last)
    await ben.sends("/start")
    await ben.taps("🤝 Anna")
    assert "🗓 Tue 10 Mar 09:00" in ben.text
    assert "Dr. Weber" not in ben.text
    await card(anna)
    await anna.taps("Visits: on", anna.last)
    await anna.taps("Week: on", anna.last)
    for _ in range(8):
        await story.at("19:00")
    assert len(heard(ben, "📊 Week")) == 1
    assert len(heard(ben, "has an appointment")) == 1
