"""Draws the pictures of the routines that the docs keep.

python -m tests.treatment.guided.take_pictures docs/pictures
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from bot.people.rules import Side
from bot.treatment.guided.figures import Figure, figure_of, figure_picture
from bot.treatment.guided.routines import Code, Move, routine_of

WORDS = ("Left", "Right")
ACROSS = 10
KEPT = {
    "guided-breath": (Code.BREATHING, Move.IN, None),
    "guided-body": (Code.SCAN, Move.SHOULDERS, None),
    "guided-face": (Code.FACE, Move.CHEEK, Side.LEFT),
    "guided-neck": (Code.NECK, Move.TILT_AWAY, Side.LEFT),
}


def figures() -> Iterator[tuple[str, Figure]]:
    for name, (code, move, side) in KEPT.items():
        yield name, figure_of(code, move, side, is_facing=False, words=WORDS)


def every_figure() -> list[Figure]:
    """Each drawing that any routine shows, left and right, as in a mirror and face to face."""
    found = dict.fromkeys(
        figure_of(code, step.move, side, is_facing=facing, words=WORDS)
        for code in Code
        for step in routine_of(code, 1 if code is Code.BREATHING else 0).steps
        for side in (Side.LEFT, Side.RIGHT, Side.BOTH)
        for facing in (False, True)
    )
    return list(found)


def sheet() -> Image.Image:
    """All of them side by side."""
    small = [
        Image.open(io.BytesIO(figure_picture(one, dark=False))).convert("RGB").resize((240, 180))
        for one in every_figure()
    ]
    whole = Image.new("RGB", (ACROSS * 240, -(-len(small) // ACROSS) * 180), "white")
    for at, one in enumerate(small):
        whole.paste(one, (at % ACROSS * 240, at // ACROSS * 180))
    return whole.quantize(64)


def take(folder: Path) -> None:
    sheet().save(folder / "guided-all.png", optimize=True)
    for name, figure in figures():
        for scheme in ("light", "dark"):
            made = figure_picture(figure, dark=scheme == "dark")
            (folder / f"{name}-{scheme}.png").write_bytes(made)


if __name__ == "__main__":
    take(Path(sys.argv[1]))
