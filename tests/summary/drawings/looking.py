"""Reads pictures back: their size, their colours, and how well two colours can be told apart."""

import io
from collections import Counter

from PIL import Image


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def colours(png: bytes) -> Counter[str]:
    """How many pixels have which colour, as `#rrggbb`."""
    image = opened(png)
    found = image.getcolors(image.width * image.height)
    assert found is not None
    return Counter({f"#{red:02x}{green:02x}{blue:02x}": n for n, (red, green, blue) in found})


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21, as WCAG 2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def near(found: Counter[str], colour: str, most: int = 6) -> int:
    """How many pixels have a colour, or one that rounding made of it."""

    def parts(of: str) -> tuple[int, ...]:
        return tuple(int(of[at : at + 2], 16) for at in (1, 3, 5))

    wanted = parts(colour)
    return sum(
        count
        for each, count in found.items()
        if all(abs(one - two) <= most for one, two in zip(parts(each), wanted, strict=True))
    )
