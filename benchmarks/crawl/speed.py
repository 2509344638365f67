"""Ours, with ledger and archive, beside the spider of `scrapy bench`: `python -m benchmarks.crawl.speed [PAGES]`.

Same loopback site, same number of connections (8, Scrapy's own), one after the other; start of the process left out.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config.source import Source
from crawlers import check_archive, crawl

ROUNDS = 3


@contextmanager
def serve(pages: int) -> Iterator[str]:
    """Serve the site until the block ends."""
    command = [sys.executable, "-m", "benchmarks.crawl.site", str(pages)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def run_ours(base: str, data_dir: Path) -> dict[str, float]:
    """Crawl the site into an empty folder."""
    source = Source.model_validate(
        {
            "id": "bench",
            "name": "Bench",
            "publisher": "Bench",
            "base": base,
            "languages": ["vi"],
            "articles": {"allow": ["^/a/"]},
            "discovery": {"lists": [{"url": "/list"}]},
            "politeness": {"delay": 0, "concurrency": 8},
            "allow_private": True,
        }
    )
    stamps: list[float] = []
    report = crawl(source, data_dir, on_progress=lambda _: stamps.append(time.perf_counter()))
    clean = check_archive(data_dir).clean
    return {
        "pages": report.requests,
        "pages_a_second": round((len(stamps) - 1) / (stamps[-1] - stamps[0]), 1),
        "clean": clean,
    }


def run_theirs(base: str) -> dict[str, float]:
    """Let the other spider follow the same links."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.crawl.follow", base], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(run.stdout)
    return found


def _with_cpu(run: Callable[[], dict[str, float]]) -> dict[str, float]:
    """Add the processor's seconds of the crawling process, start included: other load does not change them much."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found | {"cpu_seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 2)}


def main() -> None:
    """Print one JSON object: the middle one of three rounds each, in turns.

    `ratio` compares pages a second, `cpu_ratio` the best rounds' processor seconds; over 1 means that ours is faster.
    """
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    ours, theirs = [], []
    for _ in range(ROUNDS):
        with serve(pages) as base, tempfile.TemporaryDirectory() as folder:
            theirs.append(_with_cpu(lambda: run_theirs(base)))
            ours.append(_with_cpu(lambda: run_ours(base, Path(folder))))
    middle = [sorted(runs, key=lambda run: run["pages_a_second"])[ROUNDS // 2] for runs in (ours, theirs)]
    middle[0]["peak_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    ratio = round(middle[0]["pages_a_second"] / middle[1]["pages_a_second"], 2)
    cpu = round(min(run["cpu_seconds"] for run in theirs) / min(run["cpu_seconds"] for run in ours), 2)
    print(json.dumps({"ours": middle[0], "scrapy_bench": middle[1], "ratio": ratio, "cpu_ratio": cpu}, indent=1))


if __name__ == "__main__":
    main()
