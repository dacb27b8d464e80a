"""Questions about episodes become notes, and notes questions again, with nothing lost."""

from sqlalchemy import text
from sqlalchemy.engine import URL, Connection

from bot.migrate import migrate, scripts
from tests.house.test_migrations import look

PERSON = """
    INSERT INTO person (id, telegram_id, created_at, consent_version, consented_at, language, zone,
        plan_zone, wake_time, bed_time, advanced_until, easy_mode)
    VALUES (1, 1, :at, 1, :at, 'en', 'UTC', 'UTC', '07:00', '22:30', :at, false)
"""
EPISODE = """
    INSERT INTO episode (id, person_id, at, zone, logged_at, face_zones, count, note)
    VALUES (:id, 1, :at, 'UTC', :at, '[]', 1, '')
"""
DELIVERY = """
    INSERT INTO delivery (id, person_id, kind, lane, due_at, not_before, expires_at, state,
        attempts)
    VALUES (:id, 1, :kind, 2, :at, :at, :at, 'pending', 0)
"""
QUESTION = """
    INSERT INTO episode_question VALUES (:id, :question, 1, :ask_at, :asked_at, :delivery_id)
"""
AT = "2026-03-02 13:03:00+00:00"
LATER = "2026-03-02 15:03:00+00:00"
QUESTIONS = (
    (1, "going", AT, LATER, 1),
    (1, "helped", AT, None, None),
    (2, "going", LATER, None, None),
    (2, "helped", AT, LATER, None),
)


def fill(connection: Connection) -> None:
    at = _instant(connection, AT)
    connection.execute(text(PERSON), {"at": at})
    for number in (1, 2):
        connection.execute(text(EPISODE), {"id": number, "at": at})
    for number, kind in ((1, "ask"), (2, "reminder")):
        connection.execute(text(DELIVERY), {"id": number, "kind": kind, "at": at})
    for episode, question, ask_at, asked_at, delivery_id in QUESTIONS:
        connection.execute(
            text(QUESTION),
            {"id": episode, "question": question, "ask_at": _instant(connection, ask_at),
             "asked_at": _instant(connection, asked_at), "delivery_id": delivery_id},
        )  # fmt: skip


def questions(connection: Connection) -> list[tuple[object, ...]]:
    rows = text("SELECT * FROM episode_question ORDER BY episode_id, question")
    return [tuple(row) for row in connection.execute(rows)]


def kinds(connection: Connection) -> list[str]:
    return list(connection.execute(text("SELECT kind FROM delivery ORDER BY id")).scalars())


def notes(connection: Connection) -> list[tuple[object, ...]]:
    rows = text("SELECT * FROM note ORDER BY subject_id, topic")
    return [
        (row.subject_id, row.topic, row.due_at is None, row.last_due_at is None, row.delivery_id)
        for row in connection.execute(rows)
    ]


def newer(connection: Connection) -> None:
    """A note that older code cannot know, with its message on the way."""
    at = _instant(connection, AT)
    connection.execute(text(DELIVERY), {"id": 3, "kind": "note", "at": at})
    connection.execute(
        text(
            "INSERT INTO note (person_id, topic, subject_id, due_at, last_due_at, asked_at,"
            " delivery_id, created_at) VALUES (1, 'week', 0, NULL, :at, :at, 3, :at)"
        ),
        {"at": at},
    )


def downgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(scripts()))
    command.downgrade(config, "0003")


async def test_questions_are_carried_over_both_ways(empty_database_url: URL) -> None:
    url = empty_database_url
    await migrate(url, to="0003")
    await look(url, fill)
    before = await look(url, questions)
    await migrate(url, to="0004")
    assert await look(url, notes) == [
        (1, "did_it_help", False, True, None),
        (1, "still_going", True, False, 1),
        (2, "did_it_help", True, False, None),
        (2, "still_going", False, True, None),
    ]
    assert await look(url, kinds) == ["note", "reminder"]
    await look(url, newer)
    await look(url, downgrade)
    assert await look(url, questions) == before
    assert await look(url, kinds) == ["ask", "reminder"]
    await migrate(url)


def _instant(connection: Connection, at: str | None) -> object:
    """As each database takes it from plain SQL."""
    from datetime import datetime

    if at is None or connection.dialect.name == "sqlite":
        return at
    return datetime.fromisoformat(at)
