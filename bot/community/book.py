"""The reviewed file of communities, and the one that the bot's owner may add."""

import re
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Self

from babel import Locale
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.community.rules import ANYWHERE, Book, Community, Kind, State
from bot.errors import StartupError
from bot.people.rules import Condition

REVIEWED = Path(__file__).with_name("communities.toml")
_SETTING = "BOT_COMMUNITIES_FILE"


def _https(value: str) -> str:
    if not re.fullmatch(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(/[^\s<>\"]*)?", value):
        raise ValueError("must be an https:// address")
    return value.rstrip("/")


def _region(value: str) -> str:
    if value != ANYWHERE and value not in _countries():
        raise ValueError(f"{value} is no country code such as GB, nor {ANYWHERE}")
    return value


def _language(value: str) -> str:
    if value not in Locale("en").languages or value != value.casefold():
        raise ValueError(f"{value} is no language code such as fr")
    return value


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """ISO 3166 codes: two letters, and no numbers of continents."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if re.fullmatch("[A-Z]{2}", code))


class Entry(BaseModel):
    """One community as the file has it. What is shown needs everything, what is hidden a name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=2, max_length=80)]
    kind: Kind
    state: State
    url: Annotated[str, AfterValidator(_https)] = ""
    regions: tuple[Annotated[str, AfterValidator(_region)], ...] = ()
    languages: tuple[Annotated[str, AfterValidator(_language)], ...] = ()
    conditions: Annotated[tuple[Condition, ...], Field(alias="for")] = ()
    about: Annotated[str, Field(max_length=120)] = ""
    last_checked: date | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        needed = ("url", "regions", "languages", "conditions", "about", "last_checked")
        missing = [
            "for" if name == "conditions" else name for name in needed if not getattr(self, name)
        ]
        if self.state is not State.HIDE and missing:
            raise ValueError(f"what is shown needs {', '.join(missing)}")
        return self

    def community(self) -> Community:
        assert self.last_checked is not None
        return Community(
            name=self.name,
            url=self.url,
            regions=frozenset(self.regions),
            languages=self.languages,
            conditions=frozenset(self.conditions),
            kind=self.kind,
            about=self.about,
            is_named_only=self.state is State.NAMED,
            last_checked=self.last_checked,
        )


class Entries(BaseModel):
    """The whole file: no address twice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    community: tuple[Entry, ...]

    @model_validator(mode="after")
    def _has_no_address_twice(self) -> Self:
        urls = [entry.url for entry in self.community if entry.url]
        for url in urls:
            if urls.count(url) > 1:
                raise ValueError(f"{url} is there twice")
        return self


@lru_cache(maxsize=8)
def communities(own_file: Path | None = None) -> Book:
    """All that may be shown: the reviewed ones, and those of the owner's file.

    Each file is read once. StartupError with one line where the owner's cannot be used; an
    address that is reviewed already is shown as the owner has it.
    """
    own = _shown(read(own_file)) if own_file is not None else ()
    taken = {one.url for one in own}
    return (*own, *(one for one in _shown(read(REVIEWED)) if one.url not in taken))


def read(file: Path) -> tuple[Entry, ...]:
    """Every entry of a file, hidden ones too; StartupError that names the first that is wrong."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        return Entries.model_validate(content).community
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StartupError(f"{_SETTING}: cannot read {file}: {reason.lower()}") from None
    except UnicodeDecodeError:
        raise StartupError(f"{_SETTING}: {file} is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise StartupError(f"{_SETTING}: {file} is no TOML: {error}") from None
    except ValidationError as error:
        raise StartupError(f"{_SETTING}: {file}: {_told(error, content)}") from None


def _shown(entries: tuple[Entry, ...]) -> tuple[Community, ...]:
    return tuple(entry.community() for entry in entries if entry.state is not State.HIDE)


def _told(error: ValidationError, content: dict[str, Any]) -> str:
    """The first thing that is wrong, with the name of the community it is about."""
    problem = error.errors()[0]
    where: list[object] = list(problem["loc"])
    message = problem["msg"].removeprefix("Value error, ")
    if len(where) > 1 and isinstance(where[1], int):
        entry = content["community"][where[1]]
        name = entry.get("name", "") if isinstance(entry, dict) else ""
        where[:2] = [f"community {where[1] + 1} {name}".strip()]
    return ": ".join((*(str(part) for part in where), message))
