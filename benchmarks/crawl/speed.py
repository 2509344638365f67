"""Ours, with ledger and archive, beside the spider of `scrapy bench`: `python -m benchmarks.crawl.speed [PAGES]`.

Same loopback site, same number of connections (8, Scrapy's own), one after the other; start of the process left out.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.source import Source
from crawlers import check_archive, crawl


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


def main() -> None:
    """Print one JSON object."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with serve(pages) as base, tempfile.TemporaryDirectory() as folder:
        ours = run_ours(base, Path(folder))
        ours["peak_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        theirs = json.loads(
            subprocess.run(
                [sys.executable, "-m", "benchmarks.crawl.follow", base], check=True, capture_output=True, text=True
            ).stdout
        )
    print(json.dumps({"ours": ours, "scrapy_bench": theirs,
                      "ratio": round(ours["pages_a_second"] / theirs["pages_a_second"], 2)}, indent=1))  # fmt: skip


if __name__ == "__main__":
    main()
