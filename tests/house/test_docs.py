"""What the documents say exists: files, targets, commands, settings."""

import re
from pathlib import Path

import pytest

from bot.__main__ import cli
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    file
    for pattern in ("*.md", "docs/**/*.md", "benchmarks/**/*.md", "tests/**/*.md", "bot/**/*.md")
    for file in ROOT.glob(pattern)
)


@pytest.fixture(params=DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def document(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_there_is_a_readme():
    assert ROOT / "README.md" in DOCUMENTS


def test_links_lead_somewhere(document: Path):
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) + re.findall(r'src="([^"]+)"', text)
    broken = [
        target
        for target in targets
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert broken == []


def test_make_targets_are_there(document: Path):
    made = set(
        re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = set(
        re.findall(r"(?:^|`)make (\w+)", document.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named <= made


def test_commands_are_there(document: Path):
    named = set(re.findall(r"python -m bot ([\w-]+)", document.read_text(encoding="utf-8")))
    assert named <= set(cli.commands)


def test_settings_are_there(document: Path):
    named = set(re.findall(r"\bBOT_[A-Z_]+\b", document.read_text(encoding="utf-8")))
    assert named <= {name.upper() for name in Settings.model_fields}


def test_paths_of_the_code_are_there(document: Path):
    text = document.read_text(encoding="utf-8")
    named = re.findall(
        r"`((?:bot|tests|migrations|benchmarks|docs)/[\w./-]+\.(?:py|md|png))`", text
    )
    assert [path for path in named if not (ROOT / path).exists()] == []
