"""Medicines by name: found whatever the spelling, never by half a word."""

import re
import tomllib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.db import Database
from bot.people.tables import Person
from bot.plan import actions
from bot.plan.items import NewItem
from bot.plan.medicines import (
    NAMES,
    MedicineClass,
    class_of,
    folded,
    known_names,
    reviewed_list,
    suggested_class,
)
from bot.plan.rules import AtTimes, Kind, Schedule
from bot.plan.tables import PlanItem
from tests.journal.conftest import new_person

NOW = datetime(2026, 3, 2, 13, 3, tzinfo=UTC)
TABLES = tomllib.loads(NAMES.read_text(encoding="utf-8"))
SPELLINGS = [
    (one.medicine_class, spelling) for one in reviewed_list() for spelling in (one.name, *one.also)
]


def test_the_file_has_every_class_and_says_where_it_is_from() -> None:
    assert set(TABLES) == {*MedicineClass, "source", "source_url"}
    assert "WHO" in TABLES["source"]
    assert TABLES["source_url"].startswith("https://")


def test_every_entry_has_its_source_the_day_of_its_review_and_nothing_besides() -> None:
    for class_ in MedicineClass:
        for name, entry in TABLES[class_].items():
            assert set(entry) == {"atc", "reviewed", "also"}, name
            assert name == name.lower().strip()
            assert all(isinstance(one, str) and one == " ".join(one.split())
                       for one in entry["also"])  # fmt: skip
            assert re.fullmatch(r"[A-Z]\d\d[A-Z]{2}(\d\d)?", entry["atc"]), name
            assert type(entry["reviewed"]) is date
            assert date(2026, 1, 1) <= entry["reviewed"] <= date(2030, 12, 31)


def test_the_codes_agree_with_the_classes() -> None:
    """A code stands behind its class, but for the two benzodiazepines that stand elsewhere."""
    behind = {
        MedicineClass.ANTICHOLINERGIC: ("N04A",),
        MedicineClass.BENZODIAZEPINE: ("N05BA", "N05CD", "N03AE01", "M03BX07"),
        MedicineClass.ANTICONVULSANT: ("N03A", "N02BF"),
        MedicineClass.MUSCLE_RELAXANT: ("M03B", "M03CA"),
        MedicineClass.BOTULINUM_TOXIN: ("M03AX01",),
    }
    for one in reviewed_list():
        if one.medicine_class in behind:
            assert one.atc.startswith(behind[one.medicine_class]), one.name
        else:
            assert not one.atc.startswith(("N04AA", "N05BA", "N03A", "M03")), one.name


def test_every_spelling_stands_once_and_could_be_no_common_word() -> None:
    keys = [folded(spelling) for _, spelling in SPELLINGS]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []
    assert all(key and len("".join(key)) >= 4 for key in keys if "".join(key).isascii())
    assert len(known_names()) == len(keys)
    plain = {"tablet", "drops", "pill", "medicine", "stretching", "water", "sleep", "rest"}
    assert plain.isdisjoint(word for key in keys for word in key)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Clonazepam", MedicineClass.BENZODIAZEPINE),
        ("RIVOTRIL® 0,5", MedicineClass.BENZODIAZEPINE),
        ("клоназепам", MedicineClass.BENZODIAZEPINE),
        ("my evening Valium", MedicineClass.BENZODIAZEPINE),
        ("Carbamazépine LP 200", MedicineClass.ANTICONVULSANT),
        ("valproic  acid", MedicineClass.ANTICONVULSANT),
        ("Trihexyphenidyl", MedicineClass.ANTICHOLINERGIC),
        ("Baclofen10mg", MedicineClass.MUSCLE_RELAXANT),
        ("baclofeno", MedicineClass.MUSCLE_RELAXANT),
        ("Botox injection", MedicineClass.BOTULINUM_TOXIN),
        ("toxina botulinica", MedicineClass.BOTULINUM_TOXIN),
        ("Ibuprofen", MedicineClass.OTHER),
        ("Artanexa", None),
        ("clonazepamish", None),
        ("acid valproic", None),
        ("Lamictalia", None),
        ("vitamin D", None),
        ("", None),
        ("💊 8", None),
    ],
)
def test_names_as_people_write_them(name: str, found: MedicineClass | None) -> None:
    assert class_of(name) is found


@given(
    st.sampled_from(SPELLINGS),
    st.sampled_from([str.upper, str.title, str.lower]),
    st.sampled_from(["", " 0.5 mg", " forte", "®", "-ratiopharm", " 8:00"]),
)
def test_case_and_what_stands_beside_it_make_no_difference(spelling, written, beside) -> None:
    class_, name = spelling
    assert class_of(written(name) + beside) == class_


@given(st.sampled_from(SPELLINGS), st.text("abcdefghij", min_size=1, max_size=4))
def test_half_a_word_is_no_medicine(spelling, more) -> None:
    longer = folded(spelling[1])[-1] + more
    assert class_of(longer) is (known_names().get((longer,)))


@given(st.text(max_size=60))
def test_any_text_has_one_class_or_none(text: str) -> None:
    assert class_of(text) in {None, *MedicineClass}


def test_only_medicines_and_injections_are_suggested_a_class() -> None:
    assert suggested_class(Kind.STRETCHING, "Baclofen") is None
    assert suggested_class(Kind.INJECTION, "the usual") is MedicineClass.BOTULINUM_TOXIN
    assert suggested_class(Kind.INJECTION, "Ibuprofen") is MedicineClass.OTHER


async def test_the_class_is_suggested_at_adding_and_follows_the_name(db: Database) -> None:
    await new_person(db, 1001)
    schedule = Schedule(AtTimes((NOW.time().replace(minute=0),)))

    async def class_now() -> str | None:
        async with db.reading() as session:
            return await session.scalar(select(PlanItem.medicine_class))

    async with db.writing() as session:
        person = (await session.scalars(select(Person))).one()
        new = NewItem(Kind.MEDICATION, "Rivotril", "0.5 mg", schedule)
        item_id = (await actions.add(session, person, new, NOW)).id
    assert await class_now() == "benzodiazepine"
    for name, class_ in (("Lyrica", "anticonvulsant"), ("Night pill", None), ("Artane", None)):
        async with db.writing() as session:
            person = (await session.scalars(select(Person))).one()
            await actions.rename(session, person, item_id, name, NOW)
        assert await class_now() == (class_ if name != "Artane" else "anticholinergic")
    async with db.writing() as session:  # as the person confirmed it
        (await session.get_one(PlanItem, item_id)).medicine_class = "other"
    async with db.writing() as session:
        person = (await session.scalars(select(Person))).one()
        await actions.rename(session, person, item_id, "Artane forte", NOW)
    assert await class_now() == "other"
