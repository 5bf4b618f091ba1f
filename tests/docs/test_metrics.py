"""Every metric is documented with its labels, and the examples name none that does not exist."""

import re
import textwrap

import yaml
from prometheus_client import CollectorRegistry

from bot.watch.metrics import Metrics
from tests.docs.pages import OPERATING, section

PREFIX = "banhoc_"


def told() -> dict[str, set[str]]:
    """Every metric of ours with its labels, when each has been used."""
    registry = CollectorRegistry()
    metrics = Metrics(registry)
    metrics.answered("/", "GET", 200, 0.1)
    metrics.committed({"Arrived": 1}, 0.1, 0)
    metrics.owed({"waiting": 1})
    metrics.delivered("reply", "sent", 0.1)
    metrics.judged("answered")
    metrics.watch_sender("telegram", "default", lambda: 28.0)
    metrics.watch_bank(lambda: "a", list)
    suffixes = {"counter": "_total", "info": "_info"}
    return {
        family.name + suffixes.get(family.type, ""): {name for each in family.samples for name in each.labels} - {"le"}
        for family in registry.collect()
        if family.name.startswith(PREFIX)
    }


def page() -> str:
    return section(OPERATING.read_text(encoding="utf-8"), "`/metrics`")


def test_the_metrics_are_documented_with_their_labels() -> None:
    rows = re.findall(rf"^\| `({PREFIX}\w+)` \| (.*?) ?\|", page(), re.MULTILINE)
    assert {name: set(re.findall(r"`(\w+)`", labels)) for name, labels in rows} == told()


def test_the_examples_are_yaml_and_name_metrics_that_exist() -> None:
    blocks = re.findall(r"(?:^ {4}.*\n)+", page(), re.MULTILINE)
    scraping, alerts = (yaml.safe_load(textwrap.dedent(block)) for block in blocks)
    assert scraping["scrape_configs"]
    rules = alerts["groups"][0]["rules"]
    assert len(rules) == 3
    for rule in rules:
        names = [name.removesuffix("_bucket") for name in re.findall(rf"{PREFIX}\w+", rule["expr"])]
        assert names
        assert set(names) <= told().keys()
