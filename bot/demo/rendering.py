"""Entities turned back into HTML: what a person sees, for asserts and logs."""

from collections.abc import Iterable
from html import escape

from bot.demo.entities import Entity
from bot.demo.moments import moment_tag

NAMES = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code",
    "pre": "pre", "spoiler": "tg-spoiler", "blockquote": "blockquote",
    "expandable_blockquote": "blockquote", "text_link": "a", "custom_emoji": "tg-emoji",
    "date_time": "tg-time",
}  # fmt: skip


def as_html(text: str, entities: Iterable[Entity]) -> str:
    """Well nested HTML; the kinds Telegram finds by itself (links, commands) stay plain."""
    units = text.encode("utf-16-le")
    marks = sorted(
        (entity for entity in entities if entity["type"] in NAMES),
        key=lambda entity: (entity["offset"], -entity["length"]),
    )
    parts: list[str] = []
    ends: list[tuple[int, str]] = []
    at = 0

    def copy_to(place: int) -> None:
        nonlocal at
        parts.append(escape(units[2 * at : 2 * place].decode("utf-16-le"), quote=False))
        at = place

    def close_until(place: int) -> None:
        while ends and ends[-1][0] <= place:
            end, name = ends.pop()
            copy_to(end)
            parts.append(f"</{name}>")

    for entity in marks:
        close_until(entity["offset"])
        copy_to(entity["offset"])
        name = NAMES[entity["type"]]
        href = f' href="{escape(entity["url"])}"' if "url" in entity else ""
        parts.append(f"<{name}{href}{moment_tag(entity)}>")
        ends.append((entity["offset"] + entity["length"], name))
    close_until(len(units) // 2)
    copy_to(len(units) // 2)
    return "".join(parts)
