"""Draws the pictures of the routines that the docs keep.

python -m tests.treatment.guided.take_pictures docs/pictures
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.people.rules import Side
from bot.treatment.guided.figures import Figure, figure_of, figure_picture
from bot.treatment.guided.routines import Code, Move

WORDS = ("Left", "Right")
KEPT = {
    "guided-breath": (Code.BREATHING, Move.IN, None),
    "guided-body": (Code.SCAN, Move.SHOULDERS, None),
    "guided-face": (Code.FACE, Move.CHEEK, Side.LEFT),
    "guided-neck": (Code.NECK, Move.TILT_AWAY, Side.LEFT),
}


def figures() -> Iterator[tuple[str, Figure]]:
    for name, (code, move, side) in KEPT.items():
        yield name, figure_of(code, move, side, is_facing=False, words=WORDS)


def take(folder: Path) -> None:
    for name, figure in figures():
        for scheme in ("light", "dark"):
            made = figure_picture(figure, dark=scheme == "dark")
            (folder / f"{name}-{scheme}.png").write_bytes(made)


if __name__ == "__main__":
    take(Path(sys.argv[1]))
