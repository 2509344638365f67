"""Milliseconds of the ledger's calls with few and with a million URLs: `python -m benchmarks.crawl.ledger [URLS]`."""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from crawlers.ledger import Ledger
from crawlers.records import Reference


def measure(count: int, path: Path) -> dict[str, float]:
    """Fill a ledger and time its calls, each the mean of 50."""
    with Ledger.open(path) as ledger:
        with ledger.transaction():
            for number in range(count):
                url = f"https://x.vn/a/{number}"
                ledger.discover(url, f"s{number % 30}", due=number % 3 == 0)
                if number % 5:
                    place = Reference(file="a.warc.gz", offset=number, length=1)
                    later = ledger.now() + 1e6 if number % 100 else 0.0
                    ledger.record_version(url, place, str(number), fetched_at=0.0, due_at=later, status="parsed")
        fresh = iter(range(10**9, 2 * 10**9))
        calls: dict[str, Callable[[], object]] = {
            "discover_new": lambda: ledger.discover(f"https://x.vn/a/{next(fresh)}", "s1"),
            "discover_known": lambda: ledger.discover("https://x.vn/a/77", "s1"),
            "find": lambda: ledger.find("https://x.vn/a/77"),
            "next_due": lambda: list(ledger.iter_due("s1", 16, since=ledger.now())),
            "mark": lambda: ledger.mark(f"https://x.vn/a/{next(fresh) % count}", "parsed"),
            "story": lambda: ledger.story("https://x.vn/a/77"),
            "pending": lambda: list(ledger.iter_pending()),
        }
        times = {name: _time(call, 50) for name, call in calls.items()}
        return times | {"counts": _time(ledger.counts, 3)}


def _time(call: Callable[[], object], times: int) -> float:
    started = time.perf_counter()
    for _ in range(times):
        call()
    return round((time.perf_counter() - started) / times * 1000, 3)


if __name__ == "__main__":
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps({str(n): measure(n, Path(folder) / f"{n}.sqlite") for n in (1000, many)}, indent=1))
