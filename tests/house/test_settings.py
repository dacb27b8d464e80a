"""Settings, and the .env.example that shows them all."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import StartupError
from bot.settings import HOME, Settings

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAExample-of-a-token_that-nobody-has0"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test sets counts, not what this machine happens to have."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return dict(pairs)


def test_the_example_holds_every_setting_and_nothing_else():
    assert list(example()) == [name.upper() for name in Settings.model_fields]


def test_the_example_shows_the_defaults(monkeypatch: pytest.MonkeyPatch):
    default = Settings.read()
    for name, value in example().items():
        monkeypatch.setenv(name, value)
    assert Settings.read() == default
    assert default.bot_token == SecretStr("")


def test_every_setting_of_the_example_is_explained():
    blocks = (ROOT / ".env.example").read_text(encoding="utf-8").strip().split("\n\n")
    assert all(block.startswith("# ") for block in blocks)


def test_a_file_in_the_working_directory_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setitem(Settings.model_config, "env_file", (ROOT / "no-such-file", ".env"))
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("BOT_MESSAGES_PER_SECOND=7\n", encoding="utf-8")
    assert Settings.read().bot_messages_per_second == 7


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("BOT_DATABASE_URL", "postgres://host/name", r"must begin with one of: sqlite\+aiosqlite"),
        ("BOT_DATABASE_URL", "nonsense", "is no database URL; examples: "),
        ("BOT_DATABASE_URL", "", "is no database URL; examples: "),
        ("BOT_API_URL", "api.telegram.org", "must be an http:// or https:// address"),
        ("BOT_MESSAGES_PER_SECOND", "0", "greater than 0"),
        ("BOT_MESSAGES_PER_SECOND", "10001", "less than or equal to 10000"),
        ("BOT_MESSAGES_PER_SECOND", "many", "valid number"),
        ("BOT_MESSAGES_PER_CHAT_PER_SECOND", "1001", "less than or equal to 1000"),
        ("BOT_PAID_BROADCAST", "1001", "less than or equal to 1000"),
        ("BOT_LOG_LEVEL", "LOUD", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("BOT_LOG_FORMAT", "xml", "'console' or 'json'"),
        ("BOT_HTTP_PORT", "http", "valid integer"),
        ("BOT_HTTP_PORT", "65536", "less than or equal to 65535"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
):
    monkeypatch.setenv(name, value)
    with pytest.raises(StartupError, match=rf"^{name}: .*{told}") as refusal:
        Settings.read()
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).count(name) == 1


def test_large_rates_are_accepted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BOT_MESSAGES_PER_SECOND", "10000")
    monkeypatch.setenv("BOT_MESSAGES_PER_CHAT_PER_SECOND", "1000")
    settings = Settings.read()
    assert settings.bot_messages_per_second == 10_000
    assert settings.bot_messages_per_chat_per_second == 1_000


def test_paying_is_off_and_starts_above_what_is_free(monkeypatch: pytest.MonkeyPatch):
    assert Settings.read().paid_per_second == 0
    monkeypatch.setenv("BOT_PAID_BROADCAST", "300")
    assert Settings.read().paid_per_second == 270
    monkeypatch.setenv("BOT_PAID_BROADCAST", "20")
    assert Settings.read().paid_per_second == 0


@pytest.mark.parametrize("token", ["", "  ", "hello", "123:short", f"{TOKEN}:{TOKEN}"])
def test_a_token_that_cannot_be_one_is_refused(monkeypatch: pytest.MonkeyPatch, token: str):
    monkeypatch.setenv("BOT_TOKEN", token)
    with pytest.raises(StartupError, match="BOT_TOKEN") as refusal:
        _ = Settings.read().token
    assert not token.strip() or token not in str(refusal.value)


def test_the_token_shows_itself_only_to_who_asks_for_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BOT_TOKEN", f" {TOKEN} ")
    settings = Settings.read()
    assert settings.token == TOKEN
    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump()}"


def test_a_relative_database_is_beside_the_bot_wherever_it_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    assert Settings.read().database_url.database == str(HOME / "data" / "bot.db")
    monkeypatch.setenv("BOT_DATABASE_URL", "sqlite+aiosqlite:////var/lib/bot.db")
    assert Settings.read().database_url.database == "/var/lib/bot.db"


def test_settings_do_not_change():
    with pytest.raises(Exception, match="frozen"):
        Settings.read().bot_log_level = "DEBUG"


def test_the_version_is_the_same_everywhere():
    from bot import __version__

    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'^version = "(.+)"$', project, re.MULTILINE)[1] == __version__
