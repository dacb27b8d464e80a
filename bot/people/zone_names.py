"""Time zones by name: which are accepted, under which name they are kept, where they lie."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.people.cities import CITIES

UTC_NAME = "UTC"
_CANONICAL_UTC = "Etc/UTC"
_SHORT_PLACES = frozenset({"GB", "NZ", "PRC", "ROC", "ROK"})
_NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})

_MONTHS = (1, 4, 7, 10)

Index = Mapping[str, tuple[str, ...]]
"""Normalised words to the zones they may mean, the likeliest first."""


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone; kept, since zoneinfo itself keeps only eight."""
    return ZoneInfo(name)


def normalised(text: str) -> str:
    """Lower case, without accents and punctuation: `São  Paulo` -> `sao paulo`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        char if char.isalnum() else " " for char in plain if not unicodedata.combining(char)
    )
    return " ".join(kept.split())


def canonical(name: str) -> str | None:
    """The name a zone is kept under: `Asia/Calcutta` -> `Asia/Kolkata`; None for fixed offsets."""
    if name not in available_zones() or name in _NO_PLACES:
        return None
    if "/" not in name and name != UTC_NAME and _is_abbreviation(name):
        return None
    found = str(get_global("zone_aliases").get(name, name))
    if found == _CANONICAL_UTC:
        return UTC_NAME
    return None if found.startswith("Etc/") or found not in available_zones() else found


@lru_cache(maxsize=1)
def available_zones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def countries() -> Mapping[str, str]:
    """Each inhabited zone's country (ISO 3166), by the IANA's zone.tab."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return MappingProxyType({row[2]: row[0] for row in rows if row[2] in available_zones()})


def city(zone: str, language: str) -> str:
    """The zone's city in a language: `America/New_York` -> `New York`."""
    if zone == UTC_NAME:
        return UTC_NAME
    own = _locale(language).time_zones.get(zone, {}).get("city")
    return str(own) if own else zone.rsplit("/", 1)[-1].replace("_", " ")


@lru_cache(maxsize=32)
def places(language: str) -> Index:
    """Cities and countries, in English and in a language, with the zones they lie in."""
    index: dict[str, list[str]] = {}
    _gather(index, _city_rows(language))
    _gather(index, _country_rows(language))
    return MappingProxyType({key: tuple(zones) for key, zones in index.items()})


@lru_cache(maxsize=1)
def zones_by_name() -> Mapping[str, str]:
    """Every accepted IANA name, normalised, with the name it is kept under."""
    pairs = ((normalised(name), canonical(name)) for name in available_zones())
    return MappingProxyType({key: kept for key, kept in pairs if kept is not None})


def _gather(index: dict[str, list[str]], rows: Iterable[tuple[str, str]]) -> None:
    for name, zone in rows:
        zones = index.setdefault(normalised(name), [])
        if zone not in zones:
            zones.append(zone)


def _city_rows(language: str) -> Iterable[tuple[str, str]]:
    """The zones' own cities come first, so that they win over smaller ones of that name."""
    for zone in countries():
        yield city(zone, "en"), zone
        yield city(zone, language), zone
        yield zone.rsplit("/", 1)[-1], zone
    for zone, names in CITIES.items():
        for name in names.split(","):
            yield name, zone
    for alias in sorted(available_zones() - countries().keys()):
        kept = canonical(alias)
        if kept is not None and kept != alias:
            yield alias.rsplit("/", 1)[-1], kept


def _country_rows(language: str) -> Iterable[tuple[str, str]]:
    """A country's zones, the big ones first, and of those that tell the same time only one."""
    english, own = _locale("en").territories, _locale(language).territories
    home = {zone: at for at, zone in enumerate(CITIES)}
    by_size = sorted(countries().items(), key=lambda pair: home.get(pair[0], len(home)))
    seen = set()
    for zone, country in by_size:
        told = (country, _offsets(zone))
        if told not in seen:
            seen.add(told)
            for name in (country, english.get(country, country), own.get(country, country)):
                yield name, zone


@lru_cache(maxsize=1024)
def _offsets(zone: str) -> tuple[timedelta | None, ...]:
    """A year's offsets, as a sign of which zones tell the same time nowadays."""
    return tuple(datetime(2025, month, 15, tzinfo=zone_of(zone)).utcoffset() for month in _MONTHS)


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, TypeError, UnknownLocaleError):
        return Locale("en")


def _is_abbreviation(name: str) -> bool:
    """`EST`, `EST5EDT`, `GMT0`: stand for an offset, whatever rules the database gives them."""
    letters = name.rstrip("+-0123456789")
    return name not in _SHORT_PLACES and name == name.upper() and letters == letters.upper()
