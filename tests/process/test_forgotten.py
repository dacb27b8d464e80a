"""Leases that a living process knows nothing of: the database went away before it had said so."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import insert, select

from bot.clock import MovableClock
from bot.db import Database
from bot.housekeeping import Housekeeper, owner_name
from bot.reminders.queue import LEASE
from bot.reminders.state import Lane
from bot.reminders.tables import Delivery
from bot.telemetry import Metrics
from tests.phone import MONDAY
from tests.process.rows import MEDICINE, owed

ONE = "one leased, and not heard of again"
KNOWN = "one that is renewed"
LEAVING = "one that is going out"
OTHERS = "one of a living process elsewhere"


class Told:
    """The sender, as far as it is told that something is owed."""

    def __init__(self) -> None:
        self.times = 0
        self.known: tuple[int, ...] | None = ()

    def owed(self) -> None:
        self.times += 1

    def knows(self) -> tuple[int, ...] | None:
        return self.known


async def test_they_are_owed_again_when_the_lease_has_run_out(db: Database) -> None:
    owner, clock, sender = owner_name(), MovableClock(MONDAY), Told()
    keeper = Housekeeper(db, clock, Metrics(), cast("Any", None), cast("Any", sender), owner)
    ends, later = MONDAY + LEASE, MONDAY + timedelta(hours=1)
    rows = {
        ONE: ("leased", owner, ends),
        KNOWN: ("leased", owner, later),
        LEAVING: ("sending", owner, ends),
        OTHERS: ("leased", "elsewhere:7:abc", later),
    }
    await owed(db, (1,), MEDICINE, MONDAY)
    async with db.writing() as session:
        await session.execute(insert(Delivery), [
            {
                "id": number, "person_id": 1, "kind": "reminder", "lane": Lane.MEDICINE,
                "due_at": MONDAY, "not_before": MONDAY, "expires_at": later, "state": state,
                "owner": whose, "lease_until": until,
            }
            for number, (state, whose, until) in enumerate(rows.values(), 1)
        ])  # fmt: skip

    async def states() -> dict[str, str]:
        async with db.reading() as session:
            found = await session.scalars(select(Delivery.state).order_by(Delivery.id))
            return dict(zip(rows, found, strict=True))

    before = await states()
    await keeper._find_again(clock())
    assert await states() == before
    assert sender.times == 0

    clock.move_to(ends)
    for sender.known in (None, (1,)):  # more is being leased, or it is known: the clock jumped
        await keeper._find_again(clock())
        assert await states() == before

    sender.known = ()
    await keeper._find_again(clock())
    assert await states() == before | {ONE: "pending"}
    assert sender.times == 1
