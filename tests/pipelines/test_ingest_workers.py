"""A page that kills or stops a worker is given up alone; the order of the pages is kept."""

import os
import signal

import pytest

from config.errors import StoreError
from crawlers import LedgerReader, Store, ledger_path
from crawlers.ledger_reader import Pending
from pipelines.ingest.workers import Workers
from pipelines.parse import page_from_file
from tests.pipelines.desk import STORY, Desk


@pytest.fixture
def waiting(desk: Desk) -> Desk:
    """A desk whose archive holds eight pages that wait."""
    with Store.open(desk.data_dir) as store:
        for number in range(8):
            page = page_from_file(STORY.replace("800", f"80{number}").encode(), f"file:///story/{number}.txt")
            store.store_page(page)
    return desk


def _pages(desk: Desk) -> list[Pending]:
    with LedgerReader.read(ledger_path(desk.data_dir)) as ledger:
        return sorted(ledger.iter_pending(), key=lambda page: page.url)


def test_outcomes_come_in_the_order_of_the_pages(waiting: Desk) -> None:
    pages = _pages(waiting)
    with Workers(2, waiting.data_dir / "archive", {}) as workers:
        assert [outcome.url for outcome in workers.read(reversed(pages))] == [page.url for page in reversed(pages)]


def test_a_page_at_which_a_worker_dies_is_given_up_and_the_others_are_read(waiting: Desk) -> None:
    pages = _pages(waiting)
    with Workers(1, waiting.data_dir / "archive", {}) as workers:
        outcomes = workers.read(pages)
        first = next(outcomes)
        for process in workers.processes:
            os.kill(process, signal.SIGKILL)
        rest = list(outcomes)
    assert first.status == "parsed"
    assert [outcome.url for outcome in rest] == [page.url for page in pages[1:]]
    lost = [outcome for outcome in rest if outcome.status == "unreadable"]
    assert len(lost) == 1
    assert "killed the process" in lost[0].reason


def test_a_page_that_takes_too_long_is_given_up(waiting: Desk) -> None:
    pages = _pages(waiting)
    with Workers(1, waiting.data_dir / "archive", {}, page_seconds=3.0) as workers:
        outcomes = workers.read(pages)
        next(outcomes)
        for process in workers.processes:
            os.kill(process, signal.SIGSTOP)
        rest = list(outcomes)
    assert [outcome.status for outcome in rest].count("parsed") == len(rest) - 1
    assert any("more than 3 seconds" in outcome.reason for outcome in rest)


def test_workers_that_cannot_start_are_told(waiting: Desk) -> None:
    with (
        Workers(1, waiting.data_dir / "archive", {"broken": _Unreadable()}) as workers,  # type: ignore[dict-item]
        pytest.raises(StoreError, match="cannot start"),
    ):
        list(workers.read(_pages(waiting)))


class _Unreadable:
    """Ends the process that is handed it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (7,)
