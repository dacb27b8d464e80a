"""Draws the pictures that the docs keep, of the samples beside this file.

python -m tests.summary.drawings.take_pictures docs/pictures
"""

import sys
from pathlib import Path

from tests.summary.drawings.test_pictures import ALL


def take(folder: Path) -> None:
    for name, draw in ALL.items():
        for scheme in ("light", "dark"):
            (folder / f"{name}-{scheme}.png").write_bytes(draw(scheme == "dark"))


if __name__ == "__main__":
    take(Path(sys.argv[1]))
