"""compose.yaml and deploy/: what they name exists, and one part fits the other."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import Counter, Gauge, Histogram

from bot.settings import WEBHOOK_PATH, Settings
from bot.telemetry import Metrics

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
OTHERS = {"up"}
"""Metrics that Prometheus makes itself."""


def read(*path: str) -> Any:
    return yaml.safe_load((ROOT.joinpath(*path)).read_text())


def expressions() -> list[str]:
    rules = read("deploy", "prometheus", "rules.yml")["groups"]
    board = json.loads((DEPLOY / "grafana" / "board.json").read_text())
    return [rule["expr"] for group in rules for rule in group["rules"]] + [
        target["expr"] for panel in board["panels"] for target in panel["targets"]
    ]


def exposed() -> dict[str, set[str]]:
    """Every name that /metrics can show, and its labels."""
    found: dict[str, set[str]] = {}
    for metric in vars(Metrics()).values():
        if isinstance(metric, Counter | Gauge | Histogram):
            labels = set(metric._labelnames)
            for suffix in ("_total", "", "_bucket", "_sum", "_count"):
                found[f"{metric._name}{suffix}"] = labels
    return found


@pytest.mark.parametrize("expression", expressions())
def test_every_metric_in_rules_and_board_is_one_of_ours(expression: str):
    known = exposed()
    used = re.findall(r"\b(bot_\w+|up)\b", expression)
    assert used
    for name in used:
        assert name in known or name in OTHERS
    labels = set(re.findall(r"(\w+)(?:=~?|!~|!=)\"", expression))
    for part in re.findall(r"by \(([^)]*)\)", expression):
        labels |= {label.strip() for label in part.split(",")}
    ours = set().union(*(known.get(name, set()) for name in used))
    assert labels <= ours | {"le", "instance", "job"}


def test_a_limit_on_a_quantile_is_a_bound_of_its_histogram():
    """Between two bounds Prometheus guesses along a line: a limit there would fire by guessing."""
    bounds = {f"{metric._name}_bucket": set(metric._upper_bounds)
              for metric in vars(Metrics()).values() if isinstance(metric, Histogram)}  # fmt: skip
    limits = [
        (name, float(limit))
        for expression in expressions()
        for name in re.findall(r"\b(bot_\w+_bucket)\b", expression)
        for limit in re.findall(r"> ([\d.]+)\s*$", expression)
    ]
    assert len(limits) == 2
    for name, limit in limits:
        assert limit in bounds[name]


def test_every_alert_says_what_it_is_and_how_urgent():
    rules = [one for group in read("deploy", "prometheus", "rules.yml")["groups"]
             for one in group["rules"]]  # fmt: skip
    assert len({rule["alert"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["labels"]["severity"] in {"page", "look"}
        assert rule["annotations"]["summary"].endswith((".", "?"))


def test_the_board_s_panels_do_not_overlap():
    panels = json.loads((DEPLOY / "grafana" / "board.json").read_text())["panels"]
    places = {(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels}
    assert len(places) == len(panels) == len({panel["id"] for panel in panels})


def test_compose_and_what_is_mounted_fit_together():
    services = read("compose.yaml")["services"]
    bots = {name for name in services if name.startswith("bot-")}
    assert len(bots) == 2
    nginx = (DEPLOY / "nginx.conf").read_text()
    targets = read("deploy", "prometheus", "prometheus.yml")["scrape_configs"][0]
    port = services["bot-1"]["environment"]["BOT_HTTP_PORT"]
    asked = {one for static in targets["static_configs"] for one in static["targets"]}
    assert set(re.findall(r"server (\S+) max_fails", nginx)) == asked
    assert asked == {f"{bot}:{port}" for bot in bots}
    assert f"location = {WEBHOOK_PATH} " in nginx
    for service in services.values():
        for mount in service.get("volumes", ()):
            source = mount.partition(":")[0]
            assert not source.startswith("./") or source == "./deploy/certs" or (
                ROOT / source
            ).exists()  # fmt: skip


def test_compose_sets_only_what_the_bot_knows():
    for name, service in read("compose.yaml")["services"].items():
        if name.startswith("bot-") or name == "migrate":
            assert {one.lower() for one in service["environment"]} <= set(Settings.model_fields)
            assert service["read_only"] is True


def test_nothing_but_nginx_and_the_board_can_be_reached_from_outside():
    opened = {
        name: service["ports"]
        for name, service in read("compose.yaml")["services"].items()
        if "ports" in service
    }
    assert opened == {"nginx": ["443:443"], "grafana": ["127.0.0.1:3000:3000"]}
