"""The catalogue's template is up to date, and every text is one that it can hold."""

import ast
import string
from collections.abc import Iterator

import pytest

from bot.texts import Texts
from tests.house.messages import BOT, KEYWORDS, TEMPLATE, template, updated

TAKES_ITS_VALUES = KEYWORDS.keys() - {
    "Remark", "_check_length", "Plain", "neutrally", "neutrally_plural"
}  # fmt: skip


def test_the_template_is_up_to_date():
    assert template() == TEMPLATE.read_text(encoding="utf-8"), "run: make messages"


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every call that names a text: where, the call, the function's name."""
    for file in sorted(BOT.rglob("*.py")):
        path = str(file.relative_to(BOT.parent))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (name := called(node.func)) in KEYWORDS:
                yield f"{path}:{node.lineno}", node, name


def called(function: ast.expr) -> str | None:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None


def texts_of(call: ast.Call, name: str) -> list[ast.expr]:
    return call.args[: 2 if "plural" in name else 1]


def is_passed_on(text: ast.expr) -> bool:
    """Whether it is a text that was a literal elsewhere: those are named `message`."""
    name = text.attr if isinstance(text, ast.Attribute) else getattr(text, "id", None)
    return name == "message"


def is_literal(text: ast.expr) -> bool:
    return isinstance(text, ast.Constant) and isinstance(text.value, str)


def test_every_text_is_a_literal_where_it_is_used():
    """What is put together at run time cannot be gathered, so it would never be translated."""
    loose = [
        where
        for where, call, name in calls()
        if not all(is_literal(text) or is_passed_on(text) for text in texts_of(call, name))
    ]
    assert loose == []


def test_every_text_is_given_just_the_values_that_it_names():
    wrong = []
    for where, call, name in calls():
        texts = texts_of(call, name)
        if name not in TAKES_ITS_VALUES or not all(map(is_literal, texts)):
            continue
        given = {keyword.arg for keyword in call.keywords}
        named = set().union(*(fields(text.value) for text in texts))
        is_open = None in given  # values passed on as a mapping
        if not is_open and not (named <= given and given - named <= {"n"}):
            wrong.append((where, named ^ given))
    assert wrong == []


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("language", Texts().languages)
def test_a_catalogue_names_no_values_that_the_source_does_not(language: str):
    translations = Texts().translator(language)._translations
    catalogue = getattr(translations, "_catalog", {})
    for source, target in catalogue.items():
        text = source[0] if isinstance(source, tuple) else source
        if not text:
            continue
        assert fields(target) <= fields(text) | {"n"}, text


def test_a_catalogue_is_brought_up_to_date_without_a_guess():
    """A new text is left empty, one that is gone is left out, the rest stays as it was."""
    head = b'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    head += b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    own = 'msgid "⏭ Skip"\nmsgstr "⏭ Auslassen"\n\nmsgid "Long gone"\nmsgstr "Weg"\n'
    written = updated(head + own.encode()).decode()
    assert written.startswith(head.decode())
    assert 'msgid "⏭ Skip"\nmsgstr "⏭ Auslassen"' in written
    assert "Long gone" not in written
    assert "fuzzy" not in written
    assert 'msgid "⏰ Later"\nmsgstr ""' in written
    assert updated(written.encode()).decode() == written
