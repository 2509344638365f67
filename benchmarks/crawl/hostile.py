"""A server that answers as badly as it can: `python -m benchmarks.crawl.hostile [ANSWERS]` prints JSON."""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from crawlers import Ledger, check_archive, crawl, ledger_path
from tests.crawlers.hostile import serve_hostile
from tests.crawlers.making import make_source


def measure(count: int, data_dir: Path) -> dict[str, Any]:
    """Crawl `count` hostile answers and count statuses, and those without a reason."""
    started = time.perf_counter()
    with serve_hostile(count, seed=count) as base:
        source = make_source(base, articles={"allow": [r"^/a/\d+$"]}, politeness={"delay": 0, "concurrency": 4})
        report = crawl(source, data_dir)
    with Ledger.open(ledger_path(data_dir)) as ledger:
        stories = [ledger.story(f"{base}a/{number}") for number in range(count)]
    return {
        "answers": count,
        "outcome": report.outcome,
        "statuses": report.statuses,
        "without_status": sum(story["status"] == "discovered" for story in stories),
        "without_reason": sum(not story["reason"] and story["status"] != "fetched" for story in stories),
        "archive_clean": check_archive(data_dir).clean,
        "seconds": round(time.perf_counter() - started, 1),
    }


def main() -> None:
    """Print one JSON object; exit status 1 if an answer has no status or no reason, or the run did not end well."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, Path(folder))
    print(json.dumps(found))
    good = found["outcome"] == "finished" and found["archive_clean"]
    sys.exit(not good or bool(found["without_status"] or found["without_reason"]))


if __name__ == "__main__":
    main()
