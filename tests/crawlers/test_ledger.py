"""The ledger: one status a URL, and every change of it told."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import NotFoundError, StoreError
from crawlers import check_archive, copy_ledger, find_ledger
from crawlers.database import NoLedgerError
from crawlers.ledger import STATUSES, Ledger
from crawlers.ledger_reader import COPIED, SCHEMA
from crawlers.records import Reference
from tests.crawlers.making import Clock

REFERENCE = Reference(file="test-000001.warc.gz", offset=10, length=5)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(ledger_place: Path | str, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(ledger_place, clock=clock) as ledger:
        yield ledger


def _fetch(ledger: Ledger, url: str, digest: str = "d1", **values: object) -> None:
    ledger.discover(url, "test")
    ledger.record_version(url, REFERENCE, digest, fetched_at=ledger.now(), **values)  # type: ignore[arg-type]


def test_a_url_is_entered_once(ledger: Ledger) -> None:
    assert ledger.discover("http://x.vn/a", "test", found_on="http://x.vn/")
    assert not ledger.discover("http://x.vn/a", "test")
    assert ledger.counts() == {"discovered": 1}


def test_ingest_takes_pages_in_a_stable_order(ledger: Ledger, clock: Clock) -> None:
    for url in ("http://x.vn/b", "http://x.vn/a"):
        clock.seconds += 1
        _fetch(ledger, url)
    assert [page.url for page in ledger.iter_pending()] == ["http://x.vn/b", "http://x.vn/a"]
    ledger.mark("http://x.vn/b", "parsed")
    assert [page.url for page in ledger.iter_pending()] == ["http://x.vn/a"]
    assert [page.url for page in ledger.iter_archived("test")] == ["http://x.vn/a", "http://x.vn/b"]


def test_pages_are_taken_a_few_at_a_time_while_their_rows_change(ledger: Ledger) -> None:
    urls = [f"http://x.vn/{number:04}" for number in range(1100)]
    for url in urls:
        _fetch(ledger, url)
    taken = []
    for page in ledger.iter_pending():
        taken.append(page.url)
        ledger.mark(page.url, "parsed")
        assert ledger.find_pending(page.url) is None
    assert taken == urls
    assert ledger.count_pending() == 0
    assert ledger.make_pending() == ledger.count_pending() == len(urls)


def test_a_page_that_changed_meanwhile_stays_pending(ledger: Ledger) -> None:
    _fetch(ledger, "http://x.vn/a", "d1")
    taken = next(ledger.iter_pending())
    _fetch(ledger, "http://x.vn/a", "d2")
    ledger.mark(taken.url, "parsed", digest=taken.digest)
    assert [page.digest for page in ledger.iter_pending()] == ["d2"]


def test_the_story_tells_every_change(ledger: Ledger, clock: Clock) -> None:
    _fetch(ledger, "http://x.vn/a")
    clock.seconds += 60
    ledger.mark("http://x.vn/a", "off_topic", "no term of the topic")
    story = ledger.story("http://x.vn/a")
    assert [(change["from"], change["to"]) for change in story["transitions"]] == [
        (None, "discovered"),
        ("discovered", "fetched"),
        ("fetched", "off_topic"),
    ]
    assert story["transitions"][-1]["reason"] == story["reason"] == "no term of the topic"
    assert story["versions"][0]["file"] == REFERENCE.file


def test_a_failed_look_keeps_a_good_page(ledger: Ledger) -> None:
    _fetch(ledger, "http://x.vn/a")
    ledger.mark("http://x.vn/a", "parsed")
    ledger.record_outcome("http://x.vn/a", "failed", "HTTP 500", failure=True, keep=True)
    entry = ledger.find("http://x.vn/a")
    assert entry is not None
    assert (entry.status, entry.failures, entry.reason) == ("parsed", 1, "HTTP 500")


def test_lists_come_first_and_nothing_twice_in_a_run(ledger: Ledger, clock: Clock) -> None:
    ledger.discover("http://x.vn/a", "test")
    ledger.discover("http://x.vn/list", "test", kind="list")
    started = clock.seconds
    assert [entry.url for entry in ledger.iter_due("test", 10, since=started)] == ["http://x.vn/list", "http://x.vn/a"]
    clock.seconds += 1
    _fetch(ledger, "http://x.vn/a", due_at=clock.seconds)
    assert [entry.url for entry in ledger.iter_due("test", 10, since=started)] == ["http://x.vn/list"]
    assert list(ledger.iter_due("other", 10)) == []


def test_a_later_lastmod_makes_a_page_due(ledger: Ledger, clock: Clock) -> None:
    _fetch(ledger, "http://x.vn/a", due_at=clock.seconds + 1e6)
    clock.seconds += 100
    ledger.discover("http://x.vn/a", "test", lastmod=clock.seconds - 200)
    assert ledger.count_due("test") == 0
    ledger.discover("http://x.vn/a", "test", lastmod=clock.seconds - 50)
    assert ledger.count_due("test") == 1


def test_unknown_urls_and_statuses_are_errors(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError):
        ledger.story("http://x.vn/none")
    with pytest.raises(NotFoundError):
        ledger.mark("http://x.vn/none", "parsed")
    with pytest.raises(ValueError, match="no status"):
        ledger.mark("http://x.vn/none", "eaten")  # type: ignore[arg-type]


def test_half_a_transaction_is_none(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError), ledger.transaction():
        ledger.discover("http://x.vn/a", "test")
        raise RuntimeError
    assert ledger.counts() == {}


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(StoreError, match="format 99"):
        Ledger.open(path)


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        Ledger.open(tmp_path / "ledger.sqlite")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(STATUSES)), max_size=30))
def test_counts_always_add_up(changes: list[tuple[str, str]]) -> None:
    ledger = Ledger.open(Path(":memory:"))
    for name, status in changes:
        ledger.discover(f"http://x.vn/{name}", "test")
        ledger.mark(f"http://x.vn/{name}", status)  # type: ignore[arg-type]
    assert sum(ledger.counts().values()) == len({name for name, _ in changes})
    for name, _ in changes:
        story = ledger.story(f"http://x.vn/{name}")
        assert story["transitions"][-1]["to"] == story["status"]
        pairs = zip(story["transitions"], story["transitions"][1:], strict=False)
        assert all(first["to"] == second["from"] for first, second in pairs)
    ledger.close()


def test_an_older_format_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        _fetch(ledger, "http://x.vn/a")
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE trust")
        connection.execute("DROP TABLE leases")
        connection.execute("DROP TABLE marks")
        connection.execute("DROP INDEX urls_duplicate")
        connection.execute("ALTER TABLE urls DROP COLUMN fingerprint")
        connection.execute("PRAGMA user_version=1")
    connection.close()
    with Ledger.open(path) as ledger:
        entry = ledger.find("http://x.vn/a")
        assert entry is not None
        assert (entry.status, entry.fingerprint) == ("fetched", None)


class TestCopy:
    """A ledger that moves to a server, or back."""

    @pytest.fixture
    def filled(self, tmp_path: Path, clock: Clock) -> Path:
        place = tmp_path / "from" / "ledger.sqlite"
        with Ledger.open(place, clock=clock) as ledger:
            for name in ("b", "B", "a-1", "á", "nul \0", *map(str, range(30))):
                _fetch(ledger, f"http://x.vn/{name}")
            ledger.note_host("x.vn", last_at=1.1, wait_until=2.2, reason="503")
            ledger.note_lastmod("test", right=True)
            ledger.set_mark("archive", "an id")
            ledger.end_run(ledger.begin_run("test"), "finished", "{}")
        return place

    def test_everything_goes_over_and_back(
        self, filled: Path, ledger_place: Path | str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("crawlers.ledger_copying.CHUNK_ROWS", 7)
        copied = copy_ledger(filled, ledger_place)
        assert {table.table: table.rows for table in copied} == {
            "crawl.urls": 35, "crawl.versions": 35, "crawl.transitions": 70, "crawl.archives": 1, "crawl.hosts": 1,
            "crawl.trust": 1, "crawl.runs": 1, "crawl.marks": 1,
        }  # fmt: skip
        assert copy_ledger(filled, ledger_place) == copied
        assert copy_ledger(ledger_place, tmp_path / "back.sqlite") == copied
        with Ledger.open(filled) as ours, Ledger.open(ledger_place) as theirs:
            assert theirs.story("http://x.vn/á") == ours.story("http://x.vn/á")
            assert theirs.begin_run("test") == 2
            _fetch(theirs, "http://x.vn/new")
            assert len(theirs.story("http://x.vn/new")["transitions"]) == 2

    def test_a_place_with_another_ledger_is_left_as_it_was(self, filled: Path, ledger_place: Path | str) -> None:
        with Ledger.open(ledger_place) as ledger:
            _fetch(ledger, "http://other.vn/a")
            with pytest.raises(StoreError, match=r"crawl\.urls differs: 35 rows here, 36 there"):
                copy_ledger(filled, ledger_place)
            assert ledger.counts() == {"fetched": 1}

    def test_there_may_be_no_ledger_or_the_same(self, filled: Path, tmp_path: Path) -> None:
        assert copy_ledger(tmp_path / "none.sqlite", tmp_path / "to.sqlite") == ()
        assert copy_ledger(filled, filled.parent / ".." / "from" / "ledger.sqlite") == ()
        assert not (tmp_path / "to.sqlite").exists()

    def test_no_table_is_forgotten(self) -> None:
        assert {*COPIED, "leases"} == set(re.findall(r"CREATE TABLE (\w+)", SCHEMA))


class TestBroken:
    """A ledger that cannot be read is never taken for one that is not there."""

    @pytest.mark.parametrize("content", [b"no database at all, but long enough " * 99, None])
    def test_a_broken_file_is_told_with_its_path(self, tmp_path: Path, content: bytes | None) -> None:
        place = tmp_path / "ledger.sqlite"
        with Ledger.open(place) as ledger:
            ledger.discover("http://x.vn/a", "test")
        whole = place.read_bytes()
        place.write_bytes(content or whole[:100] + b"\xff" * (len(whole) - 100))
        with pytest.raises(StoreError, match=r"ledger\.sqlite cannot be read: .*restore it from a backup") as caught:
            find_ledger(place)
        assert not isinstance(caught.value, NoLedgerError)
        with pytest.raises(StoreError, match=r"ledger\.sqlite cannot be"):
            check_archive(tmp_path)
        with pytest.raises(StoreError, match=r"ledger\.sqlite cannot be .*restore it from a backup"):
            Ledger.open(place)

    def test_damage_that_is_met_late_is_told_too(self, tmp_path: Path) -> None:
        place = tmp_path / "ledger.sqlite"
        with Ledger.open(place) as ledger, ledger.transaction():
            for number in range(3000):
                ledger.discover(f"http://x.vn/{number}", "test")
        content = place.read_bytes()
        place.write_bytes(content[:200_000] + b"\xff" * 300_000 + content[500_000:])
        reader = find_ledger(place)
        assert reader is not None
        with reader, pytest.raises(StoreError, match=r"ledger\.sqlite cannot be read: .*malformed"):
            reader.query("SELECT * FROM urls")

    def test_a_folder_in_its_place_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="cannot be read: ") as caught:
            find_ledger(tmp_path)
        assert not isinstance(caught.value, NoLedgerError)

    def test_what_is_absent_or_empty_is_none(self, tmp_path: Path) -> None:
        assert find_ledger(tmp_path / "no folder" / "ledger.sqlite") is None
        (tmp_path / "ledger.sqlite").touch()
        assert find_ledger(tmp_path / "ledger.sqlite") is None
