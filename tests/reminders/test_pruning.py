"""Deliveries that are done go after a week, a few at a time, and quickly."""

from datetime import timedelta

from sqlalchemy import insert, select, text, update

from bot.db import Database
from bot.reminders.pruning import AT_ONCE, KEPT, prune
from bot.reminders.tables import Delivery, Occurrence
from tests.phone import MONDAY
from tests.process.rows import MEDICINE, owed

OLD = MONDAY - KEPT - timedelta(minutes=1)


def delivery(due_at, state, replaces=None):
    return {
        "person_id": 1, "kind": "reminder", "lane": 1, "due_at": due_at, "not_before": due_at,
        "urgent_by": due_at, "expires_at": due_at, "state": state, "replaces": replaces,
    }  # fmt: skip


async def test_what_is_done_goes_in_pieces_and_what_is_not_stays(db: Database):
    await owed(db, [1], MEDICINE, MONDAY)
    rows = [delivery(OLD, "sent") for _ in range(AT_ONCE + 1)]
    rows += [delivery(OLD, "sending"), delivery(OLD, "pending"), delivery(MONDAY, "sent", 1)]
    async with db.writing() as session:
        await session.execute(insert(Delivery), rows)

    async with db.writing() as session:
        after = await prune(session, MONDAY)
        assert after is not None
        assert await prune(session, MONDAY, after) is None

    async with db.reading() as session:
        left = (await session.execute(select(Delivery.state, Delivery.replaces))).all()
    assert sorted(left) == [("pending", None), ("sending", None), ("sent", None)]


async def test_what_shows_something_open_stays_for_it_is_not_to_be_asked_again(db: Database):
    """Who blocks the bot for weeks leaves it open, and comes back."""
    await owed(db, [1, 2], MEDICINE, OLD)
    async with db.writing() as session:
        for id_, state in ((1, "open"), (2, "missed")):
            sent = await session.scalar(
                insert(Delivery).values(delivery(OLD, "sent")).returning(Delivery.id)
            )
            await session.execute(
                update(Occurrence).where(Occurrence.id == id_).values(delivery_id=sent, state=state)
            )

    async with db.writing() as session:
        await prune(session, MONDAY)

    async with db.reading() as session:
        shown = await session.execute(select(Occurrence.state, Occurrence.delivery_id.is_(None)))
        assert sorted(shown.all()) == [("missed", True), ("open", False)]


async def test_what_replaces_a_delivery_is_found_by_an_index(db: Database):
    """The database looks for it whenever a delivery goes: of 32,000 it took 45 seconds."""
    if not db.is_sqlite:  # PostgreSQL's planner would not use one on an empty table
        return
    async with db.reading() as session:
        plan = await session.execute(
            text("EXPLAIN QUERY PLAN UPDATE delivery SET replaces = NULL WHERE replaces = 1")
        )
        assert "ix_delivery_replaces" in str(plan.all())
