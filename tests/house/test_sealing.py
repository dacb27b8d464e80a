"""What is sealed, and that nothing that people type is forgotten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import String, Text, select

from bot.db import Database
from bot.models import metadata
from bot.plan.tables import PlanItem
from bot.sealing import Keyring, Sealed, SealedJson, new_key

CODES = {
    "person": "language zone plan_zone home_zone held_zone pause_rests condition side"
    " urgent_region",
    "consent_text": "digest language text",
    "consent": "digest",
    "leaving": "why",
    "draft": "flow step",
    "encryption_key": "name",
    "pause": "reason rests",
    "plan_item": "kind medicine_class agreed_with zone",
    "plan_change": "what reason",
    "plan_reason": "reason",
    "stock_entry": "what",
    "note": "topic zone",
    "occurrence": "slot zone state before reason",
    "delivery": "kind state owner",
    "episode": "zone side movement duration",
    "episode_relief": "relief",
    "own_relief": "code",
    "trigger": "code",
    "exposure": "zone",
    "self_check": "question",
    "water_glass": "zone",
    "water_settings": "unit",
    "goal": "what",
    "injection_check": "working",
    "visit": "kind changed",
    "supporter": "token_hash",
    "cheer": "what",
    "good_thing": "zone",
    "guided_run": "routine side zone",
    "side_effect_week": "effect",
    "sent_file": "content file_id",
    "handled_update": "key",
    "folded_buttons": "key",
    "invite_code": "code_hash",
    "heavy_request": "what",
    "lease": "name owner",
    "rate_budget": "name",
}
"""Columns of text that nobody types: codes, names of zones, our own words."""

KEYS = [new_key(), new_key()]


def test_whatever_people_type_is_sealed() -> None:
    """A new column of text is `Sealed`, or named above because it holds nothing typed."""
    plain = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, String | Text)
    }
    codes = {(table, name) for table, names in CODES.items() for name in names.split()}
    assert plain == codes


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_is_opened_again_with_any_of_the_keys(text: str) -> None:
    old, both, other = Keyring(KEYS[:1]), Keyring(KEYS[::-1]), Keyring([new_key()])
    token = old.seal(text)
    assert (text == "") == (token == "")
    assert old.open(token) == both.open(token) == text
    assert other.open(token) == token, "shown as it is stored, and nobody is kept waiting"
    assert both.renew(token) != token or not text
    assert Keyring(KEYS[1:]).open(both.renew(token)) == text
    assert both.renew(both.renew(token)) == both.renew(token) or both.open(token) == text
    assert old.open(text) == text


def test_a_token_says_neither_the_words_nor_when() -> None:
    ring = Keyring(KEYS)
    first, second = ring.seal("Clonazepam"), ring.seal("Clonazepam")
    assert first != second
    assert first.startswith("gAAAAAAAAAAA"), "made at the instant 0"


async def test_the_database_cannot_be_asked_for_what_is_sealed(db: Database) -> None:
    async with db.reading() as session:
        with pytest.raises(TypeError, match="cannot compare"):
            await session.scalar(select(PlanItem).where(PlanItem.name == "Clonazepam"))
        with pytest.raises(TypeError, match="cannot compare"):
            await session.scalar(select(PlanItem).where(PlanItem.notes.like("%eye%")))
        asked = select(PlanItem).where(PlanItem.notes.is_not(None))
        assert await session.scalar(asked) is None


def test_without_a_key_nothing_is_done(db: Database) -> None:
    dialect = db.engine.dialect
    assert Sealed(40).bind_processor(dialect) is None
    assert Sealed(40).result_processor(dialect, None) is None
    value = {"typed": "x"}
    assert SealedJson().process_bind_param(value, dialect) is value
