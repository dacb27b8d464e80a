"""What is wrong with configuration, database and token, and how to mend it: one line each."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.community.book import communities
from bot.errors import StartupError
from bot.keys import check_at
from bot.migrate import State, state
from bot.settings import Settings
from bot.speech import find_voice


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    is_ok: bool
    words: str


async def check() -> list[Finding]:
    """Looks at everything that a start needs; changes no data, sends nothing."""
    try:
        settings = Settings.read()
        communities(settings.communities_file)
        _ = settings.keyring
    except StartupError as error:
        return [Finding("configuration", is_ok=False, words=str(error))]
    return [
        Finding("configuration", is_ok=True, words="every setting can be read"),
        await _look("database", lambda: _database(settings)),
        await _look("token", lambda: _token(settings)),
        await _look("encryption", lambda: _encryption(settings)),
        Finding("voice", is_ok=True, words=_voice()),
    ]


async def _look(what: str, question: Callable[[], Awaitable[str]]) -> Finding:
    try:
        return Finding(what, is_ok=True, words=await question())
    except StartupError as error:
        return Finding(what, is_ok=False, words=" ".join(str(error).split()))


async def _database(settings: Settings) -> str:
    url = settings.database_url
    place = url.render_as_string(hide_password=True)
    found = await state(url)
    if found is State.CURRENT:
        return f"{place} is up to date"
    if found is State.NEWER:
        raise StartupError(f"{place} was made by a newer version; please update the bot")
    if url.get_backend_name() == "sqlite":
        return f"{place} is {found}; `run` brings it up to date"
    raise StartupError(f"{place} is {found}; run `migrate`")


def _voice() -> str:
    if find_voice() is None:
        return "none; with espeak-ng and opus-tools weeks can be read aloud"
    return "weeks can be read aloud"


async def _encryption(settings: Settings) -> str:
    await check_at(settings.database_url, settings.keyring)
    if settings.keyring is None:
        return "off; with BOT_ENCRYPTION_KEY what people type is sealed"
    return "the key fits"


async def _token(settings: Settings) -> str:
    token = settings.token
    from bot.telegram.identity import bot_name

    return f"it is {await bot_name(token, settings.bot_api_url)}'s"
