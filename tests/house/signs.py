"""Signs that are looked at, and the texts and code that hold them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from tests.house.messages import BOT, KEYWORDS

SIGN = re.compile(r"[←-⇿⌀-⏿■-➿⬀-⯿\U0001f000-\U0001faff]️?")
"""Arrows, shapes, symbols, emoji."""
STATES = frozenset("▓░█■□●○◯☐☑☒🔘🔴🟢🟡🟠⬜⬛🟦🟩✓✔✗✘")
ARROWS = frozenset("←→↑↓◀▶⬅➡⇄")
_TRANSLATED = frozenset({*KEYWORDS, "Says", "gettext"})
_BESIDES = re.compile(r"<[^>]+>|\{\w+\}")


def words_of(text: str) -> str:
    """The letters that stand there whatever the values are."""
    return "".join(sign for sign in SIGN.sub("", _BESIDES.sub("", text)) if sign.isalpha())


def texts() -> Iterator[tuple[str, str]]:
    """Every text of every language, and of English, with where it stands."""
    for file in sorted(BOT.glob("locales/*/LC_MESSAGES/bot.po")):
        with file.open("rb") as catalogue:
            for message in read_po(catalogue):
                for one in _forms(message.id):
                    yield "en", one
                for one in _forms(message.string):
                    yield file.parts[-3], one


def _forms(text: object) -> list[str]:
    forms = list(text) if isinstance(text, list | tuple) else [text]
    return [str(one) for one in forms if one]


def bare_literals() -> Iterator[tuple[str, str]]:
    """Literals with signs that no translator ever sees, with the file in which they stand."""
    for file in sorted(BOT.rglob("*.py")):
        if "demo" in file.parts:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        seen = {
            id(node) for call in ast.walk(tree) if _is_translated(call) for node in ast.walk(call)
        }
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and id(node) not in seen | docs and SIGN.search(value):
                yield str(Path(file).relative_to(BOT)), value


def _is_translated(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
    return name in _TRANSLATED
