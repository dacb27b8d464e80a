"""One table of the export: which of its columns leave, and what may come back in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, create_model
from sqlalchemy import Column, Table

from bot.db import Base
from bot.export.fields import LocalId, listed, type_of
from bot.people.tables import Person

_MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the export.

    `types` say what a column may hold where its own type says too little. `links` name the table
    whose ids a column without a foreign key holds, `lists` the same for a list of them. `ours`
    are columns of the bot's own that say nothing to a person.
    """

    kind: type[Base]
    sheet: str
    types: Mapping[str, Any] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()

    @property
    def table(self) -> Table:
        return cast("Table", self.kind.__table__)

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def has_id(self) -> bool:
        return "id" in self.table.c and self.kind is not Person

    def columns(self) -> Iterator[Column[Any]]:
        """Those that leave, the row's own number first."""
        for column in self.table.c:
            if column.name not in self.ours and column.name != "person_id":
                yield column

    def linked(self) -> dict[str, str]:
        """Column to the table that it leads to."""
        by_key = {
            column.name: key.column.table.name
            for column in self.columns()
            for key in column.foreign_keys
        }
        return by_key | dict(self.links)


def row_model(part: Part) -> type[BaseModel]:
    """The pydantic model of one row, its links by their numbers in the file."""
    fields: dict[str, Any] = {column.name: _field(part, column) for column in part.columns()}
    config = ConfigDict(extra="forbid", use_enum_values=True)
    return create_model(part.name, __config__=config, **fields)


def _field(part: Part, column: Column[Any]) -> tuple[Any, Any]:
    kind = _kind(part, column)
    if column.nullable:
        return (kind | None, None)
    default = getattr(column.default, "arg", ...)
    return (kind, ... if callable(default) else default)


def _kind(part: Part, column: Column[Any]) -> Any:
    if column.name in part.lists:
        return listed(LocalId, _MOST_LISTED)
    if column.name == "id" or column.name in part.linked():
        return LocalId
    return part.types.get(column.name) or type_of(column)
