"""kill -9 at random instants: nothing lost, nothing twice."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from config.source import Source
from crawlers import Ledger, archive_dir, check_archive, crawl, iter_pages, ledger_path, load_page
from crawlers.job import Job, Progress
from crawlers.newsroom import Newsroom


def _start(source: Source, data_dir: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "crawlers"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin
    process.stdin.write(Job(source=source, data_dir=data_dir).dump() + "\n")
    process.stdin.close()
    return process


def _kill_after(process: "subprocess.Popen[str]", pages: int, seconds: float) -> None:
    assert process.stdout
    for _ in range(pages):
        process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("seed", range(int(os.environ.get("EIP_TEST_DEATHS", "2"))))
def test_kill_loses_and_doubles_nothing(newsroom: Newsroom, source: Source, data_dir: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(3):
        _kill_after(_start(source, data_dir), chance.randrange(12), chance.random() * 0.02)
    report = crawl(source, data_dir)
    assert report.statuses == {"failed": 2, "fetched": 19, "listed": 7, "redirected": 2, "refused": 2}
    with Ledger.open(ledger_path(data_dir)) as ledger:
        for item in ledger.iter_pending():
            assert load_page(archive_dir(data_dir), item.reference).digest == item.digest
            assert len(ledger.story(item.url)["versions"]) == 1
    assert check_archive(data_dir).clean
    stored = Counter(page.url for page in iter_pages(sorted(archive_dir(data_dir).glob("*.warc.gz"))))
    articles = {url: count for url, count in stored.items() if url.endswith((".html", ".pdf"))}
    assert len(articles) == 19
    assert set(articles.values()) == {1}


def test_a_crawl_ends_with_whoever_started_it(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    slow = Source.model_validate(source.model_dump() | {"politeness": {"delay": 0.2}})
    process = _start(slow, data_dir)
    assert process.stdout
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=10) == 1


def test_a_full_disk_ends_a_run_and_loses_nothing(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    """Files may not grow over 60 kB: the run ends with a reason; with room again, the next one completes it."""
    code = (
        "import resource, sys\nfrom pathlib import Path\nfrom config.errors import StoreError\n"
        "from config.source import load_sources\nfrom crawlers import crawl\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "try:\n"
        "    report = crawl(load_sources()['newsroom'].at(sys.argv[1]), Path(sys.argv[2]))\n"
        "    print(report.outcome, report.reason)\n"
        "except StoreError as error:\n"
        "    print('failed', error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, newsroom.base, str(data_dir)], capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith("failed"), run.stdout
    report = crawl(source, data_dir)
    assert report.statuses == {"failed": 2, "fetched": 19, "listed": 7, "redirected": 2, "refused": 2}
    assert check_archive(data_dir).clean


def test_a_locked_ledger_is_waited_for(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    """Another process writes for a second in the middle of the crawl."""
    with Ledger.open(ledger_path(data_dir)) as ledger:

        def hold(progress: Progress) -> None:
            if progress.requests == 3:
                with ledger.transaction():
                    time.sleep(1)

        report = crawl(source, data_dir, on_progress=hold)
    assert report.outcome == "finished"
    assert report.statuses["fetched"] == 19
