"""The commands as a person and as a program call them: output, JSON, exit codes."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner, Result

from config import schema
from nlp.annotate import Annotator
from pipelines import cli
from pipelines.cli import app
from pipelines.cli.app import MODULES
from pipelines.cli.options import FactKind, Language, Status
from pipelines.cli.output import complain, remark, write_markup, write_table, write_text
from pipelines.cli.session import Session
from tests.pipelines.desk import STORY, Desk

EIP = [sys.executable, "-c", "from pipelines.cli import main; main()"]
READING = [
    ("search", "steam"),
    ("facts",),
    ("facts", "--superseded"),
    ("entities",),
    ("entities", "--all"),
    ("entities", "--review"),
    ("entities", "khanh-phu"),
    ("status",),
    ("report",),
    ("check",),
    ("check", "index"),
    ("reindex",),
    ("source", "list"),
    ("jobs",),
]


DOUBTFUL = """Two industrial parks report their areas

Khanh Phu Industrial Park covers 351 hectares in Ninh Binh province, said the park's management board.

Nam Cau Kien Industrial Park covers 268,000 hectares in Hai Phong, said the management board of the park.
"""


@pytest.fixture(scope="module")
def desk(annotator: Annotator, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A data folder with a text in two versions."""
    folder = tmp_path_factory.mktemp("cli")
    desk = Desk(folder / "data", annotator)
    path = folder / "steam.txt"
    for text in (STORY, STORY.replace("1,250", "1,300").replace("5 March", "6 March")):
        path.write_text(text, "utf-8")
        desk.ingest(path)
    return desk


@pytest.fixture(autouse=True)
def data_dir(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIP_DATA_DIR", str(desk.data_dir))


def eip(*words: str, code: int = 0, data: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(app, words, input=data)
    assert result.exit_code == code, (result.output, result.stderr, result.exception)
    return result


def told(*words: str, code: int = 0) -> Any:
    return json.loads(eip(*words, "--json", code=code).stdout)


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_json_of_every_reading_command_parses_and_people_get_text(words: tuple[str, ...]) -> None:
    assert told(*words)
    assert not eip(*words).stdout.startswith("{")


class TestSearch:
    def test_shape(self) -> None:
        found = told("search", "steam brewery")
        assert found["total"] == 1
        (hit,) = found["hits"]
        assert hit["title"] == "Khanh Phu Industrial Park reuses its steam"
        assert (hit["language"], hit["published"]) == ("en", "2024-03-12")
        assert {"id", "title", "url", "language", "published", "score", "snippet"} <= hit.keys()
        assert "steam" in hit["snippet"]
        assert {"value": "en", "count": 1} in found["facets"]["language"]

    def test_filters(self) -> None:
        assert told("search", "steam", "--language", "vi")["total"] == 0
        assert told("search", "steam", "--since", "2024-03-12", "--until", "2024-03-12")["total"] == 1
        assert told("search", "steam", "--since", "2024-03-13")["total"] == 0

    def test_wrong_questions(self) -> None:
        assert "--since" in eip("search", "steam", "--since", "yesterday", code=2).stderr
        assert eip("search", "steam", "--cursor", "nonsense", code=2).stderr.startswith("eip: ")


class TestFacts:
    def test_provenance(self, desk: Desk) -> None:
        with desk.catalog() as catalog:
            stored = next(catalog.iter_facts())
        fact = next(f for f in told("facts", "--limit", "100")["facts"] if f["id"] == stored.fact.id)
        (article,) = desk.articles()
        evidence = fact["evidence"]
        assert article.article.text[evidence["start"] : evidence["end"]] == fact["surface"]
        assert (fact["article_id"], fact["version"]) == (article.article.id, article.article.version)
        assert fact["rule"]
        assert fact["program"]
        assert fact["surface"] in evidence["sentence"]

    def test_former_versions_are_marked(self) -> None:
        assert {fact["superseded"] for fact in told("facts", "--superseded")["facts"]} == {False, True}
        assert "--superseded" in eip("facts", "--superseded", "--since", "2020", code=2).stderr

    def test_sums_leave_out_what_is_doubtful_and_say_so(self, annotator: Annotator, tmp_path: Path) -> None:
        desk = Desk(tmp_path / "data", annotator)
        (tmp_path / "area.txt").write_text(DOUBTFUL, "utf-8")
        desk.ingest(tmp_path / "area.txt")
        words = ("--data-dir", str(tmp_path / "data"), "facts", "--predicate", "area", "--group", "park")
        found, doubtful, sound = (told(*words, *more) for more in ((), ("--suspect",), ("--no-suspect",)))
        assert (found["total"], doubtful["total"], sound["total"]) == (2, 1, 1)
        for sums in ("groups", "statistics"):
            assert found[sums] == sound[sums] != doubtful[sums]
        assert "Doubtful amounts are left out" in eip(*words).stdout
        shown = eip(*words, "--suspect").stdout
        assert "Doubtful amounts are left out" not in shown
        assert "planned and then achieved" in shown

    def test_amounts(self) -> None:
        assert "--low" in eip("facts", "--low", "much", "--unit", "t", code=2).stderr
        assert "unit" in eip("facts", "--low", "5", code=2).stderr
        assert "energy_saved" in eip("facts", "--predicate", "enrgy_saved", code=2).stderr
        assert "investment" in eip("export", "facts", "--predicate", "invesment", code=2).stderr
        for option in ("--status", "--kind", "--language"):
            assert option in eip("facts", option, "achievd", code=2).stderr


class TestExplain:
    def test_file(self, desk: Desk) -> None:
        url = desk.articles()[0].article.url
        story = told("explain", url)
        assert story["ledger"]["status"] == "parsed"
        assert len(story["ledger"]["versions"]) == 2
        assert [v["number"] for v in story["articles"][0]["versions"]] == [1, 2]
        assert story["articles"][0]["facts"]
        shown = eip("explain", url).stdout
        assert "local-000001.warc.gz at byte" in shown
        assert "read from" in shown

    def test_fact_in_its_passage(self, desk: Desk) -> None:
        with desk.catalog() as catalog:
            fact = next(catalog.iter_facts()).fact
        answer = told("explain", fact.id)
        passage = answer["passage"]
        assert answer["fact"]["id"] == fact.id
        start = fact.evidence.start - passage["start"]
        assert passage["text"][start:].startswith(fact.evidence.surface)
        assert all(0 <= mark["start"] < mark["end"] <= len(passage["text"]) for mark in passage["marks"])

    def test_article_id(self, desk: Desk) -> None:
        article = desk.articles()[0].article
        assert told("explain", article.id)["url"] == article.url

    def test_unknown(self) -> None:
        assert (
            "nothing is known of https://nowhere.example/" in eip("explain", "https://nowhere.example/", code=1).stderr
        )


class TestDiff:
    def test_between_runs(self, desk: Desk) -> None:
        with desk.catalog() as catalog:
            newer, older = (run.id for run in catalog.iter_runs())
        first, second = told("diff", older), told("diff", older, newer)
        assert first["counts"].keys() == {"added"}
        assert second["changes"]
        assert {change["run_id"] for change in second["changes"]} == {newer}
        assert sum(rule["count"] for rule in second["rules"]) == len(second["changes"])
        assert "added" in eip("diff", older).stdout

    def test_an_added_fact_is_told_as_its_run_added_it(self, desk: Desk) -> None:
        with desk.catalog() as catalog:
            newer, older = (run.id for run in catalog.iter_runs())
        first, second = " ".join(eip("diff", older).stdout.split()), eip("diff", older, newer).stdout
        assert "1250 t" in first
        assert "1300 t" not in first
        assert "1250 -> 1300" in second

    def test_decimals_are_plain(self, annotator: Annotator, tmp_path: Path) -> None:
        desk = Desk(tmp_path / "data", annotator)
        for amount in ("1,250.50", "1,300.00"):
            (tmp_path / "steam.txt").write_text(STORY.replace("1,250", amount), "utf-8")
            desk.ingest(tmp_path / "steam.txt")
        with desk.catalog() as catalog:
            newer, _ = (run.id for run in catalog.iter_runs())
        where = ("--data-dir", str(tmp_path / "data"), "diff", newer)
        (change,) = (change for change in told(*where)["changes"] if change["after"])
        assert (change["before"]["value"], change["after"]["value"]) == ("1250.5", "1300")
        assert "value: 1250.5 -> 1300" in eip(*where).stdout

    def test_unknown_run(self) -> None:
        assert "no run yesterday" in eip("diff", "yesterday", code=1).stderr


class TestExport:
    def test_to_standard_output(self) -> None:
        rows = list(csv.DictReader(io.StringIO(eip("export", "articles").stdout)))
        assert [row["title"] for row in rows] == ["Khanh Phu Industrial Park reuses its steam"]
        assert len(eip("export", "facts", "--format", "jsonl").stdout.splitlines()) == told("facts")["total"]

    @pytest.mark.parametrize(("file_format", "magic"), [("xlsx", b"PK"), ("parquet", b"PAR1"), ("csv", b"id,")])
    def test_to_a_file(self, tmp_path: Path, file_format: str, magic: bytes) -> None:
        eip("export", "facts", "--format", file_format, "--output", str(tmp_path / "facts"))
        assert (tmp_path / "facts").read_bytes().startswith(magic)
        assert [path.name for path in tmp_path.iterdir()] == ["facts"]

    def test_to_nowhere(self, tmp_path: Path) -> None:
        assert "cannot be written" in eip("export", "facts", "-o", str(tmp_path / "no" / "facts"), code=1).stderr


class TestCheck:
    def test_index_is_repaired(self, desk: Desk) -> None:
        from index import open_engine

        engine = open_engine(desk.data_dir)
        engine.delete([desk.articles()[0].article.id])
        engine.commit()
        engine.close()
        missing = [desk.articles()[0].article.id]
        assert told("check", "index", "--no-repair", code=4)["missing"] == missing
        assert told("check", "index") == {
            "checked": 1, "sound": False, "missing": missing, "stale": [], "surplus": [], "pending": 0,
            "age": "current", "repaired": True,
        }  # fmt: skip
        assert told("check", "index")["sound"]

    def test_an_outdated_index_is_told_and_built_anew(self, desk: Desk) -> None:
        pointer = desk.data_dir / "index" / "current"
        pointer.write_text(pointer.read_text().replace('"content": "', '"content": "former-'))
        assert "outdated: the next ingest" in eip("status").stdout
        assert told("status")["index"]["age"] == told("check", "index", "--no-repair", code=4)["age"] == "outdated"
        assert told("check", "index")["repaired"]
        assert told("status")["index"]["age"] == "current"
        assert told("check", "index")["sound"]

    def test_faults_of_sources_are_all_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "one.yml").write_text("id: one\nname: One\nbase: ftp://nowhere\n", "utf-8")
        (tmp_path / "two.yml").write_text("id: two\nnme: Two\n", "utf-8")
        monkeypatch.setenv("EIP_SOURCES_DIR", str(tmp_path))
        result = eip("check", code=2)
        assert f"{tmp_path}/one.yml:" in result.stderr
        assert f"{tmp_path}/two.yml:1: name" in result.stderr
        assert len(told("check", code=2)["faults"]) == 2


def test_copy(desk: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        tables = {row["table"]: row["rows"] for row in told("copy", "--to", str(tmp_path / "copy.sqlite"))["tables"]}
    assert tables["articles"] == 1
    assert tables["versions"] == 2


def test_status_counts(desk: Desk) -> None:
    found = told("status")
    (article,) = desk.articles()
    assert found["urls"] == {"parsed": 1}
    assert found["articles"] == {"en": 1}
    assert found["passages"] == len(article.annotation.passages)
    assert found["figures"] == len(article.annotation.figures)
    assert found["index"] == {"engine": "embedded", "age": "current", "documents": 1, "pending": 0, "error": ""}
    assert len(found["runs"]) == 2


class TestExitCodes:
    def test_usage(self) -> None:
        eip("search", code=2)
        eip("nosuchcommand", code=2)
        eip("facts", "--limit", "0", code=2)

    def test_settings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("EIP_WRKERS", "2")
        assert "EIP_WRKERS" in eip("status", code=2).stderr

    def test_store(self, tmp_path: Path) -> None:
        (tmp_path / "catalog.sqlite").write_text("This is no database, and never was one. " * 50, "utf-8")
        assert eip("--data-dir", str(tmp_path), "status", code=3).stderr.startswith("eip: ")

    def test_a_missing_file_is_told_and_the_others_are_ingested(self, tmp_path: Path) -> None:
        (tmp_path / "good.txt").write_text(STORY, "utf-8")
        words = ("ingest", str(tmp_path / "none.txt"), str(tmp_path / "good.txt"))
        report = told("--data-dir", str(tmp_path / "data"), *words, code=1)
        assert report["pages"] == {"missing": 1, "parsed": 1}
        assert report["skips"][0]["url"].endswith("/none.txt")

    def test_a_closed_pipe_is_no_error(self) -> None:
        with subprocess.Popen([*EIP, "entities", "--all", "--limit", "1000"], stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.read(10)
            process.stdout.close()
            assert process.wait(timeout=60) == 0

    def test_version_and_completion(self) -> None:
        assert eip("--version").stdout.startswith("eip 0.")
        environment = {**os.environ, "_EIP_COMPLETE": "complete_bash", "COMP_WORDS": "eip exp", "COMP_CWORD": "1"}
        code = "import sys; sys.argv[0] = 'eip'; from pipelines.cli import main; main()"
        words = [sys.executable, "-c", code]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        assert "export" in done.stdout.split()


@pytest.fixture
def served() -> Iterator[str]:
    """The address that `eip serve` prints."""
    with subprocess.Popen([*EIP, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


def test_serve_prints_its_address_and_answers(served: str) -> None:
    assert served.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{served}/api/search?q=steam") as answer:
        assert json.load(answer)["total"] == 1


def test_a_session_opens_nothing_before_it_is_asked(tmp_path: Path) -> None:
    assert Session(data_dir=tmp_path / "new").settings.data_dir == tmp_path / "new"
    assert not (tmp_path / "new").exists()


def test_every_module_of_commands_is_in_the_table() -> None:
    folder = Path(cli.__file__).parent
    found = {path.stem for path in folder.glob("*.py") if "\ndef register(" in path.read_text("utf-8")}
    crawling = {name for name in found if name.startswith("crawl_")}  # entered by crawling.register
    assert found - crawling == {module.__name__.rpartition(".")[2] for module in MODULES}


def test_options_take_what_the_schema_knows() -> None:
    known = (schema.LanguageCode, schema.Status, schema.FactKind)
    assert (tuple(Language), tuple(Status), tuple(FactKind)) == tuple(map(get_args, known))


def test_no_text_speaks_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "a\x1b[31mb\x9b2Jc\x07d\u202egnp\u2066\rẾ\u00a0\ud800"
    write_text(hostile)
    write_markup(f"[bold]{hostile}[/bold]")
    write_table(("Page",), [(hostile,)], title=hostile)
    complain(f"{hostile}\nend")
    remark(hostile)
    shown = capsys.readouterr()
    spelled = "a\\x1b[31mb\\x9b2Jc\\x07d\\u202egnp\\u2066\\rẾ\u00a0\\ud800"
    told = [spelled, spelled, spelled, "Page", spelled, f"eip: {spelled}\\nend", spelled]
    assert [line.rstrip() for line in (shown.out + shown.err).splitlines()] == told
