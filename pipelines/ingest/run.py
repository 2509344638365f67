"""One run of ingest, from the paths or the archive to the index."""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from config.errors import EngineError
from config.gazetteer import load_gazetteer
from config.schema import Issue
from config.source import Source
from crawlers.ledger import Ledger
from crawlers.ledger_reader import Pending
from crawlers.store import Store, archive_dir, check_identity, ledger_path
from index.catalog import Catalog
from index.indexer import index_pending
from index.search import Engine
from pipelines.ingest.grouping import group_catalog
from pipelines.ingest.inputs import Intake
from pipelines.ingest.record import IngestReport, Outcome, Tally
from pipelines.ingest.saving import Saver
from pipelines.ingest.workers import Workers

if TYPE_CHECKING:
    from pipelines.ingest.reader import Reader

PAGES_A_WORKER = 12  # fewer pages do not pay for another process

Stage = Literal["store", "read", "group", "index"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is; `total` is None where that is not known yet."""

    stage: Stage
    done: int
    total: int | None


def _ignore(progress: Progress) -> None:
    del progress


def _no_input() -> bytes:
    return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingest:
    """What a run works with. It may be killed at any time: the next run goes on, and nothing is there twice."""

    data_dir: Path
    catalog: Catalog
    engine: Engine
    sources: Mapping[str, Source]
    workers: int
    max_bytes: int = 20 << 20
    ledger: Path | str | None = None  # its file or server, if it does not lie in data_dir
    on_progress: Callable[[Progress], None] = _ignore
    read_input: Callable[[], bytes] = _no_input
    reader: "Reader | None" = None  # reads in this process, in place of workers

    def run(self, paths: Sequence[str] | None = None) -> IngestReport:
        """Ingest local paths ("-" is standard input), or without paths every archived page that waits for it.

        Raises StoreError when archive, ledger or catalog fail; an engine that fails only delays the index.
        """
        started = time.monotonic()
        tally = Tally()
        with Ledger.open(self.ledger or ledger_path(self.data_dir)) as ledger:
            if paths is None:
                pages, total = ledger.iter_pending(), ledger.count_pending()
            else:
                taken = self._take(paths, tally)
                pages, total = iter(taken), len(taken)
            interrupted = self._was_interrupted()
            run_id = self._read(pages, total, ledger, tally) if total or interrupted else None
        if tally.changes or interrupted:
            self.on_progress(Progress("group", 0, None))
            tally.stories = group_catalog(self.catalog)
        indexed, error = self._index()
        if run_id is not None:
            self.catalog.finish_run(run_id, tally.counts())
        return IngestReport(
            run_id=run_id,
            pages=dict(sorted(tally.pages.items())),
            articles=dict(sorted(tally.articles.items())),
            found=dict(tally.found),
            issues=dict(sorted(tally.issues.items())),
            skips=tuple(tally.skips),
            unchanged=tally.unchanged,
            stories=tally.stories,
            indexed=indexed,
            seconds=round(time.monotonic() - started, 2),
            index_error=error,
        )

    def _was_interrupted(self) -> bool:
        """Tell whether the last run died, perhaps before it grouped the stories of what it had saved."""
        last = next((run for run in self.catalog.iter_runs() if run.kind == "ingest"), None)
        return last is not None and last.finished is None

    def _take(self, paths: Iterable[str], tally: Tally) -> list[Pending]:
        """Store local files and return those of their pages that wait, in the order of the paths."""
        with Store.open(self.data_dir, place=self.ledger) as store:
            intake = Intake(store, self.sources, tally, max_bytes=self.max_bytes, record=self._record)
            urls: dict[str, None] = {}
            for url in intake.take(paths, self.read_input):
                urls[url] = None
                self.on_progress(Progress("store", len(urls), None))
            return list(filter(None, map(store.ledger.find_pending, urls)))

    def _record(self, issue: Issue) -> None:
        if all(recorded.issue != issue for recorded in self.catalog.iter_issues(url=issue.url)):
            self.catalog.record_issue(issue)

    def _read(self, pages: Iterable[Pending], total: int, ledger: Ledger, tally: Tally) -> str:
        check_identity(self.data_dir, ledger)
        gazetteer = load_gazetteer()  # tells its faults before a process is started
        run_id = self.catalog.begin_run("ingest", program=version("eip-atlas"))
        with self._reading(pages, total) as outcomes:
            saver = Saver(self.catalog, ledger, run_id, gazetteer, tally)
            for done, outcome in enumerate(outcomes, 1):
                saver.take(outcome)
                self.on_progress(Progress("read", done, max(done, total)))
            saver.flush()
        return run_id

    @contextmanager
    def _reading(self, pages: Iterable[Pending], total: int) -> Iterator[Iterator[Outcome]]:
        archive = archive_dir(self.data_dir)
        if self.reader is not None:
            reader = self.reader
            yield (reader.read_pending(archive, page) for page in pages)
            return
        count = min(self.workers, math.ceil(total / PAGES_A_WORKER))
        with Workers(count, archive, self.sources) as workers:
            yield workers.read(pages)

    def _index(self) -> tuple[int, str]:
        done = pending = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            self.on_progress(Progress("index", done, pending))

        try:
            pending = self.catalog.count_pending(self.engine.name)
            return index_pending(self.catalog, self.engine, advance=advance), ""
        except EngineError as error:
            return done, str(error)
