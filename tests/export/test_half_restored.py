"""A diary is restored as a whole or not at all, whatever happens half-way."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.export import actions
from bot.export.diary import Diary
from bot.export.restoring import restorable
from bot.people.actions import agree, erase, forget_old_halves
from bot.people.tables import Person
from bot.people.turn import Sender
from bot.plan.tables import PlanItem
from tests.export.files import SMALL, as_bytes
from tests.phone import MONDAY

ADA = Sender(1000001, "en")


@pytest.fixture
async def ada(db: Database) -> int:
    async with db.writing() as session:
        return (await agree(session, ADA, "en", MONDAY)).id


@pytest.fixture
def diary() -> Diary:
    return restorable(as_bytes(SMALL))


async def people(db: Database) -> dict[int, int]:
    """Id by Telegram's id."""
    async with db.reading() as session:
        rows = await session.execute(select(Person.telegram_id, Person.id))
        return {row.telegram_id: row.id for row in rows}


async def items(db: Database) -> int:
    async with db.reading() as session:
        return await session.scalar(select(func.count()).select_from(PlanItem)) or 0


async def begun(db: Database, ada: int, diary: Diary) -> int:
    """As a crash leaves it: the account to be, with rows in it."""
    half = await actions._begin(db, ada, MONDAY)
    await actions._fill(db, half, diary)
    return half


async def test_nobody_sees_half_of_it(
    db: Database, ada: int, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, fill = dict[int, int](), actions._fill

    async def looks(*given: Any) -> None:
        await fill(*given)
        seen.update(await people(db))

    monkeypatch.setattr(actions, "_fill", looks)
    back = await actions.restore(db, ada, diary, MONDAY)
    assert seen[ADA.telegram_id] == ada, "still the empty account"
    assert await people(db) == {ADA.telegram_id: back.id}
    assert await items(db) == len(diary.tables["plan_item"]) > 0


async def test_what_fails_half_way_leaves_nothing_and_can_be_tried_again(
    db: Database, ada: int, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*given: Any) -> None:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(actions, "_exchange", fails)
        with pytest.raises(ConnectionError):
            await actions.restore(db, ada, diary, MONDAY)
    assert await people(db) == {ADA.telegram_id: ada}
    assert await items(db) == 0
    await actions.restore(db, ada, diary, MONDAY)
    assert await items(db) == len(diary.tables["plan_item"])


async def test_what_a_crash_left_goes_with_the_next_try(
    db: Database, ada: int, diary: Diary
) -> None:
    await begun(db, ada, diary)
    back = await actions.restore(db, ada, diary, MONDAY)
    assert await people(db) == {ADA.telegram_id: back.id}
    assert await items(db) == len(diary.tables["plan_item"])


async def test_what_a_crash_left_goes_when_the_person_leaves(
    db: Database, ada: int, diary: Diary
) -> None:
    await begun(db, ada, diary)

    async with db.writing() as session:
        await erase(session, await session.get_one(Person, ada))
    assert await people(db) == {}
    assert await items(db) == 0


async def test_what_a_crash_left_goes_by_itself_after_an_hour(
    db: Database, ada: int, diary: Diary
) -> None:
    await begun(db, ada, diary)

    async def forget(session: AsyncSession, minutes: int) -> None:
        await forget_old_halves(session, MONDAY + timedelta(minutes=minutes))

    for minutes, left in ((0, 2), (1, 1)):
        async with db.writing() as session:
            await forget(session, minutes)
        assert len(await people(db)) == left
    assert await items(db) == 0


async def test_a_file_from_before_discreet_mode_does_not_end_it(
    db: Database, ada: int, diary: Diary
) -> None:
    assert not diary.person["is_discreet"]
    async with db.writing() as session:
        (await session.get_one(Person, ada)).is_discreet = True
    assert (await actions.restore(db, ada, diary, MONDAY)).is_discreet
