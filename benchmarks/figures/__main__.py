"""Measure the figures: `python -m benchmarks.figures [--newsquant FILE] [--gold DIR]` prints one JSON object."""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from benchmarks.figures.finders import iter_installed
from benchmarks.figures.gold import iter_documents, score_documents
from benchmarks.figures.newsquant import evaluate, load_sentences
from nlp.components.quantity.reader import read_passage
from nlp.components.quantity.tokens import Tokens


def main() -> None:
    """Print the scores on the public set and on annotated texts, and the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newsquant", type=Path, help="NewsQuant sentences as JSON")
    parser.add_argument("--gold", type=Path, help="folder of annotated texts: part_*.jsonl and texts/")
    options = parser.parse_args()
    report: dict[str, Any] = {}
    if options.newsquant:
        sentences = load_sentences(options.newsquant)
        report["newsquant"] = {
            name: evaluate(sentences, finder) if finder else "skipped: not installed"
            for name, finder in iter_installed().items()
        }
        report["words_per_second"] = {"en": measure_speed([text for text, _ in sentences], "en")}
    if options.gold:
        report["gold"] = score_documents(options.gold)
        texts = [text for row, text in iter_documents(options.gold) if row["lang"] == "vi"]
        report.setdefault("words_per_second", {})["vi"] = measure_speed(texts, "vi")
    print(json.dumps(report, ensure_ascii=False, indent=1))


def measure_speed(texts: list[str], language: Any) -> dict[str, int]:
    """Return words a second of one core: of all steps, and of the cutting into tokens alone."""
    words = sum(len(text.split()) for text in texts)
    read_passage(texts[0], language)
    started = time.process_time()
    for text in texts:
        Tokens(text)
    cut = time.process_time() - started
    started = time.process_time()
    for text in texts:
        read_passage(text, language)
    whole = time.process_time() - started
    return {"whole": round(words / whole), "after_tokens": round(words / (whole - cut)), "words": words}


if __name__ == "__main__":
    main()
