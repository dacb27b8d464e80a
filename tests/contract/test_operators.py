"""What operators rely on: exit codes, one line that says why, and promptness."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psutil
import pytest
from sqlalchemy.engine import URL

from bot.clock import system_clock
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from tests.conftest import sqlite_url
from tests.postgres import Postgres

from .person import Person
from .process import Bot, a_bot, command

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
PEOPLE = 300


@pytest.mark.parametrize(
    "settings",
    [
        {"BOT_TOKEN": ""},
        {"BOT_TOKEN": "not-a-token"},
        {"BOT_TOKEN": "123:x y"},
        {"BOT_DATABASE_URL": "sqlite+aiosqlite:////proc/nowhere/bot.db"},
        {"BOT_DATABASE_URL": "sqlite+aiosqlite:////dev/null/bot.db"},
        {"BOT_DATABASE_URL": "sqlite+aiosqlite:///."},
        {"BOT_DATABASE_URL": "mysql://somebody@somewhere/bot"},
        {"BOT_DATABASE_URL": "what?"},
        {"BOT_DATABASE_URL": "postgresql+asyncpg://nobody:secret@127.0.0.1:1/bot"},
        {"BOT_API_URL": "api.telegram.org"},
        {"BOT_MESSAGES_PER_SECOND": "fast"},
        {"BOT_MESSAGES_PER_SECOND": "-1"},
        {"BOT_LOG_LEVEL": "LOUD"},
        {"BOT_HTTP_PORT": "99999999"},
    ],
    ids=lambda settings: " ".join(settings.values()),
)
async def test_what_cannot_work_is_one_line_and_exit_code_2(
    settings: dict[str, str], tmp_path: Path
):
    given = {"BOT_TOKEN": TOKEN, "BOT_API_URL": "http://127.0.0.1:1"} | settings
    code, said = await command("run", folder=tmp_path, **given)
    assert (code, len(said.splitlines())) == (2, 1), said
    assert next(iter(settings)) in said
    assert TOKEN not in said
    assert "secret" not in said


async def test_migrate_works_from_any_folder(empty_database_url: URL, tmp_path: Path):
    url = empty_database_url.render_as_string(hide_password=False)
    for _ in range(2):
        code, said = await command("migrate", folder=tmp_path, BOT_DATABASE_URL=url)
        assert (code, said) == (0, "The database is up to date.\n")


async def test_check_tells_each_thing_in_a_line(database_url: URL, tmp_path: Path):
    standin = StandIn(system_clock)
    url = database_url.render_as_string(hide_password=False)
    async with serving(standin.application()) as api:
        given = {"BOT_API_URL": api, "BOT_DATABASE_URL": url}
        code, good = await command("check", folder=tmp_path, BOT_TOKEN=standin.token, **given)
        assert (code, {line[:2] for line in good.splitlines()}) == (0, {"ok"}), good
        code, bad = await command("check", folder=tmp_path, BOT_TOKEN=f"1{TOKEN}", **given)
    assert code == 2
    assert [line[:2] for line in bad.splitlines()].count("!!") == 1
    assert TOKEN not in good + bad


async def test_due_at_the_full_minute(sqlite_template: Path, postgres: Postgres, tmp_path: Path):
    """On both databases at once, since this is real time: idle people, and one who is reminded."""
    _ = sqlite_template
    with postgres.database() as url:
        async with asyncio.TaskGroup() as both:
            for kind, database in (("sqlite", sqlite_url(tmp_path / "a.db")), ("pg", url)):
                folder = tmp_path / kind
                folder.mkdir()
                both.create_task(_a_minute(database, folder))


async def _a_minute(database: URL, folder: Path) -> None:
    async with a_bot(database, folder) as bot:
        idle = [bot.person(f"Idle{n}") for n in range(PEOPLE)]
        await _all_set_up(idle)
        ada = await bot.person().sets_up()
        zone = _where_it_is_day()
        await ada.says(f"/timezone {zone}")
        instant = _full_minute(system_clock())
        at = instant.astimezone(ZoneInfo(zone)).strftime("%H:%M")
        for line in ("Clonazepam 0.5 mg", "Baclofen 10 mg", "Stretching"):
            await ada.adds(f"{line} {at}")
        await _is_idle(bot)
        async with asyncio.timeout(90):
            await bot.standin.until(lambda: bool(ada.reminders_of("Clonazepam")), within=80)
        assert instant <= system_clock() <= instant + timedelta(seconds=2)
        await _answers_the_shared_message(ada)


async def _all_set_up(people: list[Person]) -> None:
    """Ten at a time: what they do takes its turn on a small machine."""
    for start in range(0, len(people), 10):
        async with asyncio.TaskGroup() as group:
            for person in people[start : start + 10]:
                group.create_task(person.sets_up())


async def _is_idle(bot: Bot) -> None:
    process = psutil.Process(bot.pid)
    assert process.memory_info().rss <= 150 * 2**20
    before = process.cpu_times()
    await asyncio.sleep(5)  # what it uses while nobody does anything
    after = process.cpu_times()
    used = after.user + after.system - before.user - before.system
    assert used / 5 <= 0.02


async def _answers_the_shared_message(ada: Person) -> None:
    """One message for the minute, a button for each item, each answered at once."""
    (shared,) = ada.reminders_of("Clonazepam", "Baclofen", "Stretching")
    labels = ada.labels(shared)
    assert sum("Taken" in label for label in labels) == 2
    assert sum("Done" in label for label in labels) == 1
    assert sum("All done" in label for label in labels) == 1
    assert await ada.timed_tap("Clonazepam", shared) < 0.5
    shared = ada.user.chat.messages[shared.message_id]
    await ada.taps("All done", shared)
    await ada.says("/today")
    states = [
        [word for word in ("Taken", "Done") if word in line]
        for line in ada.last.text.splitlines()
        if any(name in line for name in ("Clonazepam", "Baclofen", "Stretching"))
    ]
    assert sorted(states) == [["Done"], ["Taken"], ["Taken"]]
    await ada.taps("Undo", ada.user.chat.messages[shared.message_id])
    await ada.says("/history")
    assert sum("Taken" in line for line in ada.last.text.splitlines()) < 2


def _full_minute(now: datetime) -> datetime:
    """The next one that leaves time to look at an idle bot before it."""
    return (now + timedelta(seconds=68)).replace(second=0, microsecond=0)


def _where_it_is_day() -> str:
    """Stretching is held back at night, and midnight is near wherever it is late."""
    zones = ("Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles", "America/New_York")
    now = system_clock()
    return min(zones, key=lambda zone: abs(now.astimezone(ZoneInfo(zone)).hour - 14))
