"""The archive: what was written comes back, whatever happened to the end of the file."""

import gzip
import io
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from config.errors import InputError, StoreError
from config.schema import Issue
from crawlers import Store, archive_dir, check_archive, copy_archive, crawl, iter_pages, load_page, store_page
from crawlers.archive import Archive
from crawlers.cdx import write_index
from crawlers.pages import iter_located_pages
from tests.crawlers.making import answer, make_page, make_source, serve, site, write_foreign


def _files(data_dir: Path) -> list[Path]:
    return sorted(archive_dir(data_dir).glob("*.warc.gz"))


def test_a_page_comes_back_as_it_was(data_dir: Path) -> None:
    page = make_page("http://x.vn/a?b=ộ", "Khu công nghiệp".encode() + bytes(range(256)))
    assert store_page(data_dir, page)
    assert list(iter_pages(_files(data_dir))) == [page]


def test_same_bytes_are_stored_once(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        assert store.store_page(make_page("file:///a.txt", b"one"))
        assert not store.store_page(make_page("file:///a.txt", b"one"))
        assert store.store_page(make_page("file:///a.txt", b"two"))
        assert [load_page(archive_dir(data_dir), p.reference).body for p in store.ledger.iter_pending()] == [b"two"]
    assert [page.body for page in iter_pages(_files(data_dir))] == [b"one", b"two"]


def test_warcio_finds_no_fault(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        for number in range(5):
            store.store_page(make_page(f"http://x.vn/{number}", b"<p>" * number))
        store.store_page(make_page("file:///a.pdf", b"%PDF", content_type="application/pdf"))
    run = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", *_files(data_dir)], check=False, capture_output=True, text=True
    )
    assert (run.returncode, run.stdout) == (0, "")


@settings(max_examples=25, deadline=None)
@given(cut=st.integers(1, 900), junk=st.binary(max_size=40))
def test_a_torn_end_is_cut_and_nothing_before_it_lost(
    tmp_path_factory: pytest.TempPathFactory, cut: int, junk: bytes
) -> None:
    data_dir = tmp_path_factory.mktemp("torn")
    with Store.open(data_dir) as store:
        store.store_page(make_page("file:///a", b"first"))
        store.store_page(make_page("file:///b", b"second"))
    path = _files(data_dir)[0]
    whole = path.read_bytes()
    with Archive.open(archive_dir(data_dir), "local") as archive:
        archive.write_page(make_page("file:///c", b"third" * 200))
    record = path.read_bytes()[len(whole) :]
    torn = record[: min(cut, len(record) - 1)] + junk * (cut % 2)
    assume(not torn.startswith(record))  # the last byte of a record is zero: junk may mend it
    path.write_bytes(whole + torn)
    with Store.open(data_dir) as store:
        assert path.read_bytes() == whole
        assert store.store_page(make_page("file:///d", b"fourth"))
    assert [page.body for page in iter_pages(path)] == [b"first", b"second", b"fourth"]


def test_a_record_the_ledger_missed_is_entered(data_dir: Path) -> None:
    store_page(data_dir, make_page("file:///a", b"first"))
    with Archive.open(archive_dir(data_dir), "local") as archive:
        archive.write_page(make_page("file:///a", b"second"))
        archive.write_page(make_page("file:///b", b"third"))
    with Store.open(data_dir) as store:
        bodies = {p.url: load_page(archive_dir(data_dir), p.reference).body for p in store.ledger.iter_pending()}
    assert bodies == {"file:///a": b"second", "file:///b": b"third"}
    with Store.open(data_dir) as store:
        assert len(store.ledger.story("file:///a")["versions"]) == 2


@pytest.mark.parametrize("left", [0.55, 0.0])
def test_pages_behind_a_cut_are_fetched_again(data_dir: Path, left: float) -> None:
    """The disk had not all that the ledger knows when the power failed."""
    pages = {f"/a/{number}": f"<p>{number}</p>" * 50 for number in range(6)}
    links = "".join(f'<a href="{path}">x</a>' for path in pages)
    with serve(site({"/list": links, **pages})) as base:
        source = make_source(base)
        crawl(source, data_dir)
        (path,) = _files(data_dir)
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * left)])
        assert not check_archive(data_dir).clean
        crawl(source, data_dir)
        assert crawl(source, data_dir).statuses == {"fetched": 6, "listed": 1}
    assert check_archive(data_dir).clean
    assert sum("/a/" in page.url for page in iter_pages(_files(data_dir))) == 6
    with Store.open(data_dir, "test") as store:
        bodies = [load_page(archive_dir(data_dir), p.reference).body.decode() for p in store.ledger.iter_pending()]
        assert sorted(bodies) == sorted(pages.values())
        story = store.ledger.story(base + "a/5")
        assert story["transitions"][-2]["reason"] == f"its copy was lost with the end of {path.name}"


def test_a_file_behind_a_cut_is_taken_when_it_is_given_again(data_dir: Path) -> None:
    store_page(data_dir, make_page("file:///a", b"first"))
    store_page(data_dir, make_page("file:///b", b"second"))
    (path,) = _files(data_dir)
    path.write_bytes(path.read_bytes()[:-30])
    with Store.open(data_dir) as store:
        assert store.ledger.counts() == {"discovered": 1, "fetched": 1}
        assert store.store_page(make_page("file:///b", b"second"))
    assert check_archive(data_dir).clean
    assert [page.body for page in iter_pages(path)] == [b"first", b"second"]


def test_revisits_and_origins_are_told(data_dir: Path) -> None:
    """Answers 304, the same bytes again, and the list that led to a page: as WARC 1.1 has them."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/list":
            answer(handler, '<a href="/a/1">x</a><a href="/a/2">y</a>')
        elif handler.headers.get("If-None-Match"):
            handler.send_response(304)
            handler.end_headers()
        elif handler.path == "/a/1":
            answer(handler, "<p>one</p>", ETag='"1"')
        else:
            answer(handler, "<p>two</p>" if handler.path == "/a/2" else "", 200 if handler.path == "/a/2" else 404)

    with serve(respond) as base:
        source = make_source(base)
        assert [crawl(source, data_dir).outcomes for _ in range(2)] == [{"listed": 1, "new": 2}, {"unchanged": 3}]
    records = []
    with _files(data_dir)[0].open("rb") as file:
        for record in ArchiveIterator(file):
            header = record.rec_headers.get_header
            records.append((record.rec_type, header("WARC-Target-URI"), header("WARC-Date"), record))
            if record.rec_type == "metadata":
                assert record.content_stream().read() == f"via: {base}list\r\n".encode()
    dates = {url: date for kind, url, date, _ in records if kind == "response"}
    revisits = {url: record.rec_headers.get_header for kind, url, _, record in records if kind == "revisit"}
    assert sorted(revisits) == [base + path for path in ("a/1", "a/2", "list")]
    assert {url: header("WARC-Refers-To-Date") for url, header in revisits.items()} == dates
    assert revisits[base + "a/1"]("WARC-Profile").endswith("server-not-modified")
    assert revisits[base + "a/2"]("WARC-Profile").endswith("identical-payload-digest")
    assert sum(kind == "metadata" for kind, *_ in records) == 2
    assert check_archive(data_dir).clean


def test_a_copy_takes_what_is_new(data_dir: Path, tmp_path: Path) -> None:
    store_page(data_dir, make_page("http://x.vn/a", b"one"))
    for place in (str(tmp_path / "copy"), f"memory://{tmp_path.name}"):
        assert copy_archive(data_dir, place).written == 2  # with the archive's id
        assert copy_archive(data_dir, place).there == 2
    store_page(data_dir, make_page("http://x.vn/b", b"two"))
    assert copy_archive(data_dir, str(tmp_path / "copy")).written == 1
    assert [page.body for page in iter_pages(sorted((tmp_path / "copy").glob("*.gz")))] == [b"one", b"two"]
    for place in ("nowhere://x", "github://x", "", " "):
        with pytest.raises(InputError, match="cannot copy to"):
            copy_archive(data_dir, place)
    with pytest.raises((StoreError, InputError), match="ftp://127"):
        copy_archive(data_dir, "ftp://127.0.0.1:1/x")
    for secret in ("bob:hunter2", "bob:hun/t@er2", "hunter2"):
        with pytest.raises((StoreError, InputError), match=r"ftp://\*\*\*@127") as caught:
            copy_archive(data_dir, f"ftp://{secret}@127.0.0.1:1/x")
        assert "bob" not in str(caught.value)
        assert "er2" not in str(caught.value)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"the copy to .* failed"):
        copy_archive(data_dir, str(tmp_path / "file" / "x"))


def test_a_date_of_old_comes_back(data_dir: Path) -> None:
    page = replace(make_page("http://x.vn/a", b"one"), fetched_at=datetime(999, 1, 1, tzinfo=UTC))
    store_page(data_dir, page)
    store_page(data_dir, make_page("http://x.vn/b", b"two"))
    assert [found.fetched_at.year for found in iter_pages(_files(data_dir))] == [999, 2024]
    assert check_archive(data_dir).clean
    assert {line.split()[1][:4] for line in write_index(data_dir)[0].read_text().splitlines()} == {"0999", "2024"}


def test_pages_behind_a_broken_record_are_read(data_dir: Path) -> None:
    store_page(data_dir, make_page("http://x.vn/a", b"one"))
    (path,) = _files(data_dir)
    with path.open("ab") as file:
        file.write(gzip.compress(b"no record\r\n\r\n"))
    with Archive.open(archive_dir(data_dir), "local") as archive:
        archive.write_page(make_page("http://x.vn/b", b"two"))
    issues: list[Issue] = []
    found = {page.url: place for page, place in iter_located_pages(path, on_issue=issues.append)}
    assert [issue.reason for issue in issues] == ["torn_record"]
    assert load_page(archive_dir(data_dir), found["http://x.vn/b"]).body == b"two"


def test_files_rotate(data_dir: Path) -> None:
    with Archive.open(archive_dir(data_dir), "local", max_bytes=1000) as archive:
        for number in range(9):
            archive.write_page(make_page(f"file:///{number}", bytes(range(256))))
    files = _files(data_dir)
    assert len(files) > 2
    assert len(list(iter_pages(files))) == 9


def test_an_archive_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="cannot be written"):
        Archive.open(tmp_path / "archive", "local")


def test_a_lock_that_leads_elsewhere_is_not_followed(data_dir: Path) -> None:
    archive_dir(data_dir).mkdir(parents=True)
    (data_dir / "other").write_text("precious")
    lock = archive_dir(data_dir) / "local.lock"
    lock.symlink_to(data_dir / "other")
    with pytest.raises(StoreError, match=r"local\.lock"):
        Archive.open(archive_dir(data_dir), "local")
    assert (data_dir / "other").read_text() == "precious"
    lock.unlink()
    lock.write_text("by a former version")
    Archive.open(archive_dir(data_dir), "local").close()


def test_a_full_disk_leaves_the_file_whole(data_dir: Path) -> None:
    code = (
        "import resource, sys, signal\n"
        "from pathlib import Path\n"
        "from config.errors import StoreError\n"
        "from crawlers import Store\n"
        "from tests.crawlers.making import answer, make_page, make_source, serve\n"
        "import os\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with Store.open(Path(sys.argv[1])) as store:\n"
        "    store.store_page(make_page('file:///a', b'one'))\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "    try:\n"
        "        store.store_page(make_page('file:///b', os.urandom(400_000)))\n"
        "    except StoreError as error:\n"
        "        print(error)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(data_dir)], capture_output=True, text=True, check=True)
    assert "cannot be written" in run.stdout
    assert [page.body for page in iter_pages(_files(data_dir))] == [b"one"]


class TestForeign:
    """WARC files that others wrote."""

    def _write(self, path: Path, *, gz: bool, chunked: bool = False, encoding: str | None = None) -> None:
        body = b"<p>Khu c\xc3\xb4ng nghi\xe1\xbb\x87p</p>"
        headers = [("Content-Type", "text/html")]
        if encoding:
            body = gzip.compress(body)
            headers.append(("Content-Encoding", encoding))
        if chunked:
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
            headers.append(("Transfer-Encoding", "chunked"))
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=gz)
            for url, status in (("http://x.vn/a", "200 OK"), ("http://x.vn/gone", "404 Not Found")):
                writer.write_record(
                    writer.create_warc_record(
                        url,
                        "response",
                        payload=io.BytesIO(body),
                        length=len(body),
                        http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
                    )
                )
            writer.write_record(writer.create_warc_record("dns:x.vn", "resource", payload=io.BytesIO(b"1"), length=1))

    @pytest.mark.parametrize("gz", [True, False])
    @pytest.mark.parametrize("chunked", [True, False])
    @pytest.mark.parametrize("encoding", [None, "gzip"])
    def test_answers_are_unpacked(self, tmp_path: Path, gz: bool, chunked: bool, encoding: str | None) -> None:
        path = tmp_path / "foreign.warc"
        self._write(path, gz=gz, chunked=chunked, encoding=encoding)
        issues: list[Issue] = []
        (page,) = iter_pages(path, source="import", on_issue=issues.append)
        assert page.body.decode() == "<p>Khu công nghiệp</p>"
        assert (page.source, page.url, page.content_type) == ("import", "http://x.vn/a", "text/html")
        assert [issue.reason for issue in issues] == ["http_404", "not_a_page"]

    def test_too_large_bodies_are_told(self, tmp_path: Path) -> None:
        path = tmp_path / "foreign.warc.gz"
        self._write(path, gz=True)
        issues: list[Issue] = []
        assert list(iter_pages(path, max_body_bytes=5, on_issue=issues.append)) == []
        assert issues[0].reason == "too_large"

    def test_a_torn_file_gives_what_is_whole(self, tmp_path: Path) -> None:
        path = tmp_path / "foreign.warc.gz"
        self._write(path, gz=True)
        path.write_bytes(path.read_bytes()[:-150])
        assert len(list(iter_pages(path))) == 1

    def test_what_is_no_warc_is_an_error(self, tmp_path: Path) -> None:
        path = tmp_path / "foreign.warc"
        path.write_bytes(b"<html>no archive</html>")
        with pytest.raises(InputError, match="no WARC file"):
            list(iter_pages(path))

    @pytest.mark.parametrize("gz", [True, False])
    def test_a_wrong_address_or_date_costs_one_record(self, tmp_path: Path, gz: bool) -> None:
        path = tmp_path / "foreign.warc"
        wrong = [
            {"WARC-Target-URI": "http://[::1/bad"},
            {"WARC-Target-URI": "http://x.vn:99999999/port"},
            {"WARC-Target-URI": "http://x.vn/over", "WARC-Date": "9999-12-31T23:59:59-23:59"},
            {"WARC-Target-URI": "http://x.vn/old", "WARC-Date": "999-01-01T00:00:00Z"},
        ]
        write_foreign(path, *wrong, {"WARC-Target-URI": "http://x.vn/good"}, gz=gz)
        issues: list[Issue] = []
        assert [page.url for page in iter_pages(path, on_issue=issues.append)] == ["http://x.vn/good"]
        assert [(issue.url, issue.reason) for issue in issues] == [
            ("http://[::1/bad", "not_a_page"), ("http://x.vn:99999999/port", "not_a_page"),
            ("http://x.vn/over", "torn_record"), ("http://x.vn/old", "torn_record"),
        ]  # fmt: skip
        assert issues[3].detail.startswith("record 4 of foreign.warc: it cannot be read: ")

    def test_addresses_can_be_shown_and_sources_are_ids(self, tmp_path: Path) -> None:
        path = tmp_path / "foreign.warc.gz"
        write_foreign(path, {"WARC-Target-URI": "http://x.vn/\x1b[31m\u202eKCN-ộ", "X-EIP-Source": "../\x1b]0;t\x07"})
        write_foreign(path, {"WARC-Target-URI": "http://x.vn/b", "X-EIP-Source": "x" * 5000})
        write_foreign(path, {"WARC-Target-URI": "http://x.vn/c", "X-EIP-Source": "dong-nai"})
        assert [(page.url, page.source) for page in iter_pages(path, source="import")] == [
            ("http://x.vn/%1B[31m%E2%80%AEKCN-ộ", "import"), ("http://x.vn/b", "import"),
            ("http://x.vn/c", "dong-nai"),
        ]  # fmt: skip
