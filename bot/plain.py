"""Plain rows: statements that are built once, run in the session's transaction.

The session's objects are neither written first nor brought up to date. On SQLite they run on the
driver itself (`bot.prepared`), elsewhere on SQLAlchemy.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    CursorResult,
    Executable,
    Insert,
    Select,
    Table,
    Update,
    any_,
    bindparam,
    insert,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from bot.db import RAW, Base
from bot.prepared import Raw, Statement

R = TypeVar("R", bound=Base)
Among = Callable[[Any, str], ColumnElement[bool]]
"""Whether a column is one of the integers that the parameter of a name lists."""
_Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]


def among(session: AsyncSession) -> Among:
    """What statements that are built once ask for a list with: SQLite has no arrays."""
    return _in if session.get_bind().dialect.name == "sqlite" else _equals_any


def _in(column: Any, name: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.in_(bindparam(name, expanding=True))
    return found


def _equals_any(column: Any, name: str) -> ColumnElement[bool]:
    """One parameter, however long the list: the statement is neither made nor planned again."""
    found: ColumnElement[bool] = column == any_(bindparam(name, type_=ARRAY(BigInteger)))
    return found


async def fetch(
    session: AsyncSession, statement: Statement, values: Mapping[str, Any]
) -> Sequence[Any]:
    """The rows of a SELECT."""
    raw: Raw | None = session.info.get(RAW)
    rows = raw.fetch(statement, values) if raw else None
    return (await _run(session, statement, values)).all() if rows is None else rows


async def change(session: AsyncSession, statement: Statement, values: Mapping[str, Any]) -> int:
    """Writes rows; how many."""
    return (await _changed(session, statement, values))[0]


async def change_each(
    session: AsyncSession, statement: Statement, rows: Sequence[Mapping[str, Any]]
) -> None:
    """`change` for many rows at once, all with the same columns."""
    if not rows:
        return
    raw: Raw | None = session.info.get(RAW)
    if raw is None or not raw.change_each(statement, rows):
        await _run(session, statement, rows)


async def load(
    session: AsyncSession, table: type[R], statement: Select[R], values: Mapping[str, Any]
) -> R | None:
    """The one row of a table, which the session holds from now on; None when there is none."""
    raw: Raw | None = session.info.get(RAW)
    rows = raw.fetch(statement, values) if raw else None
    if rows is None or session.identity_map:
        return await session.scalar(statement, values)
    if not rows:
        return None
    row = table()
    vars(row).update(rows[0]._asdict())
    make_transient_to_detached(row)
    session.add(row)
    return row


async def add(session: AsyncSession, row: Base) -> None:
    """Inserts a new row at once, with all that was set in it, and gives it its id.

    The session does not hold it: what is changed in it later is not written.
    """
    values = {name: value for name, value in vars(row).items() if name != "_sa_instance_state"}
    _, cast("Any", row).id = await _changed(session, _plain_insert_of(type(row)), values)


async def put(session: AsyncSession, row: Base, **values: Any) -> None:
    """Writes columns of a row that the session holds at once, at a tenth of what a flush costs."""
    statement = _update_of(type(row), tuple(values))
    await change(session, statement, {"row_id": cast("Any", row).id, **values})
    for name, value in values.items():
        set_committed_value(row, name, value)


async def insert_new(session: AsyncSession, table: type[Base], **values: Any) -> bool:
    """Inserts a row unless its key is taken; whether it did."""
    statement = _insert_of(table, session.get_bind().dialect.name)
    return bool(await change(session, statement, values))


async def _changed(
    session: AsyncSession, statement: Statement, values: Mapping[str, Any]
) -> tuple[int, int | None]:
    """How many rows were written, and the id of a new one."""
    raw: Raw | None = session.info.get(RAW)
    done = raw.change(statement, values) if raw else None
    if done is not None:
        return done
    result = await _run(session, statement, values)
    new = result.inserted_primary_key if result.context.isinsert else None
    return result.rowcount, new[0] if new else None


async def _run(session: AsyncSession, statement: Executable, values: _Values) -> CursorResult[Any]:
    def execute(plain: Session) -> CursorResult[Any]:
        return plain.connection().execute(statement, values)

    return await session.run_sync(execute)


@cache
def _plain_insert_of(table: type[Base]) -> Insert:
    return insert(cast("Table", table.__table__))


@cache
def _update_of(table: type[Base], names: tuple[str, ...]) -> Update:
    plain = cast("Table", table.__table__)
    values = {name: bindparam(name, type_=plain.c[name].type) for name in names}
    return update(plain).where(plain.c.id == bindparam("row_id")).values(values)


@cache
def _insert_of(table: type[Base], dialect: str) -> Insert:
    insert = sqlite_insert if dialect == "sqlite" else postgresql_insert
    return insert(cast("Table", table.__table__)).on_conflict_do_nothing()
