"""The settings: one frozen object, read once from the environment and `.env`."""

import re
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import StartupError
from bot.sealing import Keyring

_ROOT = Path(__file__).resolve().parent.parent
HOME = _ROOT if (_ROOT / "pyproject.toml").is_file() else Path.cwd()
"""Where `.env` and `data/` are: the checkout, or the working directory of an installed bot."""

_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{30,64}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # Telegram's signs; its least is one
WEBHOOK_PATH = "/updates"
"""Where the webhook is when its address names no path; it tells a stranger nothing."""
_WEBHOOK_PORTS = ("443", "80", "88", "8443")
_DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")


def _http_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
        raise ValueError("must be an http:// or https:// address")
    return value.rstrip("/")


def _ids(value: str) -> str:
    if not re.fullmatch(r"\s*(\d{1,18}\s*(,\s*\d{1,18}\s*)*)?", value):
        raise ValueError("must be numbers with commas between them: 123456789, 987654321")
    return value


def _webhook_url(value: str) -> str:
    found = re.fullmatch(r"https://[^\s/?#@:]+(?::(\d+))?(/[^\s?#]*)?", value)
    if value and not found:
        raise ValueError("must be an https:// address, without a question mark")
    if found and found[1] not in {None, *_WEBHOOK_PORTS}:
        raise ValueError(f"Telegram calls these ports alone: {', '.join(_WEBHOOK_PORTS)}")
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
    driver = url.get_driver_name()
    if find_spec(driver) is None:
        raise ValueError(f"the driver {driver} is not installed: pip install {driver}")
    return value


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram calls us; `secret` is empty when it is to be derived from the token."""

    url: str
    path: str
    secret: str = field(repr=False)


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
    bot_updates_at_once: int = Field(default=120, ge=0, le=1_000_000)
    bot_invite_only: bool = False
    bot_allowed_ids: Annotated[str, AfterValidator(_ids)] = ""
    bot_log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    bot_log_format: Literal["console", "json"] = "console"
    bot_encryption_key: SecretStr = SecretStr("")
    bot_backup_days: int = Field(default=7, ge=0, le=3650)
    bot_communities_file: str = ""
    bot_http_host: str = "127.0.0.1"
    bot_http_port: Annotated[int, Field(ge=0, le=65_535)] | Literal[""] = ""
    bot_webhook_url: Annotated[str, AfterValidator(_webhook_url)] = ""
    bot_webhook_secret: SecretStr = SecretStr("")

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
    def bot_id(self) -> str:
        """The bot's own id, as Telegram counts: the part of the token that is no secret."""
        return self.token.partition(":")[0]

    @property
    def webhook(self) -> "Webhook | None":
        """Where Telegram shall call us; None for polling. StartupError for what cannot work."""
        if not self.bot_webhook_url:
            return None
        secret = self.bot_webhook_secret.get_secret_value()
        if secret and not _WEBHOOK_SECRET.fullmatch(secret):
            raise StartupError("BOT_WEBHOOK_SECRET: 16 to 256 of A-Z, a-z, 0-9, _ and -")
        if self.bot_http_port == "":
            raise StartupError("BOT_WEBHOOK_URL: needs BOT_HTTP_PORT, where its calls arrive")
        path = "/" + self.bot_webhook_url.partition("://")[2].partition("/")[2]
        if path != "/":
            return Webhook(self.bot_webhook_url, path, secret)
        return Webhook(f"{self.bot_webhook_url}{WEBHOOK_PATH}", WEBHOOK_PATH, secret)

    @property
    def guests(self) -> frozenset[int]:
        """Telegram ids of those who need no invitation."""
        return frozenset(int(one) for one in self.bot_allowed_ids.split(",") if one.strip())

    @property
    def paid_per_second(self) -> float:
        """Messages a second beyond the free ones that the owner pays Telegram for; 0 for none."""
        return max(0.0, self.bot_paid_broadcast - self.bot_messages_per_second)

    @property
    def database_url(self) -> URL:
        """Relative SQLite paths are taken from HOME, so that any working directory will do."""
        return _at_home(make_url(self.bot_database_url))

    @property
    def keyring(self) -> Keyring | None:
        """The keys that seal what people type; None for none. StartupError for what is no key."""
        keys = [key.strip() for key in self.bot_encryption_key.get_secret_value().split(",")]
        if keys == [""]:
            return None
        try:
            return Keyring(keys)
        except ValueError:
            raise StartupError(
                "BOT_ENCRYPTION_KEY: is no key; `python -m bot new-key` makes one"
            ) from None

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
