"""What people hear who do not see the screen: no meaning in a sign alone, words for pictures."""

import re
from pathlib import Path

import pytest

from tests.house.messages import BOT
from tests.house.signs import ARROWS, SIGN, STATES, bare_literals, texts, words_of

ROOT = BOT.parent
DOCS = ROOT / "docs"
NAMES_ITSELF = frozenset(
    {
        "👤 {name}", "👤 <b>{name}</b>: {state}", "🤝 {name}", "🤝 <b>{name}</b>",
        "🤝 <b>{name}</b>: {state}", "🤝 {names}", "🤝 {agreed}", "🤝 {whom}", "🗓 {visit}",
        "• 💊 {item}", "💊 {effects}", "💊 {what}", "🗒 {answers}", "<b>🗒 {question}</b>",
        "<b>🌿 {name}</b>", "<b>🎯 {name}</b>", "🎯 {goal}", "🎯 {goal} · {done}",
        "🎯 <b>{words}</b>\n{asked}", "📍 {where}", "📍 {sites}", "🏷 {line}", "🏥 {clinic}",
        "🗣 {language}", "🩺 {condition} · {side}", "🎚 {counts}", "⏰ {schedule}",
        "\n⏰ {schedule}", "🔔 <b>{time}</b>", "🔔 {after}", "📖 <b>{day}</b>",
        "📋 <b>{day}</b> {time}", "☀️ <b>{when}</b>", "{time} ☀️ {text}",
        "💉 {day} · {since}", "📝 {day}: {said}", "✏️ {time} {name}",
        "✏️ {day}, {since}",
    }
)  # fmt: skip
"""Texts whose value says by itself what it is, `Left side` or `Every day at 08:00`."""
DECORATION = {
    "discreet/vocabulary.py": "signs that are taken out, and the one in their place",
    "journal/episodes/messages.py": "a key's own label, recognised",
    "journal/words.py": "faces beside the figure of a scale whose words stand in the question",
    "neutral.py": "texts as they stand elsewhere, each beside its neutral one",
    "plan/wording.py": "the icons of items, beside their names",
    "reminders/words.py": "the icons of items, beside their names",
    "summary/goals/words.py": "a bar beside the same in words",
    "treatment/guided/frames.py": "icons beside a routine's name",
    "treatment/visits/words.py": "icons beside what kind of visit it is",
}
"""Literals that no translator sees, and beside which words they stand."""


def test_no_text_of_any_language_is_a_sign_alone():
    """An arrow and a state say in words what they mean; a value may say what it is by itself."""
    for language, text in texts():
        signs = SIGN.findall(text)
        if not signs or words_of(text) or text == "⚠️ ":  # a warning's sign, before its words
            continue
        assert "{" in text, (language, text)
        assert not {sign[0] for sign in signs} & (STATES | ARROWS), (language, text)
        assert _plain(text) in {_plain(one) for one in NAMES_ITSELF}, (language, text)


def _plain(text: str) -> str:
    """The values of a text, which languages may put into another order."""
    return " ".join(sorted(re.findall(r"\{\w+\}|" + SIGN.pattern, text)))


def test_no_literal_outside_of_the_texts_means_anything_by_its_sign():
    found = {file for file, _ in bare_literals()}
    assert found <= set(DECORATION)
    for file, literal in bare_literals():
        states = {sign[0] for sign in SIGN.findall(literal)} & (STATES | ARROWS | {"✅"})
        assert not states or file in {"summary/goals/words.py", "neutral.py"}, (file, literal)


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda page: page.name
)
def test_pictures_of_the_docs_say_what_is_in_them(page: Path):
    text = page.read_text(encoding="utf-8")
    described = re.findall(r"!\[([^\]]*)\]\([^)]+\)", text)
    images = re.findall(r"<img\b[^>]*>", text)
    described += [(re.search(r'alt="([^"]*)"', image) or [None, ""])[1] for image in images]
    for words in described:
        assert len(words.split()) >= 3, (page.name, words)


def test_every_line_of_the_checklist_names_a_test_that_exists():
    page = (DOCS / "accessibility.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("| ") and "](" in line]
    assert len(lines) >= 20
    for line in lines:
        named = re.findall(r"\[`(\w+)`\]\((\S+?)\)", line)
        assert named, line
        for test, target in named:
            file = (DOCS / target).resolve()
            assert file.is_relative_to(ROOT / "tests"), line
            assert f"def {test}(" in file.read_text(encoding="utf-8"), line


def test_every_line_of_the_checklist_is_a_promise_of_its_own():
    page = (DOCS / "accessibility.md").read_text(encoding="utf-8")
    promises = re.findall(r"^\| ([^|]+) \| \[", page, re.MULTILINE)
    assert len(set(promises)) == len(promises)
