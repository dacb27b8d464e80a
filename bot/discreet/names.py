"""All that may not be said to a person in discreet mode: whatever they typed."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Column, Select, bindparam, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle.tables import SharedItem, Supported, Supporter
from bot.db import Base
from bot.discreet.rules import Naming
from bot.drafts import Draft
from bot.plan.numbers import numbers_of
from bot.plan.tables import PlanItem
from bot.sealing import Sealed
from bot.treatment.visits.tables import Visit

_AMOUNTS = frozenset({"amount", "unit_amount"})
_TYPED = _AMOUNTS | {"name", "notes", "text", "called"}
"""In a draft."""
_ELSEWHERE = frozenset({("plan_item", "name"), ("occurrence", "amount")})
"""Items are numbered; the amounts of occurrences are those of items, now or before a change."""
_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)


async def namings(session: AsyncSession, person_ids: Collection[int]) -> Mapping[int, Naming]:
    """By person; of nobody who is no more."""
    ids = {"ids": list(person_ids)}
    amounts, others = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    for row in await session.execute(_typed(), ids):
        (amounts if row.column in _AMOUNTS else others)[row.person_id].add(row.text)
    for person_id, data in await session.execute(_drafts(), ids):
        for key, text in _typed_in(data):
            (amounts if key in _AMOUNTS else others)[person_id].add(text)
    for query in _of_others():
        for person_id, text in await session.execute(query, ids):
            others[person_id].add(text)
    numbers = await numbers_of(session, person_ids)
    return {
        id_: Naming(numbers.get(id_, {}), frozenset(amounts[id_]), frozenset(others[id_]))
        for id_ in person_ids
    }


@cache
def _typed() -> Any:
    """Every column that holds what somebody typed: a new one is among them by itself."""
    columns = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.c
        if "person_id" in table.c and isinstance(column.type, Sealed) and _is_said(column)
    ]
    return union_all(*map(_read, columns))


def _read(column: Column[Any]) -> Select[Any]:
    owner = column.table.c.person_id
    named = literal(column.name).label("column")
    return select(owner, named, column.label("text")).where(owner.in_(_IDS), column.is_not(None))


def _is_said(column: Column[Any]) -> bool:
    return (column.table.name, column.name) not in _ELSEWHERE


def _drafts() -> Select[int, dict[str, Any]]:
    return select(Draft.person_id, Draft.data).where(Draft.person_id.in_(_IDS))


def _of_others() -> Iterator[Select[int, str]]:
    """What people whom somebody supports are called, and what they share."""
    mine = Supported.person_id.in_(_IDS)
    joined = Supporter.id == Supported.supporter_id
    yield select(Supported.person_id, Supporter.shown_as).join(Supporter, joined).where(mine)
    yield (
        select(Supported.person_id, PlanItem.name)
        .join(SharedItem, SharedItem.supporter_id == Supported.supporter_id)
        .join(PlanItem, PlanItem.id == SharedItem.item_id)
        .where(mine)
    )
    yield (
        select(Supported.person_id, Visit.with_whom)
        .join(Supporter, joined)
        .join(Visit, Visit.person_id == Supporter.person_id)
        .where(mine, Supporter.shares_visits)
    )


def _typed_in(draft: Any) -> Iterator[tuple[str, str]]:
    """What was typed into a draft, with its keys; its other texts are codes of ours."""
    match draft:
        case dict():
            for key, each in draft.items():
                if isinstance(each, str) and key in _TYPED:
                    yield key, each
                elif key == "remarks":
                    yield from (("text", str(one)) for _, said in each for one in said.values())
                else:
                    yield from _typed_in(each)
        case list():
            for each in draft:
                yield from _typed_in(each)
