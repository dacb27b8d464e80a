"""What was tried, side effects, self-checks and cycles: the PDF says what the rows say."""

from datetime import date, timedelta

from sqlalchemy import select

from bot.journal.days.tables import DayRating, DayTriggers
from bot.journal.effects.tables import SideEffectDay
from bot.journal.episodes.tables import Episode, EpisodeRelief
from bot.journal.selfcheck.tables import SelfCheck
from bot.journal.triggers.tables import Exposure, Trigger
from bot.people.tables import Person
from tests.phone import Story
from tests.summary.report.reading import pages_of, plainly
from tests.summary.week.rows import an_injection


async def lived(story: Story, today: date) -> None:
    """Seventy days in the database: a rating on most, an episode on some, an injection."""
    now = story.clock()
    async with story.app.db.writing() as session:
        person = (await session.scalars(select(Person))).one()
        session.add(an_injection(person, today - timedelta(days=30)))
        for back in range(70):
            at, day = now - timedelta(days=back), today - timedelta(days=back)
            removed = now if back % 13 == 5 else None
            if back % 5:
                session.add(DayRating(person_id=person.id, local_date=day, rating=back % 4,
                                      answered_at=at, removed_at=removed))  # fmt: skip
            session.add(SideEffectDay(
                person_id=person.id, local_date=day, asked=["dry_mouth", "dizziness"],
                present=["dry_mouth"] if back % 3 == 0 else [],
                answered_at=at if back % 2 else None, removed_at=removed,
            ))  # fmt: skip
            if back % 2:
                episode = Episode(person_id=person.id, at=at, zone="Europe/Berlin", severity=2,
                                  logged_at=at, count=1 + back % 3, removed_at=removed)  # fmt: skip
                session.add(episode)
                await session.flush()
                session.add(EpisodeRelief(episode_id=episode.id, relief="rest", at=at,
                                          person_id=person.id, helped=(True, False, None)[back % 3],
                                          ))  # fmt: skip
        session.add(SelfCheck(person_id=person.id, week=today - timedelta(days=today.weekday()),
                              question="moved", answer=3, local_date=today,
                              answered_at=now))  # fmt: skip


async def test_the_lists_tell_what_the_rows_tell(story: Story) -> None:
    phone = await story.phone().sets_up()
    today = story.clock().astimezone(story.zone).date()
    await lived(story, today)
    shown = await phone.sends("/report 4")
    first, second = pages_of(shown.document or b"")
    plain = await plainly(story.app.db, today - timedelta(days=27), today)
    assert f"{plain.episodes} episodes ({plain.spasms} spasms, bursts counted)" in first
    assert f"{len(plain.ratings)} of 28 days rated" in first
    assert f"{sum(plain.ratings) / len(plain.ratings):.1f}".removesuffix(".0") in first
    tried = sum(plain.reliefs.values())
    assert tried == plain.episodes
    # SQLite gives 1 and 0 where PostgreSQL gives true and false; 1 == True.
    helped, not_helped = plain.reliefs["rest", True], plain.reliefs["rest", False]
    assert f"rest tried {tried}, helped {helped}, did not {not_helped}" in second
    days = [back for back in range(28) if back % 13 != 5]
    there = sum(back % 3 == 0 for back in days)
    known = sum(back % 3 == 0 or back % 2 == 1 for back in days)
    assert f"Dry mouth {there} of {known} days" in second
    assert "Face" in second
    assert "Weekly self-check" in second
    assert "4 weeks since the injection" in first
    assert f"since {(today - timedelta(days=30)).day} Jan 2026" in first


async def asked_about_stress(story: Story, today: date) -> None:
    """A hundred days: most rated, most asked whether stress was there, some with it."""
    now = story.clock()
    async with story.app.db.writing() as session:
        person = (await session.scalars(select(Person))).one()
        trigger = Trigger(person_id=person.id, code="stress")
        session.add(trigger)
        await session.flush()
        for back in range(100):
            day = today - timedelta(days=back)
            if back % 7:
                session.add(DayRating(person_id=person.id, local_date=day, rating=back % 5,
                                      answered_at=now,
                                      removed_at=now if back % 11 == 3 else None))  # fmt: skip
            if back % 6:
                session.add(DayTriggers(person_id=person.id, local_date=day, asked=[trigger.id],
                                        answered_at=now))  # fmt: skip
            if back % 3 == 0:
                session.add(Exposure(person_id=person.id, trigger_id=trigger.id, at=now,
                                     zone="Europe/Berlin", local_date=day))  # fmt: skip
        for back, question, answer in ((0, "moved", 3), (0, "worst", 2), (7, "moved", 1),
                                       (7, "talking", 4), (7, "seeing", None)):  # fmt: skip
            session.add(SelfCheck(person_id=person.id, question=question, answer=answer,
                                  week=today - timedelta(days=today.weekday() + back),
                                  local_date=today - timedelta(days=back),
                                  answered_at=now))  # fmt: skip


async def test_triggers_and_weekly_questions_are_those_of_the_rows(story: Story) -> None:
    phone = await story.phone().sets_up()
    today = story.clock().astimezone(story.zone).date()
    await asked_about_stress(story, today)
    shown = await phone.sends("/report 12")
    words = " ".join(pages_of(shown.document or b""))
    rated, asked, there = await stress_rows(story)
    first = min(rated)
    looked = [first + timedelta(days=n) for n in range((today - first).days // 28 * 28)]
    kept = [day for day in looked if day in rated and day in asked]
    with_it = [rated[day] >= 2 for day in kept if day in there]
    without = [rated[day] >= 2 for day in kept if day not in there]
    assert min(len(with_it), len(without)) > 8
    assert f"Stress {sum(with_it)} of {len(with_it)} {sum(without)} of {len(without)}" in words
    monday = today - timedelta(days=today.weekday())
    assert f"{monday.day} {monday:%b %Y} 2.5 – – – –" in words
    before = monday - timedelta(days=7)
    assert f"{before.day} {before:%b %Y} 1 4 – – –" in words


async def stress_rows(story: Story) -> tuple[dict[date, int], set[date], set[date]]:
    """Ratings, evenings on which it was asked, days on which it was there."""
    async with story.app.db.reading() as session:
        ratings = await session.scalars(select(DayRating))
        asked = await session.scalars(select(DayTriggers.local_date))
        there = await session.scalars(select(Exposure.local_date))
        rated = {one.local_date: one.rating for one in ratings if one.removed_at is None}
        return rated, set(asked), set(there)


async def test_without_a_number_it_begins_with_the_injection(story: Story) -> None:
    phone = await story.phone().sets_up()
    today = story.clock().astimezone(story.zone).date()
    await lived(story, today)
    preview = await phone.sends("/report")
    assert "31 Jan 2026 – 2 Mar 2026 · 31 days" in preview.text
    plain = await plainly(story.app.db, today - timedelta(days=30), today)
    assert (
        f"{plain.episodes} episodes, {len(plain.ratings)} days rated, 0 plan items" in preview.text
    )
    await phone.taps("Make the PDF", preview)
    assert f"{plain.episodes} episodes" in pages_of(phone.last.document or b"")[0]
