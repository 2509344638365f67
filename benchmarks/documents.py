"""Judge every field of the figures in whole documents of our own: `python -m benchmarks.documents [--errors]`.

`documents.jsonl` (which are learnt from and by which rules were mended), `mended.jsonl` (by which rules were, but
which teach no model) and `held.jsonl` (by which nothing was) have a document a line, some with the day of publication
(`date`), with each figure's place, value, unit, modifier, period ("from..to"), status, subject (as named in the text,
null for nothing named) and predicate, written down before the program had read them; a fall has its value without a
sign and the predicate `decline`. What can be read in two ways names both, parted by slashes ("-" is nothing). A figure
is found where one is read in its place; the fields of found ones are judged. A subject is right if any name of the
linked thing in its text is the marked one, less the word for its level, its legal form and blanks.
"""

import argparse
import json
import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.marked import DOCUMENTS, HELD, MENDED, iter_documents
from config.gazetteer import fold_name, load_gazetteer
from config.schema import Annotation, Fact, Figure, Period
from nlp.annotate import Annotator
from nlp.linking.keys import bare_organisation_key

FIELDS = ("value", "unit", "modifier", "period", "status", "subject", "predicate")
ROUNDED = 1000  # two thirds are 66.67 or 66.7 %
_RATED = re.compile(r"(?:[A-Z]{3}|m3|t|kWh|kg|l)(?: CO2e)?/(?!t CO2e)")
_LEVEL = re.compile(
    r"^(?:kcn|khu cong nghiep|tinh|thanh pho|huyen|du an|tap doan) | (?:industrial park|industrial zone)$"
)


def judge(document: Mapping[str, Any], read: Annotation) -> Iterator[tuple[str, str, str, str, bool]]:
    """Yield field, surface, what is marked, what is read and whether that is right of each figure of a document."""
    facts = {(fact.evidence.start, fact.evidence.end): fact for fact in read.facts if fact.kind == "figure"}
    names: dict[str, set[str]] = defaultdict(set)
    for mention in read.mentions:
        if mention.entity_id:
            surface = mention.evidence.surface
            names[mention.entity_id] |= {_plain(surface), _plain(mention.name or surface)}
    for marked in document["figures"]:
        met = [f for f in read.figures if f.evidence.start < marked["end"] and marked["start"] < f.evidence.end]
        yield "found", marked["surface"], "", "", bool(met)
        if met:
            figure = min(met, key=lambda f: abs(f.value - Decimal(str(marked["value"]))))
            fact = facts.get((figure.evidence.start, figure.evidence.end))
            for field, found in _read_fields(figure, fact).items():
                wanted = str(marked[field])
                right = _agrees(field, marked, figure, found, names.get(found, set()))
                yield field, marked["surface"], wanted, found, right


def _read_fields(figure: Figure, fact: Fact | None) -> dict[str, str]:
    told = fact.predicate if fact else "other"
    fields = (
        f"{figure.value}", figure.unit, figure.modifier, _span(fact.period if fact else figure.period), figure.status,
        (fact.subject if fact else None) or "-", told,
    )  # fmt: skip
    return dict(zip(FIELDS, fields, strict=True))


def _agrees(field: str, marked: Mapping[str, Any], figure: Figure, found: str, names: set[str]) -> bool:
    if field == "value":
        wanted = Decimal(str(marked["value"]))
        return any(abs(value - wanted) <= abs(wanted) / ROUNDED for value in (figure.value, figure.of or figure.value))
    options = ["-"] if marked[field] is None else [marked[field], *re.split(r"[/|]", marked[field])]
    if field == "unit" and _RATED.match(options[0]):  # one unit, and not two readings
        options = options[:1]
    if field == "subject":
        return found in options or not (names | {_plain(found)}).isdisjoint(map(_plain, options))
    if field == "period":
        return _in_days(found) in map(_in_days, options)
    return found in options


def _in_days(span: str) -> str:
    """Write a period by its days: `2024..2024`, `2024-01..2024-12` are 2024-01-01..2024-12-31."""
    start, _, end = span.partition("..")
    start = start if len(start) in {0, 1, 10} else (start + "-01-01")[:10]
    if len(end) == len("2024-12"):
        end = f"{end}-{monthrange(int(end[:4]), int(end[5:]))[1]}"
    return f"{start}..{end + '-12-31' if len(end) == len('2024') else end}"


def _plain(name: str) -> str:
    bare = bare_organisation_key(name) or name
    return re.sub(r"\W+", "", _LEVEL.sub("", re.sub(r"\W+", " ", fold_name(bare)).strip()))


def _span(period: Period | None) -> str:
    return f"{period.start or ''}..{period.end or ''}" if period else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--errors", action="store_true", help="list what is read otherwise than marked")
    shows = parser.parse_args().errors
    annotator = Annotator(load_gazetteer())
    rates = {path.stem: _judge_all(path, annotator, shows=shows) for path in (DOCUMENTS, MENDED, HELD)}
    print(json.dumps(rates, indent=1))


def _judge_all(path: Path, annotator: Annotator, *, shows: bool) -> dict[str, dict[str, float]]:
    """Return by language and field the share that is right in the documents of a file."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for document in iter_documents(path):
        day = date.fromisoformat(document["date"]) if "date" in document else None
        read = annotator.annotate_text(document["doc"], document["text"], language=document["lang"], published=day)
        for field, surface, wanted, found, right in judge(document, read):
            counts[document["lang"], field, right] += 1
            if shows and not right:
                print(document["doc"], field, repr(surface), f"{wanted} <- {found}", sep="\t")
    return {
        language: {
            field: round(
                counts[language, field, True] / sum(counts[language, field, right] for right in (True, False)), 3
            )
            for field in ("found", *FIELDS)
        }
        for language in ("vi", "en")
    }


if __name__ == "__main__":
    main()
