"""What people agreed to, as it was shown to them; and a text that says more than it did."""

from sqlalchemy import select, update

from bot.people.rules import CONSENT_VERSION, digest_of
from bot.people.screens import consent_text
from bot.people.tables import Consent, ConsentText, Person
from bot.texts import Texts
from tests.phone import Phone, Story


async def kept(story: Story) -> list[tuple[int, str | None]]:
    async with story.app.db.reading() as session:
        found = await session.execute(
            select(Consent.version, ConsentText.text)
            .outerjoin(ConsentText, ConsentText.digest == Consent.digest)
            .order_by(Consent.id)
        )
        return [(version, text) for version, text in found]


async def agreed_to_less(story: Story) -> None:
    async with story.app.db.writing() as session:
        await session.execute(update(Person).values(consent_version=1))
    await story.app.sweeper.look()
    await story.app.settle()


async def test_the_text_that_was_shown_is_kept_once_for_all_who_saw_it(story: Story) -> None:
    shown = await story.phone().sends("/start")
    for name in ("Ada", "Grace"):
        await story.phone(name).sets_up()
    text = str(consent_text(Texts().translator("en")))
    assert await kept(story) == [(CONSENT_VERSION, text)] * 2
    assert text.partition("</b>")[0].removeprefix("🗂 <b>") in shown.text
    async with story.app.db.reading() as session:
        (only,) = await session.scalars(select(ConsentText))
    assert only.digest == digest_of(text)
    assert (only.language, only.version) == ("en", CONSENT_VERSION)


async def test_who_saw_another_text_is_shown_the_present_one(story: Story) -> None:
    phone = story.phone()
    await phone.sends("/start")
    data = phone.last.buttons[0]["callback_data"]
    await phone.taps_data(data[:-1] + ("0" if data[-1] != "0" else "1"), phone.last)
    assert "Agree" in str(phone.labels())
    assert await kept(story) == []


async def test_a_text_that_says_more_is_asked_about_once_and_nothing_stops(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await agreed_to_less(story)
    assert "privacy text says more" in phone.text
    count = len(phone.user.received)
    await story.app.sweeper.look()
    await story.app.settle()
    assert len(phone.user.received) == count
    await story.at("08:00")
    assert "Clonazepam" in phone.text, "medicines go on meanwhile"

    await phone.taps("Read it")
    assert "newer than the one you agreed to" in phone.text
    shown = phone.last
    await phone.taps("Agree", shown)
    assert "Thank you" in phone.text
    assert [version for version, _ in await kept(story)] == [CONSENT_VERSION] * 2
    await phone.taps_data(shown.buttons[0].get("callback_data", "1ap"), shown)
    await story.later(days=40)
    await story.app.sweeper.look()
    assert sum("says more" in one.text for one in phone.user.received) == 1


async def test_who_does_not_answer_is_asked_again_a_month_later(story: Story) -> None:
    phone = await story.phone().sets_up()
    await agreed_to_less(story)
    await story.later(days=31)
    await story.app.sweeper.look()
    await story.app.settle()
    assert sum("says more" in one.text for one in phone.user.received) == 2


async def test_a_foreign_mark_agrees_to_nothing(story: Story) -> None:
    phone: Phone = await story.phone().sets_up()
    await agreed_to_less(story)
    await phone.taps("Read it")
    await phone.taps_data("1aa:deadbeef", phone.last)
    assert len(await kept(story)) == 1
    assert "newer than the one you agreed to" in phone.text
