"""A data folder of a test and what it holds."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.source import Source
from config.topic import load_topic
from crawlers import LedgerReader, ledger_path
from index import Catalog, open_engine
from index.records import FactFilter, StoredArticle
from index.rows import article_json, row_of
from index.search import Query
from nlp.annotate import Annotator
from pipelines.ingest.reader import Reader
from pipelines.ingest.record import IngestReport
from pipelines.ingest.run import Ingest

STORY = """Khanh Phu Industrial Park reuses its steam

12 March 2024

The paper mill in Khanh Phu Industrial Park now sells 20 tonnes of steam an hour to the brewery next door. Both
plants save 1,250 tonnes of coal each year, said the park's manager.

The pipeline is 800 metres long and cost VND 4.5 billion. A second line for the dyeing plant is planned for 2026.

A workshop on industrial symbiosis was held in Khanh Phu Industrial Park on 5 March 2024 with 45 participants.
"""


@dataclass(frozen=True)
class Desk:
    """A data folder; every question opens what it needs and closes it again."""

    data_dir: Path
    annotator: Annotator
    sources: Mapping[str, Source] = field(default_factory=dict)

    @contextmanager
    def catalog(self) -> Iterator[Catalog]:
        with Catalog.open(self.data_dir / "catalog.sqlite") as catalog:
            yield catalog

    def ingest(self, *paths: Path | str, workers: int = 0, data: bytes = b"", **given: Any) -> IngestReport:
        """Ingest in this process, or with so many workers."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self.catalog() as catalog:
            engine = open_engine(self.data_dir)
            try:
                reader = None if workers else Reader(self.annotator, self.sources, load_topic())
                run = Ingest(
                    data_dir=self.data_dir,
                    catalog=catalog,
                    engine=engine,
                    sources=self.sources,
                    workers=workers,
                    read_input=lambda: data,
                    **({"reader": reader} | given),
                )
                return run.run([str(path) for path in paths] or None)
            finally:
                engine.close()

    def articles(self) -> list[StoredArticle]:
        with self.catalog() as catalog:
            return list(catalog.iter_articles())

    def story(self, url: str) -> dict[str, Any]:
        with LedgerReader.read(ledger_path(self.data_dir)) as ledger:
            return ledger.story(url)

    def statuses(self) -> dict[str, int]:
        with LedgerReader.read(ledger_path(self.data_dir)) as ledger:
            return ledger.counts()

    def search(self, text: str) -> list[str]:
        with self.catalog() as catalog:
            engine = open_engine(self.data_dir, entities=catalog.iter_entities())
            try:
                return [hit.title for hit in engine.search(Query(text=text)).hits]
            finally:
                engine.close()

    def fingerprint(self) -> str:
        """Hash all that was understood, but not when and by which run."""
        digest = hashlib.sha256()
        with self.catalog() as catalog:
            for stored in catalog.iter_articles():
                found = (stored.annotation.passages, stored.annotation.mentions, stored.annotation.figures)
                rows = [[row_of(record) for record in part] for part in found]
                told = [stored.article.id, stored.article.version, stored.number, stored.story, rows]
                digest.update(json.dumps([told, article_json(stored.article)], sort_keys=True).encode())
            for fact in catalog.iter_facts(FactFilter(superseded=True)):
                digest.update(json.dumps([fact.version, fact.superseded, row_of(fact.fact)], sort_keys=True).encode())
            for entity in catalog.iter_entities():
                digest.update(repr(entity.id).encode())
        return digest.hexdigest()
