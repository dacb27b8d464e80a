"""docs/operations.md explains every metric, error and alert there is, and none that is not."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from bot.__main__ import cli
from bot.telemetry import Metrics

HOME = Path(__file__).parents[2]
PAGE = (HOME / "docs" / "operations.md").read_text()
UNITS = sorted((HOME / "deploy" / "systemd").glob("*.service"))
SAFE = ("NoNewPrivileges=yes", "ProtectSystem=strict", "DynamicUser=yes", "CapabilityBoundingSet=")
MOST_EXPOSED = 2.0
"""By `systemd-analyze security`, where 10 is a service that may do anything."""


def first_column(heading: str) -> list[str]:
    """The names in the first column of the first table below a heading."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [name for row in part.splitlines() if row.startswith("| `") for name in
            re.findall(r"`([^`]+)`", row.split("|")[1])]  # fmt: skip


def test_every_metric_is_explained_once():
    there = {family.name for family in Metrics().registry.collect()}
    told = Counter(name for name in first_column("Metrics") if name.startswith("bot_"))
    assert told == Counter(there)


def test_every_kind_of_error_is_explained():
    kinds = set()
    for file in (HOME / "bot").rglob("*.py"):
        kinds |= set(re.findall(r'(?:errors\.labels|_note)\("(\w+)"\)', file.read_text()))
    kinds -= {"update", "flood"}  # which are no errors, and are counted elsewhere
    assert {"engine", "person"} <= kinds <= set(first_column("Metrics"))


def test_every_alert_is_explained_once():
    rules = (HOME / "deploy" / "prometheus" / "rules.yml").read_text()
    assert Counter(first_column("Alerts")) == Counter(re.findall(r"alert: (\w+)", rules))


def test_every_command_and_file_named_exists():
    commands = set(re.findall(r"python -m bot ([\w-]+)", PAGE))
    assert {"backup", "restore", "copy", "migrate", "check"} <= commands <= set(cli.commands)
    for path in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (HOME / "docs" / path).exists(), path


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_takes_from_the_bot_what_it_does_not_need(unit: Path):
    text = unit.read_text()
    assert all(line in text.splitlines() for line in SAFE)
    (command,) = re.findall(r"^ExecStart=.*python -m bot (\w+)", text, re.MULTILINE)
    assert command in cli.commands
    analyse = shutil.which("systemd-analyze")
    if analyse is not None:  # where there is one, it judges as well
        asked = [analyse, "security", "--offline=true", str(unit)]
        said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        for exposure in re.findall(r"exposure level for \S+: ([\d.]+)", said):
            assert float(exposure) < MOST_EXPOSED
