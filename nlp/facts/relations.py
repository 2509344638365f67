"""Find what a text states of two named things: by weights over how its sentences set them side by side, and by the
patterns declared in `config/relations/relations.yml`.

A sentence is read with its names masked as `⟨number sort⟩`, so that patterns speak of sorts of names, never of letters.
Those of `JUDGED` are judged, by `relations.json`: every pair of things that could stand in one is looked
at in all places of the text (`pairs`), and a pattern that fits is one more word for it; a log-linear model gives
the probability, which is the confidence. The weights are fitted on annotated texts by `benchmarks/facts/relate.py`. The
other relations, too rare to learn, hold where a pattern says so.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import repeat
from pathlib import Path
from typing import Literal

from config.gazetteer import TIE_LABELS, Gazetteer
from config.letters import lower_in_place
from config.predicates import Relation, Vocabulary
from nlp.facts.pairs import Line, Pair, Place, find_pairs
from nlp.facts.scene import Name, Scene
from nlp.facts.ties import Ties

CODES = {
    "firm": "f",
    "namesake": "k",
    "authority": "a",
    "programme": "g",
    "medium": "m",
    "PARK": "p",
    "zone": "z",
    "province": "v",
    "minor": "n",
    "country": "c",
    "abroad": "b",
}
_SHORT = r"(?:(?:[^;⟨⟩]|⟨\d+[vncbmag]⟩){0,70}?)"
_LONG = r"(?:[^;]{0,160}?)"
_ANGLES = str.maketrans("⟨⟩", "<>")
_SLOT = re.compile(r"\{([SO])\}")
_WAY = re.compile(r"~~?")
_ACRONYM = re.compile(  # the same thing in brackets, not what it belongs to
    r"(⟨\d+(\w)⟩) ?\((?![^()⟨⟩]*\b(?:thuộc|con|thành viên|chi nhánh|subsidiary|member|unit|of|under)\b)"
    r"(?:[^()⟨⟩]{0,20})⟨\d+\2⟩[^()⟨⟩]{0,20}\)"
)
_DENIED = re.compile(r"\b(?:not|never|no longer|không|chưa|chẳng)\b", re.I)
_RUNS_PARKS = re.compile(r"\b(?:industrial (?:parks?|zones?)|khu công nghiệp|kcn)\b", re.I)
_PARK = re.compile(r"\b(?:park|zone|infrastructure|khu|kcn|hạ tầng)\b", re.I)
_PASSED = re.compile(  # what a park lies at, not in; "Sông Công" is a city
    r"^(?:đường|sông|cầu|ga|(?i:quốc lộ|QL|tỉnh lộ|cao tốc|(?:khu )?cảng|sân bay|khu (?:đô thị|tái định cư|dân cư)))\b|"
    r"\b(?i:road|street|highway(?: \w+)?|expressway|motorway|river|bridge|(?:sea)?port|airport|station)$"
)
STATED, IMPLIED = 0.9, 0.65  # confidence of what a pattern alone says
LEAST = 0.65  # probability from which on a judged relation is told
WEIGHTS_PATH = Path(__file__).with_name("relations.json")
Weights = Mapping[str, Mapping[str, float]]  # by the id of the relation, by the word
CLEAR = 0.6  # share among things of its sort from which on one is what the text is about
DEVELOPER, TENANT = "developer_of", "tenant_of"
JUDGED = frozenset(TIE_LABELS)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation of two names, the sentence that states it, and by which rule."""

    predicate: str
    subject: Name
    object: Name
    sentence: int
    start: int
    end: int
    rule: str
    confidence: float
    item: str | None


@dataclass(frozen=True, slots=True)
class _Rule:
    relation: Relation
    pattern: re.Pattern[str]
    name: str
    needs: tuple[frozenset[str], ...]  # sorts of the slots, in the order in which they stand
    implied: Literal["S", "O"] | None  # the slot that the pattern lacks


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two things that may stand in some relations, with all words for how they stand to each other."""

    subject: str  # keys
    object: str
    relations: tuple[str, ...]
    words: frozenset[str]
    pair: Pair
    told: Mapping[str, Found]  # by a pattern, by relation


@cache
def load_relation_weights(path: Path = WEIGHTS_PATH) -> Weights:
    weights: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8"))
    return weights


class RelationFinder:
    """The patterns of both languages, compiled, and the relations that are judged; stateless."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer, weights: Weights | None = None) -> None:
        self._ties = Ties(gazetteer)
        self._rules = {
            language: [rule for relation in vocabulary.relations for rule in _compile(relation, language)]
            for language in ("en", "vi")
        }
        self._weights = load_relation_weights() if weights is None else weights
        judged = [relation for relation in vocabulary.relations if relation.id in JUDGED]
        self._predicates = {relation.id: relation.predicate for relation in vocabulary.relations}
        self._fitting = lru_cache(maxsize=4096)(self._fit)
        self._by_sorts: dict[tuple[str, str], tuple[str, ...]] = {
            (subject, thing): tuple(r.id for r in judged if subject in r.subject and thing in r.object)
            for relation in judged
            for subject in relation.subject
            for thing in relation.object
        }

    def _fit(self, language: str, sorts: tuple[str, ...]) -> list[_Rule]:
        """Return the rules of a language that a sentence with names of these sorts, in this order, can meet."""
        return [rule for rule in self._rules[language] if _stand_in_order(rule.needs, sorts)]

    def find(self, scene: Scene, topics: Mapping[str, float]) -> list[Found]:
        """Return each relation of two things once, where it is best said.

        `topics` are the shares of things in what the text is about: they tell which one is implied.
        """
        lines = mask_all(scene)
        told = self._match(scene, lines, topics)
        found = [one for (relation, _, _), one in told.items() if relation not in JUDGED]
        for candidate in self._list_candidates(scene, lines, topics, told):
            found += self._judge(candidate)
        return sorted(found, key=lambda f: (f.start, f.end, f.predicate))

    def list_candidates(self, scene: Scene, topics: Mapping[str, float]) -> list[Candidate]:
        """Return all that is judged, for learning."""
        lines = mask_all(scene)
        return list(self._list_candidates(scene, lines, topics, self._match(scene, lines, topics)))

    def _list_candidates(
        self,
        scene: Scene,
        lines: Mapping[int, str],
        topics: Mapping[str, float],
        told: Mapping[tuple[str, str, str], Found],
    ) -> Iterator[Candidate]:
        by_pair: dict[tuple[str, str], dict[str, Found]] = {}
        for (relation, subject, thing), found in told.items():
            by_pair.setdefault((subject, thing), {})[relation] = found
        for (subject, thing), pair in self._find_pairs(scene, lines, topics).items():
            first = pair.places[0]
            place = first.object.label == "PLACE" and first.object.mention.evidence.surface
            if _is_inside(first.subject, first.object) or (place and _PASSED.search(place)):
                continue
            said = by_pair.get((subject, thing), {})
            words = {"bias", *pair.words}.union(*(place.words for place in pair.places))
            words |= {f"rule {relation} {_kind_of(found)}" for relation, found in said.items()}
            relations = self._by_sorts[scene.sorts[subject], scene.sorts[thing]]
            yield Candidate(subject, thing, relations, frozenset(words), pair, said)

    def _find_pairs(
        self, scene: Scene, lines: Mapping[int, str], topics: Mapping[str, float]
    ) -> dict[tuple[str, str], Pair]:
        line_of = cache(lambda sentence: Line(lines[sentence]))
        return find_pairs(scene, line_of, frozenset(self._by_sorts), topics, self._ties)

    def _judge(self, candidate: Candidate) -> Iterator[Found]:
        """Iterate over the relations that two things most likely stand in; who builds a park is no tenant of it."""
        chances = {relation: self._weigh(candidate, relation) for relation in candidate.relations}
        if DEVELOPER in chances and TENANT in chances:
            del chances[min((DEVELOPER, TENANT), key=lambda relation: chances[relation])]
        for relation, probability in chances.items():
            if probability < LEAST:
                continue
            place = candidate.told.get(relation) or self._choose_place(candidate, relation)
            yield Found(
                predicate=self._predicates[relation],
                subject=place.subject,
                object=place.object,
                sentence=place.sentence,
                start=place.start,
                end=place.end,
                rule=place.rule if isinstance(place, Found) else f"{relation}.{place.kind}",
                confidence=round(probability, 3),
                item=None,
            )

    def _choose_place(self, candidate: Candidate, relation: str) -> Place:
        """Return the place that speaks most for a relation, the first of equals."""
        weights = self._weights.get(relation, {})
        return max(candidate.pair.places, key=lambda place: (_sum_up(place.words, weights), -place.start))

    def _weigh(self, candidate: Candidate, relation: str) -> float:
        """Return how likely two things stand in a relation; a company that builds parks is no tenant."""
        name = candidate.pair.places[0].subject.mention.evidence.surface
        if relation == TENANT and _RUNS_PARKS.search(name):
            return 0.0
        return 1 / (1 + math.exp(-_sum_up(candidate.words, self._weights.get(relation, {}))))

    def _match(
        self, scene: Scene, lines: Mapping[int, str], topics: Mapping[str, float]
    ) -> dict[tuple[str, str, str], Found]:
        """Return by relation and keys what patterns say, where it is first stated; stated goes before implied."""
        best: dict[tuple[str, str, str], Found] = {}
        for sentence, line in lines.items():
            names = scene.by_sentence[sentence]
            sorts = tuple(name.sort for name in names)
            for rule in self._fitting("vi" if scene.language_of(sentence) == "vi" else "en", sorts):
                for match in rule.pattern.finditer(line):
                    found = _resolve(rule, match, names, scene, topics)
                    if found is not None:
                        relation = TENANT if found.predicate == TENANT else rule.relation.id
                        key = relation, found.subject.key, found.object.key
                        if key not in best or best[key].confidence < found.confidence:
                            best[key] = found
        return best


def _stand_in_order(needs: Sequence[frozenset[str]], sorts: Sequence[str]) -> bool:
    """Tell whether names of the needed sorts follow each other."""
    rest = iter(sorts)
    return all(any(sort in need for sort in rest) for need in needs)


def _sum_up(words: Iterable[str], weights: Mapping[str, float]) -> float:
    return math.fsum(map(weights.get, words, repeat(0.0)))


def _kind_of(found: Found) -> str:
    return "stated" if found.confidence == STATED else "implied"


def mask_all(scene: Scene) -> dict[int, str]:
    """Return by their number, in order, the sentences that name something, each masked and in lower case."""
    return {sentence: lower_in_place(mask(scene, sentence)) for sentence in sorted(scene.by_sentence)}


def mask(scene: Scene, sentence: int) -> str:
    """Return the sentence with its names as `⟨number sort⟩` and all white space as single blanks."""
    span = scene.sentences[sentence]
    pieces, position = [], span.start
    for number, name in enumerate(scene.by_sentence.get(sentence, ())):
        pieces += [scene.text[position : name.start].translate(_ANGLES), f"⟨{number}{CODES[name.sort]}⟩"]
        position = name.end
    pieces.append(scene.text[position : span.end].translate(_ANGLES))
    return _ACRONYM.sub(r"\1", " ".join("".join(pieces).split()))


def _compile(relation: Relation, language: Literal["en", "vi"]) -> Iterator[_Rule]:
    for kind, patterns in (("stated", relation.patterns), ("implied", relation.implied)):
        for number, source in enumerate(getattr(patterns, language)):
            slots = {"S": frozenset(relation.subject), "O": frozenset(relation.object)}
            expanded = _WAY.sub(lambda match: _LONG if match[0] == "~~" else _SHORT, source)
            for slot, sorts in slots.items():
                codes = "".join(sorted(CODES[sort] for sort in sorts))
                expanded = expanded.replace("{" + slot + "}", f"⟨(?P<{slot}>\\d+)[{codes}]⟩")
            yield _Rule(
                relation=relation,
                pattern=re.compile(expanded),
                name=f"{relation.id}.{language}.{kind}.{number + 1}",
                needs=tuple(slots[slot] for slot in _SLOT.findall(source)),
                implied=None if kind == "stated" else "O" if "{S}" in source else "S",
            )


def _resolve(
    rule: _Rule, match: re.Match[str], names: Sequence[Name], scene: Scene, topics: Mapping[str, float]
) -> Found | None:
    slots = {slot: names[int(match[slot])] for slot in ("S", "O") if slot != rule.implied}
    given = list(slots.values())
    if rule.implied is not None:
        sorts = rule.relation.subject if rule.implied == "S" else rule.relation.object
        implied = _imply(sorts, given[0], scene, topics)
        if implied is None:
            return None
        slots[rule.implied] = implied
    subject, thing = slots["S"], slots["O"]
    if subject.key == thing.key or _DENIED.search(match[0]) or _is_inside(subject, thing):
        return None
    predicate = rule.relation.predicate
    if predicate == DEVELOPER and rule.implied == "O" and thing.key in scene.located and not _PARK.search(match.string):
        predicate = TENANT  # the investor of a plant, not of the park that it stands in
    item = mask(scene, given[0].sentence)[slice(*match.span("item"))] if "item" in rule.pattern.groupindex else ""
    return Found(
        predicate=predicate,
        subject=subject,
        object=thing,
        sentence=given[0].sentence,
        start=min(name.start for name in given),
        end=max(name.end for name in given),
        rule=rule.name,
        confidence=STATED if rule.implied is None else IMPLIED,
        item=item.strip() or None,
    )


def _imply(sorts: Sequence[str], given: Name, scene: Scene, topics: Mapping[str, float]) -> Name | None:
    """Return what the text is about among the things of these sorts; None if that is not clear, or said in the
    sentence.

    The first sort that occurs counts, so that a park goes before the zone that it lies in. A thing must stand before.
    """
    here = scene.by_sentence[given.sentence]
    if any(name.sort in sorts and name.key != given.key for name in here):
        return None
    for sort in sorts:
        before = [n for n in scene.names if n.sort == sort and n.key != given.key and n.sentence < given.sentence]
        if before:
            keys = {name.key for name in before}
            best = max(sorted(keys), key=lambda key: topics.get(key, 0.0))
            rest = sum(topics.get(key, 0.0) for key in keys)
            near = before[-1].sentence >= given.sentence - 1 and before[-1].key
            clear = topics.get(best, 0.0) >= CLEAR * rest or near == best
            return [name for name in before if name.key == best][-1] if clear else None
    return None


def _is_inside(subject: Name, thing: Name) -> bool:
    """Tell whether one name is only the other's short form."""
    a, b = subject.mention.evidence.surface.casefold(), thing.mention.evidence.surface.casefold()
    return subject.sort == thing.sort and (a in b or b in a)
