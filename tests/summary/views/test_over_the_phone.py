"""The longer looks as a person meets them: from the details of a week, one tap each."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from bot.journal.days.tables import DayRating
from bot.people.tables import Person
from bot.plan.rules import AtTimes, Kind, Schedule, to_json
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.tables import Occurrence
from tests.phone import MONDAY, Phone, Story
from tests.summary.week.rows import an_injection

DAY = timedelta(days=1)


async def details(phone: Phone) -> None:
    await phone.taps("Details", await phone.sends("/week"))


async def rated(story: Story, days: int) -> list[int]:
    """So many evenings before today, rated 0 to 4 in turn."""
    ratings = [n % 5 for n in range(days)]
    async with story.app.db.writing() as session:
        ada = await session.scalar(select(Person))
        assert ada is not None
        for n, rating in enumerate(ratings, 1):
            day = story.clock().date() - n * DAY
            session.add(
                DayRating(person_id=ada.id, local_date=day, rating=rating, answered_at=MONDAY)
            )
    return ratings


async def occurred(story: Story, kind: Kind, name: str, days: dict[int, str]) -> None:
    """An item of the plan, with what became of it so many days ago."""
    start = datetime(2025, 1, 1, tzinfo=UTC)
    async with story.app.db.writing() as session:
        ada = await session.scalar(select(Person))
        assert ada is not None
        item = PlanItem(person_id=ada.id, kind=kind, name=name, nags=[], created_at=start)
        session.add(item)
        await session.flush()
        spec = to_json(Schedule(AtTimes((time(23, 50),))))
        schedule = ItemSchedule(item_id=item.id, spec=spec, valid_from=start)
        session.add(schedule)
        await session.flush()
        for ago, state in days.items():
            at = story.clock() - ago * DAY
            session.add(
                Occurrence(
                    person_id=ada.id, item_id=item.id, schedule_id=schedule.id, slot="x",
                    local_date=at.date(), due_at=at, prompt_at=at, deadline=at, zone="UTC",
                    state=state, taken_at=at if state == "done" else None,
                )
            )  # fmt: skip


async def test_with_nothing_noted_each_says_what_it_needs_and_draws_nothing(phone: Phone):
    for label, words in (
        ("Twelve weeks", "From 7 rated days on there is a picture"),
        ("Cycle", "It needs an injection in your log"),
        ("Plan", "Nothing of your plan was due in these weeks."),
    ):
        await details(phone)
        shown = await phone.taps(label)
        assert words in shown.text
        assert shown.photo is None
        assert "episodes" in (await phone.taps("Back")).text


async def test_twelve_weeks_of_evenings_are_a_picture_with_its_counts(phone: Phone, story: Story):
    ratings = await rated(story, 23)
    await details(phone)
    shown = await phone.taps("Twelve weeks")
    assert shown.photo
    assert f"23 of 78 days rated, {sum(ratings) / 23:.1f} on average" in shown.text
    assert f"1 · only I notice: {ratings.count(1)}" in shown.text
    assert f"4 · must stop / cannot see: {ratings.count(4)}" in shown.text
    back = await phone.taps("Back")
    assert back.photo is None
    assert "episodes" in back.text


async def test_the_cycle_is_drawn_from_two_rated_weeks_on(phone: Phone, story: Story):
    await rated(story, 20)
    async with story.app.db.writing() as session:
        ada = (await session.scalars(select(Person))).one()
        session.add(an_injection(ada, story.clock().date() - 5 * DAY))
    await details(phone)
    assert (await phone.taps("Cycle")).photo is None, "one week is no curve"
    await story.later(days=3)
    await rated_again(story, 3)
    await details(phone)
    shown = await phone.taps("Cycle")
    assert shown.photo
    assert "since 25 Feb: " in shown.text


async def rated_again(story: Story, days: int) -> None:
    async with story.app.db.writing() as session:
        ada = await session.scalar(select(Person))
        assert ada is not None
        for n in range(days):
            day = story.clock().date() - n * DAY
            session.add(DayRating(person_id=ada.id, local_date=day, rating=2, answered_at=MONDAY))


async def test_the_plan_of_twelve_weeks_tells_what_became_of_each_item(phone: Phone, story: Story):
    states = {1: "done", 2: "done", 3: "missed", 4: "skipped", 5: "offline", 80: "done"}
    await occurred(story, Kind.MEDICATION, "Clonazepam", states)
    await details(phone)
    shown = await phone.taps("Plan")
    assert shown.photo
    said = "Clonazepam: 2 of 5 taken; 1 skipped, 1 missed, 1 while I was offline"
    assert said in shown.text, "eighty days ago is more than twelve weeks ago, on a Monday"
