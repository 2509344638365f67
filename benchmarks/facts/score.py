"""Score facts against annotated texts: `python -m benchmarks.facts.score GOLD.jsonl ... [--names gold|real] [--errors
N]`.

Subject, status and period. An annotated figure is found when an extracted one covers part of its place and has its
value (or, among several, the one that covers most). Of the found figures, the share with the right subject (see
`equality`), the right status (the same word; annotated "unknown" is left out) and the right period (see `periods`) is
told, for each language apart. With `--names gold` the names are the annotated ones, so that finding names and binding
are told apart; figures, and so status and period, are the program's own. Weights that were fitted on the judged texts
flatter the subject: `benchmarks.facts.fit --held` judges by weights that never saw the story.

Relations. A stated relation is right when the annotation of the text has one with the same predicate whose subject and
object agree with it in words; each annotated one can be hit once. Texts whose annotation has no relations at all
(another annotator did not write them down) are left out. Precision counts the relations told, recall the annotated
ones. Where a park lies was annotated in four texts only, so that `located_in` counts for recall, and for precision
only where annotated; `part_of` and `located_in` are one where a park lies in a zone.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.facts.cases import match_things, things_of
from benchmarks.facts.equality import Spelled, likeness
from benchmarks.facts.oracle import iter_occurrences, published, read_figures, read_gold, read_mentions
from benchmarks.facts.periods import agree
from config.gazetteer import load_gazetteer
from config.predicates import load_predicates
from config.schema import Annotation, Fact, Figure
from nlp.annotate import Annotator
from nlp.facts import FactBuilder
from nlp.facts.scene import Scene
from nlp.segment import title_of

INSIDE = {"part_of", "located_in"}


def annotate(document: Mapping[str, Any], annotator: Annotator, builder: FactBuilder | None) -> Annotation:
    """Annotate a text; with annotated names if a builder of facts is given."""
    day = published(document)
    found = annotator.annotate_text(document["doc"], document["text"], published=day)
    if builder is None:
        return found
    names = read_mentions(document, found.passages) if found.passages else ()
    dates = tuple(mention for mention in found.mentions if mention.label == "DATE")
    title = title_of(found.passages)
    built = builder.build(
        document["text"],
        found.passages,
        (*names, *dates),
        found.figures,
        article_id=document["doc"],
        title=title,
        published=day,
    )
    return Annotation(
        language=found.language,
        passages=found.passages,
        mentions=(*names, *dates),
        figures=built.figures,
        facts=built.facts,
    )


def pair_figures(document: Mapping[str, Any], found: Annotation) -> Iterator[tuple[Mapping[str, Any], Figure | None]]:
    """Iterate over the annotated figures with the extracted one that is meant."""
    for gold, row in read_figures(document, found.passages) if found.passages else ():
        spots = list(iter_occurrences(document["text"], row["surface"]))
        fitting = [
            (figure.evidence.start != gold.evidence.start, -_overlap(figure, gold), index)
            for index, figure in enumerate(found.figures)
            if figure.value == gold.value and (_overlap(figure, gold) or _stands(figure, spots))
        ]
        yield row, found.figures[min(fitting)[2]] if fitting else None


def _overlap(a: Figure, b: Figure) -> int:
    return max(0, min(a.evidence.end, b.evidence.end) - max(a.evidence.start, b.evidence.start))


def _stands(figure: Figure, spots: Sequence[int]) -> bool:
    return any(figure.evidence.start <= spot < figure.evidence.end for spot in spots)


def score_figures(document: Mapping[str, Any], found: Annotation) -> Iterator[tuple[str, bool, str]]:
    """Iterate over (what, whether it is right, what was wanted and given) for the figures of a text."""
    title = title_of(found.passages)
    things = things_of(Scene(document["text"], found.passages, found.mentions, title))
    gold = things_of(Scene(document["text"], found.passages, read_mentions(document, found.passages), title))
    spelled = spell(found)
    day = published(document)
    for row, figure in pair_figures(document, found):
        yield "found", figure is not None, row["surface"]
        if figure is None:
            continue
        right = match_things(things, gold, row["subject"])
        said = spelled.get(figure.subject or "", {figure.subject or ""})
        keys = {key for key, thing in things.items() if said & set(thing.spellings)}
        yield "subject", bool(keys & right) if figure.subject else not right, _say(row, row["subject"], figure.subject)
        if row["status"] != "unknown":
            yield "status", figure.status == row["status"], _say(row, row["status"], figure.status)
        yield "period", agree(figure.period, row["period"], day), _say(row, row["period"], figure.period)


def _say(row: Mapping[str, Any], wanted: object, given: object) -> str:
    return f"{row['surface']!r}: wanted {wanted}, given {given}"


def score_relations(document: Mapping[str, Any], found: Annotation) -> tuple[list[Fact], list[Fact], list[Any]]:
    """Return the right relations, the wrong ones, and the annotated ones that were missed."""
    wanted = list(document.get("relations") or ())
    spelled = spell(found)
    right, wrong = [], []
    for fact in (fact for fact in found.facts if fact.kind == "relation"):
        hit = next((row for row in wanted if _same_relation(fact, row, spelled)), None)
        if hit is None:
            wrong += [fact] if fact.predicate != "located_in" else []
        else:
            wanted.remove(hit)
            right.append(fact)
    return right, wrong, wanted


def spell(found: Annotation) -> dict[str, set[str]]:
    """Return by entity id, or surface, how a text spells a thing; the country has one name."""
    spelled: dict[str, set[str]] = {"Vietnam": {"Vietnam"}}
    for mention in found.mentions:
        surface = mention.evidence.surface
        for key in {mention.entity_id or surface, surface}:
            spelled.setdefault(key, set()).update(filter(None, (surface, mention.name)))
    return spelled


def _same_relation(fact: Fact, row: Mapping[str, Any], spelled: Mapping[str, set[str]]) -> bool:
    def alike(side: str | None, label: str | None, wanted: str) -> bool:
        names = spelled.get(side or "", {side or ""})
        return likeness(Spelled(label or "", tuple(sorted(names))), wanted) > 0

    return (
        (fact.predicate == row["predicate"] or {fact.predicate, row["predicate"]} == INSIDE)
        and alike(fact.subject, fact.subject_label, row["subject"])
        and alike(fact.object, fact.object_label, row["object"])
    )


def score(documents: Sequence[Mapping[str, Any]], *, real: bool, errors: int = 0) -> dict[str, dict[str, float]]:
    """Return the shares by language; prints up to `errors` faults of each sort."""
    annotator = Annotator(load_gazetteer())
    builder = None if real else FactBuilder(load_predicates(), load_gazetteer())
    good: Counter[tuple[str, str]] = Counter()
    count: Counter[tuple[str, str]] = Counter()
    shown: Counter[str] = Counter()

    def note(language: str, what: str, is_right: bool, words: str) -> None:
        good[language, what] += is_right
        count[language, what] += 1
        if not is_right and shown[what] < errors:
            shown[what] += 1
            print(f"  {what} {words}")

    for document in documents:
        found = annotate(document, annotator, builder)
        language, name = document["lang"], document["doc"]
        for what, is_right, words in score_figures(document, found) if found.passages else ():
            note(language, what, is_right, f"{name} {words}")
        if document.get("relations"):
            right, wrong, missed = score_relations(document, found)
            for fact in (*right, *wrong):
                words = f"{name} {fact.subject} {fact.predicate} {fact.object} [{fact.extractor}] {fact.sentence[:160]}"
                note(language, "relation precision", fact in right, words)
            for row in (*right, *missed):
                note(language, "relation recall", not isinstance(row, dict), f"{name} {row}")
    report: dict[str, dict[str, float]] = {}
    for (language, what), total in sorted(count.items()):
        report.setdefault(language, {})[what] = round(good[language, what] / total, 3)
        report[language][f"{what} of"] = total
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--names", choices=("gold", "real"), default="real")
    parser.add_argument("--errors", type=int, default=0, help="faults of each sort to print")
    args = parser.parse_args()
    report = score(read_gold(args.gold), real=args.names == "real", errors=args.errors)
    for language, shares in report.items():
        for what, share in shares.items():
            if not what.endswith(" of"):
                print(f"{language:6}{what:20}{share:6.3f} of {shares[what + ' of']:.0f}")


if __name__ == "__main__":
    main()
