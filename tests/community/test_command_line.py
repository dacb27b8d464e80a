"""An owner's own file from the outside: what is wrong with it is one line, before anything runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import HOME, Settings

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAExample-of-a-token_that-nobody-has0"


def bot(tmp_path: Path, command: str, own: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    settings = {
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": TOKEN,
        "BOT_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/bot.db",
        "BOT_API_URL": "http://127.0.0.1:1",
        "BOT_COMMUNITIES_FILE": own,
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", command],
        cwd=tmp_path,
        env=kept | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    file = tmp_path / "own.toml"
    file.write_text('[[community]]\nname = "Ours"\nkind = "group"\nstate = "ok"\n')
    return str(file)


def test_a_wrong_file_keeps_the_bot_from_starting(tmp_path: Path, wrong: str):
    result = bot(tmp_path, "run", wrong)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr == (
        f"Cannot start: BOT_COMMUNITIES_FILE: {wrong}: community 1 Ours: what is shown needs url,"
        " regions, languages, for, about, last_checked\n"
    )


def test_a_relative_path_is_beside_the_bot():
    own = Settings(_env_file=None, bot_communities_file="own.toml")
    assert own.communities_file == HOME / "own.toml"
    absolute = Settings(_env_file=None, bot_communities_file="/etc/own.toml")
    assert absolute.communities_file == Path("/etc/own.toml")
    assert Settings(_env_file=None, bot_communities_file="").communities_file is None


def test_check_names_it_too(tmp_path: Path, wrong: str):
    result = bot(tmp_path, "check", wrong)
    assert result.returncode == 2
    assert result.stdout.startswith(f"!!  configuration: BOT_COMMUNITIES_FILE: {wrong}: ")
    assert result.stdout.count("\n") == 1
