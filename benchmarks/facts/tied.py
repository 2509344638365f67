"""Write `config/gazetteer/ties.csv`, how things of annotated texts are tied: `python -m benchmarks.facts.tied GOLD`.

A relation that `benchmarks/texts/relations.jsonl` tells of two things is a tie of these, unless their rows say it
already; where a declared park lies, its row says. What the gazetteer lacks stands by its commonest name, but not where
it lacks a park and its place both.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.facts.cases import things_of
from benchmarks.facts.oracle import place_passages, read_gold, read_mentions
from benchmarks.facts.own import read_own
from benchmarks.facts.relate import list_meant, read_relations
from benchmarks.marked import PAGES
from config.gazetteer import GAZETTEER_DIR, TIE_COLUMNS, Gazetteer, load_gazetteer
from nlp.facts.namesakes import open_key
from nlp.facts.scene import Scene
from nlp.linking import link_mentions
from nlp.segment import title_of

Told = tuple[str, str, str]  # keys of subject and object, the relation between them


def list_ties(texts: Sequence[Mapping[str, Any]], gazetteer: Gazetteer) -> Iterator[tuple[str, str, str, str]]:
    """Iterate over the rows of the file, in the order of the texts."""
    relations = read_relations()
    told: dict[Told, dict[str, None]] = {}  # with the texts in order
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        passages = place_passages(text)
        mentions = link_mentions(read_mentions(text, passages), passages, gazetteer)
        scene = Scene(text["text"], passages, mentions, title_of(passages))
        for name in scene.names:
            surface = " ".join(name.mention.evidence.surface.split())
            if open_key(surface, name.label) == name.key:
                spelled[name.key][surface] += 1
        for relation, *akin in list_meant(things_of(scene), relations.get(text["doc"], ())):
            subjects, objects = ([key for key, is_same in keys.items() if is_same] for keys in akin)
            if len(subjects) == len(objects) == 1 and subjects != objects:
                told.setdefault((subjects[0], relation, objects[0]), {})[text["doc"]] = None
    for (subject, relation, thing), sources in told.items():
        names = [key if gazetteer.find(key) else _commonest(spelled[key]) for key in (subject, thing)]
        if all(names) and not _is_known(subject, relation, thing, gazetteer):
            yield names[0], relation, names[1], "|".join(sources)


def _commonest(surfaces: Counter[str]) -> str:
    return min(surfaces, key=lambda surface: (-surfaces[surface], surface), default="")


def _is_known(subject: str, relation: str, thing: str, gazetteer: Gazetteer) -> bool:
    """Tell whether the gazetteer says already how two things are tied, or lacks a park and its place both."""
    one, other = gazetteer.find(subject), gazetteer.find(thing)
    if relation == "located_in":
        return (one is None) == (other is None)
    return one is not None and thing in (*one.park_ids, *gazetteer.groups_of.get(subject, ()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+")
    args = parser.parse_args()
    rows = list(list_ties([*read_gold(args.gold), *read_own(PAGES)], load_gazetteer()))
    with (GAZETTEER_DIR / "ties.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(TIE_COLUMNS)
        writer.writerows(rows)
    print(len(rows), "ties:", dict(Counter(relation for _, relation, _, _ in rows)))


if __name__ == "__main__":
    main()
