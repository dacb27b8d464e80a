"""What becomes of people, plans and reliefs from before there were side effects and self-checks."""

from datetime import UTC, datetime

from sqlalchemy import bindparam, select, text
from sqlalchemy.engine import URL, Connection

from bot import migrate as migration
from bot.db import Database, UtcDateTime
from bot.journal.effects.store import classes_of
from bot.migrate import migrate, scripts
from bot.people.tables import Person
from bot.plan.medicines import MedicineClass

BEFORE = datetime(2025, 11, 2, 9, tzinfo=UTC)
PERSON = """
    INSERT INTO person (id, telegram_id, created_at, consent_version, consented_at, set_up_at,
                        language, zone, plan_zone, wake_time, bed_time, easy_mode, advanced_until)
    VALUES (:id, :id, :at, 1, :at, :set_up_at, 'en', 'UTC', 'UTC', '07:00:00', '22:00:00', :no, :at)
"""
ITEM = """
    INSERT INTO plan_item (id, person_id, kind, name, nags, created_at)
    VALUES (:id, :person, :kind, :name, '[]', :at)
"""
EPISODE = """
    INSERT INTO episode (id, person_id, at, zone, logged_at, face_zones, count, note)
    VALUES (1, 1, :at, 'UTC', :at, '[]', 1, '')
"""
TRIED = "INSERT INTO episode_relief (episode_id, relief, person_id, at) VALUES (1, :code, 1, :at)"
SET_UP, HALF_WAY, HAS_MORNING = 1, 2, 3


async def fill(database: Database) -> None:
    """Somebody who has set up, somebody half-way, and somebody who has the morning question."""
    at = bindparam("at", BEFORE, UtcDateTime())
    async with database.writing() as session:
        for id_ in (SET_UP, HALF_WAY, HAS_MORNING):
            set_up = bindparam("set_up_at", None if id_ == HALF_WAY else BEFORE, UtcDateTime())
            await session.execute(text(PERSON).bindparams(at, set_up), {"id": id_, "no": False})
        for id_, person, kind, name in (
            (1, SET_UP, "medication", "Rivotril 0.5"),
            (2, HAS_MORNING, "morning", "Morning check-in"),
        ):
            values = {"id": id_, "person": person, "kind": kind, "name": name}
            await session.execute(text(ITEM).bindparams(at), values)
        await session.execute(text(EPISODE).bindparams(at))
        await session.execute(text(TRIED).bindparams(at), {"code": "rest"})


async def test_those_who_were_there_before_keep_all_and_are_owed_one_offer(
    empty_database_url: URL,
):
    await migrate(empty_database_url, to="0004")
    database = Database(empty_database_url)
    await fill(database)
    await database.close()
    await migrate(empty_database_url)

    database = Database(empty_database_url)
    async with database.reading() as session:
        persons = {row.id: row for row in await session.scalars(select(Person))}
        assert [id_ for id_, row in persons.items() if row.offer_morning] == [SET_UP]
        assert all(row.weekly_questions for row in persons.values())
        assert await classes_of(session, persons[SET_UP]) == {MedicineClass.BENZODIAZEPINE}
        assert await classes_of(session, persons[HALF_WAY]) == frozenset()
    await database.close()


async def test_older_code_is_not_left_with_reliefs_it_does_not_know(database_url: URL):
    await migrate_to(database_url, "0004")
    database = Database(database_url)
    await fill(database)
    await database.close()
    await migrate(database_url)
    database = Database(database_url)
    async with database.writing() as session:
        at = bindparam("at", BEFORE, UtcDateTime())
        await session.execute(text(TRIED).bindparams(at), {"code": "own1"})
    await database.close()
    await migrate_to(database_url, "0004")
    database = Database(database_url)
    async with database.reading() as session:
        left = await session.scalars(text("SELECT relief FROM episode_relief"))
        assert list(left) == ["rest"]
    await database.close()


async def migrate_to(url: URL, revision: str) -> None:
    """Down to a revision."""
    from alembic import command
    from alembic.config import Config

    def down(connection: Connection) -> None:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(scripts()))
        command.downgrade(config, revision)

    await migration._on(url, down)  # as migrations go: a rebuilt table keeps its children
