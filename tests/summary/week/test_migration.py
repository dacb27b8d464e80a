"""Those who had set up the bot before are owed the summary and the week's question, too."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlalchemy.engine import URL

from bot.db import Database
from bot.migrate import migrate
from bot.notes.tables import Note
from bot.people.tables import Person
from bot.setup.week_time import SIDE_EFFECTS, USUAL, USUAL_EFFECTS, WEEK, week_time

PERSON = """
    INSERT INTO person (id, telegram_id, created_at, consent_version, consented_at, set_up_at,
                        language, zone, plan_zone, wake_time, bed_time, easy_mode,
                        advanced_until, wake_at)
    VALUES (:id, :id, :at, 1, :at, :set_up_at, 'en', :zone, :zone, '07:00:00', '22:00:00', :no,
            :at, :wake_at)
"""
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
FAR = datetime(2999, 1, 1, tzinfo=UTC)


async def test_they_are_owed_both_at_their_usual_times_where_they_are(empty_database_url: URL):
    await migrate(empty_database_url, to="0003")
    db = Database(empty_database_url)
    zones = {1: "Europe/Berlin", 2: "Pacific/Auckland", 3: "America/Los_Angeles"}
    async with db.writing() as session:
        for id_, zone in zones.items():
            values = {"id": id_, "zone": zone, "wake_at": LONG_AGO if id_ == 2 else FAR}
            await session.execute(_insert(), {**values, "set_up_at": LONG_AGO})
        half_way = {"id": 4, "zone": "UTC", "wake_at": None, "set_up_at": None}
        await session.execute(_insert(), half_way)
    await db.close()

    await migrate(empty_database_url)

    db = Database(empty_database_url)
    async with db.writing() as session:
        persons = (await session.scalars(select(Person).order_by(Person.id))).all()
        due = {topic.name: await _due(session, topic) for topic in (WEEK, SIDE_EFFECTS)}
        for topic, usual in ((WEEK, (6, "18:00")), (SIDE_EFFECTS, (5, "10:00"))):
            assert set(due[topic.name]) == set(zones)
            for id_, zone in zones.items():
                there = due[topic.name][id_].astimezone(ZoneInfo(zone))
                assert (there.weekday(), f"{there:%H:%M}") == usual
        first = {id_: min(each[id_] for each in due.values()) for id_ in zones}
        assert [each.wake_at for each in persons] == [first[1], LONG_AGO, first[3], None]
        assert await week_time(session, persons[0]) == USUAL
        assert await week_time(session, persons[0], SIDE_EFFECTS) == USUAL_EFFECTS
        assert await week_time(session, persons[3]) is None
    await db.close()


async def _due(session, topic):
    found = select(Note.person_id, Note.due_at).where(Note.topic == topic.name)
    return dict((await session.execute(found)).all())


def _insert():
    return text(PERSON).bindparams(at=LONG_AGO, no=False)
