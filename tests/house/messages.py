"""Gathers the texts that people see into bot/locales/bot.pot, and brings catalogues up to date."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

BOT = Path(__file__).parents[2] / "bot"
TEMPLATE = BOT / "locales" / "bot.pot"
KEYWORDS = {
    "t": 1,
    "html": 1,
    "plural": 2,
    "html_plural": 2,
    "UserError": 1,
    "Remark": 1,
    "_check_length": 1,
    "Plain": 1,
    "neutrally": 1,
    "neutrally_plural": 2,
}
"""What takes texts, and how many: its first arguments."""


def template() -> str:
    """The catalogue of source texts, without line numbers and dates: they change for nothing."""
    catalog = Catalog(project="facial-spasm-companion", charset="utf-8", fuzzy=False)
    for file in sorted(BOT.rglob("*.py")):
        for message in texts_in(file):
            flags = ["python-brace-format"] if "{" in str(message) else []
            location = file.relative_to(BOT.parent).as_posix()
            catalog.add(message, locations=[(location, None)], flags=flags)
    written = BytesIO()
    write_po(written, catalog, width=100, omit_header=True, include_lineno=False)
    return f"{_HEADER}\n{written.getvalue().decode().strip()}\n"


def texts_in(file: Path) -> Iterator[str | tuple[str, ...]]:
    """Read from the syntax, so that a text within the values of another is gathered as well."""
    calls = [
        (node.lineno, node.col_offset, name, node.args)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and (name := _called(node.func)) in KEYWORDS
    ]
    for _line, _column, name, given in sorted(calls, key=lambda call: call[:2]):
        texts = tuple(
            text.value
            for text in given[: KEYWORDS[name]]
            if isinstance(text, ast.Constant) and isinstance(text.value, str)
        )
        if len(texts) == KEYWORDS[name]:
            yield texts[0] if len(texts) == 1 else texts


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def updated(catalogue: bytes) -> bytes:
    """A language's catalogue with the template's texts: new ones are empty, gone ones left out.

    Nothing is guessed from a text that looks alike: a guess in a reminder is worse than English.
    """
    own = read_po(BytesIO(catalogue))
    own.update(
        read_po(BytesIO(template().encode())), no_fuzzy_matching=True, update_creation_date=False
    )
    own.obsolete.clear()
    head = catalogue.split(b"\n\n", 1)[0]
    written = BytesIO()
    write_po(written, own, width=100, omit_header=True, include_lineno=False)
    return head + b"\n\n" + written.getvalue().strip() + b"\n"


_HEADER = """\
# The texts that people see. A language is a copy of this file, translated, at
# bot/locales/CODE/LC_MESSAGES/bot.po. Written by `make messages`.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""

if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(template(), encoding="utf-8")
    for file in sorted(TEMPLATE.parent.glob("*/LC_MESSAGES/bot.po")):
        file.write_bytes(updated(file.read_bytes()))
