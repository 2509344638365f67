"""Judge all of the reading on pages that nothing has learnt from: `python -m benchmarks.unseen [FILE]`.

The pages are marked as `benchmarks.marked` says. Names are right when their bounds and their kind are, figures when
one is read in the marked place. Status and subject are judged of figures found, the subject with the names as found.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.facts.cases import Reader
from benchmarks.facts.fit import judge
from benchmarks.facts.own import iter_read, read_own
from benchmarks.figures.marks import count_marks
from benchmarks.marked import UNSEEN, Marked, read_marked
from config.gazetteer import load_gazetteer
from config.predicates import load_predicates
from nlp.annotate import Annotator
from nlp.facts.binding import load_weights
from nlp.facts.meaning import Meanings

KINDS = ("PARK", "ORG", "PERSON", "PLACE")
Counts = Counter[tuple[str, str, str]]  # language, part, what is counted


def count(path: Path) -> Counts:
    """Count by language what of each part is marked, found and right."""
    counts: Counts = Counter()
    annotator = Annotator(load_gazetteer())
    for page in read_marked(path):
        counts.update(_iter_names(page, annotator))
        counts.update((page.lang, "figures", what) for what in count_marks(page).elements())
        for mark, figure in iter_read(page):
            counts.update(_iter_judged(page.lang, "status", is_right=figure.status == mark.status))
    meanings, weights = Meanings(load_predicates()), load_weights()
    for case in Reader(real=True).read(read_own(path)):
        for right, _ in judge(case, weights, meanings):
            counts.update(_iter_judged(case.document["lang"], "subject", is_right=right))
    return counts


def _iter_judged(language: str, part: str, *, is_right: bool) -> Iterator[tuple[str, str, str]]:
    yield from ((language, part, what) for what in ("marked", "found", *(["right"] if is_right else [])))


def _iter_names(page: Marked, annotator: Annotator) -> Iterator[tuple[str, str, str]]:
    mentions = annotator.annotate_text(page.doc, page.text).mentions
    found = {(m.evidence.start, m.evidence.end, m.label) for m in mentions if m.label in KINDS}
    marked = set(page.names)
    for what, names in (("marked", marked), ("found", found), ("right", marked & found)):
        yield from ((page.lang, kind, what) for _, _, kind in names)


def tell(counts: Counts) -> dict[str, dict[str, float]]:
    """Return precision, recall, F1 and the number of marks of each part by language."""
    out: dict[str, dict[str, float]] = {}
    for language in ("vi", "en"):
        for part in (*KINDS, "figures", "status", "subject"):
            marked, found, right = (counts[language, part, what] for what in ("marked", "found", "right"))
            out[f"{language} {part}"] = {
                "p": round(right / max(1, found), 3),
                "r": round(right / max(1, marked), 3),
                "f1": round(2 * right / max(1, found + marked), 3),
                "n": marked,
            }
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path, nargs="?", default=UNSEEN)
    print(json.dumps(tell(count(parser.parse_args().file)), indent=1))


if __name__ == "__main__":
    main()
