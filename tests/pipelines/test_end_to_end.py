"""The whole path over real HTTP: the newsroom is crawled, understood, indexed, served; then corrected, and again."""

import json
import os
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from config.source import SOURCES_DIR
from crawlers.newsroom import Newsroom, open_newsroom
from pipelines.cli import app

EIP = [sys.executable, "-c", "from pipelines.cli import main; main()"]
ARTICLES = 19


class Operator:
    """Somebody who types commands."""

    def __init__(self, newsroom: Newsroom, data_dir: Path, sources_dir: Path) -> None:
        self.newsroom = newsroom
        self.data_dir = data_dir
        self.environment = {"EIP_DATA_DIR": str(data_dir), "EIP_SOURCES_DIR": str(sources_dir), "EIP_WORKERS": "2"}

    def json(self, *words: str) -> Any:
        result = CliRunner(env=self.environment).invoke(app, ["-q", *words, "--json"])
        assert result.exit_code == 0, (result.stderr, result.exception)
        return json.loads(result.stdout)

    def facts(self) -> dict[str, Any]:
        return {fact["id"]: fact for fact in self.json("facts", "--limit", "1000")["facts"]}


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:
    folder = tmp_path_factory.mktemp("end")
    (folder / "sources").mkdir()
    values = yaml.safe_load((SOURCES_DIR / "newsroom.yml").read_text("utf-8"))
    with open_newsroom() as newsroom:
        declared = yaml.safe_dump(values | {"base": newsroom.base}, allow_unicode=True)
        (folder / "sources" / "newsroom.yml").write_text(declared, "utf-8")
        operator = Operator(newsroom, folder / "data", folder / "sources")
        operator.json("crawl", "newsroom")
        operator.json("ingest")
        yield operator


def test_every_page_ends_in_one_counted_status(operator: Operator) -> None:
    status = operator.json("status")
    assert status["urls"] == {"failed": 2, "listed": 7, "parsed": ARTICLES, "redirected": 2, "refused": 2}
    assert sum(status["articles"].values()) == ARTICLES
    assert status["articles"].keys() == {"en", "vi"}
    assert status["index"]["documents"] == ARTICLES
    assert status["figures"] > 100
    assert not status["issues"]


def test_articles_are_found_in_both_languages(operator: Operator) -> None:
    for query in ("nước thải", "nuoc thai", "wastewater"):
        hits = operator.json("search", query)["hits"]
        assert {hit["language"] for hit in hits} == {"en", "vi"}, query
    exact = operator.json("search", '"cộng sinh công nghiệp"')["hits"]
    assert exact[0]["url"].startswith(operator.newsroom.base)
    assert exact[0]["published"]


def test_a_url_tells_its_whole_story(operator: Operator) -> None:
    url = operator.json("search", "Khánh Phú khí thải")["hits"][0]["url"]
    story = operator.json("explain", url)
    assert story["ledger"]["found_on"].startswith(operator.newsroom.base)
    assert [step["to"] for step in story["ledger"]["transitions"]] == ["discovered", "fetched", "parsed"]
    assert story["ledger"]["versions"][0]["file"].startswith("newsroom-")
    (article,) = story["articles"]
    assert article["published"]["origin"]
    assert article["figures"] > 3


def test_the_page_and_the_api_show_it(operator: Operator) -> None:
    command = [*EIP, "serve", "--port", "0"]
    environment = os.environ | operator.environment
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            address = server.stdout.readline().split()[-1]
            question = urllib.parse.urlencode({"q": "nước thải"})
            with urllib.request.urlopen(f"{address}/api/search?{question}") as answer:
                found = json.load(answer)
            with urllib.request.urlopen(f"{address}/vi/?{question}") as answer:
                page = answer.read().decode()
        finally:
            server.terminate()
        assert server.wait(timeout=30) == 0
    assert found["total"] >= 2
    assert found["hits"][0]["id"] in page
    assert "<mark" in page


def test_again_nothing_changes(operator: Operator) -> None:
    before, runs = operator.facts(), operator.json("status")["runs"]
    operator.json("crawl", "newsroom")
    report = operator.json("ingest")
    assert (report["run_id"], report["indexed"]) == (None, 0)
    assert operator.facts() == before
    assert operator.json("status")["runs"] == runs


def test_read_again_by_the_same_rules_everything_is_the_same(operator: Operator) -> None:
    before = operator.facts()
    assert operator.json("replay", "ALL")["pages"] == ARTICLES
    report = operator.json("ingest")
    assert report["articles"] == {"unchanged": ARTICLES}
    assert operator.facts() == before
    assert operator.json("diff", report["run_id"])["changes"] == []


def test_corrections_become_versions(operator: Operator) -> None:
    operator.newsroom.edition = 2
    operator.json("crawl", "newsroom", "--recheck")
    report = operator.json("ingest")
    assert report["articles"]["changed"] >= 1
    assert "new" not in report["articles"]
    status = operator.json("status")
    assert sum(status["articles"].values()) == ARTICLES
    assert status["versions"] == ARTICLES + report["articles"]["changed"]
    assert operator.json("check", "index")["sound"]
