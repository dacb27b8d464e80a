"""The week's question about side effects, through the whole bot."""

from datetime import date

from sqlalchemy import select

from bot.journal.effects.rules import Effect
from bot.journal.effects.weeks import strengths_of, trends_between
from bot.people.tables import Person
from tests.phone import Phone, Story

SATURDAY = date(2026, 3, 7)
URGENT = "call your local emergency number"


async def on_saturday(story: Story, *lines: str) -> Phone:
    """Somebody with these medicines, on the first Saturday at half past ten."""
    phone = await story.phone().sets_up()
    for line in lines:
        await phone.adds(line)
    await story.later(days=5, hours=3, minutes=30)
    return phone


async def known(story: Story, day: date = SATURDAY) -> dict[Effect, int]:
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
        return dict(await strengths_of(session, person, day))


async def test_it_asks_by_kind_and_a_tap_more_is_stronger(story) -> None:
    phone = await on_saturday(story, "Clonazepam 0.5 mg as needed")
    assert "💊 Side effects this week · Benzodiazepine" in phone.text
    assert phone.labels() == [["Drowsiness", "Unsteadiness"], ["✅ Done"]]
    await phone.taps("Drowsiness")
    await phone.taps("Drowsiness 1 of 3")
    assert phone.labels()[0] == ["Drowsiness 2 of 3", "Unsteadiness"]
    assert "no driving and no alcohol" in phone.text
    assert await known(story) == {Effect.DROWSINESS: 2}
    await phone.taps("Done")
    assert "Noted for this week: Drowsiness 2 of 3" in phone.text
    assert await known(story) == {Effect.DROWSINESS: 2, Effect.UNSTEADY: 0}


async def test_a_fourth_tap_takes_it_back_and_a_doubled_one_is_one(story) -> None:
    phone = await on_saturday(story, "Clonazepam 0.5 mg as needed")
    message, once = phone.button("Drowsiness")
    await phone.taps_data(once, message)
    await phone.taps_data(once, message)
    assert await known(story) == {Effect.DROWSINESS: 1}
    for _ in range(3):
        await phone.taps("Drowsiness")
    assert await known(story) == {Effect.DROWSINESS: 0}


async def test_kinds_follow_one_another_and_what_they_share_is_asked_once(story) -> None:
    phone = await on_saturday(
        story, "Trihexyphenidyl 2 mg as needed", "Carbamazepine 200 mg as needed"
    )
    assert "Anticholinergic" in phone.text
    assert any("Dizziness" in label for row in phone.labels() for label in row)
    await phone.taps("Next")
    assert "Anticonvulsant" in phone.text
    assert phone.labels() == [
        ["Rash", "Unsteadiness"],
        ["Change of mood"],
        ["◀ Back", "✅ Done"],
    ]
    await phone.taps("Done")
    assert "none of them" in phone.text
    assert set((await known(story)).values()) == {0}


async def test_a_rash_brings_the_urgent_card_at_once_and_once(story) -> None:
    phone = await on_saturday(story, "Carbamazepine 200 mg as needed")
    question = phone.last
    await phone.taps("Rash")
    assert URGENT in phone.text.lower()
    sent = len(phone.user.received)
    await phone.taps("Rash 1 of 3", phone.user.chat.messages[question.message_id])
    assert len(phone.user.received) == sent


async def test_nobody_is_asked_whose_medicines_have_no_questions(story) -> None:
    phone = await on_saturday(story, "Ibuprofen 400 mg as needed", "Vitamin D as needed")
    assert "Side effects" not in "".join(message.text for message in phone.user.received)


async def test_that_evening_does_not_ask_again_and_another_one_does(story) -> None:
    phone = await on_saturday(story, "Clonazepam 0.5 mg as needed")
    await phone.taps("Done")
    await phone.sends("/checkin 2")
    await phone.taps("Done")
    assert "Side effects today?" not in phone.text
    await story.later(days=1)
    await phone.sends("/checkin 2")
    await phone.taps("Done")
    assert "Side effects today?" in phone.text


async def test_it_does_not_ask_after_the_day_was_answered(story) -> None:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg as needed")
    await story.later(days=5, hours=2)
    await phone.sends("/checkin 2")
    await phone.taps("Done")
    await phone.taps("Done")  # of the side effects
    sent = len(phone.user.received)
    await story.later(hours=2)
    assert len(phone.user.received) == sent


async def test_it_can_be_moved_and_switched_off(story) -> None:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg as needed")
    await phone.sends("/settings")
    await phone.taps("Side effects, weekly")
    assert "Side effects, once a week: Saturday 10:00" in phone.text
    await phone.taps("Wed")
    await phone.taps("18:00")
    assert "Wednesday 18:00" in phone.text
    await story.later(days=2, hours=11, minutes=1)
    assert "Side effects this week" in phone.text
    await phone.sends("/settings")
    await phone.taps("Side effects, weekly")
    await phone.taps("Don't ask")
    sent = len(phone.user.received)
    await story.later(days=8)
    assert all("Side effects this week" not in one.text for one in phone.user.received[sent:])


async def test_it_can_be_corrected_and_removed(story) -> None:
    phone = await on_saturday(story, "Clonazepam 0.5 mg as needed")
    await phone.taps("Unsteadiness")
    await phone.taps("Done")
    await phone.taps("Change")
    await phone.taps("Unsteadiness 1 of 3")
    await phone.taps("Done")
    assert (await known(story))[Effect.UNSTEADY] == 2
    await phone.taps("Remove")
    assert "nothing is noted for this week" in phone.text
    assert await known(story) == {}


async def test_it_stands_in_the_history_and_is_opened_from_there(story) -> None:
    phone = await on_saturday(story, "Clonazepam 0.5 mg as needed")
    await phone.taps("Unsteadiness")
    await phone.taps("Done")
    await phone.sends("/history")
    assert "💊 Of the week: Unsteadiness 1 of 3" in phone.text
    await phone.taps("Side effects of the week")
    assert phone.labels()[0] == ["Drowsiness", "Unsteadiness 1 of 3"]


async def test_weeks_stand_in_the_report_one_after_another(story) -> None:
    phone = await on_saturday(story, "Clonazepam 0.5 mg as needed")
    for strength in (2, 1):
        for _ in range(strength):
            await phone.taps("Drowsiness")
        await phone.taps("Done")
        await story.later(days=7)
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
        (trend,) = await trends_between(session, person, SATURDAY, date(2026, 3, 21))
    assert (trend.effect, trend.strengths) == (Effect.DROWSINESS, (2, 1))
