"""Entities of a text as Telegram keeps them: trimmed, links found, counted in UTF-16 units."""

import re
from collections.abc import Iterator
from typing import Any

Entity = dict[str, Any]
"""{"type", "offset", "length"} and "url", "language", "custom_emoji_id", or "unix_time" and
"date_time_format"; UTF-16 units."""

_DETECTED = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]+)|(?<![\w/@.])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)"
    r"|(?<![\w/@.])(?P<mention>@[A-Za-z]\w{3,31})\b|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
)


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def finish(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """What Telegram keeps: spaces at both ends cut, entities cut with them, links found."""
    text = text.replace("\r", "")
    left = len(text) - len(text.lstrip())
    kept = text.strip()
    if entities:
        entities = list(_clipped(entities, utf16_length(text[:left]), utf16_length(kept)))
    if "/" in kept or "@" in kept:
        entities = entities + _detected(kept, entities)
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return kept, entities


def _clipped(entities: list[Entity], shift: int, end: int) -> Iterator[Entity]:
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] + entity["length"] - shift, end)
        if stop > start:
            yield {**entity, "offset": start, "length": stop - start}


def _detected(text: str, given: list[Entity]) -> list[Entity]:
    """Commands, links, mentions and addresses that lie outside of code and links."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in given
        if entity["type"] in {"code", "pre", "text_link"}
    ]
    found = []
    for match in _DETECTED.finditer(text):
        start = utf16_length(text[: match.start()])
        length = utf16_length(match[0])
        if match.lastgroup and not any(a < start + length and start < b for a, b in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": length})
    return found
