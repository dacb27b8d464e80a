"""Keys come and go: everything is under the newest one, and nothing is lost on the way."""

import asyncio
import io
import json
import sqlite3
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

from bot.__main__ import cli
from bot.db import Database
from bot.errors import StartupError
from bot.journal.episodes.tables import Episode
from bot.keys import EncryptionKey, check_keys
from bot.models import metadata
from bot.operations.backup import backup, restore
from bot.operations.copying import copy
from bot.operations.rotating import count_rows, rotate, sealed_columns
from bot.people.actions import agree
from bot.people.turn import Sender
from bot.plan.tables import PlanItem
from bot.sealing import Keyring, new_key
from tests.conftest import sqlite_url
from tests.phone import MONDAY, TOKEN, Phone, Story, telling

LATER = MONDAY + timedelta(days=30)
WORDS = {
    "medicine": "Zyxotrombin",
    "amount": "7.25 mg",
    "episode": "aspenwood at the window",
    "trigger": "marzipanfumes",
    "relief": "cold porridge spoon",
    "question": "Is spruce resin harmful",
    "visit": "Dr. Quillfeather",
    "half-way": "Wolkenstolz",
}


async def live(story: Story) -> Phone:
    """Somebody who types whatever can be typed."""
    phone = await story.phone().sets_up()
    await phone.adds(f"{WORDS['medicine']} {WORDS['amount']} 08:00")
    await phone.sends(f"/log 3 left cheek {WORDS['episode']}")
    await phone.taps("Relief")
    await phone.taps("Own")
    await phone.sends(WORDS["relief"])
    await phone.sends(f"/trigger {WORDS['trigger']}")
    await phone.sends(f"/ask {WORDS['question']}")
    await phone.sends(f"/visits 12 March 10:30 {WORDS['visit']}")
    await story.at("08:00")
    await phone.sends(f"/add {WORDS['half-way']} 09:00")
    return phone


async def lived(url: URL, key: str) -> None:
    async with telling(url, bot_encryption_key=key) as story:
        await live(story)


@asynccontextmanager
async def using(url: URL, keyring: Keyring | None = None) -> AsyncIterator[AsyncSession]:
    database = Database(url, keyring=keyring)
    async with database.writing() as session:
        yield session
    await database.close()


async def stored(url: URL) -> str:
    """All that stands in columns that may be sealed, as it stands there."""
    found = []
    async with using(url) as session:
        for table in metadata.sorted_tables:
            for column in sealed_columns(table):
                found += (await session.scalars(select(column))).all()
    return json.dumps(found)


def left(content: str) -> set[str]:
    return {what for what, words in WORDS.items() if words in content}


async def turn(url: URL, *keys: str, to_plain: bool = False, batch: int = 3) -> int:
    done = await rotate(url, Keyring(keys), LATER, lambda _: None, to_plain=to_plain, batch=batch)
    return done.written


async def test_what_is_typed_is_sealed_from_the_first_word_on(database_url: URL) -> None:
    key = new_key()
    async with telling(database_url, bot_encryption_key=key) as story:
        phone = await live(story)
        assert left(await stored(database_url)) == set()
        assert WORDS["medicine"] in (await phone.sends("/today")).text
        assert WORDS["medicine"] in (await phone.sends("/plan")).text


async def test_an_export_is_in_plain_words_and_comes_back_sealed(database_url: URL) -> None:
    async with telling(database_url, bot_encryption_key=new_key()) as story:
        phone, other = await live(story), story.phone("Grace")
        sent = await phone.sends("/export")
        content = sent.document or b""
        diary = zipfile.ZipFile(io.BytesIO(content)).read("diary.json").decode()
        assert left(diary) == WORDS.keys() - {"half-way"}

        await other.sets_up()
        await other.does(other.user.send_document(content, "my-diary.zip"))
        await other.taps("Restore")
        assert WORDS["medicine"] in (await other.sends("/today")).text
        assert left(await stored(database_url)) == set()


async def test_a_plain_database_is_sealed_and_not_a_byte_is_left(
    sqlite_template: Path, tmp_path: Path
) -> None:
    file = tmp_path / "bot.db"
    file.write_bytes(sqlite_template.read_bytes())
    url, key = sqlite_url(file), new_key()
    async with telling(url) as story:
        await live(story)
    assert left(file.read_bytes().decode("latin1")) == WORDS.keys(), "or this proves nothing"

    assert await turn(url, key) > 0

    assert left(file.read_bytes().decode("latin1")) == set()
    assert await turn(url, key) == 0, "what is done is not done again"
    async with telling(url, LATER, bot_encryption_key=key) as story:
        assert WORDS["medicine"] in (await story.phone().sends("/plan")).text


async def test_an_interruption_leaves_all_of_it_readable_and_goes_on(database_url: URL) -> None:
    old, new = new_key(), new_key()
    async with telling(database_url, bot_encryption_key=old) as story:
        await live(story)
    told: list[int] = []

    def stop(rows: int) -> None:
        told.append(rows)
        if sum(told) > 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await rotate(database_url, Keyring([new, old]), LATER, stop, batch=3)

    async with using(database_url, Keyring([new, old])) as session:
        assert set(await session.scalars(select(PlanItem.name))) == {WORDS["medicine"]}
        assert WORDS["episode"] in set(await session.scalars(select(Episode.note)))
    for missing in ([new], [old]):
        with pytest.raises(StartupError, match="does not fit"):
            await turn(database_url, *missing)
    rows = await count_rows(database_url)
    assert 0 < await turn(database_url, new, old) < rows
    assert await turn(database_url, new) == 0, "the old one may go"
    async with using(database_url, Keyring([new])) as session:
        assert set(await session.scalars(select(PlanItem.name))) == {WORDS["medicine"]}
        assert [key.name for key in await session.scalars(select(EncryptionKey))] == list(
            Keyring([new]).names
        )


async def test_the_encryption_can_be_taken_away(database_url: URL) -> None:
    key = new_key()
    async with telling(database_url, bot_encryption_key=key) as story:
        await live(story)
    before = await stored(database_url)
    assert left(before) == set()
    await turn(database_url, key, to_plain=True)
    assert left(await stored(database_url)) == WORDS.keys()
    async with telling(database_url, LATER) as story:
        assert WORDS["medicine"] in (await story.phone().sends("/plan")).text


@pytest.mark.parametrize("given", ["", new_key()], ids=["none", "another"])
def test_a_key_that_does_not_fit_stops_the_start_before_anything_is_written(
    sqlite_template: Path, tmp_path: Path, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bot.db"
    file.write_bytes(sqlite_template.read_bytes())
    url = sqlite_url(file)
    asyncio.run(lived(url, new_key()))
    before = file.read_bytes()

    monkeypatch.setenv("BOT_DATABASE_URL", url.render_as_string())
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_ENCRYPTION_KEY", given)
    for command in (["run"], ["check"], ["rotate-key"]):
        result = CliRunner().invoke(cli, command)
        words = str(result.exception) + result.output
        assert result.exit_code, command
        assert "BOT_ENCRYPTION_KEY" in words, command
        assert "\n" not in str(result.exception), command
    assert file.read_bytes() == before


def test_a_key_that_does_not_fit_stops_a_migration_too(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bot.db"
    file.write_bytes(sqlite_template.read_bytes())
    asyncio.run(lived(sqlite_url(file), new_key()))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0015'")
    before = file.read_bytes()
    monkeypatch.setenv("BOT_DATABASE_URL", sqlite_url(file).render_as_string())
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_ENCRYPTION_KEY", new_key())
    refused = CliRunner().invoke(cli, ["run"])
    assert "does not fit" in str(refused.exception)
    assert file.read_bytes() == before


async def test_backup_restore_and_copy_keep_the_seal(
    sqlite_template: Path, tmp_path: Path, database_url: URL
) -> None:
    file, kept, key = tmp_path / "one.db", tmp_path / "kept.backup", new_key()
    file.write_bytes(sqlite_template.read_bytes())
    async with telling(sqlite_url(file), bot_encryption_key=key) as story:
        await live(story)
    backup(sqlite_url(file), kept)
    assert left(kept.read_bytes().decode("latin1")) == set()
    back = sqlite_url(tmp_path / "two.db")
    restore(back, kept, replace=False)
    await copy(back, database_url, LATER, lambda _: None)
    for url in (back, database_url):
        db = Database(url)
        with pytest.raises(StartupError, match="is missing"):
            await check_keys(db, None)
        await check_keys(db, Keyring([new_key(), key]))
        await db.close()
        async with using(url, Keyring([key])) as session:
            assert set(await session.scalars(select(PlanItem.name))) == {WORDS["medicine"]}


async def test_who_types_something_like_a_token_reads_it_again(database_url: URL) -> None:
    """Typed before there was a key, and not opened by any: text like any other."""
    forged = Keyring([new_key()]).seal("x")[:70]
    async with using(database_url) as session:
        person = await agree(session, Sender(1, "en"), "en", MONDAY)
        session.add(
            Episode(person_id=person.id, at=MONDAY, zone="UTC", logged_at=MONDAY, note=forged)
        )
    key = new_key()
    for _ in range(2):
        await turn(database_url, key)
        async with using(database_url, Keyring([key])) as session:
            assert list(await session.scalars(select(Episode.note))) == [forged]


async def test_a_bot_that_runs_is_in_the_way(database_url: URL) -> None:
    async with telling(database_url):
        with pytest.raises(StartupError, match=r"ran just now|another process"):
            await rotate(database_url, Keyring([new_key()]), MONDAY, lambda _: None)


def test_the_commands_make_a_key_and_show_how_far_they_are(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bot.db"
    file.write_bytes(sqlite_template.read_bytes())
    key = CliRunner().invoke(cli, ["new-key"]).output.strip()
    monkeypatch.setenv("BOT_DATABASE_URL", sqlite_url(file).render_as_string())
    monkeypatch.setenv("BOT_ENCRYPTION_KEY", key)
    sealing = CliRunner().invoke(cli, ["rotate-key"])
    assert "under the first key" in sealing.output
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM encryption_key").fetchone() == (1,)
    opening = CliRunner().invoke(cli, ["rotate-key", "--to-plain"])
    assert "Nothing is sealed any more" in opening.output
    for wrong in ("", "hunter2", f"{key},"):
        monkeypatch.setenv("BOT_ENCRYPTION_KEY", wrong)
        refused = CliRunner().invoke(cli, ["rotate-key"])
        assert "BOT_ENCRYPTION_KEY" in str(refused.exception)
