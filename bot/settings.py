"""The settings: one frozen object, read once from the environment and `.env`."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import StartupError

_ROOT = Path(__file__).resolve().parent.parent
HOME = _ROOT if (_ROOT / "pyproject.toml").is_file() else Path.cwd()
"""Where `.env` and `data/` are: the checkout, or the working directory of an installed bot."""

_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{30,64}")
_DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")


def _http_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
        raise ValueError("must be an http:// or https:// address")
    return value.rstrip("/")


def _database_url(value: str) -> str:
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):
        raise ValueError(
            "is no database URL; examples: sqlite+aiosqlite:///data/bot.db,"
            " postgresql+asyncpg://user:password@host/name"
        ) from None
    if url.drivername not in _DRIVERS:
        raise ValueError(f"must begin with one of: {', '.join(f'{d}://' for d in _DRIVERS)}")
    return value


class Settings(BaseSettings):
    """Every setting is an environment variable of the same name, or a line in `.env`."""

    model_config = SettingsConfigDict(
        env_file=(HOME / ".env", ".env"), extra="ignore", frozen=True, hide_input_in_errors=True
    )

    bot_token: SecretStr = SecretStr("")
    bot_api_url: Annotated[str, AfterValidator(_http_url)] = "https://api.telegram.org"
    bot_database_url: Annotated[str, AfterValidator(_database_url)] = (
        "sqlite+aiosqlite:///data/bot.db"
    )
    bot_messages_per_second: float = Field(default=30, gt=0, le=10_000)
    bot_messages_per_chat_per_second: float = Field(default=1, gt=0, le=1_000)
    bot_paid_broadcast: float = Field(default=0, ge=0, le=1_000)
    bot_log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    bot_log_format: Literal["console", "json"] = "console"
    bot_communities_file: str = ""
    bot_http_host: str = "127.0.0.1"
    bot_http_port: Annotated[int, Field(ge=0, le=65_535)] | Literal[""] = ""

    @classmethod
    def read(cls) -> Self:
        """The settings; StartupError with one line that names every wrong one."""
        try:
            return cls()
        except ValidationError as error:
            # One line a setting: what may be of two kinds is told of once for each.
            first = {problem["loc"][0]: problem for problem in reversed(error.errors())}
            raise StartupError("; ".join(map(_told, reversed(first.values())))) from None

    @property
    def token(self) -> str:
        """The bot's token; StartupError when there is none or it cannot be one."""
        token = self.bot_token.get_secret_value().strip()
        if not token:
            raise StartupError("BOT_TOKEN is missing: @BotFather on Telegram gives you one")
        if not _TOKEN.fullmatch(token):
            raise StartupError("BOT_TOKEN does not look like a token (123456789:AAE...)")
        return token

    @property
    def paid_per_second(self) -> float:
        """Messages a second beyond the free ones that the owner pays Telegram for; 0 for none."""
        return max(0.0, self.bot_paid_broadcast - self.bot_messages_per_second)

    @property
    def database_url(self) -> URL:
        """Relative SQLite paths are taken from HOME, so that any working directory will do."""
        return _at_home(make_url(self.bot_database_url))

    @property
    def communities_file(self) -> Path | None:
        """The owner's own communities; a relative path is taken from HOME."""
        return HOME / self.bot_communities_file if self.bot_communities_file else None


def database_url(value: str, name: str) -> URL:
    """A database's URL that was typed; StartupError in the name of what it was typed for."""
    try:
        return _at_home(make_url(_database_url(value)))
    except ValueError as error:
        raise StartupError(f"{name}: {error}") from None


def _at_home(url: URL) -> URL:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return url
    return url.set(database=str(HOME / url.database))


def _told(problem: object) -> str:
    assert isinstance(problem, dict)
    name = str(problem["loc"][0]).upper()
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{name}: {message[0].lower()}{message[1:]}"
