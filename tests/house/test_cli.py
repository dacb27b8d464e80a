"""The command line from the outside: what operators and their scripts see."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from bot.clock import system_clock
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from tests.postgres import Postgres

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAExample-of-a-token_that-nobody-has0"


@pytest.fixture
def bot(tmp_path: Path):
    """Runs the bot's command line somewhere else than in the checkout."""

    def call(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=tmp_path,
            env=kept | {"PYTHONPATH": str(ROOT), "BOT_DATABASE_URL": file(tmp_path)} | settings,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return call


def file(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder}/data/bot.db"


def assert_cannot_start(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Cannot start: ")
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr


def test_help_names_every_command(bot):
    result = bot("--help")
    assert result.returncode == 0
    assert all(
        f"\n  {name} " in result.stdout for name in ("run", "demo", "migrate", "check", "patterns")
    )
    assert "..." not in result.stdout.partition("Commands:")[2]
    for command in ("run", "demo", "migrate", "check", "patterns"):
        assert f"python -m bot {command}" in bot(command, "--help").stdout


def test_help_loads_nothing_heavy():
    code = (
        "import sys, bot.__main__;"
        "print(*{'telegram', 'sqlalchemy', 'aiohttp', 'pydantic', 'alembic'} & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout == "\n"


def test_the_version(bot):
    assert bot("--version").stdout.startswith("facial-spasm-companion, version ")


def test_an_unknown_command_is_refused(bot):
    result = bot("fly")
    assert result.returncode == 2
    assert "No such command 'fly'" in result.stderr


@pytest.mark.parametrize("token", ["", "hello", "123:short"])
def test_a_malformed_token(bot, token: str):
    assert_cannot_start(bot("run", BOT_TOKEN=token), "BOT_TOKEN")


@pytest.mark.parametrize("command", ["run", "migrate"])
@pytest.mark.parametrize("url", ["", "nonsense", "mysql://here", "sqlite:///bot.db"])
def test_a_url_that_is_none(bot, command: str, url: str):
    assert_cannot_start(bot(command, BOT_TOKEN=TOKEN, BOT_DATABASE_URL=url), "BOT_DATABASE_URL")


@pytest.mark.parametrize("command", ["run", "migrate"])
@pytest.mark.parametrize("path", ["/proc/nothing/bot.db", "/proc/bot.db", "a-file/bot.db"])
def test_a_path_that_cannot_be_written(bot, tmp_path: Path, command: str, path: str):
    (tmp_path / "a-file").write_text("")
    url = f"sqlite+aiosqlite:///{tmp_path / path}"
    assert_cannot_start(
        bot(command, BOT_TOKEN=TOKEN, BOT_DATABASE_URL=url), f"cannot write {tmp_path / path}: "
    )


def test_a_host_that_nobody_knows(bot):
    url = "postgresql+asyncpg://ada:secret-word@nowhere.invalid/name"
    result = bot("migrate", BOT_DATABASE_URL=url)
    assert_cannot_start(result, "cannot reach PostgreSQL at nowhere.invalid: no such host")
    assert "secret-word" not in result.stderr


def test_a_postgresql_that_is_not_running(bot):
    url = "postgresql+asyncpg://ada:secret-word@127.0.0.1:1/name"
    assert_cannot_start(bot("migrate", BOT_DATABASE_URL=url), "connection refused; is it running?")


def test_a_wrong_password(bot, postgres: Postgres):
    postgres.execute("CREATE ROLE guarded LOGIN PASSWORD 'right'")
    with postgres.database() as url:
        wrong = postgres.url(url.database or "", "guarded", "secret-word")
        result = bot("migrate", BOT_DATABASE_URL=shown(wrong))
    postgres.execute("DROP ROLE guarded")
    assert_cannot_start(result, "refuses the user name or password of guarded")
    assert "secret-word" not in result.stderr


def test_a_database_that_is_not_there(bot, postgres: Postgres):
    result = bot("migrate", BOT_DATABASE_URL=shown(postgres.url("nothing")))
    assert_cannot_start(result, "has no database named nothing; create it first")


def test_a_database_in_which_nothing_may_be_made(bot, postgres: Postgres):
    postgres.execute("CREATE ROLE guest LOGIN")
    with postgres.database("template0") as url:
        guest = postgres.url(url.database or "", "guest")
        result = bot("migrate", BOT_DATABASE_URL=shown(guest))
    postgres.execute("DROP ROLE guest")
    assert_cannot_start(result, "guest may not create tables")


def test_postgresql_is_not_migrated_by_a_start(bot, postgres: Postgres):
    with postgres.database("template0") as url:
        result = bot("run", BOT_TOKEN=TOKEN, BOT_DATABASE_URL=shown(url))
    assert_cannot_start(result, "the database is empty: run `migrate` first")


def test_migrate_twice_says_that_all_is_well(bot, empty_database_url: URL):
    for _ in range(2):
        result = bot("migrate", BOT_DATABASE_URL=shown(empty_database_url))
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout == "The database is up to date.\n"


def shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def lines(result: subprocess.CompletedProcess[str]) -> list[str]:
    assert result.stderr == ""
    return result.stdout.splitlines()


def test_check_says_one_line_about_each(bot):
    result = bot("check")
    assert result.returncode == 2
    configuration, database, token, encryption, voice = lines(result)
    assert configuration.startswith("ok  configuration: ")
    assert database.endswith("/data/bot.db is empty; `run` brings it up to date")
    assert token == "!!  token: BOT_TOKEN is missing: @BotFather on Telegram gives you one"
    assert encryption == "ok  encryption: off; with BOT_ENCRYPTION_KEY what people type is sealed"
    assert voice.startswith("ok  voice: ")


def test_check_names_what_is_wrong_with_the_configuration(bot):
    result = bot("check", BOT_LOG_LEVEL="LOUD", BOT_HTTP_PORT="http")
    assert result.returncode == 2
    (line,) = lines(result)
    assert line.startswith("!!  configuration: ")
    assert "BOT_LOG_LEVEL: " in line
    assert "BOT_HTTP_PORT: " in line


def test_check_hides_passwords(bot):
    url = "postgresql+asyncpg://ada:secret-word@127.0.0.1:1/name"
    result = bot("check", BOT_DATABASE_URL=url)
    assert "connection refused" in lines(result)[1]
    assert "secret-word" not in result.stdout


def test_check_when_telegram_cannot_be_reached(bot):
    result = bot("check", BOT_TOKEN=TOKEN, BOT_API_URL="http://127.0.0.1:1")
    assert result.returncode == 2
    assert lines(result)[2].startswith("!!  token: BOT_API_URL: cannot reach http://127.0.0.1:1: ")
    assert TOKEN not in result.stdout


async def test_check_asks_telegram_whose_token_it_is(
    monkeypatch: pytest.MonkeyPatch, database_url: URL
):
    from bot.check import check

    standin = StandIn(system_clock)
    async with serving(standin.application()) as address:
        monkeypatch.setenv("BOT_API_URL", address)
        monkeypatch.setenv("BOT_DATABASE_URL", shown(database_url))
        monkeypatch.setenv("BOT_TOKEN", standin.token)
        good = await check()
        monkeypatch.setenv("BOT_TOKEN", TOKEN)
        bad = await check()
    assert all(finding.is_ok for finding in good)
    assert good[1].words.endswith(" is up to date")
    assert good[2].words.startswith("it is @")
    assert [finding.is_ok for finding in bad] == [True, True, False, True, True]
    assert bad[2].words.startswith("BOT_TOKEN: Telegram does not know this token")
