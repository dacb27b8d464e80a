"""Colours of pictures: told apart by lightness, pattern and mark, never by hue alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours in sRGB, as `#rrggbb`.

    `ratings` 0 to 4 fall or rise in lightness all the way; `on_ratings` are the figures on them.
    Hues after Okabe and Ito; what became of an occurrence also has a pattern of its own.
    """

    ground: str
    card: str
    ink: str
    muted: str
    line: str
    accent: str
    """Bars and curves."""
    usual: str
    """Marks of what is usual, drawn over bars and over the ground."""
    ratings: tuple[str, ...]
    on_ratings: tuple[str, ...]
    taken: str
    skipped: str
    missed: str
    offline: str


LIGHT = Palette(
    ground="#ffffff",
    card="#eef2f6",
    ink="#14202b",
    muted="#4a5a68",
    line="#8496a5",
    accent="#0072b2",
    usual="#b34700",
    ratings=("#e3eef8", "#a9cfec", "#5ea3d3", "#1f6fae", "#08315f"),
    on_ratings=("#14202b", "#14202b", "#14202b", "#ffffff", "#ffffff"),
    taken="#0072b2",
    skipped="#b8860b",
    missed="#94366d",
    offline="#6b7a87",
)
DARK = Palette(
    ground="#10171e",
    card="#1c2731",
    ink="#f2f6f9",
    muted="#b4c2ce",
    line="#6d7f8e",
    accent="#56b4e9",
    usual="#ffb454",
    ratings=("#1d3448", "#2f628c", "#4f96cb", "#8fc5ee", "#e4f3ff"),
    on_ratings=("#f2f6f9", "#f2f6f9", "#10171e", "#10171e", "#10171e"),
    taken="#56b4e9",
    skipped="#e6c200",
    missed="#f0a3cf",
    offline="#93a3b0",
)


def palette(*, dark: bool) -> Palette:
    return DARK if dark else LIGHT
