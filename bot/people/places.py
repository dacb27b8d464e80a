"""What somebody typed, or a point on the map, as a time zone. Pure."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain

from tzfpy import get_tz

from bot.people.zone_names import canonical, normalised, places, zones_by_name

MOST_SHOWN = 8
_LONGEST_TYPED = 60
_SHORTEST_PART = 3

_OFFSET = re.compile(r"(?:etc/)?(?:utc|gmt|z)?\s*[+\-\u2212]\s*\d{1,2}(?::?\d{2})?(?:\s*h)?")
_ABBREVIATIONS = re.compile(
    r"gmt0?|greenwich|wib|[ecmp][sd]t|ak[sd]t|hst|c?e?es?t|me[sz]z|mez|wet|met|bst|ist|jst|kst|sgt"
    r"|hkt|a[ec][sd]t|awst|nz[sd]t|msk|brt|art|sast|est5edt|cst6cdt|mst7mdt|pst8pdt"
)
_UTC_WORDS = frozenset({"utc", "etc utc", "zulu", "etc zulu", "uct", "etc uct", "universal"})

_LIKELY = {
    "en": "Europe/London America/New_York America/Chicago America/Denver America/Los_Angeles",
    "de": "Europe/Berlin Europe/Vienna Europe/Zurich",
    "fr": "Europe/Paris Europe/Brussels America/Toronto",
    "es": "Europe/Madrid America/Mexico_City America/Bogota America/Argentina/Buenos_Aires",
    "pt": "America/Sao_Paulo Europe/Lisbon",
    "it": "Europe/Rome",
    "nl": "Europe/Amsterdam Europe/Brussels",
    "pl": "Europe/Warsaw",
    "ru": "Europe/Moscow Asia/Yekaterinburg Asia/Almaty",
    "uk": "Europe/Kyiv",
    "tr": "Europe/Istanbul",
    "cs": "Europe/Prague",
    "sv": "Europe/Stockholm",
    "nb": "Europe/Oslo",
    "no": "Europe/Oslo",
    "da": "Europe/Copenhagen",
    "fi": "Europe/Helsinki",
    "el": "Europe/Athens",
    "hu": "Europe/Budapest",
    "ro": "Europe/Bucharest",
    "he": "Asia/Jerusalem",
    "fa": "Asia/Tehran",
    "ar": "Asia/Riyadh Africa/Cairo Asia/Dubai",
    "hi": "Asia/Kolkata",
    "id": "Asia/Jakarta",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
    "zh": "Asia/Shanghai Asia/Taipei Asia/Hong_Kong Asia/Singapore",
}
_ELSEWHERE = "Europe/London Europe/Berlin America/New_York Asia/Kolkata Asia/Tokyo"
_LIKELY_REGION = {
    "en-gb": "Europe/London",
    "en-us": "America/New_York America/Chicago America/Denver America/Los_Angeles",
    "pt-br": "America/Sao_Paulo",
    "pt-pt": "Europe/Lisbon",
    "es-es": "Europe/Madrid",
    "zh-tw": "Asia/Taipei",
}


@dataclass(frozen=True, slots=True)
class Found:
    """The zones that were named exactly; else similar ones, or an offset that is refused."""

    zones: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    is_offset: bool = False


def find_zones_in(typed: str, *languages: str | None) -> Found:
    """As `find_zones`, in the first of the languages that knows the place; else what is near."""
    tried = [find_zones(typed, language) for language in dict.fromkeys(languages) if language]
    known = (found for found in tried if found.zones or found.is_offset)
    return next(known, None) or next((found for found in tried if found.near), tried[0])


def find_zones(typed: str, language: str) -> Found:
    """Looks for an IANA name, a city or a country, in English and in `language`."""
    text = typed.strip()[:_LONGEST_TYPED]
    words = normalised(text)
    if words in _UTC_WORDS:
        return Found(zones=("UTC",))
    if _OFFSET.fullmatch(text.casefold()) or _ABBREVIATIONS.fullmatch(words):
        return Found(is_offset=True)
    if re.fullmatch(r"etc (gmt|greenwich)( ?\d+)?", words):
        return Found(is_offset=True)
    if not words:
        return Found()
    exact = _exact(text, words, language)
    return Found(zones=exact) if exact else Found(near=_near(words, language))


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone of a point in degrees; None at sea, where there are only fixed offsets."""
    return canonical(get_tz(longitude, latitude))


def likely_zones(language_code: str | None) -> tuple[str, ...]:
    """A few zones worth offering to whoever uses Telegram in this language."""
    code = (language_code or "en").casefold().replace("_", "-")
    row = _LIKELY_REGION.get(code) or _LIKELY.get(code.split("-")[0]) or _ELSEWHERE
    return tuple(row.split())


def _exact(text: str, words: str, language: str) -> tuple[str, ...]:
    by_name = zones_by_name().get(words)
    if by_name is not None and ("/" in text or words not in places(language)):
        return (by_name,)
    found = places(language).get(words, ())
    if not found and "," in text:  # "Berlin, Germany"
        found = places(language).get(normalised(text.partition(",")[0]), ())
    return found[:MOST_SHOWN]


def _near(words: str, language: str) -> tuple[str, ...]:
    """Zones whose city or country begins with, contains or resembles what was typed."""
    index = {key: zones for key, zones in places(language).items() if len(key) >= _SHORTEST_PART}
    begins, contains = [], []
    if len(words) >= _SHORTEST_PART:
        begins = [key for key in index if key.startswith(words)]
        contains = [key for key in index if f" {words}" in key]
    alike = get_close_matches(words, index, n=4, cutoff=0.75)
    last = get_close_matches(words.rsplit(" ", 1)[-1], index, n=2, cutoff=0.85)
    keys = chain(begins, contains, alike, last)
    zones = dict.fromkeys(zone for key in keys for zone in index[key])
    return tuple(zones)[:MOST_SHOWN]
