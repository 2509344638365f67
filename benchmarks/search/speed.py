"""Measure how fast the atlas finds in generated articles and facts, beside SQLite's FTS5 and Elasticsearch.

    python -m benchmarks.search.speed [--documents 100000 ...] [--elasticsearch URL]

Each document has about 300 words and five facts. The production query is a term of the glossary or the name of a park,
widened, ten hits with marked passages; once with all facets and once without. Times are milliseconds of wall clock; cpu
is what our process used of the processor, which tells more on a machine that has other work.
"""

import argparse
import json
import os
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.search.corpus import Corpus
from config.glossary import load_glossary
from index import Engine, FactQuery, Query
from index.backends import BACKENDS
from index.documents import Document
from index.fields import row_of_document
from index.searcher import Searcher

QUERIES = 200
BATCH = 1000
DEPTH = 10


class Clock:
    """Adds up seconds."""

    def __init__(self) -> None:
        self.seconds = self.cpu = 0.0

    def run(self, act: Callable[[], Any]) -> Any:
        start, cpu = time.perf_counter(), time.process_time()
        result = act()
        self.seconds += time.perf_counter() - start
        self.cpu += time.process_time() - cpu
        return result


def measure_engine(engine: Engine, corpus: Corpus, count: int) -> dict[str, Any]:
    building = Clock()
    documents = corpus.documents(count)
    while batch := list(islice(documents, BATCH)):
        building.run(partial(engine.index, batch))
        building.run(engine.commit)
    building.run(engine.release)
    queries = production_queries(corpus)
    plain = [replace(query, facets=False) for query in queries]
    return {
        "build_s": round(building.seconds, 1),
        "build_cpu_s": round(building.cpu, 1),
        "production": latency(engine.search, plain),
        "with_facets": latency(engine.search, queries),
        "common_word": latency(engine.search, [Query(text=word, facets=False) for word in corpus.common("vi", 50)]),
        "all_facets_of_all_facts": latency(engine.search_facts, [FactQuery(limit=1)] * 10),
        "suggest": latency(engine.suggest, ["nu", "khu", "wast", "ener", "đi", "pa"] * 10),
        "page_at_10000": latency(engine.search, [deep_query(engine, corpus)] * 5),
    }


def measure_fts5(path: Path, corpus: Corpus, count: int) -> dict[str, Any]:
    """FTS5 on the same ready-made folded tokens: any word of the query, BM25, ten hits; no marks, no facets."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE VIRTUAL TABLE docs USING fts5(title, body, payload UNINDEXED)")
    building = Clock()

    def insert(batch: list[Document]) -> None:
        rows = map(row_of_document, batch)
        database.executemany(
            "INSERT INTO docs VALUES (?, ?, ?)", [(row["title_f"], row["body_f"], row["payload"]) for row in rows]
        )
        database.commit()

    documents = corpus.documents(count)
    while batch := list(islice(documents, BATCH)):
        building.run(partial(insert, batch))
    statement = "SELECT payload FROM docs WHERE docs MATCH ? ORDER BY bm25(docs, 3.0, 1.0) LIMIT ?"

    def search(query: Query) -> list[Any]:
        words = " AND ".join(f'"{token}"' for token in folded(query.text))
        return database.execute(statement, (words, DEPTH)).fetchall()

    measured = {"build_s": round(building.seconds, 1), "production": latency(search, production_queries(corpus))}
    database.close()
    return measured


def folded(text: str) -> Iterator[str]:
    from index.analysis import tokens

    yield from (token.folded for token in tokens(text))


def production_queries(corpus: Corpus) -> list[Query]:
    chance = random.Random(1)
    concepts = chance.choices(load_glossary(), k=QUERIES)
    names = [park.names["vi"] for park in chance.choices(corpus.entities, k=QUERIES)]
    texts = [
        chance.choice([concept.vi, concept.vi, concept.en, name]) for concept, name in zip(concepts, names, strict=True)
    ]
    return [Query(text=text, limit=DEPTH) for text in texts]


def deep_query(engine: Engine, corpus: Corpus) -> Query:
    """The page after the first 10,000 hits of a common word, or the last one."""
    query = Query(text=corpus.common("vi", 1)[0], limit=1000, facets=False)
    for _ in range(10):
        results = engine.search(query)
        if results.cursor is None:
            break
        query = replace(query, cursor=results.cursor)
    return replace(query, limit=DEPTH)


def latency(ask: Callable[[Any], Any], questions: Sequence[Any]) -> dict[str, float]:
    for question in questions[:5]:
        ask(question)
    walls, cpus = [], []
    for question in questions:
        wall, cpu = time.perf_counter(), time.process_time()
        ask(question)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return {"p50": _share(walls, 0.5), "p95": _share(walls, 0.95), "cpu_p50": _share(cpus, 0.5)}


def _share(times: list[float], share: float) -> float:
    return round(sorted(times)[int(len(times) * share)], 2)


class MemoryWatch:
    """Looks ten times a second at this process: its own memory, and all of it with the index files it has mapped."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._peak = {"own": 0, "with_files": 0}
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> dict[str, int]:
        """Return the peaks in MB."""
        self._ended.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
            for name, key in (("own", "RssAnon"), ("with_files", "VmRSS")):
                self._peak[name] = max(self._peak[name], int(lines[key].split()[0]) >> 10)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[100_000])
    parser.add_argument("--elasticsearch", help="address of a server to compare with")
    parser.add_argument("--no-fts5", action="store_true")
    given = parser.parse_args(arguments)
    for count in given.documents:
        corpus, measured = Corpus(), {"documents": count, "facts": 5 * count}
        watch = MemoryWatch()
        with tempfile.TemporaryDirectory() as folder:
            engine = Searcher(BACKENDS["embedded"](Path(folder), ""), load_glossary(), corpus.entities)
            measured["atlas"] = measure_engine(engine, corpus, count)
            engine.close()
            measured["atlas"]["disk_mb"] = sum(p.stat().st_size for p in Path(folder).rglob("*") if p.is_file()) >> 20
            measured["peak_memory_mb"] = watch.end()
            if not given.no_fts5:
                measured["fts5"] = measure_fts5(Path(folder) / "fts5.sqlite", corpus, count)
        if given.elasticsearch:
            address = f"{given.elasticsearch}?prefix=bench-{os.getpid()}-{count}"
            engine = Searcher(BACKENDS["elasticsearch"](Path(), address), load_glossary(), corpus.entities)
            measured["elasticsearch"] = measure_engine(engine, corpus, count)
            engine.close()
        measured["load"] = [round(load, 1) for load in os.getloadavg()]
        print(json.dumps(measured, indent=1), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
