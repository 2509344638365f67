"""kill -9 at random instants of a crawl of the newsroom: `python -m benchmarks.crawl.deaths [DEATHS]` prints JSON.

After every three deaths the crawl is let to its end, and archive, ledger and site are compared.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from config.source import Source, load_sources
from crawlers import archive_dir, check_archive, crawl, iter_pages
from crawlers.job import Job
from crawlers.newsroom import open_newsroom

WHOLE = {"failed": 2, "fetched": 19, "listed": 7, "redirected": 2, "refused": 2}


def measure(deaths: int, seed: int = 0) -> dict[str, Any]:
    """Count what was lost, what is there twice, and archives with faults."""
    chance = random.Random(seed)
    found: Counter[str] = Counter(lost=0, twice=0, faulty_archives=0)
    for _ in range(-(-deaths // 3)):
        with open_newsroom() as newsroom, tempfile.TemporaryDirectory() as folder:
            source = load_sources()["newsroom"].at(newsroom.base)
            for _ in range(3):
                _crawl_and_die(source, Path(folder), chance.randrange(16), chance.random() * 0.05)
            report = crawl(source, Path(folder))
            stored = Counter(page.url for page in iter_pages(sorted(archive_dir(Path(folder)).glob("*.warc.gz"))))
            found["deaths"] += 3
            found["lost"] += report.statuses != WHOLE
            found["twice"] += sum(n > 1 for url, n in stored.items() if url.endswith((".html", ".pdf")))
            found["faulty_archives"] += not check_archive(Path(folder)).clean
    return dict(found)


def _crawl_and_die(source: Source, data_dir: Path, pages: int, seconds: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "crawlers"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin and process.stdout
        process.stdin.write(Job(source=source, data_dir=data_dir).dump() + "\n")
        process.stdin.close()
        for _ in range(pages):
            process.stdout.readline()
        time.sleep(seconds)
        process.kill()


def main() -> None:
    """Print one JSON object; exit status 1 if anything was lost or came twice."""
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
    print(json.dumps(found))
    sys.exit(bool(found["lost"] or found["twice"] or found["faulty_archives"]))


if __name__ == "__main__":
    main()
