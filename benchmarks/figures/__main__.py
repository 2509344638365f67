"""Measure the figures: `python -m benchmarks.figures [--newsquant FILE] [--gold DIR]` prints one JSON object."""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.figures.finders import iter_finders
from benchmarks.figures.gold import LANGUAGES, iter_documents, score_documents
from benchmarks.figures.marks import score_marks
from benchmarks.figures.newsquant import evaluate, load_sentences
from nlp.components.quantity.lexicon import Language
from nlp.components.quantity.reader import read_passage
from nlp.components.quantity.tokens import Tokens
from nlp.figures import extract_figures


def main() -> None:
    """Print the scores on the public set, on annotated texts and on retold pages, and the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newsquant", type=Path, help="NewsQuant sentences as JSON")
    parser.add_argument("--gold", type=Path, help="folder of annotated texts: part_*.jsonl and texts/")
    parser.add_argument("--quantulum", type=Path, help="the Python of an environment with quantulum3")
    options = parser.parse_args()
    report: dict[str, Any] = {"words_per_second": {}}
    sentences = load_sentences(options.newsquant) if options.newsquant else []
    documents = list(iter_documents(options.gold)) if options.gold else []
    texts = [text for text, _ in sentences] + [text for _, text in documents]
    finders = iter_finders(texts, options.quantulum)
    if sentences:
        report["newsquant"] = {
            name: evaluate(sentences, finder) if finder else "skipped: not installed"
            for name, finder in finders.items()
        }
        report["words_per_second"]["en_sentences"] = measure_speed([text for text, _ in sentences], "en")
    if documents:
        report["gold"] = score_documents(options.gold, finders)
        for language in LANGUAGES:
            texts = [text for row, text in documents if row["lang"] == language]
            report["words_per_second"][f"{language}_documents"] = measure_speed(texts, language)
    report["retold_pages"] = score_marks()
    print(json.dumps(report, ensure_ascii=False, indent=1))


def measure_speed(texts: list[str], language: Language) -> dict[str, int]:
    """Return words a second of one core: the grammar without and with the cutting, and all with statuses."""
    words = sum(len(text.split()) for text in texts)
    extract_figures(texts[0], language)
    cut = _time(Tokens, texts)
    grammar = _time(lambda text: read_passage(text, language), texts)
    whole = _time(lambda text: extract_figures(text, language), texts)
    return {
        "words": words,
        "grammar_after_tokens": round(words / (grammar - cut)),
        "grammar": round(words / grammar),
        "with_status": round(words / whole),
    }


def _time(action: Callable[[str], object], texts: list[str]) -> float:
    """Return the least seconds of three runs."""
    runs = []
    for _ in range(3):
        started = time.process_time()
        for text in texts:
            action(text)
        runs.append(time.process_time() - started)
    return min(runs)


if __name__ == "__main__":
    main()
