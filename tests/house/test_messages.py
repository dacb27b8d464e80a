"""The catalogue's template is up to date, and every text is one that it can hold."""

import ast
import string
from collections.abc import Iterator

import pytest

from bot.texts import Texts
from tests.house.messages import BOT, KEYWORDS, TEMPLATE, template

PASSES_ON = {"bot/telegram/show.py", "bot/texts.py"}  # they show what a UserError carries


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


def test_every_text_is_a_literal_where_it_is_used():
    """What is put together at run time cannot be gathered, so it would never be translated."""
    loose = [
        where
        for where, call, name in calls()
        if where.split(":")[0] not in PASSES_ON
        and not all(
            isinstance(text, ast.Constant) and isinstance(text.value, str)
            for text in texts_of(call, name)
        )
    ]
    assert loose == []


def test_every_text_is_given_just_the_values_that_it_names():
    wrong = []
    for where, call, name in calls():
        literals = [text.value for text in texts_of(call, name) if isinstance(text, ast.Constant)]
        if any(keyword.arg is None for keyword in call.keywords):
            continue  # values passed on as a mapping
        given = {keyword.arg for keyword in call.keywords}
        named = {
            field for text in literals for _, field, _, _ in string.Formatter().parse(text) if field
        }
        if literals and not (named <= given and given - named <= {"n"}):
            wrong.append((where, sorted(named ^ given)))
    assert wrong == []


@pytest.mark.parametrize("language", Texts().languages)
def test_a_catalogue_names_no_values_that_the_source_does_not(language: str):
    translations = Texts().translator(language)._translations
    catalogue = getattr(translations, "_catalog", {})
    for source, target in catalogue.items():
        text = source[0] if isinstance(source, tuple) else source
        if not text:
            continue
        named = {field for _, field, _, _ in string.Formatter().parse(text) if field}
        used = {field for _, field, _, _ in string.Formatter().parse(target) if field}
        assert used <= named | {"n"}, text
