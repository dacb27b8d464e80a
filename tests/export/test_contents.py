"""Nothing that is a person's is forgotten, and nothing comes back unchecked."""

from datetime import datetime
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import Table

from bot.export.contents import NOT_EXPORTED, PART, PARTS, model_of
from bot.models import metadata


def is_a_persons(table: Table) -> bool:
    return table.name == "person" or any(
        key.ondelete == "CASCADE" and is_a_persons(key.column.table)
        for key in table.foreign_keys
        if key.column.table is not table
    )


def test_every_table_of_a_persons_is_exported_or_says_why_not() -> None:
    theirs = {table.name for table in metadata.sorted_tables if is_a_persons(table)}
    assert theirs == PART.keys() | NOT_EXPORTED.keys()
    assert not PART.keys() & NOT_EXPORTED.keys()
    assert all(NOT_EXPORTED.values())


def test_what_others_lead_to_comes_before_them() -> None:
    seen: set[str] = set()
    for part in PARTS:
        seen.add(part.name)
        assert {*part.linked().values(), *part.lists.values()} <= seen, part.name


def test_every_foreign_key_leads_into_the_file() -> None:
    for part in PARTS:
        for column in part.columns():
            for key in column.foreign_keys:
                assert key.column.table.name in PART, column


def test_sheets_have_names_of_their_own() -> None:
    assert len({part.sheet for part in PARTS}) == len(PARTS)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_column_is_typed(part: Any) -> None:
    """A column without a type of its own raises where the model is made."""
    names = {column.name for column in part.columns()}
    assert set(model_of(part.name).model_fields) == names
    assert set(part.types) | set(part.links) | set(part.lists) <= names
    assert part.ours <= set(part.table.c.keys())


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_no_number_list_or_code_comes_back_without_limits(part: Any) -> None:
    for column in part.columns():
        for wild in (10**12, -(10**12), "x" * 10_000, ["x"] * 10_000, {"a": 1}, "a\0b", "\ud800"):
            with pytest.raises(ValidationError):
                model_of(part.name).model_validate({**dict.fromkeys([]), column.name: wild})
            errors = errors_of(part.name, column.name, wild)
            assert errors, (column, type(wild))


def errors_of(table: str, column: str, value: Any) -> list[Any]:
    """What is wrong with this one column."""
    try:
        model_of(table).model_validate({column: value})
    except ValidationError as error:
        return [one for one in error.errors(include_context=False) if one["loc"][:1] == (column,)]
    return []


def test_instants_are_of_this_century_and_have_a_zone() -> None:
    for wrong in ("2026-03-02T07:00:00", "9999-12-31T00:00:00+00:00", 1772434800, "noon", None):
        assert errors_of("episode", "at", wrong)
    model = model_of("episode").model_fields["at"]
    assert model.is_required()
    assert not errors_of("episode", "at", datetime(2026, 3, 2).astimezone().isoformat())
