"""What is shipped: the wheel, the lock files, the files that operators build with."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def test_the_wheel_has_all_that_a_start_needs(wheel: zipfile.ZipFile):
    names = set(wheel.namelist())
    needed = {
        "bot/__main__.py",
        "bot/locales/bot.pot",
        "bot/_migrations/env.py",
        *(f"bot/_migrations/versions/{file.name}" for file in revisions()),
    }
    assert needed <= names
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]


def revisions() -> list[Path]:
    return list((ROOT / "migrations" / "versions").glob("*.py"))


def test_an_installed_bot_migrates_without_the_checkout(wheel: zipfile.ZipFile, tmp_path: Path):
    wheel.extractall(tmp_path / "site")
    result = subprocess.run(
        [sys.executable, "-P", "-m", "bot", "migrate"],
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(tmp_path / "site"),
            "BOT_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/bot.db",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "bot.db").stat().st_size > 0


def test_the_wheel_has_its_console_script(wheel: zipfile.ZipFile):
    (entries,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "facial-spasm-companion = bot.__main__:main" in wheel.read(entries).decode()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locked_dependencies_have_hashes_and_no_address(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    pinned = re.findall(
        r"^([a-z0-9._-]+)==\S+(?: ; .+)? \\\n    --hash=sha256:", text, re.MULTILINE
    )
    lines = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert len(pinned) == len(lines) > 20
    assert "://" not in text


def test_the_two_lock_files_agree():
    def versions(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z0-9._-]+==[^ ;]+", text, re.MULTILINE))

    assert versions("requirements.lock") <= versions("requirements-dev.lock")


def test_every_dependency_is_locked():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    for dependency in project["dependencies"]:
        name = re.match(r"[A-Za-z0-9._-]+", dependency)[0].lower()
        assert f"\n{name}==" in f"\n{text}"


def test_targets_that_help_names_are_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r'^\t@echo "make (\w+)', makefile, re.MULTILINE))
    made = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    assert {"demo", "run", "test", "check", "lock", "messages"} <= named <= made
