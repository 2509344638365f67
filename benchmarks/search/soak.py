"""Kill the indexer at random, again and again, and compare the index with the catalog each time.

    python -m benchmarks.search.soak [--kills 100] [--articles 400] [--seed 1]

Exit status 1 if anything was lost or came twice.
"""

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from config.schema import Annotation, Article, Block, Passage, stable_id
from index import Catalog, Query, check_index, index_pending, open_engine


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        faults = soak(Path(folder), given.kills, given.articles, random.Random(given.seed))
    print(f"{given.kills} kills, {faults} faults")
    return 1 if faults else 0


def soak(folder: Path, kills: int, articles: int, chance: random.Random) -> int:
    """Kill so many times; returns after how many of them the index was not the catalog."""
    context = multiprocessing.get_context("spawn")
    faults = 0
    with Catalog.open(folder / "catalog.sqlite") as catalog:
        for kill in range(kills):
            change(catalog, articles, kill)
            indexer = context.Process(target=index_for_ever, args=(folder,))
            indexer.start()
            time.sleep(0.4 + 1.6 * chance.random())
            if indexer.pid is not None:
                os.kill(indexer.pid, signal.SIGKILL)
            indexer.join()
            faults += not is_sound(catalog, folder, articles)
    return faults


def change(catalog: Catalog, articles: int, kill: int) -> None:
    """Write a new version of a tenth of the articles; of all, the first time."""
    run = catalog.begin_run("ingest")
    for number in range(articles):
        if kill == 0 or number % 10 == kill % 10:
            text = f"Khu công nghiệp số {number}, lần {kill}: nước thải."
            article = Article(
                id=stable_id("soak", str(number)),
                version=stable_id(text),
                source="soak",
                url=f"http://soak.test/{number}",
                title=f"Bài {number}",
                blocks=(Block(kind="paragraph", text=text),),
            )
            start = len(article.title) + 2
            passage = Passage(
                article_id=article.id, ordinal=0, text=text, start=start, end=start + len(text), language="vi"
            )
            catalog.save_article(run, article, Annotation(language="vi", passages=(passage,)))


def index_for_ever(folder: Path) -> None:
    """Index what is pending, then everything again, until somebody ends this."""
    with Catalog.open(folder / "catalog.sqlite") as catalog:
        engine = open_engine(folder)
        while True:
            index_pending(catalog, engine)
            catalog.announce([article_id for article_id, _ in catalog.iter_current()])


def is_sound(catalog: Catalog, folder: Path, articles: int) -> bool:
    engine = open_engine(folder)
    try:
        index_pending(catalog, engine)
        found = engine.search(Query(text="nước thải", facets=False)).total
        return check_index(catalog, engine).sound and found == engine.count() == articles
    finally:
        engine.close()


if __name__ == "__main__":
    sys.exit(main())
