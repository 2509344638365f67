"""Measure where figures are found in the retold pages, whose marks say where figures stand but not their values."""

from collections import Counter
from itertools import chain
from typing import cast

from benchmarks.marked import PAGES, PROGRAMMES, read_marked
from nlp.components.quantity.lexicon import Language
from nlp.figures import extract_figures


def score_marks() -> dict[str, dict[str, float]]:
    """Return by language how many marked figures are found, and how many found ones are marked, in percent."""
    counts: Counter[tuple[str, str]] = Counter()
    for page in chain.from_iterable(map(read_marked, (PAGES, PROGRAMMES))):
        found = [(f.evidence.start, f.evidence.end) for f in extract_figures(page.text, cast(Language, page.lang))]
        marked = [(mark.start, mark.end) for mark in page.figures]
        counts[page.lang, "marked"] += len(marked)
        counts[page.lang, "found"] += len(found)
        counts[page.lang, "recall"] += sum(_meets(span, found) for span in marked)
        counts[page.lang, "precision"] += sum(_meets(span, marked) for span in found)
    return {
        language: {
            "marked": counts[language, "marked"],
            "recall": round(100 * counts[language, "recall"] / counts[language, "marked"], 1),
            "precision": round(100 * counts[language, "precision"] / counts[language, "found"], 1),
        }
        for language in ("vi", "en")
    }


def _meets(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
