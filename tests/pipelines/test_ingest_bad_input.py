"""Bad input: each file ends in one counted status with a reason that a person understands, and the run goes on."""

import gzip
import os
import unicodedata
from pathlib import Path
from random import Random

import pytest

from nlp.annotate import Annotator
from pipelines.ingest.record import IngestReport
from tests.crawlers.making import write_foreign
from tests.pipelines.desk import STORY, Desk
from tests.pipelines.parse.pdfs import make_pdf
from tests.pipelines.parse.test_legacy import TCVN3, VNI

PARAGRAPH = (
    "Nhà máy giấy trong khu công nghiệp Suối Ngọc bán 20 tấn hơi nước mỗi giờ cho nhà máy bia bên cạnh từ tháng 3. "
    "Hai nhà máy tiết kiệm 1.250 tấn than mỗi năm, theo ban quản lý khu công nghiệp.\n\n"
)
VIETNAMESE = f"Suối Ngọc bán hơi nước\n\n{PARAGRAPH * 3}"
HTML = f"<html><head><meta charset='gb2312'><title>Suối Ngọc</title></head><body><p>{PARAGRAPH * 3}</p></body></html>"
GERMAN = (
    "Neues Gewerbegebiet nutzt Abwärme\n\n"
    + "Die Papierfabrik im neuen Gewerbegebiet verkauft seit dem Frühjahr ihre Abwärme an die Brauerei nebenan, und "
    "beide Betriebe sparen damit jedes Jahr viele Tonnen Kohle, wie die Verwaltung der Stadt gestern mitteilte.\n\n" * 3
)
FILES: dict[str, tuple[bytes, str, str]] = {  # name: bytes, status, word of the reason
    "empty.txt": (b"", "unreadable", "empty"),
    "blanks.html": (b" \n\t\n", "unreadable", "empty"),
    "binary.txt": (Random(1).randbytes(20_000), "unreadable", "binary"),
    "picture.jpg": (b"\xff\xd8\xff\xe0" + Random(2).randbytes(4000), "unreadable", "image"),
    "torn.html.gz": (gzip.compress(HTML.encode() * 50)[:400], "unreadable", ""),
    "no_body.html": (b"<html><head><title>Title</title></head></html>", "unreadable", ""),
    "german.txt": (GERMAN.encode(), "third_language", "neither Vietnamese nor English"),
    "no_text.pdf": (make_pdf([[""]]), "unreadable", ""),
    "broken.pdf": (b"%PDF-1.4\n" + Random(3).randbytes(3000), "unreadable", ""),
    "data.json": (b'{"a": [1, 2, 3]}', "unreadable", "json"),
    "declared.html": (HTML.encode(), "parsed", ""),
    "utf16.txt": (VIETNAMESE.encode("utf-16"), "parsed", ""),
    "nfd.txt": (unicodedata.normalize("NFD", VIETNAMESE).encode(), "parsed", ""),
    "tcvn3.txt": (f"{TCVN3}.\n\n{TCVN3}, theo b¸o.\n".encode(), "parsed", "legacy_encoding"),
    "vni.txt": (f"{VNI}.\n\n{VNI} trong naêm.\n".encode(), "parsed", "legacy_encoding"),
    "nul.txt": (STORY.replace("paper", "pa\0per").encode(), "parsed", ""),
    "good.txt": (STORY.encode(), "parsed", ""),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for name, (data, _, _) in FILES.items():
        (folder / name).write_bytes(data)
    (folder / "huge.txt").write_bytes(b"More than anybody reads.\n" * 2_100_000)
    return folder


@pytest.mark.timeout(60)
def test_a_pipe_in_a_folder_is_told_and_never_waited_for(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    os.mkfifo(folder / "a-pipe")
    (folder / "link").symlink_to(folder / "a-pipe")
    (folder / "story.txt").write_text(STORY, "utf-8")
    report = desk.ingest(folder)
    assert [(skip.url.rpartition("/")[2], skip.status) for skip in report.skips] == [
        ("a-pipe", "missing"), ("link", "missing"),
    ]  # fmt: skip
    assert len(desk.articles()) == 1


@pytest.fixture(scope="module")
def run(folder: Path, annotator: Annotator, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, IngestReport]:
    desk = Desk(tmp_path_factory.mktemp("desk") / "data", annotator)
    return desk, desk.ingest(folder, folder / "missing.txt")


@pytest.mark.parametrize("name", FILES)
def test_each_file_has_its_status(folder: Path, run: tuple[Desk, IngestReport], name: str) -> None:
    _, status, word = FILES[name]
    url = (folder / name).as_uri()
    story = run[0].story(url)
    assert story["status"] == status
    with run[0].catalog() as catalog:
        issues = [recorded.issue for recorded in catalog.iter_issues(url=url)]
    if status == "parsed" and not word:
        assert not issues
        return
    assert word in f"{issues[0].reason}: {issues[0].detail}"
    assert len(issues[0].detail.split()) > 3
    if status != "parsed":
        assert issues[0].detail in story["reason"]


def test_every_file_is_counted_once(folder: Path, run: tuple[Desk, IngestReport]) -> None:
    desk, report = run
    counts = dict.fromkeys(sorted({status for _, status, _ in FILES.values()}), 0)
    for _, status, _ in FILES.values():
        counts[status] += 1
    assert report.pages == dict(sorted((counts | {"too_large": 1, "missing": 1}).items()))
    assert desk.statuses() == counts | {"too_large": 1}
    assert len(report.skips) == sum(report.pages.values()) - report.pages["parsed"]
    assert all(skip.reason for skip in report.skips)


def test_a_huge_file_is_not_even_archived(folder: Path, run: tuple[Desk, IngestReport]) -> None:
    story = run[0].story((folder / "huge.txt").as_uri())
    assert (story["status"], story["file"]) == ("too_large", None)
    assert "50 MB" in story["reason"]


def test_good_texts_among_them_are_articles(run: tuple[Desk, IngestReport]) -> None:
    articles = {Path(stored.article.url).name: stored for stored in run[0].articles()}
    assert articles.keys() == {name for name, (_, status, _) in FILES.items() if status == "parsed"}
    assert articles["utf16.txt"].article.version == articles["nfd.txt"].article.version
    assert articles["vni.txt"].annotation.language == "vi"


def test_again_nothing_changes(folder: Path, run: tuple[Desk, IngestReport]) -> None:
    desk, _ = run
    before = desk.fingerprint()
    with desk.catalog() as catalog:
        issues = len(list(catalog.iter_issues()))
    report = desk.ingest(folder)
    assert (report.run_id, report.pages) == (None, {"too_large": 1})
    assert desk.fingerprint() == before
    with desk.catalog() as catalog:
        assert len(list(catalog.iter_issues())) == issues


def test_a_web_archive_with_wrong_records_is_read_to_its_end(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "foreign.warc.gz"
    wrong = ["http://[::1/bad", "http://x.vn:99999999/port"]
    write_foreign(path, *({"WARC-Target-URI": url} for url in wrong))
    write_foreign(path, {"WARC-Target-URI": "http://x.vn/over", "WARC-Date": "9999-12-31T23:59:59-23:59"})
    write_foreign(path, {"WARC-Target-URI": "http://x.vn/good"}, body=f"<p>{STORY}</p>".encode())
    report = desk.ingest(path)
    assert report.pages == {"not_a_page": 2, "parsed": 1, "torn_record": 1}
    assert [skip.url for skip in report.skips] == [*wrong, "http://x.vn/over"]
