"""Measure what facts add to the time of reading: `python -m benchmarks.facts.speed [TEXT.txt ...]`, prints JSON.

Of plain texts (the files named, or the retold pages that nothing learns from), where reading means sentences,
languages, names and figures, and of the tests' HTML pages, where it means parsing, too. CPU time of one process after a
first round that fills the caches; of four rounds the fastest.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.marked import UNSEEN, read_marked
from config.gazetteer import load_gazetteer
from nlp.annotate import Annotator
from nlp.facts import FactBuilder
from nlp.facts.build import Built
from pipelines.parse import page_from_file, parse_page

PAGES = Path(__file__).parents[2] / "tests/pipelines/parse/pages"
ROUNDS = 4


def measure(read: Callable[[], int]) -> dict[str, float]:
    """Return words, seconds of reading without facts, seconds of facts, and the share that these add."""
    build, spent = FactBuilder.build, 0.0

    def timed(builder: FactBuilder, *args: Any, **named: Any) -> Built:
        nonlocal spent
        start = time.process_time()
        built = build(builder, *args, **named)
        spent += time.process_time() - start
        return built

    rounds: list[tuple[float, float, int]] = []
    with patch.object(FactBuilder, "build", timed):
        for _ in range(ROUNDS + 1):
            spent, start = 0.0, time.process_time()
            words = read()
            rounds.append((time.process_time() - start, spent, words))
    whole, facts, words = min(rounds[1:])
    return {
        "words": words,
        "reading_s": round(whole - facts, 3),
        "facts_s": round(facts, 3),
        "facts_add": round(facts / (whole - facts), 3),
    }


def main() -> None:
    annotator = Annotator(load_gazetteer())
    texts = [Path(name).read_text("utf-8") for name in sys.argv[1:]] or [marked.text for marked in read_marked(UNSEEN)]
    pages = [page_from_file(path) for path in sorted(PAGES.rglob("*.html"))]

    def read_texts() -> int:
        for text in texts:
            annotator.annotate_text("text", text)
        return sum(len(text.split()) for text in texts)

    def read_pages() -> int:
        words = 0
        for page in pages:
            for article in parse_page(page).articles:
                annotator.annotate_article(article)
                words += len(article.text.split())
        return words

    print(json.dumps({"texts": measure(read_texts), "pages": measure(read_pages)}, indent=2))


if __name__ == "__main__":
    main()
