"""Visits through the whole bot: kept in a line, reminded of, and what came of them."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from bot.notes.composing import NoteInHand
from bot.people.tables import Person
from bot.plan.tables import PlanChange
from bot.screen import Screen, words
from bot.summary.report.actions import gather
from bot.texts import Texts
from bot.treatment.visits.asking import reminder_composer
from bot.treatment.visits.rules import VISIT_AHEAD, subject_of
from bot.treatment.visits.store import open_questions, visits_from
from tests.phone import Phone, Story

MONDAY = date(2026, 3, 2)

URGENT = "Something new or alarming? /urgent"


@pytest.fixture
async def phone(story: Story) -> Phone:
    """Somebody who wants no week summary: weeks pass here."""
    phone = await story.phone().sets_up()
    await phone.sends("/settings")
    await phone.taps("Week summary")
    await phone.taps("No week summary")
    return phone


async def ahead(story: Story) -> list[tuple[date, time | None, str, str]]:
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
        found = await visits_from(session, person, MONDAY)
        return [(one.day, one.at, one.with_whom, one.kind.value) for one in found]


async def questions(story: Story) -> tuple[str, ...]:
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
        return await open_questions(session, person)


async def reasons(story: Story) -> list[tuple[str, str | None]]:
    async with story.app.db.reading() as session:
        rows = await session.scalars(select(PlanChange).order_by(PlanChange.id))
        return [(row.what, row.reason) for row in rows]


async def test_a_visit_is_kept_from_one_line(story: Story, phone: Phone):
    await phone.sends("/visits 12 March 10:30 Dr. Weber")
    assert phone.text == (
        "🗓 Thu 12 Mar 10:30 · Dr. Weber\n"
        "I remind you 14, 3 and 1 days before, and on the day in the morning.\n" + URGENT
    )
    assert phone.labels() == [
        ["📅 Date, time", "👤 With whom"],
        ["💉 It is an injection"],
        ["❓ Questions", "🗑 Remove"],
        ["⬅️ Visits"],
    ]
    await phone.sends("/visits 20 April botox at the clinic")
    assert await ahead(story) == [
        (date(2026, 3, 12), time(10, 30), "Dr. Weber", "doctor"),
        (date(2026, 4, 20), None, "botox at the clinic", "injection"),
    ]
    await phone.sends("/visits")
    assert phone.text == (
        "🗓 Visits\n"
        "🗓 Thu 12 Mar 10:30 · Dr. Weber · in 10 days\n"
        "💉 Mon 20 Apr · botox at the clinic · in 49 days\n"
        "❓ 0 questions to ask. /ask adds one at any time.\n" + URGENT
    )
    assert phone.labels() == [
        ["🗓 Thu 12 Mar 10:30 · Dr. Weber"],
        ["💉 Mon 20 Apr · botox at the clinic"],
        ["➕ New visit", "❓ Questions"],
        ["📜 What changed in the plan"],
    ]


async def test_without_a_date_it_says_how(story: Story, phone: Phone):
    await phone.sends("/visits")
    assert "None ahead. Send one in a line, for example:\n/visits 12 March" in phone.text
    await phone.sends("/visits Dr. Weber")
    assert phone.text == "I need a date, such as: /visits 12 March 10:30 Dr. Weber"
    await phone.sends("/visits 1 March 2026 Dr. Weber")
    assert phone.text == "2026-03-01 is in the past. Please send a date to come."
    assert await ahead(story) == []


async def test_step_by_step_it_is_kept_changed_removed_and_restored(story: Story, phone: Phone):
    await phone.sends("/visits")
    await phone.taps("New visit")
    card = await phone.sends("Friday week")
    assert "I need a date" in phone.text
    card = await phone.sends("12.3.2026 8:15")
    await phone.taps("With whom", card)
    card = await phone.sends("Prof. <Ito>")
    await phone.taps("Date, time", card)
    card = await phone.sends("13 March 9 am")
    card = await phone.taps("It is an injection", card)
    assert await ahead(story) == [(date(2026, 3, 13), time(9), "Prof. <Ito>", "injection")]
    card = await phone.taps("Remove", card)
    assert card.text == "💉 Fri 13 Mar 09:00 · Prof. <Ito>\n🗑 Removed."
    assert await ahead(story) == []
    await phone.taps("Restore", card)
    assert len(await ahead(story)) == 1


async def test_it_is_reminded_of_14_3_and_1_days_before_and_on_the_day(story: Story, phone: Phone):
    """Over the change of the clocks on 29 March, in the morning there, too."""
    await phone.sends("/visits 30 March 10:30 Dr. Weber")
    await phone.sends("/ask Is it <normal>?")
    before = len(phone.user.received)
    await story.later(days=35)
    told = [one for one in phone.user.received[before:] if "Dr. Weber" in one.text]
    assert [one.text.removesuffix("\n" + URGENT) for one in told] == [
        "🗓 Mon 30 Mar 10:30 · Dr. Weber · in 14 days\n❓ 1 question to ask",
        "🗓 Mon 30 Mar 10:30 · Dr. Weber · in 3 days\n❓ 1 question to ask",
        "🗓 Tomorrow 10:30 · Dr. Weber\nWhat you want to ask:\n• Is it <normal>?",
        "🗓 Today 10:30 · Dr. Weber\nWhat you want to ask:\n• Is it <normal>?",
        "🗓 today 10:30 · Dr. Weber\nHow did it go: what changed?",
    ]
    report = ["📄 Report for the doctor"]
    assert [phone.labels(one)[0] == report for one in told] == [False, False, True, True, False]
    await phone.taps("Report for the doctor", told[2])
    assert "☑ What I want to ask (1): on" in str(phone.labels())


async def test_in_the_morning_of_the_zone_they_are_in(story: Story, phone: Phone):
    await phone.sends("/visits 20 March 15:00 Dr. Weber")
    await phone.sends("/timezone Asia/Tokyo")
    await story.later(days=17, hours=17)  # Thursday 23:00 UTC is Friday 08:00 in Tokyo
    before = [one for one in phone.user.received if "Tomorrow" in one.text]
    assert len(before) == 1
    assert not [one for one in phone.user.received if "🗓 Today" in one.text]
    await story.later(hours=1)
    assert phone.text.startswith("🗓 Today 15:00 · Dr. Weber")


async def test_a_visit_that_moved_or_went_is_not_reminded_of(story: Story, phone: Phone):
    card = await phone.sends("/visits 12 March 10:30 Dr. Weber")
    gone = await phone.sends("/visits 13 March 10:30 Dr. Ito")
    await phone.taps("Remove", gone)
    await phone.taps("Date, time", card)
    await phone.sends("20 March 10:30")
    before = len(phone.user.received)
    await story.later(days=14)
    await story.later(days=3)
    told = [one.text.splitlines()[0] for one in phone.user.received[before:]]
    assert told == [
        "🗓 Fri 20 Mar 10:30 · Dr. Weber · in 14 days",
        "🗓 Fri 20 Mar 10:30 · Dr. Weber · in 3 days",
    ], "neither the 12th nor the 13th"


async def test_questions_grow_are_ticked_off_removed_and_restored(story: Story, phone: Phone):
    kept = await phone.sends("/ask Is it normal?")
    assert kept.text == (
        "❓ On your list: Is it normal?\n1 question for the next visit; it stands in the report.\n"
        + URGENT
    )
    await phone.sends("/ask")
    await phone.sends("Can I swim?")
    await phone.sends("/ask " + "x" * 201)
    assert "This has 201 characters, and 200 is the most" in phone.text
    assert await questions(story) == ("Is it normal?", "Can I swim?")
    await phone.taps("Questions", kept)
    assert phone.user.chat.messages[kept.message_id].text == (
        "❓ Questions for the next visit\n1. Is it normal?\n2. Can I swim?\n"
        "Tap a number once it was answered. Open ones stand in the report.\n" + URGENT
    )
    listed = await phone.taps("1 open")
    assert listed.text.splitlines()[1:3] == ["1. Can I swim?", "✅ 2. Is it normal? · answered"]
    assert await questions(story) == ("Can I swim?",)
    listed = await phone.taps("✅ 2", listed)
    assert await questions(story) == ("Is it normal?", "Can I swim?")
    listed = await phone.taps("Remove some", listed)
    listed = await phone.taps("Remove 1", listed)
    assert "🗑 Removed: Is it normal?" in listed.text
    assert await questions(story) == ("Can I swim?",)
    await phone.taps("Restore", listed)
    assert await questions(story) == ("Is it normal?", "Can I swim?")


async def test_open_questions_stand_in_the_doctors_report(story: Story, phone: Phone):
    await phone.sends("/ask Is it normal?")
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
        material = await gather(session, person, 12, story.clock(), people=())
    assert material.questions == ("Is it normal?",)


async def test_what_is_changed_after_a_visit_is_kept_as_agreed_with_the_doctor(
    story: Story, phone: Phone
):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await phone.sends("/visits today 15:00 Dr. Weber")
    await story.at("19:00")
    asked = phone.last
    assert asked.text == "🗓 today 15:00 · Dr. Weber\nHow did it go: what changed?\n" + URGENT
    assert phone.labels() == [
        ["💊 A medicine", "🔢 A dose"],
        ["🤸 An exercise", "Nothing"],
        ["❓ Tick off questions"],
    ]
    asked = await phone.taps("A dose", asked)
    assert asked.text == (
        "🗓 today 15:00 · Dr. Weber\n"
        "Please put into your plan what was agreed. What you change within the next hour is kept as"
        " agreed with the doctor; I change nothing by myself."
    )
    assert phone.labels() == [
        ["Clonazepam"],
        ["📜 What changed in the plan", "✅ That was all"],
    ]
    await phone.taps("Clonazepam", asked)
    await phone.sends("1 mg")
    assert await reasons(story) == [("added", None), ("amount", "doctor")]
    await phone.sends("/visits")
    await phone.taps("What changed")
    assert phone.text == (
        "📜 What changed in the plan\n\n"
        "Today\n"
        "• Clonazepam: amount 0.5 mg → 1 mg · agreed with the doctor\n"
        "• Clonazepam: added as Clonazepam"
    )
    await story.later(hours=1)
    await phone.adds("Stretching 09:00")
    assert (await reasons(story))[-1] == ("added", None), "an hour later it is their own again"


async def test_after_that_was_all_changes_are_their_own_at_once(story: Story, phone: Phone):
    await phone.sends("/visits today Dr. Weber")
    await story.at("19:00")
    await phone.taps("medicine")
    await phone.adds("Baclofen 10 mg 08:00")
    await phone.taps("That was all")
    assert "Later changes are your own again." in str([m.text for m in phone.user.received])
    await phone.adds("Stretching 09:00")
    assert await reasons(story) == [("added", "doctor"), ("added", None)]


async def test_nothing_changed_is_an_answer_too(story: Story, phone: Phone):
    await phone.sends("/visits today injection Dr. Weber")
    await story.at("19:00")
    assert phone.labels()[0] == ["💉 Log the injection"]
    asked = await phone.taps("Nothing")
    assert asked.text.endswith("Noted: nothing changed.")


async def test_one_person_never_touches_anothers(story: Story, phone: Phone):
    card = await phone.sends("/visits 12 March 10:30 Dr. Weber")
    kept = await phone.sends("/ask Is it normal?")
    bob = await story.phone("Bob").sets_up()
    theirs = bob.last
    for row in (*card.rows, *kept.rows):
        for button in row:
            await bob.taps_data(button["callback_data"], theirs)
    async with story.app.db.reading() as session:
        ada = (await session.scalars(select(Person).order_by(Person.id))).first()
        assert ada is not None
        assert len(await visits_from(session, ada, MONDAY)) == 1
        assert await open_questions(session, ada) == ("Is it normal?",)


async def test_one_that_was_held_back_past_the_visit_asks_how_it_went(story: Story, phone: Phone):
    """As after a crisis: what waits for the morning comes when the visit is over."""
    await phone.sends("/visits 3 March 10:30 Dr. Weber")
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
        (visit,) = await visits_from(session, person, MONDAY)
        due = story.next("07:00")
        note = NoteInHand(1, person.id, VISIT_AHEAD.name, subject_of(visit.id, 0), due, person.zone)
        (says,) = (await reminder_composer(None)(session, [note])).values()
    assert says is not None
    t = Texts().translator("en")
    late, in_time = says(t, due + timedelta(days=1)), says(t, due)
    assert isinstance(late, Screen)
    assert isinstance(in_time, Screen)
    assert words(in_time.text).startswith("🗓 Today 10:30 · Dr. Weber")
    asked = "🗓 yesterday 10:30 · Dr. Weber\nHow did it go: what changed?\n"
    assert words(late.text) == asked + URGENT
