"""Typst at work: a template of this package and values as JSON, to PNG or PDF bytes.

Values never become source: a name such as `#set` or `$` is drawn as it stands.
"""

import json
import threading
from dataclasses import asdict
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

PIXELS_PER_INCH = 144
"""Two pixels a point: pages of 540 pt are 1080 px wide."""
_HERE = Path(str(resources.files("bot.summary.drawings")))
_kept = threading.local()  # a compiler serves one thread at a time, and is worth keeping


def png(template: str, values: Any, **more: Any) -> bytes:
    """A picture of one page; `values` is a dataclass, `more` stands beside its fields."""
    drawn = _compiler().compile(
        _HERE / "templates" / template,
        format="png",
        ppi=PIXELS_PER_INCH,
        sys_inputs=_inputs(values, more),
    )
    assert isinstance(drawn, bytes)
    return drawn


def pdf(template: str, values: Any, **more: Any) -> bytes:
    """A tagged PDF/A of as many pages as the template makes."""
    drawn = _compiler().compile(
        _HERE / "templates" / template,
        format="pdf",
        pdf_standards=["a-2a"],
        sys_inputs=_inputs(values, more),
    )
    assert isinstance(drawn, bytes)
    return drawn


def _inputs(values: Any, more: dict[str, Any]) -> dict[str, str]:
    return {"values": json.dumps(asdict(values) | more, ensure_ascii=False)}


def _compiler() -> typst.Compiler:
    kept: typst.Compiler | None = getattr(_kept, "compiler", None)
    if kept is None:
        kept = typst.Compiler(root=_HERE / "templates", font_paths=_fonts())
        _kept.compiler = kept
    return kept


@cache
def _fonts() -> typst.Fonts:
    """Our own font alone: a picture is the same on every machine, also on one without fonts."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[_HERE / "fonts"],
    )
