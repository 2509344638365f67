"""Find what sentences state of two named things, by the patterns declared in `config/relations/relations.yml`.

A sentence is read with its names masked as `⟨number sort⟩`, so that patterns speak of sorts of names, never of letters.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from config.predicates import Relation, Vocabulary
from nlp.facts.scene import Name, Scene

CODES = {
    "firm": "f",
    "namesake": "k",
    "authority": "a",
    "medium": "m",
    "PARK": "p",
    "zone": "z",
    "province": "v",
    "minor": "n",
    "country": "c",
    "abroad": "b",
}
_SHORT = r"(?:(?:[^;⟨⟩]|⟨\d+[vncbma]⟩){0,70}?)"
_LONG = r"(?:[^;]{0,160}?)"
_WAY = re.compile(r"~~?")
_ACRONYM = re.compile(r"(⟨\d+(\w)⟩) ?\((?:[^()⟨⟩]{0,20})⟨\d+\2⟩[^()⟨⟩]{0,20}\)")
_DENIED = re.compile(r"\b(?:not|never|no longer|không|chưa|chẳng)\b", re.I)
_RUNS_PARKS = re.compile(r"\b(?:industrial (?:parks?|zones?)|khu công nghiệp|kcn)\b", re.I)
_PARK = re.compile(r"\b(?:park|zone|infrastructure|khu|kcn|hạ tầng)\b", re.I)
STATED, IMPLIED = 0.9, 0.65
CLEAR = 0.6  # share among things of its sort from which on one is what the text is about
DEVELOPER, TENANT = "developer_of", "tenant_of"


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
    needs: tuple[frozenset[str], ...]
    implied: Literal["S", "O"] | None  # the slot that the pattern lacks


class RelationFinder:
    """The patterns of both languages, compiled; stateless."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._rules = {
            language: [rule for relation in vocabulary.relations for rule in _compile(relation, language)]
            for language in ("en", "vi")
        }
        self._fitting = lru_cache(maxsize=1024)(self._fit)

    def _fit(self, language: str, sorts: frozenset[str]) -> list[_Rule]:
        """Return the rules of a language that a sentence with names of these sorts can meet."""
        return [rule for rule in self._rules[language] if all(sorts & need for need in rule.needs)]

    def find(self, scene: Scene, topics: Mapping[str, float]) -> list[Found]:
        """Return each relation of two things once, where it is first stated; stated ones go before implied ones.

        `topics` are the shares of things in what the text is about: they tell which one is implied.
        """
        best: dict[tuple[str, str, str], Found] = {}
        for sentence in sorted(scene.by_sentence):
            for found in self._iter_sentence(scene, sentence, topics):
                key = (found.predicate, found.subject.key, found.object.key)
                if key not in best or best[key].confidence < found.confidence:
                    best[key] = found
        return sorted(best.values(), key=lambda f: (f.start, f.end, f.predicate))

    def _iter_sentence(self, scene: Scene, sentence: int, topics: Mapping[str, float]) -> Iterator[Found]:
        names = scene.by_sentence[sentence]
        sorts = frozenset(name.sort for name in names)
        masked = mask(scene, sentence)
        for rule in self._fitting("vi" if scene.language_of(sentence) == "vi" else "en", sorts):
            for match in rule.pattern.finditer(masked):
                found = _resolve(rule, match, names, scene, topics)
                if found is not None:
                    yield found


def mask(scene: Scene, sentence: int) -> str:
    """Return the sentence with its names as `⟨number sort⟩` and all white space as single blanks."""
    span = scene.sentences[sentence]
    pieces, position = [], span.start
    for number, name in enumerate(scene.by_sentence.get(sentence, ())):
        pieces += [scene.text[position : name.start], f"⟨{number}{CODES[name.sort]}⟩"]
        position = name.end
    pieces.append(scene.text[position : span.end])
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
                pattern=re.compile(expanded, re.I),
                name=f"{relation.id}.{language}.{kind}.{number + 1}",
                needs=tuple(sorts for slot, sorts in slots.items() if "{" + slot + "}" in source),
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
    if predicate == TENANT and _RUNS_PARKS.search(subject.mention.evidence.surface):
        return None
    item = match.groupdict().get("item")
    return Found(
        predicate=predicate,
        subject=subject,
        object=thing,
        sentence=given[0].sentence,
        start=min(name.start for name in given),
        end=max(name.end for name in given),
        rule=rule.name,
        confidence=STATED if rule.implied is None else IMPLIED,
        item=item.strip() if item else None,
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
