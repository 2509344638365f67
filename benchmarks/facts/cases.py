"""Prepare annotated texts for fitting and judging: who is named, what each figure may be about, what is right."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.facts.equality import Spelled, right_things
from benchmarks.facts.learning import Chain
from benchmarks.facts.oracle import place_passages, read_figures, read_mentions
from benchmarks.names.corpus import story_of
from config.gazetteer import load_gazetteer
from config.predicates import load_predicates
from config.schema import Figure, Mention, Passage
from nlp.annotate import Annotator
from nlp.facts.binding import list_choices, see_all
from nlp.facts.meaning import Meanings
from nlp.facts.scene import COUNTRY_KEY, Scene
from nlp.facts.sights import Sight
from nlp.facts.topics import list_topic_features
from nlp.segment import title_of

_DISPUTED = frozenset({"abroad", "authority", "medium"})


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated text with its gold figures."""

    document: Mapping[str, Any]
    scene: Scene
    figures: tuple[Figure, ...]
    rows: Mapping[int, Mapping[str, Any]]  # annotation by id() of the figure
    seen: tuple[tuple[Sight, float], ...]
    topics: Mapping[str, tuple[str, ...]]  # features of each thing as the topic
    right: Mapping[str | None, frozenset[str]]  # keys of the right things by the annotated subject
    weight: float = 1.0

    def chain(self, shares: Mapping[str, float]) -> Chain:
        """Return the figures with all they may be about, and which of that is right.

        In a retold page it stays open where annotators differ: whether a figure is about the investors' country or the
        body that tells it.
        """
        choices = list_choices(self.seen, self.scene, shares)
        sorts = {name.key: name.sort for name in self.scene.names}
        right = []
        for choice in choices:
            keys = self.right[self.rows[id(choice.sight.figure)]["subject"]]
            if self.document.get("retold") and any(sorts.get(key) in _DISPUTED for key in keys):
                right.append([False] * len(choice.names))
            else:
                right.append([name.key in keys if name else not keys for name in choice.names])
        return Chain(choices, right, self.weight)

    def weights_of_topics(self) -> dict[str, float]:
        """Return for each thing the share of figures that are about it."""
        shares = dict.fromkeys(self.topics, 0.0)
        for row in self.rows.values():
            keys = self.right[row["subject"]] & shares.keys()
            for key in keys:
                shares[key] += 1 / len(keys)
        return shares


class Reader:
    """Reads annotated texts with the annotated names, or with those that the program finds."""

    def __init__(self, *, real: bool) -> None:
        self._annotator = Annotator(load_gazetteer()) if real else None
        self._meanings = Meanings(load_predicates())

    def read(self, documents: Sequence[Mapping[str, Any]], weight: float = 1.0) -> list[Case]:
        """Read all documents that have a figure; in fitting they count as often as `weight` says."""
        cases = [replace(self._read(document), weight=weight) for document in documents]
        return [case for case in cases if case.figures]

    def _read(self, document: Mapping[str, Any]) -> Case:
        passages = place_passages(document)
        title = title_of(passages)
        scene = Scene(document["text"], passages, self._find_mentions(document, passages), title)
        pairs = read_figures(document, passages) if passages else []
        figures = tuple(figure for figure, _ in pairs)
        seen = tuple(see_all(figures, scene, self._meanings))
        things = things_of(scene)
        gold = things_of(Scene(document["text"], passages, read_mentions(document, passages), title))
        wanted = {row["subject"] for _, row in pairs}
        return Case(
            document=document,
            scene=scene,
            figures=figures,
            rows={id(figure): row for figure, row in pairs},
            seen=seen,
            topics=list_topic_features(scene, [sight for sight, _ in seen]),
            right={subject: match_things(things, gold, subject) for subject in wanted},
        )

    def _find_mentions(self, document: Mapping[str, Any], passages: Sequence[Passage]) -> Sequence[Mention]:
        if self._annotator is None:
            return read_mentions(document, passages)
        return self._annotator.annotate_text(document["doc"], document["text"]).mentions


def match_things(things: Mapping[str, Spelled], gold: Mapping[str, Spelled], subject: str | None) -> frozenset[str]:
    """Return the keys of the found things that are the subject, judged beside the annotated ones."""
    found = {f"found {key}": thing for key, thing in things.items()}
    right = right_things({**{f"gold {key}": thing for key, thing in gold.items()}, **found}, subject)
    return frozenset(key.removeprefix("found ") for key in right & found.keys())


def things_of(scene: Scene) -> dict[str, Spelled]:
    """Return the things that a scene names, with every spelling; always the country."""
    spellings: dict[str, list[str]] = {COUNTRY_KEY: ["Vietnam"]}
    labels = {COUNTRY_KEY: "PLACE"}
    for name in scene.names:
        labels.setdefault(name.key, name.label)
        found = spellings.setdefault(name.key, [])
        found += [name.mention.evidence.surface, *([name.mention.name] if name.mention.name else [])]
    return {key: Spelled(labels[key], tuple(dict.fromkeys(found))) for key, found in spellings.items()}


def fold_of(document: Mapping[str, Any], folds: int) -> int:
    """Return the part a document's story falls into; stories told twice stay together."""
    return zlib.crc32(story_of(document).encode()) % folds
