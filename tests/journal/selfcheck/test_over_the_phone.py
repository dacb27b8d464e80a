"""The weekly questions through the whole bot: after the evening's Done, three at most."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.journal.selfcheck.buttons import (
    AnswerCheck,
    ChangeCheck,
    ListCheck,
    OpenCheck,
    RemoveCheck,
    RestoreCheck,
    SkipCheck,
    Then,
)
from bot.journal.selfcheck.rules import CheckWeek, Group, Mean, Question, in_order
from bot.journal.selfcheck.store import self_check_trend
from bot.journal.selfcheck.tables import SelfCheck
from bot.people.tables import Person
from bot.screen import pack
from tests.phone import Phone, Story

MONDAY = date(2026, 3, 9)
"""The story's second Monday: the week that begins with sleep and ends with the comparison."""
TODAY = MONDAY.toordinal()
URGENT = "Something new or alarming? /urgent"


@pytest.fixture
async def phone(story: Story) -> Phone:
    await story.later(days=7)
    return await story.phone().sets_up()


async def evening(phone: Phone) -> None:
    await phone.sends("/checkin 1")
    await phone.taps("✅ Done", phone.last)


async def kept(story: Story) -> list[tuple[str, int | None]]:
    async with story.app.db.reading() as session:
        rows = await session.scalars(
            select(SelfCheck).where(SelfCheck.removed_at.is_(None)).order_by(SelfCheck.id)
        )
        return [(row.question, row.answer) for row in rows]


async def trend(story: Story, *weeks: date) -> tuple[CheckWeek, ...]:
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
        return await self_check_trend(session, person, weeks)


async def test_three_questions_of_a_tap_each_and_then_the_day_in_words(story: Story, phone: Phone):
    first, second, third = in_order(MONDAY)[:3]
    assert (first, second, third) == (Question.SLEPT, Question.EFFECTS, Question.VERSUS)
    await evening(phone)
    message = phone.last
    assert "3 quick questions for this week, if you like:" in phone.text
    await phone.taps("This week's questions")
    assert phone.text == f"🗒 This week · 3 questions\nHow well did you sleep?\n{URGENT}"
    assert phone.labels() == [
        ["0 · very badly"],
        ["1 · badly"],
        ["2 · so-so"],
        ["3 · well"],
        ["4 · very well"],
        ["⏭ Skip"],
    ]
    await phone.taps("3 · well")
    assert phone.text == (
        "🗒 This week · 2 questions\n"
        f"How much did side effects of your treatment trouble you?\n{URGENT}"
    )
    await phone.taps("Skip")
    assert phone.text == (
        f"🗒 This week · 1 question\nCompared with last week, your face was …\n{URGENT}"
    )
    assert phone.labels() == [["better", "the same", "worse"], ["⏭ Skip"]]
    await phone.taps("worse")
    assert phone.text == (
        "🗒 This week · 1 question\n"
        f"Does a new part of your face move that did not before?\n{URGENT}"
    )
    await phone.taps("yes")
    assert phone.text == (
        "✅ Day rating saved: 1 · only I notice\n"
        "None of the triggers asked.\n"
        "🗒 Sleep: 3 · well; Versus last week: worse; New area: yes\n"
        f"🩺 A new area: please mention this to your doctor.\n{URGENT}"
    )
    assert phone.labels() == [["✏️ Change"]]
    assert phone.last.message_id == message.message_id
    assert await kept(story) == [("slept", 3), ("effects", None), ("versus", 2), ("new_area", 1)]
    (week,) = await trend(story, MONDAY)
    assert week == CheckWeek(MONDAY, {Group.SLEEP: Mean(3, 1)}, versus=2, new_area=True)


async def test_through_by_thursday_and_anew_on_monday(story: Story, phone: Phone):
    for asked in (3, 3, 3, 1, 0, 0, 0):
        await story.at("20:00")
        await evening(phone)
        assert ("quick question" in phone.text) is bool(asked)
        while "This week's" in str(phone.labels()) or "Skip" in str(phone.labels()):
            await phone.taps("This week" if "This week's" in str(phone.labels()) else "Skip")
    assert [answer for _, answer in await kept(story)] == [None] * 11
    await story.at("20:00")
    await evening(phone)
    assert "3 quick questions" in phone.text
    first, second = await trend(story, MONDAY, MONDAY + timedelta(weeks=1))
    assert (first.means, second.means) == ({}, {}), "left out is not answered"


async def test_a_tap_twice_answers_once_and_the_last_one_wins(story: Story, phone: Phone):
    await evening(phone)
    await phone.taps("This week's questions")
    question, three = phone.button("3 · well")
    one = phone.button("1 · badly")[1]
    for data in (three, three, one):
        await phone.taps_data(data, question)
    assert await kept(story) == [("slept", 1)]
    skip = pack(SkipCheck(Question.SLEPT, TODAY))
    await phone.taps_data(skip, question)
    assert await kept(story) == [("slept", 1)], "leaving out takes no answer back"


async def test_history_shows_changes_removes_and_restores_them(story: Story, phone: Phone):
    await evening(phone)
    await phone.taps("This week's questions")
    await phone.taps("3 · well")
    await phone.taps("2 · somewhat")
    day = await phone.sends("/history")
    assert "🗒 Sleep: 3 · well; Side effects: 2 · somewhat" in day.text
    answers = await phone.taps("✏️ Weekly questions", day)
    assert answers.text == (
        f"🗒 Weekly questions, Today\nSleep: 3 · well\nSide effects: 2 · somewhat\n{URGENT}"
    )
    assert phone.labels(answers) == [["✏️ Change: Sleep", "✏️ Change: Side effects"], ["◀ Day"]]
    one = await phone.taps("✏️ Change: Sleep", answers)
    assert phone.labels(one)[3:] == [
        ["🔘 3 · well: on"],
        ["4 · very well"],
        ["🗑 Remove", "◀ Back"],
        ["◀ Day"],
    ]
    answers = await phone.taps("0 · very badly", one)
    assert "Sleep: 0 · very badly\n" in answers.text
    one = await phone.taps("✏️ Change: Sleep", answers)
    removed = await phone.taps("Remove", one)
    assert "Removed." in removed.text
    assert await kept(story) == [("effects", 2)]
    assert "Sleep" not in (await phone.sends("/history")).text
    restored = await phone.taps("Restore", removed)
    assert "🔘 0 · very badly: on" in str(phone.labels(restored))
    removed = await phone.taps("Remove", restored)
    await story.later(hours=25)
    await phone.taps("Restore", removed)
    assert "more than a day ago" in (phone.notice or "")


async def test_what_was_removed_is_not_asked_again_that_week(story: Story, phone: Phone):
    await evening(phone)
    await phone.taps("This week's questions")
    await phone.taps("3 · well")
    asked = phone.last
    await phone.taps_data(pack(RemoveCheck(Question.SLEPT, TODAY)), asked)
    again = await phone.taps_data(pack(OpenCheck(TODAY)), asked)
    assert "side effects of your treatment" in again.text
    await phone.taps_data(pack(AnswerCheck(Question.SLEPT, 4, TODAY, Then.NEXT)), asked)
    assert await kept(story) == [("slept", 4)], "an answer is an answer"


async def test_whoever_stops_them_in_the_settings_is_asked_no_more(story: Story, phone: Phone):
    await story.at("20:00")
    await phone.sends("/settings")
    await phone.taps("Weekly questions: stop")
    await evening(phone)
    assert "quick question" not in phone.text
    assert phone.labels() == [["✏️ Change"]]
    await phone.sends("/settings")
    await phone.taps("Weekly questions: ask again")
    assert "quick question" in (await phone.sends("/checkin")).text


FORGED = (
    pack(OpenCheck(2**62)),
    pack(AnswerCheck(Question.VERSUS, 3, TODAY, Then.NEXT)),
    pack(AnswerCheck(Question.SLEPT, -1, TODAY, Then.NEXT)),
    pack(AnswerCheck(Question.SLEPT, 2**62, TODAY, Then.LIST)),
    pack(AnswerCheck(Question.SLEPT, 1, TODAY + 2, Then.NEXT)),
    pack(SkipCheck(Question.SLEPT, TODAY - 40)),
    pack(ListCheck(-5)),
    pack(ChangeCheck(Question.SLEPT, TODAY)),
    pack(RemoveCheck(Question.SLEPT, TODAY)),
    pack(RestoreCheck(Question.SLEPT, TODAY)),
    "1qa:tail:1:5:n",
    "1qa:slept:1:5:x",
    "1qk:slept",
)


async def test_forged_buttons_are_answered_kindly(story: Story, phone: Phone):
    await evening(phone)
    shown = phone.last
    before = (shown.text, phone.labels(shown))
    for data in FORGED:
        phone.user.notices.clear()
        after = await phone.taps_data(data, shown)
        assert phone.notice, data
        assert (after.text, phone.labels(after)) == before
    assert await kept(story) == []
