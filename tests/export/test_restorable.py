"""A file is anybody's: what is wrong with it is found before anything is written."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from bot.errors import UserError
from bot.export.restoring import restorable
from tests.conftest import on_sqlite
from tests.export.files import SMALL, as_bytes, small, zipped
from tests.phone import Story

Spoil = Callable[[dict[str, Any]], object]
EPISODE = {
    "id": 1,
    "at": "2026-03-02T06:00:00+00:00",
    "logged_at": "2026-03-02T06:00:00+00:00",
    "zone": "Europe/Berlin",
    "face_zones": ["cheek"],
}


def first(table: str, **values: object) -> Spoil:
    return lambda file: file["tables"][table][0].update(values)


def more(table: str, count: int = 1, **values: Any) -> Spoil:
    """More rows like the first; `{n}` in a text is the row's number."""

    def spoil(file: dict[str, Any]) -> None:
        row = file["tables"][table][0]
        for n in range(2, count + 2):
            new = {key: v.format(n=n) if isinstance(v, str) else v for key, v in values.items()}
            file["tables"][table].append({**row, "id": n, **new})

    return spoil


def both(*spoils: Spoil) -> Spoil:
    return lambda file: [spoil(file) for spoil in spoils]


WRONG: dict[str, Spoil] = {
    "another format": lambda file: file.update(format="migraine-diary"),
    "no format": lambda file: file.pop("format"),
    "no instant": lambda file: file.pop("exported_at"),
    "a local instant": lambda file: file.update(exported_at="2026-03-02T07:00:00"),
    "a version that is no number": lambda file: file.update(version="1"),
    "a version that is a flag": lambda file: file.update(version=True),
    "version nought": lambda file: file.update(version=0),
    "an unknown table": lambda file: file["tables"].update(delivery=[]),
    "a table that is an object": lambda file: file["tables"].update(episode={}),
    "rows that are numbers": lambda file: file["tables"].update(episode=[1]),
    "nobody": lambda file: file["tables"].update(person=[]),
    "two people": lambda file: file["tables"]["person"].append(file["tables"]["person"][0]),
    "a column of ours": first("person", telegram_id=5),
    "a foreign person": first("plan_item", person_id=2),
    "a zone that is none": first("person", zone="Middle/Earth"),
    "a fixed offset": first("person", plan_zone="Etc/GMT+3"),
    "a language that is markup": first("person", language="<b>en</b>"),
    "a flag that is a number": first("person", easy_mode=1),
    "a kind that is none": first("plan_item", kind="weapon"),
    "no name": first("plan_item", name=""),
    "a long name": first("plan_item", name="x" * 81),
    "NUL in a name": first("plan_item", name="Bac\0lofen"),
    "half a character": first("plan_item", name="\ud83d"),
    "a name that is a number": first("plan_item", name=7),
    "nags for ever": first("plan_item", nags=[10] * 7),
    "nags of nothing": first("plan_item", nags=[0]),
    "the end of time": first("plan_item", created_at="9999-12-31T23:59:59+00:00"),
    "a schedule of nothing": first("schedule", spec={}),
    "a schedule with more in it": first(
        "schedule", spec={**SMALL["tables"]["schedule"][0]["spec"], "sql": "x"}
    ),
    "an item that is not there": first("schedule", item_id=2),
    "an id that is text": first("schedule", item_id="1"),
    "an id below one": first("plan_item", id=0),
    "two rows with one id": lambda file: file["tables"]["plan_item"].append(
        file["tables"]["plan_item"][0]
    ),
    "two schedules that go on": more("schedule"),
    "an item without a schedule": more("plan_item"),
    "sixty-one items": both(more("plan_item", 60), more("schedule", 60)),
    "a trigger without a name": first("trigger", name=None, name_key=None),
    "a trigger that is itself": first("trigger", merged_into_id=1),
    "triggers in a ring": both(
        more("trigger", name="b", name_key="b", merged_into_id=1),
        first("trigger", merged_into_id=2),
    ),
    "one name twice": more("trigger"),
    "too many triggers": more("trigger", 60, name="name {n}", name_key="name {n}"),
    "a relief of nobody's": lambda file: file["tables"].update(
        episode=[EPISODE],
        episode_relief=[
            {"episode_id": 1, "relief": "own7", "at": "2026-03-02T06:00:00+00:00", "helped": None}
        ],
    ),
    "a severity beyond all": lambda file: file["tables"].update(
        episode=[{**EPISODE, "severity": 5}]
    ),
    "a change of no schedule": lambda file: file["tables"].update(
        plan_change=[
            {
                "id": 1,
                "item_id": 1,
                "at": "2026-03-02T06:00:00+00:00",
                "what": "schedule",
                "before": "7",
                "after": "DROP TABLE",
            }
        ]
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_refused(what: str) -> None:
    file = small()
    WRONG[what](file)
    with pytest.raises(UserError, match="an export of mine"):
        restorable(as_bytes(file))


def test_the_small_file_is_right() -> None:
    diary = restorable(zipped(as_bytes(SMALL)))
    assert [row["name"] for row in diary.tables["plan_item"]] == ["Baclofen"]
    assert diary.tables["episode"] == []


def test_what_is_not_said_of_a_row_is_as_if_it_was_never_asked() -> None:
    file = small()
    file["tables"]["episode"] = [EPISODE]
    (episode,) = restorable(as_bytes(file)).tables["episode"]
    assert (episode["count"], episode["note"], episode["severity"]) == (1, "", None)


def test_sixty_items_are_not_too_many() -> None:
    file = small()
    both(more("plan_item", 59), more("schedule", 59))(file)
    for number, row in enumerate(file["tables"]["schedule"], 1):
        row["item_id"] = number
    assert len(restorable(as_bytes(file)).tables["plan_item"]) == 60


def test_days_that_can_hardly_be_meant_are_refused_in_the_bots_words() -> None:
    file = small()
    first("person", wake_time="07:00:00", bed_time="08:00:00")(file)
    with pytest.raises(UserError, match="hardly your whole day"):
        restorable(as_bytes(file))


def test_a_newer_version_is_told_as_such() -> None:
    with pytest.raises(UserError, match="newer version"):
        restorable(as_bytes({**SMALL, "version": 2}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"{",
        b"[]",
        b"null",
        b"NaN",
        b'"facial-spasm-diary"',
        b"\xff\xfe\x00",
        as_bytes(SMALL) + b"{}",
        as_bytes(SMALL)[:-1],
        b'{"format": "facial-spasm-diary", "tables": ' + b"[" * 100_000,
        b'{"format": "facial-spasm-diary", "version": ' + b"9" * 10_000 + b"}",
        b'{"format": "facial-spasm-diary", "tables": {"episode": [], "episode": []}}',
        zipped(as_bytes(SMALL), "../diary.json"),
        zipped(as_bytes(SMALL), "/etc/diary.json"),
        zipped(as_bytes(SMALL))[:-30],
    ],
    ids=range(16),
)
def test_what_is_no_diary_is_refused(content: bytes) -> None:
    with pytest.raises(UserError):
        restorable(content)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zipped(b" " * 70_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(UserError, match="more in this file than I can take"):
        restorable(bomb)


def test_an_archive_that_lies_about_its_size_is_not_believed() -> None:
    honest = zipped(b" " * 70_000_000)
    size = (70_000_000).to_bytes(4, "little")
    with pytest.raises(UserError):
        restorable(honest.replace(size, (100).to_bytes(4, "little")))


def test_an_archive_of_a_thousand_files_is_left_alone() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(1000):
            archive.writestr(f"{number}/diary.json", "{}")
        archive.writestr("diary.json", as_bytes(SMALL))
    with pytest.raises(UserError, match="more in this file"):
        restorable(out.getvalue())


def test_spoilt_anywhere_it_is_refused_or_still_a_diary() -> None:
    """Never another error than a kind word, wherever a byte is changed."""
    dice = random.Random(11)
    for content in (as_bytes(SMALL), zipped(as_bytes(SMALL))):
        for _ in range(400):
            spoilt = bytearray(content)
            for _ in range(dice.choice((1, 3, 20))):
                spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
            with suppress(UserError):
                assert restorable(bytes(spoilt)).tables["person"]


def test_no_error_quotes_the_file() -> None:
    file = small()
    first("plan_item", name="Baclofen" * 30)(file)
    with pytest.raises(UserError) as raised:
        restorable(as_bytes(file))
    assert "Baclofen" not in str(raised.value.__cause__) + str(raised.value)


@on_sqlite
async def test_refusals_reach_the_person_and_nothing_is_written(story: Story) -> None:
    phone = await story.phone().sets_up()
    newer = as_bytes({**SMALL, "version": 2})
    for content, name, words in (
        (b"\0" * 20_000_001, "a.zip", "20 MB is the most"),
        (b"PK\3\4 and nothing more", "a.zip", "not an export of mine"),
        (newer, "a.json", "newer version"),
        (json.dumps([]).encode(), "a.JSON", "not an export of mine"),
    ):
        await phone.does(phone.user.send_document(content, name))
        assert words in phone.text
    await phone.sends("/plan")
    assert "Baclofen" not in phone.text
