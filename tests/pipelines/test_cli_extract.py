"""`eip extract` keeps its contract: one object a document, offsets that hold, errors apart."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from nlp.annotate import Annotator
from pipelines.cli import app
from pipelines.parse import page_from_file, parse_page, read_text
from tests.pipelines.desk import STORY
from tests.pipelines.parse.pdfs import make_pdf

EIP = [sys.executable, "-c", "from pipelines.cli import main; main()"]
VIETNAMESE = """Nam Cầu Kiền tái sử dụng nước thải

Năm 2023, khu công nghiệp Nam Cầu Kiền (Hải Phòng) tái sử dụng 410.000 m3 nước, tương đương 62% lượng nước thải.
Công ty Cổ phần Shinec cho biết chi phí đầu tư là 46 tỷ đồng.
"""
FIELDS = {
    "mentions": {"start", "end", "surface", "label", "entity_id", "name", "score", "extractor"},
    "figures": {
        "start", "end", "surface", "value", "upper", "unit", "dimension", "modifier", "item", "per", "period",
        "status", "subject", "score",
    },
    "facts": {
        "subject", "subject_label", "predicate", "value", "upper", "unit", "modifier", "status", "period", "as_of",
        "evidence", "confidence",
    },
}  # fmt: skip


def extract(*words: str, code: int = 0, data: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, ["extract", *words], input=data)
    assert result.exit_code == code, (result.stderr, result.exception)
    return result


def objects(*words: str, **given: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in extract(*words, **given).stdout.splitlines()]


@pytest.fixture
def texts(tmp_path: Path) -> list[str]:
    (tmp_path / "en.txt").write_text(STORY, "utf-8")
    (tmp_path / "vi.txt").write_text(VIETNAMESE, "utf-8", newline="\r\n")
    return [str(tmp_path / "en.txt"), str(tmp_path / "vi.txt")]


def test_one_object_a_document_in_their_order(texts: list[str]) -> None:
    found = objects(*texts)
    assert [one["document"] for one in found] == texts
    assert [one["language"] for one in found] == ["en", "vi"]
    for one in found:
        assert one.keys() == {"document", "language", "passages", "mentions", "figures", "facts"}
        for kind, fields in FIELDS.items():
            assert all(fields <= record.keys() for record in one[kind]), kind


def test_offsets_count_code_points_of_the_text_as_it_stands(texts: list[str]) -> None:
    for one in objects(*texts):
        text = Path(one["document"]).read_bytes().decode()
        for record in one["mentions"] + one["figures"]:
            assert text[record["start"] : record["end"]] == record["surface"]
        for fact in one["facts"]:
            assert 0 <= fact["evidence"]["start"] < fact["evidence"]["end"] <= len(text)
        assert all(0 <= p["start"] < p["end"] <= len(text) for p in one["passages"])


def test_figures_are_canonical(texts: list[str]) -> None:
    figures = {f["surface"]: f for one in objects(*texts) for f in one["figures"]}
    assert (figures["410.000 m3"]["value"], figures["410.000 m3"]["unit"]) == ("410000", "m3")
    assert (figures["46 tỷ đồng"]["value"], figures["46 tỷ đồng"]["unit"]) == ("46000000000", "VND")
    assert figures["VND 4.5 billion"]["value"] == "4500000000"


def test_standard_input_language_and_empty_text() -> None:
    assert objects(data=VIETNAMESE.encode())[0]["document"] == "-"
    assert objects("-", data=VIETNAMESE.encode()) == objects(data=VIETNAMESE.encode())
    assert {p["language"] for p in objects("--language", "en", data=VIETNAMESE.encode())[0]["passages"]} == {"en"}
    assert objects(data=b"") == [
        {"document": "-", "language": "und", "passages": [], "mentions": [], "figures": [], "facts": []}
    ]


def test_pages_and_pdf(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in VIETNAMESE.splitlines() if line)
    (tmp_path / "page.html").write_text(f"<html><body><h1>Tin</h1>{body * 3}</body></html>", "utf-8")
    (tmp_path / "report.pdf").write_bytes(make_pdf([VIETNAMESE.splitlines()]))
    for one in objects(str(tmp_path / "page.html"), str(tmp_path / "report.pdf")):
        assert "410.000 m3" in {figure["surface"] for figure in one["figures"]}


TABLE = """<html lang="en"><body><article><h1>Parks report their results of 2023</h1>
<p>Published on 1 September 2024, the table shows what the parks saved in 2023 by resource efficiency, as measured.</p>
<table><caption>Results of 2023</caption>
<tr><th>Industrial park</th><th>Electricity saved (MWh/year)</th><th>Water saved (m3/year)</th></tr>
<tr><td>Hoa Khanh Industrial Park</td><td>5,310</td><td>86,500</td></tr>
<tr><td>Amata Industrial Park</td><td>7,725</td><td>210,000</td></tr></table>
<p>The parks will go on with the programme in the next years, said the management boards of both of them.</p>
</article></body></html>"""


@pytest.mark.parametrize("language", ["auto", "en"])
def test_tables_of_a_page_are_read_with_their_headers(tmp_path: Path, annotator: Annotator, language: str) -> None:
    page = tmp_path / "table.html"
    page.write_text(TABLE, "utf-8")
    (one,) = objects("--language", language, str(page))
    assert {("5310000", "kWh/year"), ("210000", "m3/year")} <= {(f["value"], f["unit"]) for f in one["figures"]}
    (article,) = parse_page(page_from_file(page.read_bytes(), str(page))).articles
    assert len(one["figures"]) == len(annotator.annotate_article(article).figures)
    text = read_text(page.read_bytes(), str(page))
    for record in one["mentions"] + one["figures"]:
        assert text[record["start"] : record["end"]] == record["surface"]
    for fact in one["facts"]:
        assert text[fact["evidence"]["start"] : fact["evidence"]["end"]] in fact["evidence"]["sentence"]
    assert all(text[p["start"] : p["end"]].strip() for p in one["passages"])
    assert one["document"] == str(page)


def test_a_page_is_taken_for_the_language_that_is_asked_for(tmp_path: Path) -> None:
    page = tmp_path / "table.html"
    page.write_text(TABLE, "utf-8")
    assert {p["language"] for p in objects("--language", "vi", str(page))[0]["passages"]} == {"vi"}


def test_what_cannot_be_read_is_told_in_a_line_and_the_others_are_done(tmp_path: Path, texts: list[str]) -> None:
    (tmp_path / "program").write_bytes(b"\x7fELF" + bytes(range(256)) * 20)
    bad = [str(tmp_path / "program"), str(tmp_path / "missing.txt"), str(tmp_path)]
    result = extract(bad[0], texts[0], *bad[1:], texts[1], code=1)
    assert [json.loads(line)["document"] for line in result.stdout.splitlines()] == texts
    lines = result.stderr.splitlines()
    assert [line.split(": ")[1] for line in lines] == bad
    assert all(len(line.split(": ", 2)[2]) > 5 for line in lines)


def test_each_document_is_written_before_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORY, "utf-8")
    with subprocess.Popen(
        [*EIP, "extract", str(tmp_path / "one.txt"), "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert json.loads(process.stdout.readline())["document"].endswith("one.txt")
        process.stdin.write(VIETNAMESE.encode())
        process.stdin.close()
        assert json.loads(process.stdout.readline())["language"] == "vi"
        assert process.wait(timeout=30) == 0


def test_the_same_text_gives_the_same_bytes(texts: list[str]) -> None:
    assert extract(*texts).stdout == extract(*texts).stdout


def test_the_process_starts_soon(texts: list[str]) -> None:
    began = time.process_time()
    before = _children_seconds()
    subprocess.run([*EIP, "extract", *texts], capture_output=True, check=True)
    assert _children_seconds() - before + time.process_time() - began < 8  # 5.1 on the slowest machine so far


def _children_seconds() -> float:
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
