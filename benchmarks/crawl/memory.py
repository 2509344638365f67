"""Peak memory of a crawl of few and of many pages: `python -m benchmarks.crawl.memory [PAGES]` prints one JSON object.

Lists of 500 links each lead through the site, so that the size of one list page is the same for both.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.crawl.site import LINKS
from benchmarks.crawl.speed import serve
from config.source import Source
from crawlers.job import Job


def measure(pages: int, data_dir: Path) -> dict[str, float]:
    """Crawl a site of `pages` pages; memory is that of the crawl's process alone."""
    with serve(pages) as base:
        job = Job(source=_source(base, pages // LINKS + 1), data_dir=data_dir)
        started = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "crawlers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdin and process.stdout
            process.stdin.write(job.dump() + "\n")
            process.stdin.close()
            for line in process.stdout:  # noqa: B007  # the last one is the report
                pass
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    report = json.loads(line)["report"]
    seconds = time.perf_counter() - started
    return {
        "pages": report["statuses"]["fetched"],
        "peak_mb": usage.ru_maxrss // 1024,
        "pages_a_second": round(pages / seconds, 1),
    }


def _source(base: str, lists: int) -> Source:
    return Source.model_validate(
        {
            "id": "memory",
            "name": "Memory",
            "publisher": "Memory",
            "base": base,
            "languages": ["vi"],
            "articles": {"allow": ["^/a/"]},
            "discovery": {"lists": [{"url": "/list/0", "pages": "/list/{page}", "first": 1, "depth": lists + 1}]},
            "politeness": {"delay": 0, "concurrency": 8},
            "allow_private": True,
        }
    )


def main() -> None:
    """Print one JSON object."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    found = []
    for pages in (1000, many):
        with tempfile.TemporaryDirectory() as folder:
            found.append(measure(pages, Path(folder)))
    growth = round(found[1]["peak_mb"] / found[0]["peak_mb"], 3)
    print(json.dumps({"few": found[0], "many": found[1], "growth": growth}, indent=1))


if __name__ == "__main__":
    main()
