"""The labels of buttons as they stand in the code, and the rows in which they stand."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.house.messages import BOT

_VALUE = re.compile(r"\{[^}]*\}")
_TEXT = frozenset({"t", "plural"})
_BUTTON = frozenset({"Button", "Key"})


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    """Buttons that stand beside each other in one literal row; most stand alone."""
    found: set[tuple[str, ...]] = set()
    for node in _nodes():
        if isinstance(node, ast.Tuple | ast.List):
            texts = [_text_of(one) for one in node.elts]
            if len(texts) > 1 and all(texts):
                found.add(tuple(filter(None, texts)))
    return tuple(sorted(found))


@cache
def labels() -> frozenset[str]:
    """The texts that begin as the label of some button."""
    return frozenset(filter(None, map(_text_of, _nodes())))


def width(text: str) -> int:
    """Characters on the screen, three for each value that is not known yet."""
    return len(_VALUE.sub("xxx", text))


def _nodes() -> Iterator[ast.AST]:
    for file in sorted(BOT.rglob("*.py")):
        yield from ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def _text_of(node: ast.AST) -> str | None:
    """The source text of `Button(t("..."), ...)`; None for anything else."""
    if not (isinstance(node, ast.Call) and getattr(node.func, "id", None) in _BUTTON and node.args):
        return None
    label = node.args[0]
    for inner in ast.walk(label):
        name = getattr(inner, "func", None)
        name = getattr(name, "id", None) or getattr(name, "attr", None)
        if isinstance(inner, ast.Call) and name in _TEXT and inner.args:
            text = inner.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                return text.value
    return None
