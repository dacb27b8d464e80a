"""Typst at work: a template of a feature's own and values as JSON, to PNG or PDF bytes.

Values never become source: a name such as `#set` or `$` is drawn as it stands.
"""

import json
import threading
from dataclasses import asdict
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.drawing.signs import lacks, shown, signs_of

if TYPE_CHECKING:
    import typst  # else imported by what draws: seven megabytes

PIXELS_PER_INCH = 120
"""Pages of 540 pt are 900 px wide: sharp on a phone, for two thirds of the CPU of 1080 px."""
_FEW_PIXELS = 4
_HERE = Path(str(resources.files("bot.drawing")))
_FONT = _HERE / "fonts" / "DejaVuSansCondensed.ttf"
_kept = threading.local()  # a compiler serves one thread at a time, and is worth keeping


def png(template: Path, values: Any, **more: Any) -> bytes:
    """A picture of one page; `values` is a dataclass, `more` stands beside its fields."""
    made = _compiled(template, asdict(values) | more, format="png", ppi=PIXELS_PER_INCH)
    assert isinstance(made, bytes)
    return made


def pdf(template: Path, values: Any, **more: Any) -> bytes:
    """A tagged PDF, of as many pages as the template makes; PDF/A, if every sign has a font."""
    import typst

    try:
        made = _compiled(template, asdict(values) | more, format="pdf", pdf_standards=["a-2a"])
    except typst.TypstError:
        made = _compiled(template, asdict(values) | more, format="pdf")
    assert isinstance(made, bytes)
    return made


def pages(template: Path, values: Any) -> int:
    """How many pages a template makes; what was laid out is kept for `pdf` of the same values."""
    made = _compiled(template, asdict(values), format="png", ppi=_FEW_PIXELS)
    return 1 if isinstance(made, bytes) else len(made)


def _compiled(template: Path, values: dict[str, Any], **how: Any) -> bytes | list[bytes]:
    has = signs_of(_FONT)
    text = json.dumps(shown(values, has), ensure_ascii=False)
    compiler = _compiler(template.parent, with_system_fonts=lacks(text, has))
    made = compiler.compile(template, sys_inputs={"values": text}, **how)
    assert made is not None
    return made


def _compiler(templates: Path, *, with_system_fonts: bool) -> "typst.Compiler":
    """This thread's compiler for a folder of templates.

    With our own font alone a picture is the same on every machine. Where it lacks a letter,
    the machine's fonts are asked, too: a name in Japanese is better than a row of boxes.
    """
    import typst

    kept: dict[tuple[Path, bool], typst.Compiler] = _kept.__dict__.setdefault("compilers", {})
    key = templates, with_system_fonts
    if key not in kept:
        kept[key] = typst.Compiler(root=templates, font_paths=_fonts(with_system_fonts))
    return kept[key]


def templates_of(package: str) -> Path:
    """The folder `templates` of a package, by its dotted name."""
    return Path(str(resources.files(package))) / "templates"


@cache
def _fonts(with_system_fonts: bool) -> "typst.Fonts":  # noqa: FBT001  it is the key of the cache
    import typst

    return typst.Fonts(
        include_system_fonts=with_system_fonts,
        include_embedded_fonts=False,
        font_paths=[_HERE / "fonts"],
    )
