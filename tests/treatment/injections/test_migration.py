"""Injections that reminders were answered for become entries of the log, one a day."""

from datetime import UTC, date, datetime

from sqlalchemy import DateTime, bindparam, select, text
from sqlalchemy.engine import URL

from bot.db import Database
from bot.migrate import migrate
from bot.treatment.injections.tables import Injection

AT = datetime(2026, 2, 16, 23, 30, tzinfo=UTC)  # the 17th in Berlin
PERSON = """
    INSERT INTO person (id, telegram_id, created_at, consent_version, consented_at, language, zone,
        plan_zone, wake_time, bed_time, advanced_until, easy_mode, weekly_questions, offer_morning)
    VALUES (1, 1, :at, 1, :at, 'en', 'UTC', 'UTC', '07:00:00', '22:30:00', :at, :no, :no, :no)
"""
ITEM = """
    INSERT INTO plan_item (id, person_id, kind, name, nags, created_at)
    VALUES (:id, 1, :kind, 'Botox', '[]', :at)
"""
SCHEDULE = "INSERT INTO schedule (id, item_id, spec, valid_from) VALUES (:id, :id, '{}', :at)"
OCCURRENCE = """
    INSERT INTO occurrence (id, person_id, item_id, schedule_id, local_date, slot, due_at,
        prompt_at, deadline, zone, amount, state, taken_at, nags_sent)
    VALUES (:id, 1, :item, :item, :day, :id, :at, :at, :at, 'Europe/Berlin', '25 units', :state,
        :at, 0)
"""
OCCURRENCES = ((1, 1, "done"), (2, 1, "done"), (3, 1, "skipped"), (4, 2, "done"))


def of(statement: str, at: datetime = AT):
    return text(statement).bindparams(bindparam("at", at, DateTime(timezone=True)))


async def test_what_was_done_is_logged_by_the_clocks_where_it_was(empty_database_url: URL):
    await migrate(empty_database_url, to="0011")
    db = Database(empty_database_url)
    async with db.writing() as session:
        await session.execute(of(PERSON), {"no": False})
        for id_, kind in ((1, "injection"), (2, "medication")):
            await session.execute(of(ITEM), {"id": id_, "kind": kind})
            await session.execute(of(SCHEDULE), {"id": id_})
        for id_, item, state in OCCURRENCES:
            statement = OCCURRENCE.replace(":id, :at", f"'{id_}', :at")
            values = {"id": id_, "item": item, "state": state, "day": date(2026, 2, 16)}
            await session.execute(of(statement), values)
    await db.close()

    await migrate(empty_database_url)

    db = Database(empty_database_url)
    async with db.reading() as session:
        rows = (await session.scalars(select(Injection))).all()
        assert [(row.local_date, row.amount, row.occurrence_id, row.logged_at) for row in rows] == [
            (date(2026, 2, 17), "25 units", 1, AT)
        ]
        assert (rows[0].sites, rows[0].held) == ([], [])
    await db.close()
