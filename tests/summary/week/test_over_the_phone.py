"""The week summary as a person meets it: /week, other weeks, details."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from bot.journal.selfcheck.rules import Question
from bot.journal.selfcheck.tables import SelfCheck
from bot.people.tables import Person
from tests.phone import MONDAY, Phone, Story

SUNDAY = datetime(2026, 3, 8, 17, 0, tzinfo=UTC)
"""18:00 in Berlin."""


async def test_a_new_week_says_so_warmly_and_draws_nothing(phone: Phone):
    shown = await phone.sends("/week")
    assert "Nothing noted in this week yet, and that is fine" in shown.text
    assert "0 episodes" in shown.text
    assert shown.text.count("https://") == 3
    assert shown.photo is None


async def test_the_message_itself_has_the_total_and_three_links(phone: Phone, story: Story):
    for words in ("/log 3", "/log 1", "/checkin 2"):
        await phone.sends(words)
    await story.later(days=1)
    await phone.sends("/log 2")
    shown = await phone.sends("/week")
    assert "3 episodes" in shown.text
    assert shown.text.count("https://") == 3
    assert shown.photo
    severity = "🎚 1 × severity 1, 1 × severity 2, 1 × severity 3"
    assert severity in shown.text.split("\n")
    details = await phone.taps("Details", shown)
    assert severity in details.text.split("\n")


async def test_it_comes_on_sunday_at_six_and_once(phone: Phone, story: Story):
    for words in ("/log 3", "/checkin 2"):
        await phone.sends(words)
    await story.later(days=1)
    await phone.sends("/log 2")
    await story.life.move_to(SUNDAY - timedelta(minutes=1))
    before = summaries(phone)
    await story.later(minutes=1)
    assert summaries(phone) == [*before, phone.text]
    assert "Week 2 Mar – 8 Mar 2026, so far" in phone.text
    assert "2 episodes" in phone.text
    assert phone.last.photo
    await story.later(days=6, hours=23)
    assert len(summaries(phone)) == 1
    await story.later(hours=1)
    assert len(summaries(phone)) == 2


async def test_after_downtime_it_comes_once_and_tells_of_its_own_week(phone: Phone, story: Story):
    await phone.sends("/log 3")
    await story.life.offline_until(SUNDAY + timedelta(days=1, hours=15))  # Tuesday morning
    assert len(summaries(phone)) == 1
    assert "Week 2 Mar – 8 Mar 2026" in phone.text
    assert "so far" not in phone.text
    assert "1 episode\n" in phone.text
    await story.later(days=3)
    assert len(summaries(phone)) == 1


async def test_one_that_is_too_late_waits_for_the_next_week(phone: Phone, story: Story):
    await phone.sends("/log 3")
    await story.life.offline_until(SUNDAY + timedelta(days=4))
    assert summaries(phone) == []
    await story.life.move_to(SUNDAY + timedelta(days=7))
    assert len(summaries(phone)) == 1


async def test_its_time_is_chosen_in_the_settings(phone: Phone, story: Story):
    settings = await phone.sends("/settings")
    assert "Week summary: Sunday 18:00" in settings.text
    choice = await phone.taps("Week summary", settings)
    choice = await phone.taps("Sat", choice)
    choice = await phone.taps("10:00", choice)
    assert "Week summary: Saturday 10:00" in choice.text
    assert "Week summary: Saturday 10:00" in (await phone.taps("Settings", choice)).text
    await story.life.move_to(SUNDAY - timedelta(days=1, hours=8))
    assert len(summaries(phone)) == 1
    await story.life.move_to(SUNDAY + timedelta(minutes=1))
    assert len(summaries(phone)) == 1


async def test_it_can_be_switched_off_and_on(phone: Phone, story: Story):
    choice = await phone.taps("Week summary", await phone.sends("/settings"))
    choice = await phone.taps("No week summary", choice)
    assert "Week summary: off" in choice.text
    await story.life.move_to(SUNDAY + timedelta(minutes=1))
    assert summaries(phone) == []
    choice = await phone.taps("Sun", choice)
    assert "Week summary: Sunday 18:00" in choice.text
    await story.later(days=7)
    assert len(summaries(phone)) == 1


async def test_other_weeks_are_a_tap_away(phone: Phone, story: Story):
    await phone.sends("/log 3")
    await story.later(days=7)
    shown = await phone.sends("/week")
    assert "Week 9 Mar – 15 Mar 2026, so far" in shown.text
    assert "Week after" not in str(phone.labels(shown))
    shown = await phone.taps("Week before", shown)
    assert "Week 2 Mar – 8 Mar 2026" in shown.text
    assert "1 episode\n" in shown.text
    assert "Week before" not in str(phone.labels(shown))
    assert "Week 9 Mar" in (await phone.taps("Week after", shown)).text


async def test_details_lead_there_and_back(phone: Phone, story: Story):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    await phone.taps("Taken")
    details = await phone.taps("Details", await phone.sends("/week"))
    assert "💊 Clonazepam: 1 of 1 taken" in details.text
    assert "1 episode" not in details.text
    assert "so far" in (await phone.taps("Back", details)).text


async def test_a_dose_taken_early_and_one_as_needed_count_as_what_they_are(
    phone: Phone, story: Story
):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await phone.adds("Ibuprofen 400 mg as needed")
    await phone.taps("Early: 08:00", await phone.sends("/today"))
    needed = await phone.taps("Take Ibuprofen", await phone.sends("/today"))
    await phone.taps("Save", needed)
    details = await phone.taps("Details", await phone.sends("/week"))
    assert "💊 Clonazepam: 1 of 1 taken" in details.text
    assert "💊 Ibuprofen: 1 as needed" in details.text


async def test_one_person_never_sees_the_week_of_another(phone: Phone, story: Story):
    await phone.sends("/log 3")
    other = await story.phone("Eve").sets_up()
    assert "0 episodes" in (await other.sends("/week")).text


def summaries(phone: Phone) -> list[str]:
    """The summaries that came by themselves: nobody here asks for one before."""
    return [each.text for each in phone.user.received if "👥 People who understand" in each.text]


async def test_the_weekly_questions_stand_beside_the_weeks_before(phone: Phone, story: Story):
    answers = {
        date(2026, 2, 16): {Question.MOVED: 4, Question.WORST: 2},
        date(2026, 2, 23): {Question.MOVED: 2, Question.TALKING: None},
        date(2026, 3, 2): {Question.MOVED: 1, Question.WORST: 2, Question.TALKING: 3},
    }
    async with story.app.db.writing() as session:
        person = (await session.scalars(select(Person))).one()
        session.add_all(
            SelfCheck(person_id=person.id, week=week, question=question, answer=answer,
                      local_date=week, answered_at=MONDAY)
            for week, given in answers.items()
            for question, answer in given.items()
        )  # fmt: skip
    line = "📝 Weekly questions, 0-4: Face 1.5 (before 2.5), In the way of daily life 3"
    assert line in (await phone.sends("/week")).text.split("\n")
    assert line in (await phone.taps("Details")).text.split("\n")
