"""Gathers the texts that people see into bot/locales/bot.pot, the template of every catalogue."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

BOT = Path(__file__).parents[2] / "bot"
TEMPLATE = BOT / "locales" / "bot.pot"
KEYWORDS = {
    "t": None,
    "html": None,
    "plural": (1, 2),
    "html_plural": (1, 2),
    "UserError": None,
    "Remark": None,
    "_check_length": None,
}
"""What takes a text, and which of its arguments are texts."""


def template() -> str:
    """The catalogue of source texts, without line numbers and dates: they change for nothing."""
    catalog = Catalog(project="facial-spasm-companion", charset="utf-8", fuzzy=False)
    for file, _line, message, _comments, context in sorted(
        extract_from_dir(BOT, keywords=KEYWORDS), key=lambda found: (found[0], found[1])
    ):
        flags = ["python-brace-format"] if "{" in str(message) else []
        catalog.add(message, locations=[(f"bot/{file}", None)], flags=flags, context=context)
    written = BytesIO()
    write_po(written, catalog, width=100, omit_header=True, include_lineno=False)
    return f"{_HEADER}\n{written.getvalue().decode().strip()}\n"


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
