"""Measure where figures are found in the retold pages, whose marks say where figures stand but not their values."""

from collections import Counter
from itertools import chain
from typing import cast

from benchmarks.marked import PAGES, PROGRAMMES, Marked, read_marked
from nlp.components.quantity.lexicon import Language
from nlp.figures import extract_figures


def score_marks() -> dict[str, dict[str, float]]:
    """Return by language how many marked figures are found, and how many found ones are marked, in percent."""
    counts: dict[str, Counter[str]] = {"vi": Counter(), "en": Counter()}
    for page in chain.from_iterable(map(read_marked, (PAGES, PROGRAMMES))):
        counts[page.lang] += count_marks(page)
    return {
        language: {
            "marked": count["marked"],
            "recall": round(100 * count["right"] / count["marked"], 1),
            "precision": round(100 * count["precise"] / count["found"], 1),
        }
        for language, count in counts.items()
    }


def count_marks(page: Marked) -> Counter[str]:
    """Count the marked figures of a page, those of them found (right), the found ones, and those of them marked."""
    found = [(f.evidence.start, f.evidence.end) for f in extract_figures(page.text, cast(Language, page.lang))]
    marked = [(mark.start, mark.end) for mark in page.figures]
    return Counter(
        marked=len(marked),
        found=len(found),
        right=sum(_meets(span, found) for span in marked),
        precise=sum(_meets(span, marked) for span in found),
    )


def _meets(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
